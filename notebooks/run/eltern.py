"""The side of a run that stays: starts the process, listens, sets the clock, keeps nothing broken.

1. check the order before anything is made; 2. make the hidden folder; 3. start the process that
fills it, and take the snapshot while it gets ready; 4. write lauf.json; 5. hand the folder back,
still hidden. On any failure the folder goes.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.rules.fehler import RuleViolation
from notebooks.catalogue import Bericht, Zeitraum, bericht, parse_zeitraum
from notebooks.data.arbeitsordner import LAUF, workspace
from notebooks.data.schrift import require_schrift
from notebooks.publish import PreparedRun, discard, prepare
from notebooks.run.auftrag import Auftrag, BerichtFehler, Ergebnis, Fortschritt, Grenzen
from notebooks.run.kopf import Laufkopf, sha256_of
from notebooks.run.prozess import Prozess
from notebooks.run.ursache import explain

Melden = Callable[[Fortschritt], None]
Aufnehmen = Callable[[], Auftrag]


def run_bericht(
    auftrag: Auftrag, melden: Melden | None = None, freeze: Aufnehmen | None = None
) -> Ergebnis:
    """Make the report in a process of its own; gives the finished, still hidden folder.

    `freeze` takes the snapshot that the order names, while the process starts, and gives the order
    again with what is known of it by then; without it the snapshot is there already.
    Raises RuleViolation for an order that cannot be carried out, BerichtFehler for a run that
    failed; in both cases nothing is left behind.
    """
    beginn = time.monotonic()
    eintrag, zeitraum = bericht(auftrag.bericht), parse_zeitraum(auftrag.zeitraum)
    parameter = _parameter(auftrag, eintrag, zeitraum)
    require_schrift()
    freeze = freeze or _ready(auftrag)
    prepared = prepare(
        auftrag.reports_dir, eintrag.name, zeitraum.ordner, auftrag.lauf, auftrag.token
    )
    try:
        order = _order(auftrag, eintrag, parameter, prepared)
        antwort, kopf = _rechne(order, auftrag, freeze, melden or (lambda _: None))
        manifest = _manifest(auftrag, zeitraum, antwort, prepared) | kopf.manifest()
        manifest["dauer_s"] = round(time.monotonic() - beginn, 3)
        _write_json(prepared.path / "lauf.json", manifest)
    except BaseException:
        discard(prepared)
        raise
    return Ergebnis(prepared, manifest)


def _parameter(auftrag: Auftrag, eintrag: Bericht, zeitraum: Zeitraum) -> dict[str, Any]:
    """The notebook's parameters: names and types from the catalogue, nothing else gets in."""
    werte = {
        "snapshot": str(auftrag.snapshot.resolve()),
        "zeitraum": zeitraum.text,
        "empfaenger": auftrag.empfaenger,
        **eintrag.checked(auftrag.parameter),
    }
    if auftrag.empfaenger not in eintrag.empfaenger:
        erlaubt = ", ".join(eintrag.empfaenger)
        satz = f"Der Bericht „{eintrag.name}“ ist nur für diesen Empfängerkreis gedacht: {erlaubt}."
        raise RuleViolation(satz, "empfaenger")
    if not eintrag.notebook.is_file():
        satz = (
            f"Das Notizbuch „{eintrag.notebook.name}“ fehlt in dieser Installation; bitte die "
            "Administration fragen."
        )
        raise RuleViolation(satz, "bericht")
    return {name: typ(werte[name]) for name, typ in eintrag.parameter.items()}


def _ready(auftrag: Auftrag) -> Aufnehmen:
    if not auftrag.snapshot.is_file():
        raise RuleViolation("Die Momentaufnahme für den Bericht fehlt.", "snapshot")
    return lambda: auftrag


def _order(
    auftrag: Auftrag, eintrag: Bericht, parameter: dict[str, Any], prepared: PreparedRun
) -> dict[str, Any]:
    """What the process is told."""
    return {
        "notebook": str(eintrag.notebook),
        "parameter": parameter,
        "ordner": str(prepared.path.resolve()),
        "speicher_mb": auftrag.grenzen.speicher_mb,
        "datei_mb": auftrag.grenzen.datei_mb,
    }


def _rechne(
    order: dict[str, Any], auftrag: Auftrag, freeze: Aufnehmen, melden: Melden
) -> tuple[dict[str, Any], Laufkopf]:
    """Run the process; its answer holds gates, provenance and memory. Also the head of the run."""
    with workspace(LAUF) as arbeit:
        _write_json(arbeit / "auftrag.json", order | {"arbeit": str(arbeit)})
        befehl = [sys.executable, "-m", "notebooks.run", str(arbeit / "auftrag.json")]
        grenzen = auftrag.grenzen
        index = _folder(auftrag.schriftindex)
        with Prozess(befehl, arbeit, grenzen.zeit_s, index) as prozess:
            kopf = Laufkopf.of(freeze())
            prozess.begin({"kopf": kopf.block()})
            return _hoere(prozess, melden, grenzen), kopf


def _folder(schriftindex: Path | None) -> Path | None:
    if schriftindex is None:
        return None
    schriftindex.mkdir(mode=0o700, parents=True, exist_ok=True)
    return schriftindex.resolve()


def _hoere(prozess: Prozess, melden: Melden, grenzen: Grenzen) -> dict[str, Any]:
    """Pass progress on until the process ends; BerichtFehler unless it answers."""
    antwort: dict[str, Any] = {}
    for zeile in prozess.zeilen():
        if "schritt" in zeile:
            melden(Fortschritt(**zeile))
        else:
            antwort = zeile
    satz = prozess.abbruch()
    if satz or "bloecke" not in antwort:
        raise BerichtFehler(satz or explain(antwort, prozess, grenzen), prozess.protokoll())
    return antwort


def _manifest(
    auftrag: Auftrag, zeitraum: Zeitraum, antwort: dict[str, Any], prepared: PreparedRun
) -> dict[str, Any]:
    """lauf.json: what was made from what. No personal data, no machine names."""
    return {
        "bericht": auftrag.bericht,
        "zeitraum": zeitraum.text,
        "von": zeitraum.von.isoformat(),
        "bis": zeitraum.bis.isoformat(),
        "empfaenger": auftrag.empfaenger,
        "parameter": bericht(auftrag.bericht).checked(auftrag.parameter),
        **antwort["herkunft"],
        "gates": antwort["gates"],
        "dateien": _dateien(prepared.path),
        "speicher_mb": antwort["speicher_mb"],
    }


def _dateien(ordner: Path) -> list[dict[str, Any]]:
    pfade = sorted(pfad for pfad in ordner.rglob("*") if pfad.is_file())
    return [
        {
            "name": pfad.relative_to(ordner).as_posix(),
            "sha256": sha256_of(pfad),
            "bytes": pfad.stat().st_size,
        }
        for pfad in pfade
    ]


def _write_json(ziel: Path, inhalt: dict[str, Any]) -> None:
    ziel.write_text(json.dumps(inhalt, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
