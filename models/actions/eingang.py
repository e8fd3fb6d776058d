"""Intake: a case with what of it goes elsewhere, and its e-mail with attachments."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from models.actions.vorgaenge import record_vorgang
from models.actions.vorgangsfelder import Eintrag
from models.db import writing
from models.rules.codes import bezeichnung
from models.rules.rechte import Akteur
from models.tables import Vorgang


@dataclass(frozen=True)
class Teilabgabe:
    """The part of a letter that is no KRM matter: which, to whom, when. Never its content."""

    abgabefall: str
    an: str
    am: date
    einheit_id: int


def record_with_teilabgabe(
    *, by: Akteur, now: datetime, eintrag: Eintrag, teil: Teilabgabe
) -> Vorgang:
    """Record a complaint and hand over the part that is none, in one transaction.

    The handed-over part keeps the day of the Eingang (MH-12, MH-18); the complaint stays.
    Raises what record_vorgang raises.
    """
    what, to = bezeichnung("abgabefall", teil.abgabefall), bezeichnung("abgabe_an", teil.an)
    told = f"{what} → {to}, {teil.am:%d.%m.%Y}"
    rest = replace(eintrag, werte={**eintrag.werte, "teilabgabe": told})
    handed_over = Eintrag(
        einheit_id=teil.einheit_id,
        werte={
            "abgabefall": teil.abgabefall,
            "eingang_am": eintrag.werte.get("eingang_am"),
            "eingangsweg": eintrag.werte.get("eingangsweg"),
            "abgabe_an": teil.an,
            "abgabe_am": teil.am,
        },
    )
    with writing(by=by):
        vorgang = record_vorgang(by=by, now=now, eintrag=rest)
        record_vorgang(by=by, now=now, eintrag=handed_over)
    return vorgang
