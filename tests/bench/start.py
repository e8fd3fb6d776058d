"""The start page over 5,000 open cases against the one over 50: the same person, the same server.

Rounds are interleaved in one process, so that whatever else the machine does hits both alike.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from admin.app import create_app
from admin.config import load_config, provide_keys
from models.actions.codes import seed_codes
from models.actions.vorgaenge import record_many
from models.actions.vorgangsfelder import Eintrag
from models.db import close, connect
from models.migrations import migrate
from models.rules.rechte import SYSTEM
from models.rules.zeit import berlin_day, utc_now
from tests.haus import Haus, build_haus
from tests.integration.web.klient import Web

MENGEN = (50, 5_000)
RUNDEN = 9
ZIEL = 1.5


def run() -> bool:
    """Prepare both houses, open the page in turn, print; whether the ratio reaches its target."""
    with tempfile.TemporaryDirectory(prefix="krm-bench-") as name:
        desks = [_prepare(menge, Path(name) / str(menge)) for menge in MENGEN]
        zeiten: list[list[float]] = [[] for _ in desks]
        for _ in range(RUNDEN):
            for desk, werte in zip(desks, zeiten, strict=True):
                werte.append(_open(*desk))
    few, many = (statistics.median(werte) for werte in zeiten)
    for menge, median in zip(MENGEN, (few, many), strict=True):
        print(f"Startseite bei {menge} offenen Vorgängen: Median {median * 1000:.1f} ms")
    print(f"Verhältnis der Mediane: {many / few:.2f} (Ziel: höchstens {ZIEL})")
    return many / few <= ZIEL


def _prepare(menge: int, folder: Path) -> tuple[str, Web]:
    """A house with so many open cases, and the application over it."""
    folder.mkdir()
    url = f"sqlite:///{folder / 'krm.sqlite'}"
    settings = {"KRM_DATABASE_URL": url, "KRM_VAR_DIR": str(folder)}
    app = create_app(provide_keys(load_config(settings)))
    migrate()
    seed_codes(by=SYSTEM, now=utc_now())
    haus = build_haus()
    record_many(by=SYSTEM, now=utc_now(), eintraege=_open_cases(haus, menge))
    close()
    return url, Web(app, haus)


def _open_cases(haus: Haus, menge: int) -> Iterator[Eintrag]:
    today = berlin_day(utc_now())
    for number in range(menge):
        eingang = today - timedelta(days=number % 30)
        yield haus.eintrag(("501", "502", "601")[number % 3], eingang_am=eingang)


def _open(url: str, web: Web) -> float:
    """Seconds of Anna's start page, the second time she opens it."""
    connect(url)
    anna = web.als("anna")
    anna.get("/")
    begonnen = time.perf_counter()
    anna.client.get("/", buffered=True)
    dauer = time.perf_counter() - begonnen
    close()
    return dauer
