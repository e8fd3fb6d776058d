"""`import`: cases from another system's CSV file, all or nothing."""

import argparse
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from admin.cli.rahmen import clock, find_actor, note, open_database, plain_words, print_json
from admin.formatters import field_label
from models.db import acting_as
from models.importer import Auftrag, Ergebnis, describe_columns, import_csv
from models.queries.akteure import Baum
from models.queries.einheiten import find_einheit
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.rules.zeit import berlin_day
from models.tables import Einheit

_REGELN = (
    "Codes gelten auch als Bezeichnung und in jeder Schreibung, Daten als 2026-03-01 oder\n"
    "01.03.2026. Was fehlt, bleibt unbekannt. Übernommen wird alles oder nichts."
)
_EVERY = 10_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _columns()
    parser.add_argument("datei", type=Path, metavar="DATEI.csv", help="UTF-8 mit Semikolon")
    parser.add_argument("--probe", action="store_true", help="nur prüfen, nichts schreiben")
    parser.add_argument("--einheit", metavar="KUERZEL", help="Einheit für Zeilen ohne Team")
    parser.add_argument(
        "--zuordnung",
        type=Path,
        metavar="DATEI.csv",
        help="zu welchem Konto Namen betroffener Beschäftigter gehören: name;login oder name;-",
    )
    parser.add_argument("--als", metavar="LOGIN", help="mit den Rechten dieser Person")
    parser.add_argument("--json", action="store_true", help="Ausgabe als JSON")


def run(args: argparse.Namespace) -> int:
    """Import or check; 1 where rows are at fault. Raises RuleViolation for the file as such."""
    now, begin = clock(), time.monotonic()
    with open_database():
        by = find_actor(args.als, now)
        with plain_words(), acting_as(SYSTEM):
            einheit = _unit(args.einheit, by, berlin_day(now))
        auftrag = Auftrag(args.datei, einheit.id, probe=args.probe, zuordnung=args.zuordnung)
        ergebnis = import_csv(by=by, now=now, auftrag=auftrag, progress=_progress())
    if args.json:
        print_json(_document(ergebnis, args.probe, time.monotonic() - begin))
    else:
        _tell(ergebnis, args.probe)
    return 0 if ergebnis.is_clean else 1


def _columns() -> str:
    """The columns a file may have, a line each."""
    rows = [(entry, field_label(entry.feld)) for entry in describe_columns()]
    width = max(len(entry.name) for entry, _ in rows)
    lines = [
        f"  {entry.name:<{width}}  {label}: {entry.erwartet}{' (Pflicht)' if entry.pflicht else ''}"
        for entry, label in rows
    ]
    return "\n".join(["Spalten (Kopfzeile; N ist 1 bis 3):", *lines, "", _REGELN])


def _unit(kuerzel: str | None, by: Akteur, today: date) -> Einheit:
    """The unit named, else the one in which this person imports, else the whole installation."""
    baum = Baum.load()
    if kuerzel is not None:
        return find_einheit(kuerzel, today, baum)
    if by.system:
        return baum.root()
    own = [b.einheit_id for b in by.bindungen if Recht.VORGANG_IMPORTIEREN in b.rechte]
    if not own:
        raise RuleViolation(f"Das Konto „{by.login}“ darf keine Vorgänge importieren.")
    return baum.by_id[own[0]]


def _progress() -> Callable[[str, int], None]:
    """Every ten thousand rows a word."""

    def tell(word: str, count: int) -> None:
        if count and count % _EVERY == 0:
            note(f"{count} Zeilen {word} …")

    return tell


def _tell(ergebnis: Ergebnis, probe: bool) -> None:
    for art in ergebnis.arten:
        note(str(art))
    if ergebnis.arten.weitere:
        note(f"… und {ergebnis.arten.weitere} weitere Fehler.")
    _ask_for_accounts(ergebnis.offene_namen)
    if not ergebnis.is_clean:
        total = len(ergebnis.fehler) + ergebnis.weitere_fehler
        note(f"{total} Fehler in {ergebnis.zeilen} Zeilen; nichts wurde übernommen.")
    elif probe:
        print(f"{ergebnis.zeilen} Zeilen geprüft, kein Fehler; nichts wurde geschrieben.")
    else:
        print(f"{ergebnis.uebernommen} Vorgänge übernommen.")


def _ask_for_accounts(names: dict[str, tuple[str, ...]]) -> None:
    """The file that --zuordnung wants, to be copied and mended; its first proposals filled in."""
    if not names:
        return
    note(
        "Diese Namen können zu einem Konto gehören; wer ein Konto hat, darf den Vorgang nicht "
        "sehen. Bitte in eine Datei für --zuordnung schreiben und prüfen, „-“ heißt: kein Konto."
    )
    note("name;login")
    for name, logins in names.items():
        note(f"{name};{' oder '.join(logins)}")


def _document(ergebnis: Ergebnis, probe: bool, seconds: float) -> dict[str, Any]:
    return {
        "probe": probe,
        "zeilen": ergebnis.zeilen,
        "uebernommen": ergebnis.uebernommen,
        "fehler": [
            {"zeile": fault.zeile, "spalte": fault.spalte, "satz": fault.satz}
            for fault in ergebnis.fehler
        ],
        "weitere_fehler": ergebnis.weitere_fehler,
        "fehlerarten": [
            {"spalte": art.spalte, "anzahl": art.anzahl, "satz": str(art)} for art in ergebnis.arten
        ],
        "offene_namen": [
            {"name": name, "konten": list(logins)} for name, logins in ergebnis.offene_namen.items()
        ],
        "dauer_s": round(seconds, 1),
    }
