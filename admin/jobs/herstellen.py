"""Producing what a run publishes: snapshot, notebook in a process of its own, folder."""

import hmac
import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache

from admin.config import WURZEL, Config
from admin.jobs.ordner import Ordner
from models.queries.snapshot import Snapshot, write_snapshot
from models.rules.zeit import berlin_day, utc_now
from models.tables import Lauf


def produce(
    lauf: Lauf, ordner: Ordner, config: Config, progress: Callable[[str, float], None]
) -> date:
    """Fill `ordner.versteckt` completely; returns the Datenstand."""
    stand = berlin_day(utc_now())
    ordner.arbeit.mkdir(mode=0o700, parents=True)
    progress("Momentaufnahme der Daten", 0.05)
    freeze(lauf, ordner, config, stand)
    return stand


def freeze(lauf: Lauf, ordner: Ordner, config: Config, stand: date) -> Snapshot:
    """The snapshot of this run, in its working folder."""
    if config.pseudonym_key is None:
        raise ValueError("Ohne KRM_PSEUDONYM_KEY gibt es keine Momentaufnahme: provide_keys.")
    # A key for each report, so that pseudonyms of two evaluations cannot be joined.
    purpose = f"personenschluessel|{lauf.bericht.name}".encode()
    return write_snapshot(
        ordner.arbeit / "aufnahme.sqlite",
        einheit_id=lauf.einheit_id,
        stand=stand,
        pseudonym_key=hmac.digest(config.pseudonym_key.encode(), purpose, "sha256"),
        fassung=fassung(),
    )


@cache
def fassung() -> str:
    """Version of KRM, as pyproject.toml has it."""
    project = tomllib.loads((WURZEL / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])
