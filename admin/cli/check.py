"""`check`: what is missing, and how to mend it."""

import argparse
import os
import shutil
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from admin.cli.rahmen import clock, open_database, print_json
from admin.config import Config, load_config, provide_keys
from models.db import acting_as
from models.migrations import pending
from models.queries.einheiten import valid_einheiten
from models.queries.pdftext import PAKET, PROGRAMM
from models.rules.fehler import RuleViolation
from models.rules.kalender import Kalender
from models.rules.rechte import SYSTEM
from models.rules.zeit import berlin_day
from models.tables import Einheit

_FONT = "OpenSans-Regular.ttf"
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_MAIL_TIMEOUT_S = 5


@dataclass(frozen=True)
class Befund:
    """One thing looked at; `abhilfe` says what to do where it is not in order.

    `pflicht`: whether KRM lacks it; otherwise it is a hint.
    """

    was: str
    ok: bool
    text: str
    abhilfe: str = ""
    pflicht: bool = True

    @property
    def genuegt(self) -> bool:
        """Whether KRM can do its work with it as it is."""
        return self.ok or not self.pflicht


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="Ausgabe als JSON")


def run(args: argparse.Namespace) -> int:
    """Look at everything; 1 where something is missing."""
    found = list(examine(berlin_day(clock())))
    if args.json:
        print_json({"ok": all(b.genuegt for b in found), "befunde": [asdict(b) for b in found]})
    else:
        for befund in found:
            mark = "ok   " if befund.ok else "fehlt" if befund.pflicht else "rat  "
            print(f"{mark} {befund.was}: {befund.text}")
            if not befund.ok:
                print(f"      → {befund.abhilfe}")
    return 0 if all(befund.genuegt for befund in found) else 1


def examine(today: date) -> Iterator[Befund]:
    """Every finding, in the order in which one would mend them."""
    try:
        config = load_config(os.environ)
    except RuleViolation as violation:
        yield Befund("Einstellungen", False, violation.satz, "Die genannte Einstellung ändern.")
        return
    yield Befund("Einstellungen", True, f"lesbar, Betrieb {config.betrieb}")
    yield _keys(config)
    yield _proxy(config)
    yield from _folders(config)
    yield from _database(config, today)
    yield _fonts()
    yield _poppler()
    yield _mail(config)


def _keys(config: Config) -> Befund:
    if not config.is_production:
        return Befund("Schlüssel", True, "werden bei Bedarf erzeugt")
    try:
        provide_keys(config)
    except RuleViolation as violation:
        how = "python -c 'import secrets; print(secrets.token_urlsafe(32))' erzeugt einen."
        return Befund("Schlüssel", False, violation.satz, how)
    return Befund("Schlüssel", True, "vorhanden")


def _proxy(config: Config) -> Befund:
    behind = config.base_url.startswith("https:")
    text = f"{config.proxies} eigene davor"
    how = "Wie viele Proxys vor KRM stehen, gehört in KRM_PROXIES (docs/betrieb.md, „Davor“)."
    return Befund("KRM_PROXIES", config.proxies > 0 or not behind, text, how, pflicht=False)


def _folders(config: Config) -> Iterator[Befund]:
    for name, path in (
        ("KRM_VAR_DIR", config.var_dir),
        ("KRM_REPORTS_DIR", config.reports_dir),
        ("KRM_ABLAGE_DIR", config.ablage_dir),
    ):
        existing = next(folder for folder in (path, *path.parents) if folder.exists())
        writable = existing.is_dir() and os.access(existing, os.W_OK)
        yield Befund(
            name,
            writable,
            f"{path} ist {'' if writable else 'nicht '}beschreibbar",
            f"{existing} für dieses Benutzerkonto beschreibbar machen oder {name} ändern.",
        )


