"""The publisher of the boot test: feeds over HTTP and HTTPS, on loopback."""

import functools
import http.server
import os
import ssl
import threading

pages = functools.partial(http.server.SimpleHTTPRequestHandler, directory="/boot-test/site")
plain = http.server.ThreadingHTTPServer(("127.0.0.1", 8099), pages)
if os.path.exists("/boot-test/cert.pem"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("/boot-test/cert.pem", "/boot-test/key.pem")
    for port in (443, 8443):
        secure = http.server.ThreadingHTTPServer(("127.0.0.1", port), pages)
        secure.socket = context.wrap_socket(secure.socket, server_side=True)
        threading.Thread(target=secure.serve_forever, daemon=True).start()
plain.serve_forever()
