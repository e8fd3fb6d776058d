"""`demo`: fill an empty database with an invented Jobcenter and print the log-ins."""

import argparse
from datetime import date, datetime, time
from pathlib import Path

from admin.cli.rahmen import clock, note, open_database
from admin.config import Config, stored_secret
from admin.security.passwort import hash_password, matches
from models.db import acting_as
from models.demo import PERSONAS, ROLLENTEXTE, Umfang, fill, is_demo, reset_passwords
from models.queries.konten import find_konto
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.rules.zeit import BERLIN, berlin_day

_EVERY = 10_000
_PASSWORD_FILE = "demo_password"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--faelle", type=int, metavar="N", help="Vorgänge insgesamt; 0: nur Haus")
    parser.add_argument("--jahre", type=int, default=3, metavar="N", help="Vorgabe: 3")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help="gleicher Wert, gleiche Daten"
    )
    parser.add_argument("--dienststellen", type=int, default=1, metavar="N", help="Vorgabe: 1")
    parser.add_argument("--heute", metavar="DATUM", help="als wäre heute dieser Tag")


def run(args: argparse.Namespace) -> int:
    """Fill or reuse, then print the log-ins. Raises RuleViolation in production."""
    now = clock()
    with open_database() as config:
        if config.is_production:
            raise RuleViolation("Im Betrieb „produktion“ gibt es keine Demo.")
        passwort = config.demo_password or stored_secret(config.var_dir / _PASSWORD_FILE, 9)
        if is_demo():
            _reuse(now, passwort)
        else:
            _fill(args, now, passwort, config.ablage_dir)
        _print_logins(config, passwort)
    return 0


def _fill(args: argparse.Namespace, now: datetime, passwort: str, ablage: Path) -> None:
    umfang = _umfang(args, berlin_day(now))
    if umfang.heute != berlin_day(now):
        now = datetime.combine(umfang.heute, time(18), BERLIN)
    hashed = hash_password(passwort)
    written = fill(now=now, umfang=umfang, passwort_hash=hashed, progress=_tell, ablage=ablage)
    print(f"Demo angelegt: {written} Vorgänge.")


def _reuse(now: datetime, passwort: str) -> None:
    """The accounts must take the password that we are about to print."""
    with acting_as(SYSTEM):
        known = matches(passwort, find_konto(PERSONAS[0].login).password)
    if not known:
        reset_passwords(now=now, passwort_hash=hash_password(passwort))
    print("Die Demo gibt es schon; sie bleibt, wie sie ist.")


def _umfang(args: argparse.Namespace, today: date) -> Umfang:
    for name, least, most in (
        ("faelle", 0, 2_000_000),
        ("jahre", 1, 20),
        ("dienststellen", 1, 99),
    ):
        value = getattr(args, name)
        if value is not None and not least <= value <= most:
            raise RuleViolation(f"--{name}: möglich ist eine Zahl von {least} bis {most}.")
    return Umfang(
        heute=_day(args.heute) if args.heute else today,
        faelle=args.faelle,
        jahre=args.jahre,
        seed=args.seed,
        dienststellen=args.dienststellen,
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RuleViolation(f"--heute: „{text}“ ist kein Datum wie 2026-07-01.") from None


def _tell(count: int) -> None:
    if count % _EVERY == 0:
        note(f"{count} Vorgänge geschrieben …")


def _print_logins(config: Config, passwort: str) -> None:
    width = max(len(person.login) for person in PERSONAS)
    print(f"\nAnmelden unter {config.base_url}/anmelden mit dem Passwort {passwort}")
    for person in PERSONAS:
        print(f"  {person.login:<{width}}  {person.name}, {ROLLENTEXTE[person.login]}")
