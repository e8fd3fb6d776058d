"""`momentaufnahme`: a dated, read-only copy of what somebody may evaluate, to explore."""

import argparse
import os

from admin.cli.rahmen import clock, find_actor, note, open_database, plain_words, print_json
from admin.config import load_config, provide_keys
from admin.jobs.erkundung import Wunsch, take_momentaufnahme
from models.db import acting_as
from models.queries.erkundung import explored_unit
from models.rules.rechte import SYSTEM, Akteur
from models.rules.zeit import berlin_day
from notebooks.data import parse_zeitraum


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_wish(parser)
    parser.add_argument("--json", action="store_true", help="Ausgabe als JSON")


def add_wish(parser: argparse.ArgumentParser) -> None:
    """The options that say whose snapshot of what; shared with `lab`."""
    parser.add_argument("--als", metavar="LOGIN", help="was diese Person sehen darf")
    parser.add_argument(
        "--zeitraum",
        metavar="ZEITRAUM",
        help="um welchen es geht: 2026, 2026-H1, 2026-Q1, 2026-03 oder VON..BIS; ohne spätere "
        "Eingänge. Vorgabe: alles",
    )
    parser.add_argument(
        "--einheit", metavar="KUERZEL", help="Vorgabe: alles, wofür die Person Berichte lesen darf"
    )


def run(args: argparse.Namespace) -> int:
    """Write the snapshot, print where it lies. Raises RuleViolation without the right."""
    now = clock()
    zeitraum = parse_zeitraum(args.zeitraum) if args.zeitraum else None
    config = provide_keys(load_config(os.environ), "pseudonym_key")
    with open_database(config):
        by = find_actor(args.als, now)
        wunsch = wish_of(args, by)
        path = take_momentaufnahme(by=by, now=now, wunsch=wunsch, config=config)
    if args.json:
        print_json({"momentaufnahme": str(path), "einheit": wunsch.einheit.kuerzel,
                    "zeitraum": zeitraum.text if zeitraum else None})  # fmt: skip
        return 0
    print(path)
    note("Öffnen: python -m admin lab" + (f" --als {args.als}" if args.als else ""))
    return 0


def wish_of(args: argparse.Namespace, by: Akteur) -> Wunsch:
    """Unit and period that were asked for; the database must be open."""
    with plain_words(), acting_as(SYSTEM):
        einheit = explored_unit(by, args.einheit, berlin_day(clock()))
    return Wunsch(einheit, parse_zeitraum(args.zeitraum) if args.zeitraum else None)
