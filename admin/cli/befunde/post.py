"""Mail: whether the server answers, whether mails leave, and which did not arrive."""

import smtplib
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from admin.cli.befunde.befund import Befund, Lage
from models.db import acting_as
from models.queries.einheiten import valid_einheiten
from models.queries.gefahren import gf_phone
from models.queries.post import count_missing, last_sign
from models.rules.lebenszeichen import POST, is_alive
from models.rules.poststand import Lage as Fall
from models.rules.rechte import SYSTEM

_MAIL_TIMEOUT_S = 5
_SEITE = "In der Anwendung: Verwaltung, „E-Mails“."


def examine_server(lage: Lage) -> Iterator[Befund]:
    """The mail server of the settings."""
    config = lage.config
    if config.smtp_url is None:
        # Tried out, KRM does without; in a house nobody would hear of a call for help.
        text = "nicht eingerichtet, es geht keine hinaus, auch nicht bei einem Notfall"
        how = "KRM_SMTP_URL und KRM_MAIL_ABSENDER setzen (docs/betrieb.md, „E-Mail“)."
        yield Befund("E-Mail", not config.is_production, text, how)
        return
    address = urlsplit(config.smtp_url)
    kind: Callable[..., smtplib.SMTP] = (
        smtplib.SMTP_SSL if address.scheme == "smtps" else smtplib.SMTP
    )
    try:
        with kind(address.hostname or "", address.port or 0, timeout=_MAIL_TIMEOUT_S) as server:
            server.noop()
    except (OSError, smtplib.SMTPException):
        text = f"{address.hostname} antwortet nicht"
        yield Befund("E-Mail", False, text, "KRM_SMTP_URL und den Mailserver prüfen.")
        return
    yield Befund("E-Mail", True, f"{address.hostname} antwortet")


def examine_outbox(lage: Lage) -> Iterator[Befund]:
    """What lies in the outbox and should not; whether the worker sends at all."""
    if not lage.config.sends_mail:
        return
    alive = is_alive(last_sign(POST), lage.now)
    text = "läuft" if alive else "läuft nicht oder sagt seit Minuten nichts; E-Mails bleiben liegen"
    how = "python -m admin serve oder worker starten (docs/betrieb.md)."
    yield Befund("Hintergrundarbeit", alive, text, how, pflicht=lage.config.is_production)
    missing = count_missing(lage.now)
    lost, waiting = missing[Fall.FEHLT], missing[Fall.STOCKT]
    text = f"{lost} endgültig nicht zugestellt" if lost else "keine endgültig gescheitert"
    yield Befund("Interne E-Mails", not lost, text, _SEITE)
    if waiting:
        text = f"{waiting} liegen seit mehr als einer Stunde"
        yield Befund("Wartende E-Mails", False, text, _SEITE, pflicht=False)


def examine_phone(lage: Lage) -> Iterator[Befund]:
    """The number that the screen names when no mail carries a call for help."""
    with acting_as(SYSTEM):
        houses = [e for e in valid_einheiten(lage.heute) if e.art == "dienststelle"]
    for house in houses:
        found = gf_phone(house.id)
        how = f"Bei {house.kuerzel} „Telefon der Geschäftsführung“ eintragen."
        text = "hinterlegt" if found else "keine Telefonnummer der Geschäftsführung"
        yield Befund(f"Notfall {house.kuerzel}", bool(found), text, how, pflicht=False)
