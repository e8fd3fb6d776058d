"""`python -m admin BEFEHL …`"""

import sys

from admin.cli import main

if __name__ == "__main__":
    # „ and umlauts must not depend on the locale of a timer or a pipe
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
