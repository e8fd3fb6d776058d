"""Notes in a case: a talk, a call, a remark. What was written stays as it is."""

from dataclasses import dataclass
from datetime import date, datetime

from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import require
from models.actions.volltext import index_vorgaenge
from models.db import writing
from models.rules.ablauf_format import VERMERKE
from models.rules.fehler import RuleViolation
from models.rules.rechte import Akteur
from models.rules.rollen import Recht
from models.rules.zeit import berlin_day
from models.tables import Vermerk, Vorgang

FREI = ("gespraech", "telefon", "vermerk")
"""Kinds that may be written at any time; the others come with a step."""


@dataclass(frozen=True)
class Notiz:
    """A note to write: `art` of FREI, the day of what it tells of (None: today), the text."""

    art: str
    text: str
    datum: date | None = None


def write_vermerk(*, by: Akteur, now: datetime, vorgang_id: int, notiz: Notiz) -> Vermerk:
    """Write a note; none where the case is an Abgabe, of which KRM keeps no content (MH-12).

    Raises RuleViolation, DoesNotExist where `by` does not see the case.
    """
    _check(notiz, berlin_day(now))
    with writing(by=by):
        vorgang = Vorgang.get_by_id(vorgang_id)
        require(by, Recht.VORGANG_BEARBEITEN, vorgang)
        require(by, Recht.VORGANG_INHALT_LESEN, vorgang)
        if vorgang.art is None:
            satz = "Zu einer Abgabe hält KRM keinen Inhalt fest; zuständig ist, wer sie bekam."
            raise RuleViolation(satz, regel="MH-12")
        vermerk = Vermerk.create(
            vorgang=vorgang.id,
            art=notiz.art,
            datum=notiz.datum or berlin_day(now),
            text=notiz.text.strip(),
            verfasst_am=now,
            verfasst_von=by.konto_id,
        )
        index_vorgaenge([vorgang.id])
        neu = {"art": vermerk.art, "datum": vermerk.datum, "text": ""}
        meldung = Meldung("vermerk_written", Vermerk, vermerk.id, neu, vorgang=vorgang)
        record_event(now=now, meldung=meldung)
    return vermerk


def _check(notiz: Notiz, today: date) -> None:
    if notiz.art not in FREI:
        labels = ", ".join(VERMERKE[art] for art in FREI)
        raise RuleViolation(f"Diese Art von Vermerk gibt es nicht; möglich: {labels}.", "art")
    if not notiz.text.strip():
        raise RuleViolation("Ein Vermerk braucht einen Text.", "text")
    if notiz.datum is not None and notiz.datum > today:
        raise RuleViolation("Der Tag eines Vermerks liegt nicht in der Zukunft.", "datum")
