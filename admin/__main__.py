"""`python -m admin BEFEHL …`"""

import os
import sys

from admin.cli import main

if __name__ == "__main__":
    # „ and umlauts must not depend on the locale of a timer or a pipe
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    # what commands write (database, keys, reports, backups) is for this account alone
    os.umask(0o077)
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:  # the reader has seen enough, as with „| head“
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
