"""`bericht`: make a report now, in the foreground, as a run of its own in the ledger."""

import argparse
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType

from admin.cli.berichtsliste import show_reports
from admin.cli.rahmen import clock, find_actor, note, open_database, plain_words, print_json
from admin.config import Config, load_config, provide_keys
from admin.jobs.berichte import ABGEBROCHEN, LEASE_S, make_bericht
from models.actions.laeufe import Berichtsauftrag, begin_lauf
from models.actions.laufbetrieb import fail
from models.db import acting_as
from models.queries.akteure import Baum
from models.queries.einheiten import find_einheit
from models.queries.erfassung import first_recorded
from models.queries.laeufe import find_lauf
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.rules.zeit import berlin_day, end_of
from models.tables import Einheit
from notebooks.catalogue import (
    Bericht,
    Zeitraum,
    bericht,
    check_begun,
    check_recorded,
    parse_zeitraum,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="Name des Berichts, siehe --liste")
    parser.add_argument(
        "--zeitraum", metavar="ZEITRAUM", help="2026, 2026-H1, 2026-Q1, 2026-03 oder VON..BIS"
    )
    parser.add_argument("--einheit", metavar="KUERZEL", help="Vorgabe: das ganze Haus")
    parser.add_argument(
        "--empfaenger", metavar="E", help="Empfängerkreis, Vorgabe: der übliche des Berichts"
    )
    parser.add_argument(
        "--datenstand",
        metavar="TAG",
        help="nur was am Ende dieses Tages (JJJJ-MM-TT) bekannt war; Vorgabe: alles von jetzt",
    )
    parser.add_argument(
        "--parameter",
        metavar="NAME=WERT",
        action="append",
        default=[],
        help="eine Angabe, die nur dieser Bericht kennt, siehe --liste; mehrfach möglich",
    )
    parser.add_argument("--als", metavar="LOGIN", help="mit den Rechten dieser Person")
    parser.add_argument("--liste", action="store_true", help="zeigen, welche Berichte es gibt")
    parser.add_argument("--json", action="store_true", help="Ausgabe als JSON")


def run(args: argparse.Namespace) -> int:
    """List the reports or make one; 1 for a run that failed, RuleViolation for a wrong call."""
    if args.liste:
        show_reports(args.json)
        return 0
    now, begin = clock(), time.monotonic()
    stand = _datenstand(args.datenstand)
    art, zeitraum = _wanted(args, stand or berlin_day(now))
    parameter = art.read(_texts(args.parameter))
    config = provide_keys(load_config(os.environ), "pseudonym_key")
    with open_database(config):
        by = find_actor(args.als, now)
        einheit_id = _unit(args.einheit, berlin_day(now)).id
        check_recorded(zeitraum, first_recorded(einheit_id))
        auftrag = Berichtsauftrag(
            name=art.name,
            zeitraum=zeitraum.text,
            von=zeitraum.von,
            bis=zeitraum.bis,
            einheit_id=einheit_id,
            empfaenger=args.empfaenger or art.empfaenger[0],
            rueckblick=end_of(stand) if stand else None,
            parameter=parameter,
        )
        lauf = begin_lauf(by=by, now=now, bericht=auftrag, lease_s=LEASE_S)
        ordner = _make(lauf.id, config)
    if ordner is None:
        return 1
    _tell(args, zeitraum, config.reports_dir / ordner, time.monotonic() - begin)
    return 0


def _wanted(args: argparse.Namespace, today: date) -> tuple[Bericht, Zeitraum]:
    """Report and period; a wrong one needs no database to be refused."""
    if args.name is None or args.zeitraum is None:
        raise RuleViolation(
            "Bitte den Bericht und --zeitraum angeben; „bericht --liste“ zeigt die Berichte."
        )
    art = bericht(args.name)
    if args.empfaenger is not None and args.empfaenger not in art.empfaenger:
        raise RuleViolation(
            f"Den Empfängerkreis „{args.empfaenger}“ gibt es bei „{art.name}“ nicht; "
            f"möglich: {', '.join(art.empfaenger)}.",
            feld="empfaenger",
        )
    zeitraum = parse_zeitraum(args.zeitraum)
    check_begun(zeitraum, today)
    return art, zeitraum


def _datenstand(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        satz = f"Der Datenstand „{text}“ ist kein Tag; bitte als JJJJ-MM-TT angeben."
        raise RuleViolation(satz, feld="datenstand") from None


def _texts(angaben: list[str]) -> dict[str, str]:
    """Name → text of every NAME=WERT; RuleViolation for one without „=“."""
    for angabe in angaben:
        if "=" not in angabe:
            raise RuleViolation(f"„{angabe}“ ist kein NAME=WERT.", feld="parameter")
    namen = [angabe.partition("=")[0].strip() for angabe in angaben]
    if doppelt := next((name for name in namen if namen.count(name) > 1), None):
        raise RuleViolation(f"„{doppelt}“ ist zweimal angegeben.", feld="parameter")
    return {name.strip(): wert for name, _, wert in (a.partition("=") for a in angaben)}


def _unit(kuerzel: str | None, today: date) -> Einheit:
    with plain_words(), acting_as(SYSTEM):
        baum = Baum.load()
        return baum.root() if kuerzel is None else find_einheit(kuerzel, today, baum)


def _make(lauf_id: int, config: Config) -> str | None:
    """Make the report; None, and a word on standard error, when it came to nothing."""
    with acting_as(SYSTEM):
        lauf = find_lauf(lauf_id)
    assert lauf is not None, "begun a moment ago"
    try:
        with _interruptible():
            ordner = make_bericht(lauf, config, _show)
    except KeyboardInterrupt:
        fail(token=lauf.token, fehler=ABGEBROCHEN, now=clock())
        ordner = None
    if ordner is None:
        with acting_as(SYSTEM):
            ended = find_lauf(lauf_id)
        note((ended and ended.fehler) or "Die Datenbank war nicht erreichbar; bitte noch einmal.")
    return ordner


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let SIGTERM end the report as Ctrl-C does, with nothing left behind."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _show(schritt: str, anteil: float) -> None:
    note(f"{anteil:4.0%} {schritt} …".replace("%", " %"))


def _tell(args: argparse.Namespace, zeitraum: Zeitraum, ordner: Path, dauer_s: float) -> None:
    if not args.json:
        print(ordner)
        return
    files = sorted(path.relative_to(ordner) for path in ordner.rglob("*") if path.is_file())
    print_json(
        {
            "bericht": args.name,
            "zeitraum": zeitraum.text,
            "ordner": str(ordner),
            "dateien": [path.as_posix() for path in files],
            "dauer_s": round(dauer_s, 1),
        }
    )
