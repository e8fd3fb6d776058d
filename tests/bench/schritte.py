"""`python -m tests.bench.schritte JAHR`: one report, and the seconds of each step as JSON.

Apart from the benchmark itself, because it must run with whatever Python that measures.
"""

import json
import os
import shutil
import sys
import time

from admin.config import load_config, provide_keys
from admin.jobs.berichte import LEASE_S
from admin.jobs.herstellen import produce
from admin.jobs.ordner import folders_of
from models.actions.laeufe import Berichtsauftrag, begin_lauf
from models.db import acting_as, close, connect
from models.queries.laeufe import find_lauf
from models.rules.rechte import SYSTEM
from models.rules.zeit import utc_now
from models.tables import Lauf
from notebooks.catalogue import parse_zeitraum


def main(text: str) -> None:
    """Make the report as a worker would, and write step → seconds on standard output."""
    config = provide_keys(load_config(os.environ), "pseudonym_key")
    connect(config.database_url).connect()
    marken: list[tuple[str, float]] = []

    def progress(schritt: str, anteil: float) -> None:
        marken.append((schritt.partition(" (")[0], time.perf_counter()))

    lauf = _begin(text)
    ordner = folders_of(lauf, config)
    try:
        produce(lauf, ordner, config, progress)
    finally:
        shutil.rmtree(ordner.arbeit, ignore_errors=True)
        shutil.rmtree(ordner.versteckt, ignore_errors=True)
        close()
    print(json.dumps(_seconds(marken), ensure_ascii=False))


def _begin(text: str) -> Lauf:
    zeitraum = parse_zeitraum(text)
    bericht = Berichtsauftrag(
        name="auswertung-gf",
        zeitraum=zeitraum.text,
        von=zeitraum.von,
        bis=zeitraum.bis,
        einheit_id=1,
        empfaenger="gf",
    )
    begun = begin_lauf(by=SYSTEM, now=utc_now(), bericht=bericht, lease_s=LEASE_S)
    with acting_as(SYSTEM):
        lauf = find_lauf(begun.id)
    assert lauf is not None, "begun a moment ago"
    return lauf


def _seconds(marken: list[tuple[str, float]]) -> dict[str, float]:
    """Step → seconds until the next one; the last is the end."""
    dauern: dict[str, float] = {}
    for (schritt, ab), (_, bis) in zip(marken, marken[1:], strict=False):
        dauern[schritt] = round(dauern.get(schritt, 0.0) + bis - ab, 2)
    return dauern


if __name__ == "__main__":
    main(sys.argv[1])
