"""`frist`: every deadline of a Vorgang and how it is counted; reads no database."""

import argparse
from datetime import date, datetime
from typing import Any

from models.rules.codes import bezeichnung, resolve
from models.rules.fehler import RuleViolation
from models.rules.fristen import Frist, Fristanlass, compute_fristen, default_kalender
from models.rules.kalender import LAENDER, Kalender, format_day
from models.rules.regelwerk import find_regelwerk
from models.rules.regelwerk_format import FRISTNAMEN, Regelwerk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--regelwerk", required=True, metavar="ID", help="Name des Regelwerks oder Datei"
    )
    parser.add_argument("--art", required=True, help="Art der Kundenreaktion, z. B. beschwerde")
    parser.add_argument(
        "--eingang", required=True, metavar="DATUM", help="Tag des Eingangs, z. B. 2026-05-22"
    )
    parser.add_argument(
        "--eingangsweg", default="schriftlich", metavar="WEG", help="Vorgabe: schriftlich"
    )
    parser.add_argument(
        "--eb-versandt", metavar="DATUM", help="Tag, an dem die Eingangsbestätigung versandt wurde"
    )
    parser.add_argument(
        "--frist-extern", metavar="DATUM", help="Petition, Eingabe: Datum, das die Stelle setzt"
    )
    parser.add_argument("--weg", help="Petition, Eingabe: fueb, traegerversammlung, land oder rd")
    parser.add_argument("--land", metavar="XX", help="Land des Kalenders, z. B. BE")
    parser.add_argument("--json", action="store_true", help="Ausgabe als JSON")


def run(args: argparse.Namespace) -> int:
    """Print the deadlines. Raises RuleViolation for what does not exist or is missing."""
    regelwerk = find_regelwerk(args.regelwerk)
    kalender = Kalender(args.land.upper()) if args.land else default_kalender(regelwerk)
    anlass = _read_anlass(args, kalender)
    fristen = compute_fristen(regelwerk, anlass)
    if args.json:
        import json

        document = _document(regelwerk, anlass, kalender, fristen)
        print(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(regelwerk, anlass, kalender, fristen)))
    return 0


def _read_anlass(args: argparse.Namespace, kalender: Kalender) -> Fristanlass:
    eingang = _read_date("--eingang", args.eingang)
    if eingang is None:
        raise RuleViolation("Es fehlt das Datum bei --eingang.", feld="eingang_am")
    return Fristanlass(
        art=resolve("art", args.art),
        eingang=eingang,
        eingangsweg=resolve("eingangsweg", args.eingangsweg),
        kalender=kalender,
        eb_versandt=_read_date("--eb-versandt", args.eb_versandt),
        weg=resolve("weg", args.weg) if args.weg else None,
        frist_extern=_read_date("--frist-extern", args.frist_extern),
    )


def _read_date(option: str, text: str | None) -> date | None:
    """ISO (2026-05-22) or German (22.05.2026)."""
    if not text:
        return None
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise RuleViolation(
        f"„{text}“ bei {option} ist kein Datum; schreiben Sie 2026-05-22 oder 22.05.2026."
    )


def _document(
    regelwerk: Regelwerk, anlass: Fristanlass, kalender: Kalender, fristen: tuple[Frist, ...]
) -> dict[str, Any]:
    return {
        "regelwerk": regelwerk.id,
        "land": kalender.land,
        "art": anlass.art,
        "fristen": [_entry(frist) for frist in fristen],
    }


def _entry(frist: Frist) -> dict[str, Any]:
    return {
        "name": frist.name,
        "start": frist.start.isoformat(),
        "ende_rechnerisch": frist.ende_rechnerisch.isoformat(),
        "faellig_am": frist.faellig_am.isoformat(),
        "regel": frist.regel,
        "quelle": frist.quelle,
        "vorlaeufig": frist.vorlaeufig,
        "unverzueglich": frist.unverzueglich,
        "erklaerung": list(frist.erklaerung),
    }


def _lines(
    regelwerk: Regelwerk, anlass: Fristanlass, kalender: Kalender, fristen: tuple[Frist, ...]
) -> list[str]:
    lines = [
        f"{regelwerk.name}, Kalender {LAENDER[kalender.land]}",
        f"{bezeichnung('art', anlass.art)}, Eingang {format_day(anlass.eingang)}, "
        f"{bezeichnung('eingangsweg', anlass.eingangsweg)}",
    ]
    if not fristen:
        lines += ["", "Das Regelwerk nennt für diese Art auf diesem Eingangsweg keine Frist."]
    for frist in fristen:
        lines += ["", _headline(frist), *(f"  {text}" for text in frist.erklaerung)]
    return lines


def _headline(frist: Frist) -> str:
    notes = [
        note
        for note, holds in (
            ("vorläufig", frist.vorlaeufig),
            ("unverzüglich", frist.unverzueglich),
        )
        if holds
    ]
    suffix = f" ({', '.join(notes)})" if notes else ""
    return f"{FRISTNAMEN[frist.name]}: fällig am {format_day(frist.faellig_am)}{suffix}"
