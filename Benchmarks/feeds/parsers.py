"""Runs feedparser or fastfeedparser over documents in memory; prints bytes read and CPU seconds.

usage: parsers.py feedparser|fastfeedparser SECONDS FILE…
"""

import importlib
import json
import sys
import time

name, seconds, paths = sys.argv[1], float(sys.argv[2]), sys.argv[3:]
parse = importlib.import_module(name).parse
documents = [open(path, "rb").read() for path in paths]
size = spent = 0
while spent < seconds:
    for document in documents:
        before = time.process_time()
        try:
            parse(document)
        except ValueError:
            continue
        finally:
            spent += time.process_time() - before
        size += len(document)
print(json.dumps({"bytes": size, "seconds": spent}))
