"""Producing what a run publishes: snapshot, notebook in a process of its own, hidden folder."""

import hmac
import json
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

from admin.config import WURZEL, Config
from admin.jobs.ordner import Ordner
from models.actions.laufwissen import note_moment
from models.db import acting_as
from models.queries.laeufe import published_before
from models.queries.snapshot import Ausschnitt, Snapshot, write_snapshot, write_snapshot_as_of
from models.queries.snapshot_vergleich import write_vergleich
from models.rules.rechte import SYSTEM
from models.rules.zeit import berlin_day, utc_now
from models.tables import Lauf
from notebooks.run import Auftrag, Fortschritt, Grenzen, Rueckblick, run_bericht

Progress = Callable[[str, float], None]

# How much of the way a step of the process begins at; within „Rechnen“ its cells count.
ANTEILE = {
    "Rechenprozess starten": 0.25,
    "Rechnen": 0.35,
    "HTML schreiben": 0.8,
    "PDF setzen": 0.85,
    "PDF prüfen": 0.9,
}
_RECHNEN = 0.45
AUFNAHME = "aufnahme.sqlite"


def produce(lauf: Lauf, ordner: Ordner, config: Config, progress: Progress) -> date:
    """Fill `ordner.versteckt` completely; returns the Datenstand.

    Raises BerichtFehler or RuleViolation with a German sentence when there is no report to show.
    """
    begonnen = utc_now()
    stand = berlin_day(lauf.rueckblick or begonnen)
    ordner.arbeit.mkdir(mode=0o700, parents=True)
    auftrag = Auftrag(
        bericht=lauf.bericht.name,
        zeitraum=lauf.bericht.zeitraum,
        snapshot=ordner.arbeit / AUFNAHME,
        reports_dir=config.reports_dir,
        lauf=ordner.endgueltig.name,
        nummer=lauf.id,
        schriftindex=config.var_dir / "matplotlib",
        token=ordner.token,
        empfaenger=lauf.bericht.empfaenger,
        parameter=json.loads(lauf.bericht.parameter or "{}"),
        grenzen=Grenzen(zeit_s=config.lauf_dauer_s, speicher_mb=config.lauf_speicher_mb),
    )

    def take() -> Auftrag:
        progress("Momentaufnahme der Daten", 0.05)
        snapshot = freeze(lauf, ordner, config, stand)
        _compare(lauf, snapshot, stand)
        kette = snapshot.moment.kette.as_anchor(snapshot.moment.zeit)
        erneut = Rueckblick(begonnen, snapshot.moment.geloescht) if lauf.rueckblick else None
        return replace(auftrag, snapshot_sha256=snapshot.sha256, kette=kette, rueckblick=erneut)

    run_bericht(auftrag, lambda schritt: progress(*told(schritt)), take)
    progress("Veröffentlichen", 0.98)
    return stand


def _compare(lauf: Lauf, snapshot: Snapshot, stand: date) -> None:
    """Note what this run knows, and write beside it what has changed since the last one."""
    moment = snapshot.moment
    note_moment(
        token=lauf.token, zeit=moment.zeit, ereignis=moment.ereignis, sha256=snapshot.sha256
    )
    with acting_as(SYSTEM):
        vorher = published_before(lauf, snapshot.sha256)
    if vorher and stand >= lauf.bericht.bis:
        write_vergleich(snapshot, vorher, lauf.einheit_id)


def told(schritt: Fortschritt) -> tuple[str, float]:
    """A step in words and the share of the whole way that is done when it begins."""
    begin = ANTEILE.get(schritt.schritt, 0.25)
    if not schritt.von:
        return schritt.schritt, begin
    return f"{schritt.schritt} ({schritt.n} von {schritt.von})", (
        begin + _RECHNEN * (schritt.n - 1) / schritt.von
    )


def freeze(lauf: Lauf, ordner: Ordner, config: Config, stand: date) -> Snapshot:
    """The snapshot of this run, in its working folder."""
    if config.pseudonym_key is None:
        raise ValueError("Ohne KRM_PSEUDONYM_KEY gibt es keine Momentaufnahme: provide_keys.")
    # A key for each report, so that pseudonyms of two evaluations cannot be joined.
    purpose = f"personenschluessel|{lauf.bericht.name}".encode()
    path, key = ordner.arbeit / AUFNAHME, _digest(config.pseudonym_key, purpose)
    if lauf.rueckblick:
        damals = Ausschnitt(lauf.einheit_id, stand, fassung(), datenstand=lauf.rueckblick)
        return write_snapshot_as_of(path, damals, key)
    return write_snapshot(
        path, einheit_id=lauf.einheit_id, stand=stand, pseudonym_key=key, fassung=fassung()
    )


def _digest(key: str, purpose: bytes) -> bytes:
    return hmac.digest(key.encode(), purpose, "sha256")


@cache
def fassung() -> str:
    """Version of KRM, as pyproject.toml has it."""
    project = tomllib.loads((WURZEL / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])
