"""`protokoll`: verify that the log, the filed documents and the anchors belong together."""

import argparse
from dataclasses import asdict, dataclass, field
from pathlib import Path

from admin.cli.rahmen import note, open_database, print_json
from admin.config import Config
from admin.jobs.anker import own_places, read_anchors
from models.db import acting_as
from models.queries.dokumente import damaged_dokumente
from models.queries.kette import Kettenbefund, verify_chain
from models.rules.kette import Anker, unexplained
from models.rules.rechte import SYSTEM
from models.rules.zeit import BERLIN


@dataclass
class Pruefung:
    """What verifying came to: sentences of what is wrong, and counts of what was looked at."""

    fehler: list[str] = field(default_factory=list)
    hinweise: list[str] = field(default_factory=list)
    ereignisse: int = 0
    laenge: int = 0
    letzter_hash: str = ""
    letztes_am: str | None = None
    anker: int = 0
    dokumente_beschaedigt: int = 0

    @property
    def is_whole(self) -> bool:
        return not self.fehler


def add_arguments(parser: argparse.ArgumentParser) -> None:
    befehle = parser.add_subparsers(dest="befehl", required=True, metavar="pruefen")
    pruefen = befehle.add_parser("pruefen", help="jedes Ereignis, jede Datei, jeden Anker prüfen")
    pruefen.add_argument(
        "--anker",
        type=Path,
        action="append",
        metavar="DATEI|ORDNER",
        help="womit das Protokoll verglichen wird: Sicherungen, lauf.json, Ankerdatei; "
        "ohne Angabe die eigene Ankerdatei und die veröffentlichten Berichte",
    )
    pruefen.add_argument("--json", action="store_true", help="Ausgabe als JSON")


def run(args: argparse.Namespace) -> int:
    """Verify everything; 1 where something does not fit. Raises RuleViolation."""
    with open_database() as config:
        found = verify(config, args.anker)
    if args.json:
        print_json({"ok": found.is_whole, **asdict(found)})
        return 0 if found.is_whole else 1
    for sentence in found.hinweise:
        note(f"Hinweis: {sentence}")
    for sentence in found.fehler:
        note(sentence)
    print(summary(found) if found.is_whole else "Das Protokoll ist nicht in Ordnung.")
    return 0 if found.is_whole else 1


def verify(config: Config, places: list[Path] | None = None) -> Pruefung:
    """Chain, documents and anchors of the open database. Raises RuleViolation."""
    found = Pruefung()
    anchors = list(read_anchors(own_places(config) if places is None else places))
    with acting_as(SYSTEM):
        kette = verify_chain(frozenset(anker.laenge for anker in anchors))
        damaged = list(damaged_dokumente(config.ablage_dir))
    _tell_chain(found, kette)
    if not kette.fehler:
        _tell_anchors(found, kette, anchors)
    found.dokumente_beschaedigt = len(damaged)
    found.fehler += [f"Dokument {d.id} (Vorgang {d.vorgang_id}) {satz}." for d, satz in damaged]
    return found


def summary(found: Pruefung) -> str:
    """One sentence about a log that is in order."""
    last = f", letztes vom {found.letztes_am}" if found.letztes_am else ""
    count = f"{found.ereignisse:,}".replace(",", ".")
    events = "1 Ereignis" if found.ereignisse == 1 else f"{count} Ereignisse"
    anchors = "1 Anker" if found.anker == 1 else f"{found.anker} Ankern"
    compared = f"verglichen mit {anchors}" if found.anker else "ohne Anker zum Vergleichen"
    return f"Das Protokoll ist vollständig: {events}{last}; {compared}."


def _tell_chain(found: Pruefung, kette: Kettenbefund) -> None:
    found.ereignisse, found.laenge = kette.ereignisse, kette.laenge
    found.letzter_hash = kette.letzter_hash
    if kette.letztes:
        found.letztes_am = f"{kette.letztes.astimezone(BERLIN):%d.%m.%Y %H:%M}"
    if kette.fehler:
        found.fehler.append(kette.fehler)
    for back in kette.rueckkehren:
        found.hinweise.append(
            f"Am {back.zeit.astimezone(BERLIN):%d.%m.%Y um %H:%M} wurde eine Sicherung "
            f"zurückgespielt; das Protokoll geht seitdem nach Ereignis {back.laenge} weiter."
        )


def _tell_anchors(found: Pruefung, kette: Kettenbefund, anchors: list[Anker]) -> None:
    found.anker = len(anchors)
    for anker in unexplained(anchors, kette.hashes, kette.rueckkehren):
        when = f"{anker.zeit.astimezone(BERLIN):%d.%m.%Y %H:%M}"
        missing = anker.laenge > kette.laenge
        if anker.anfang and anker.anfang != kette.anfang:
            found.fehler.append(
                f"Der Anker vom {when} gehört zu einem Protokoll, das anders beginnt: Entweder "
                "stammt er aus einer anderen Datenbank, oder das Protokoll wurde von Anfang an "
                f"ersetzt. Anker: {anker.quelle}"
            )
            continue
        what = (
            f"reichte das Protokoll bis Ereignis {anker.laenge}, jetzt endet es bei {kette.laenge}"
            if missing
            else f"lautete Ereignis {anker.laenge} anders"
        )
        found.fehler.append(
            f"Am {when} {what}: Das Protokoll wurde seitdem ersetzt. Anker: {anker.quelle}"
        )
