"""Danger: the GF is told at once, of a case by its number, without one by the unit (BKW-34, MV-08).

Never of whom, and nothing of what was said.
"""

from dataclasses import dataclass
from datetime import datetime

from models.actions.benachrichtigung import Anlass
from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import at, require
from models.actions.gefahrmeldung import Ort, write_report
from models.actions.vorgaenge import update_vorgang
from models.actions.vorgangsfelder import Eintrag
from models.db import acting_as, writing
from models.queries.gefahren import recipients
from models.rules.fehler import RuleViolation
from models.rules.gefahr import REGEL, SOFORT
from models.rules.lauf import BASISADRESSE
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.rules.vorgang import says
from models.rules.zeit import berlin_day
from models.tables import Einheit, Gefahrmeldung, Inhalt, Vorgang


@dataclass(frozen=True)
class Gefahr:
    """`anlass`: a field of SOFORT; `text`: what happened, for who may read the case."""

    anlass: str
    text: str


def report_danger(
    *, by: Akteur, now: datetime, einheit_id: int, anlass: str = "drohpotenzial"
) -> Gefahrmeldung:
    """Call the GF to a unit where somebody is in danger; gives the report to look after.

    Nothing about the occasion is kept but its kind: the GF asks on the spot. Several calls within
    a minute are one mail. Raises RuleViolation where nobody holds the office.
    """
    require(by, Recht.EINHEIT_LESEN, at(einheit_id))
    label = _label(anlass)
    with writing(by=by):
        if not recipients(einheit_id, None, berlin_day(now)):
            raise RuleViolation("Hier hat niemand das Amt der Geschäftsführung.", regel=REGEL)
        told = Anlass(
            f"gefahr:{einheit_id}:{anlass}:{now:%Y%m%d%H%M}",
            f"Sofort: {label}",
            _text(einheit_id, label),
        )
        report = write_report(now, Ort(einheit_id), anlass, told)
        meldung = Meldung("gefahr_reported", Einheit, einheit_id, zusatz={"anlass": anlass})
        record_event(now=now, meldung=meldung)
    return report


def _text(einheit_id: int, label: str) -> str:
    with acting_as(SYSTEM):
        einheit = Einheit.get_by_id(einheit_id)
    return (
        f"In der Einheit {einheit.kuerzel} gibt es eine Lage: {label}. "
        "Bitte sofort mit der Einheit sprechen und in KRM bestätigen, dass Sie es gesehen "
        f"haben:\n\n{BASISADRESSE}/gefahr/\n\n"
        "Diese E-Mail enthält absichtlich keine weiteren Angaben.\n"
    )


def mark_danger(
    *, by: Akteur, now: datetime, vorgang_id: int, version: int, gefahr: Gefahr
) -> Vorgang:
    """Note danger in a case: it rises in priority, and the GF gets a mail with its number.

    What was noted before stays. Raises what update_vorgang raises, RuleViolation without a text.
    """
    _label(gefahr.anlass)
    if not gefahr.text.strip():
        raise RuleViolation("Bitte kurz schreiben, was geschehen ist.", "text", REGEL)
    with writing(by=by):
        vorgang = Vorgang.get_by_id(vorgang_id)
        require(by, Recht.VORGANG_INHALT_LESEN, vorgang)
        before = getattr(Inhalt.get(Inhalt.vorgang == vorgang_id), gefahr.anlass) or ""
        kept = f"{before}; " if says(before) else "ja: "
        werte = {gefahr.anlass: f"{kept}{gefahr.text.strip()}"}
        eintrag = Eintrag(einheit_id=vorgang.einheit_id, werte=werte)
        return update_vorgang(
            by=by, now=now, vorgang_id=vorgang_id, version=version, eintrag=eintrag
        )


def _label(anlass: str) -> str:
    if anlass not in SOFORT:
        raise RuleViolation("Bitte angeben, worum es geht.", "anlass", REGEL)
    return SOFORT[anlass]
