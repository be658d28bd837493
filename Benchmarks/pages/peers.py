"""Runs trafilatura or resiliparse over pages, one request {"file","url"} a line of standard input.

Each is answered with {"file","body_text","seconds"}: the CPU seconds of the reading alone, without the start of Python and the file's unpacking.

usage: peers.py trafilatura|resiliparse
"""

import gzip
import json
import sys
import time

# The name is looked for among what is installed, and not in this folder.
sys.path.pop(0)


def trafilatura():
    from trafilatura import extract

    return lambda page, url: extract(page, url=url, include_comments=False)


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    def read(page, url):
        tree = HTMLTree.parse_from_bytes(page, detect_encoding(page))
        return extract_plain_text(tree, main_content=True, alt_texts=False)

    return read


read = {"trafilatura": trafilatura, "resiliparse": resiliparse}[sys.argv[1]]()
if "--probe" not in sys.argv:
    for line in sys.stdin:
        request = json.loads(line)
        with open(request["file"], "rb") as file:
            page = file.read()
        if page.startswith(b"\x1f\x8b"):
            page = gzip.decompress(page)
        before = time.process_time()
        try:
            text, error = read(page, request.get("url")), None
        except Exception as failure:  # whatever it is: the next page is read all the same
            text, error = None, repr(failure)
        seconds = time.process_time() - before
        print(json.dumps({"file": request["file"], "body_text": text or "", "seconds": seconds, "failed": error}), flush=True)
