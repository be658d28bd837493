"""Runs a command and says what it used, as {"status","seconds","kilobytes"} on standard error; it is killed when it takes too long.

A process of its own for it: a child begins with the resident set of who starts it, as the kernel counts.

usage: measured.py PATIENCE_SECONDS COMMAND…
"""

import os
import signal
import sys

child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
signal.signal(signal.SIGALRM, lambda number, frame: os.kill(child, signal.SIGKILL))
signal.alarm(int(sys.argv[1]))
_, status, usage = os.wait4(child, 0)
print(
    f'{{"status": {os.waitstatus_to_exitcode(status)}, "seconds": {usage.ru_utime + usage.ru_stime}, "kilobytes": {usage.ru_maxrss}}}',
    file=sys.stderr,
)
