"""`einrichten`: the first Dienststelle and its first administrator, asked or given as options."""

import argparse
import secrets
import sys
from dataclasses import dataclass
from datetime import date
from getpass import getpass
from typing import Any

from admin.cli.rahmen import clock, open_database
from admin.config import Config
from admin.security.passwort import fault_of, hash_password
from models.actions.codes import SEIT
from models.actions.einrichtung import Einrichtung, einrichten, refuse_second_time
from models.rules.fehler import RuleViolation
from models.rules.kalender import LAENDER
from models.rules.regelwerk import regelwerk_ids
from models.rules.zeit import berlin_day


@dataclass(frozen=True)
class Frage:
    """One thing to know: option, question, proposal. `leer`: may stay empty."""

    option: str
    text: str
    vorschlag: str = ""
    leer: bool = False

    @property
    def name(self) -> str:
        return self.option.removeprefix("--").replace("-", "_")


FRAGEN = (
    Frage("--name", "Name der Dienststelle"),
    Frage("--kuerzel", "Kürzel der Dienststelle, z. B. JC-MU"),
    Frage("--land", f"Land ({', '.join(LAENDER)})"),
    Frage("--regelwerk", f"Regelwerk ({', '.join(regelwerk_ids())})"),
    Frage("--dienstfrei", "Dienstfreie Tage (Monat-Tag, mit Leerzeichen)", "12-24 12-31", True),
    Frage("--kalender-bis", "Kalender geprüft bis", ""),
    Frage("--aufbewahrung", "Aufbewahrung nach Bearbeitungsende in Jahren", "2"),
    Frage("--gueltig-ab", "Dienststelle gilt ab", SEIT.isoformat()),
    Frage("--admin-login", "Anmeldename der ersten Administration", "admin"),
    Frage("--admin-name", "Vor- und Nachname"),
    Frage("--admin-email", "E-Mail-Adresse"),
    Frage("--zweite-login", "Anmeldename einer zweiten Administration (leer: keine)", "", True),
    Frage("--zweite-name", "Vor- und Nachname der zweiten", "", True),
    Frage("--zweite-email", "E-Mail-Adresse der zweiten", "", True),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    for frage in FRAGEN:
        parser.add_argument(frage.option, metavar="WERT", help=frage.text.replace("%", "%%"))


def run(args: argparse.Namespace) -> int:
    """Ask what is missing, write it at once. Raises RuleViolation with what is wrong."""
    now = clock()
    heute = berlin_day(now)
    with open_database() as config:
        refuse_second_time()
        values: dict[str, str] = {}
        for frage in FRAGEN:
            values[frage.name] = _answer(frage, args, heute) if _is_asked(frage, values) else ""
        passwort = _password(config, values)
        zweites = secrets.token_urlsafe(15)
        angaben = _einrichtung(values, passwort, zweites)
        einheit = einrichten(now=now, heute=heute, einrichtung=angaben)
    print(f"{einheit.name} ist eingerichtet; anmelden als „{values['admin_login']}“.")
    if login := values["zweite_login"]:
        print(f"Zweite Administration: „{login}“, Passwort für die erste Anmeldung: {zweites}")
        print("Bitte geben Sie es ihr persönlich; danach wählt sie ein eigenes.")
    return 0


def _is_asked(frage: Frage, values: dict[str, str]) -> bool:
    """Of a second Administration more only where there is one."""
    return frage.option not in ("--zweite-name", "--zweite-email") or bool(values["zweite_login"])


def _answer(frage: Frage, args: argparse.Namespace, heute: date) -> str:
    given = getattr(args, frage.name)
    vorschlag = frage.vorschlag
    if frage.name == "kalender_bis":
        vorschlag = date(heute.year + 1, 12, 31).isoformat()
    if given is not None:
        return str(given).strip()
    if not sys.stdin.isatty():
        if frage.vorschlag or frage.leer or frage.name == "kalender_bis":
            return vorschlag
        raise RuleViolation(f"Es fehlt {frage.option}: {frage.text}.", feld=frage.name)
    return _ask(frage, vorschlag)


def _ask(frage: Frage, vorschlag: str) -> str:
    hint = f" [{vorschlag}]" if vorschlag else ""
    while True:
        answer = input(f"{frage.text}{hint}: ").strip() or vorschlag
        if answer or frage.leer:
            return answer


def _password(config: Config, values: dict[str, str]) -> str:
    """From KRM_ADMIN_PASSWORD, from the keyboard, or the first line of standard input."""
    if config.admin_password:
        passwort = config.admin_password
    elif sys.stdin.isatty():
        passwort = getpass("Passwort: ")
        if getpass("Passwort noch einmal: ") != passwort:
            raise RuleViolation("Die beiden Passwörter sind verschieden.")
    else:
        passwort = sys.stdin.readline().rstrip("\r\n")
    if not passwort:
        raise RuleViolation(
            "Es fehlt das Passwort: KRM_ADMIN_PASSWORD setzen oder über die Standardeingabe geben."
        )
    if fault := fault_of(passwort, values["admin_login"], values["name"]):
        raise RuleViolation(fault, feld="password")
    return passwort


def _einrichtung(values: dict[str, str], passwort: str, zweites: str) -> Einrichtung:
    dienststelle: dict[str, Any] = {
        "name": values["name"],
        "kuerzel": values["kuerzel"],
        "land": values["land"].upper(),
        "regelwerk": values["regelwerk"],
        "dienstfreie_tage": values["dienstfrei"],
        "kalender_geprueft_bis": _day("--kalender-bis", values["kalender_bis"]),
        "aufbewahrung_jahre": _years(values["aufbewahrung"]),
    }
    konto, zweite = (
        {name: values[f"{wer}_{name}"] for name in ("login", "name", "email")}
        for wer in ("admin", "zweite")
    )
    has_second = bool(values["zweite_login"])
    return Einrichtung(
        dienststelle=dienststelle,
        konto=konto,
        passwort_hash=hash_password(passwort),
        zweites_konto=zweite if has_second else None,
        zweiter_passwort_hash=hash_password(zweites) if has_second else None,
        gueltig_ab=_day("--gueltig-ab", values["gueltig_ab"]),
    )


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RuleViolation(f"{option}: „{text}“ ist kein Datum wie 2026-12-31.") from None


def _years(text: str) -> int:
    if not text.isdigit():
        raise RuleViolation(f"--aufbewahrung: „{text}“ ist keine Zahl von Jahren.")
    return int(text)
