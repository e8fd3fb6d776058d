"""Possible earlier cases of the person who is just being recorded; shown, never stored."""

from dataclasses import dataclass
from datetime import date

from models.db.volltext import matching_ids
from models.rules.volltext import Frage
from models.rules.wiedererkennung import GRUENDE, Merkmale, merkmale
from models.tables import Inhalt, Vorgang

HOECHSTENS = 10
_KANDIDATEN = 50
_FELDER = ("name", "vorname", "kundennummer", "bg_nummer", "kontakt")


@dataclass(frozen=True)
class Frueher:
    """An earlier case that may be the same person's, and by what (`grund`, German)."""

    vorgang_id: int
    vorgangsnummer: str
    art: str | None
    status: str
    eingang_am: date
    einheit_id: int
    grund: str


def find_earlier(
    name: str | None = None,
    vorname: str | None = None,
    kundennummer: str | None = None,
    bg_nummer: str | None = None,
    kontakt: str | None = None,
) -> list[Frueher]:
    """Cases in the actor's view that may be this person's: at most ten, the surest first.

    Compared are whole numbers, e-mail addresses, telephone numbers, and name with first name,
    as `models.rules.volltext` folds them; at most one query each. Only cases whose content the
    actor reads are looked at, so that nothing tells a stranger that there are others.
    """
    asked = merkmale(
        dict(zip(_FELDER, (name, vorname, kundennummer, bg_nummer, kontakt), strict=True))
    )
    found: dict[int, Frueher] = {}
    for frage in asked.questions():
        for candidate in _candidates(frage):
            if len(found) < HOECHSTENS and (grund := _same(asked, candidate)):
                found.setdefault(candidate.vorgang_id, _frueher(candidate.vorgang, grund))
        if len(found) == HOECHSTENS:
            break
    return list(found.values())


def _candidates(frage: Frage) -> list[Inhalt]:
    fields = [getattr(Inhalt, feld) for feld in _FELDER]
    return list(
        Inhalt.select(Inhalt.vorgang, *fields, Vorgang)
        .join(Vorgang)
        .where(Inhalt.vorgang << matching_ids(frage))
        .order_by(Vorgang.eingang_am.desc(), Vorgang.id.desc())
        .limit(_KANDIDATEN)
    )


def _same(asked: Merkmale, candidate: Inhalt) -> str | None:
    return asked.shared(merkmale({feld: getattr(candidate, feld) for feld in _FELDER}))


def _frueher(vorgang: Vorgang, grund: str) -> Frueher:
    return Frueher(
        vorgang_id=vorgang.id,
        vorgangsnummer=vorgang.vorgangsnummer,
        art=vorgang.art,
        status=vorgang.status,
        eingang_am=vorgang.eingang_am,
        einheit_id=vorgang.einheit_id,
        grund=GRUENDE[grund],
    )
