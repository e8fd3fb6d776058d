"""One worker of four: `python -m tests.integration.zeitplan.werk URL UHR.json` sees what is due."""

import json
import sys
from datetime import datetime
from pathlib import Path

from models.actions.zeitplaene import fire_due
from models.db import close, connect


def work(url: str, uhr: list[str]) -> None:
    """Look at every moment that the clock shows, in the order in which it shows them."""
    connect(url)
    for moment in uhr:
        fire_due(now=datetime.fromisoformat(moment))
    close()


if __name__ == "__main__":
    work(sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
