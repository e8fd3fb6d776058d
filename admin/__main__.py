"""`python -m admin BEFEHL …`"""

import os
import sys

from admin.cli import main

if __name__ == "__main__":
    # „ and umlauts must not depend on the locale of a timer or a pipe; both may be closed
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    # what commands write (database, keys, reports, backups) is for this account alone
    os.umask(0o077)
    sys.exit(main(sys.argv[1:]))
