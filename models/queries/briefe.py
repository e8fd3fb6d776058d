"""Letters of a case for screens: which fit, which are being written, what lies in the case."""

from dataclasses import dataclass

from models.db import acting_as
from models.queries.zustand import load_fall
from models.rules.ablauf import can_come
from models.rules.briefanlass import GESPRAECHE, fitting_letters
from models.rules.rechte import SYSTEM
from models.rules.schreiben import SCHREIBEN, Schreibenart
from models.tables import (
    Anliegen,
    Betroffen,
    Briefentwurf,
    Inhalt,
    Konto,
    Vermerk,
    Vorgang,
)

BRIEFDOKUMENTE = frozenset(art.dokument for art in SCHREIBEN.values()) - {"sonstiges"}
"""Kinds of documents (DOKUMENTARTEN) that are letters of the house or about them."""


@dataclass(frozen=True)
class Briefstand:
    """A kind of letter that fits a case, and the draft where there is one."""

    art: Schreibenart
    entwurf: Briefentwurf | None = None


@dataclass(frozen=True)
class Anlass:
    """What a letter answers: the concerns in the person's words, how she wants the answer."""

    anliegen: tuple[str, ...] = ()
    kontakt: str = ""


def letters_of(vorgang: Vorgang) -> list[Briefstand]:
    """The letters that fit a case in view now, with what was written already."""
    fall = load_fall(vorgang)
    coming = [s for s in fall.plan.schritte if can_come(fall.plan, fall.zustand, s)] if fall else []
    drafts = {row.schreiben: row for row in _drafts(vorgang.id)}
    arten = fitting_letters(coming, vorgang.__data__, _talked(vorgang.id))
    return [Briefstand(art, drafts.get(art.name)) for art in arten]


def draft_of(vorgang_id: int, schreiben: str) -> Briefentwurf | None:
    """The draft of a kind of letter in a case whose content is in view."""
    return Briefentwurf.get_or_none(
        Briefentwurf.vorgang == vorgang_id, Briefentwurf.schreiben == schreiben
    )


def occasion_of(vorgang_id: int) -> Anlass:
    """What somebody needs before her eyes who writes a letter in a case in view."""
    texts = Anliegen.select(Anliegen.anliegen_text).where(Anliegen.vorgang == vorgang_id)
    inhalt = Inhalt.get_or_none(Inhalt.vorgang == vorgang_id)
    said = (row.anliegen_text for row in texts.order_by(Anliegen.anliegen_nr))
    kontakt = (inhalt.kontakt or "") if inhalt else ""
    return Anlass(tuple(text for text in said if text), kontakt)


def names_of_third(vorgang_id: int) -> list[str]:
    """Names of the employees a case is about; a letter says nothing about them."""
    with acting_as(SYSTEM):
        rows = Betroffen.select(Betroffen.konto, Betroffen.bezeichnung).where(
            Betroffen.vorgang == vorgang_id
        )
        pairs = [(row.konto_id, row.bezeichnung or "") for row in rows]
        konten = Konto.select(Konto.name).where(Konto.id << [k for k, _ in pairs if k])
        names = [konto.name for konto in konten] + [text for _, text in pairs]
    return sorted({name.split()[-1] for name in names if name.strip()})


def _drafts(vorgang_id: int) -> list[Briefentwurf]:
    return list(Briefentwurf.select().where(Briefentwurf.vorgang == vorgang_id))


def _talked(vorgang_id: int) -> bool:
    notes = Vermerk.select(Vermerk.id).where(
        Vermerk.vorgang == vorgang_id, Vermerk.art << GESPRAECHE
    )
    return bool(notes.exists())
