"""The publisher of the boot test: feeds over HTTP and HTTPS, on loopback."""

import functools
import http.server
import os
import ssl
import threading



class Pages(http.server.SimpleHTTPRequestHandler):
    """The site; what is for readers with a token is for nobody else."""

    def do_GET(self):
        if self.path.startswith("/token") and self.headers.get("Authorization") != "Bearer k3y-of-the-boot-test":
            self.send_error(401)
        else:
            super().do_GET()


pages = functools.partial(Pages, directory="/boot-test/site")
plain = http.server.ThreadingHTTPServer(("127.0.0.1", 8099), pages)
if os.path.exists("/boot-test/cert.pem"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("/boot-test/cert.pem", "/boot-test/key.pem")
    for port in (443, 8443):
        secure = http.server.ThreadingHTTPServer(("127.0.0.1", port), pages)
        secure.socket = context.wrap_socket(secure.socket, server_side=True)
        threading.Thread(target=secure.serve_forever, daemon=True).start()
plain.serve_forever()