def _database(config: Config, today: date) -> Iterator[Befund]:
    missing = _missing_file(config)
    if missing:
        yield Befund(
            "Datenbank", False, f"{missing} gibt es nicht", "python -m admin migrate ausführen."
        )
        return
    try:
        with open_database(config, migrated=False):
            yield from _inside(today)
    except RuleViolation as violation:
        yield Befund("Datenbank", False, violation.satz, "KRM_DATABASE_URL prüfen.")


def _missing_file(config: Config) -> Path | None:
    if not config.database_url.startswith("sqlite:"):
        return None
    path = Path(config.database_url.removeprefix("sqlite:///"))
    return None if path.exists() else path


def _inside(today: date) -> Iterator[Befund]:
    if waiting := pending():
        text = f"{len(waiting)} Migrationen stehen aus"
        yield Befund("Datenbank", False, text, "python -m admin migrate ausführen.")
        return
    yield Befund("Datenbank", True, "erreichbar und auf dem Stand des Programms")
    with acting_as(SYSTEM):
        houses = [e for e in valid_einheiten(today) if e.art == "dienststelle"]
    if not houses:
        how = "python -m admin einrichten (oder, zum Ausprobieren, python -m admin demo)."
        yield Befund("Dienststelle", False, "noch keine eingerichtet", how)
    for house in houses:
        yield _calendar(house, today)
        yield _retention(house)


def _calendar(house: Einheit, today: date) -> Befund:
    """Deadlines of the next months must not run into an unchecked year."""
    was, until = f"Kalender {house.kuerzel}", house.kalender_geprueft_bis
    how = f"In der Anwendung bei {house.kuerzel} „Kalender geprüft bis“ prüfen und verlängern."
    try:
        Kalender(house.land, gemeinde=house.gemeinde).feiertag(date(today.year + 1, 12, 31))
    except RuleViolation as violation:
        return Befund(was, False, violation.satz, "Das Paket holidays aktualisieren.")
    if until is None:
        return Befund(was, False, "von niemandem geprüft", how)
    enough = until >= date(today.year, 12, 31) and (until - today).days >= 90
    return Befund(was, enough, f"geprüft bis {until:%d.%m.%Y}", how)


def _retention(house: Einheit) -> Befund:
    years = house.aufbewahrung_jahre
    return Befund(
        f"Aufbewahrung {house.kuerzel}",
        years is not None,
        f"{years} Jahre" if years else "nicht festgelegt",
        "In der Anwendung festlegen; vorgeschlagen sind 2 Jahre.",
    )


def _fonts() -> Befund:
    folders = [Path(folder).expanduser() for folder in _FONT_FOLDERS]
    found = next((hit for folder in folders for hit in folder.rglob(_FONT)), None)
    return Befund(
        "Schrift Open Sans",
        found is not None,
        str(found) if found else "nicht gefunden; Berichte als PDF brauchen sie",
        "apt-get install fonts-open-sans",
    )


def _poppler() -> Befund:
    found = shutil.which(PROGRAMM) is not None
    text = "PDF-Fassungen vergleichen" + ("" if found else " geht ohne dieses Paket nicht")
    return Befund(PAKET, found, text, f"apt-get install {PAKET}", pflicht=False)


def _mail(config: Config) -> Befund:
    if config.smtp_url is None:
        return Befund("E-Mail", True, "nicht eingerichtet, es geht keine hinaus")
    address = urlsplit(config.smtp_url)
    kind: Callable[..., smtplib.SMTP] = (
        smtplib.SMTP_SSL if address.scheme == "smtps" else smtplib.SMTP
    )
    try:
        with kind(address.hostname or "", address.port or 0, timeout=_MAIL_TIMEOUT_S) as server:
            server.noop()
    except (OSError, smtplib.SMTPException):
        text = f"{address.hostname} antwortet nicht"
        return Befund("E-Mail", False, text, "KRM_SMTP_URL und den Mailserver prüfen.")
    return Befund("E-Mail", True, f"{address.hostname} antwortet")
