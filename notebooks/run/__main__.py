"""`python -m notebooks.run AUFTRAG.json`: the process of one run, started by run_bericht only.

Messages go to the parent as one JSON object per line; everything else that anybody prints goes to
standard error.
"""

import json
import os
import sys
import traceback
from typing import Any

from notebooks.run.fehler import satz_for
from notebooks.run.grenzen import die_with_parent, limit
from notebooks.run.kind import read_auftrag, work


def main(pfad: str) -> int:
    """Run the order in the file; 0 when the folder is complete."""
    die_with_parent()
    auftrag = read_auftrag(pfad)
    limit(auftrag["speicher_mb"], auftrag["datei_mb"])
    sagen = _sprachrohr()
    try:
        sagen(**work(auftrag, _wait, sagen))
    except Exception as fehler:
        traceback.print_exc()
        satz, sicher = satz_for(fehler)
        sagen(fehler=satz, sicher=sicher)
        return 1
    return 0


def _wait() -> dict[str, Any]:
    """Wait until the parent has taken the snapshot; what it says of it."""
    nachricht: dict[str, Any] = json.loads(sys.stdin.readline())
    return nachricht


def _sprachrohr() -> Any:
    """A function that writes one message; what others print goes to standard error instead."""
    leitung = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def sagen(**meldung: Any) -> None:
        leitung.write(json.dumps(meldung, ensure_ascii=False) + "\n")
        leitung.flush()

    return sagen


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
