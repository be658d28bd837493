"""Writes the code blocks of a guide that have one info string, each to a file: blocks.py GUIDE.md 'sh' DIRECTORY."""

import pathlib
import re
import sys

guide, info, directory = sys.argv[1:]
target = pathlib.Path(directory)
target.mkdir(parents=True, exist_ok=True)
blocks = re.findall(r"^```" + re.escape(info) + r"\n(.*?)^```$", pathlib.Path(guide).read_text(), re.M | re.S)
for number, block in enumerate(blocks, 1):
    (target / f"{number:02}").write_text(block)
