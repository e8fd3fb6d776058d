"""Keeping the full-text index: written in the transaction that changes a case."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from models.db import acting_as, writing
from models.rules.rechte import SYSTEM
from models.rules.volltext import index_text, squeeze
from models.tables import Anliegen, Base, Dokument, Inhalt, Vermerk, Volltext, Vorgang

_CHUNK = 500


@dataclass(frozen=True)
class Quelle:
    """Fields of a table that are searched; `nummern` also as one word without blanks."""

    tabelle: type[Base]
    schluessel: str
    texte: tuple[str, ...]
    nummern: tuple[str, ...] = ()


# What people look for: who wrote, about what, which number. Left out on purpose: employees
# concerned, threats, disabilities, traits under the AGG, so that no search lists such people.
QUELLEN = (
    Quelle(Vorgang, "id", ("vorgangsnummer", "aktenzeichen"), ("fremdnummer", "externes_az")),
    Quelle(
        Inhalt,
        "vorgang",
        (
            "name",
            "vorname",
            "kontakt",
            "vertretung",
            "weitere_petenten",
            "bezug_vorgang",
            "art_wie_bezeichnet",
            "ergebnis_begruendung",
            "ursache_text",
            "massnahme",
        ),
        ("kundennummer", "bg_nummer"),
    ),
    Quelle(Anliegen, "vorgang", ("anliegen_text", "begehren", "anliegen_antwort")),
    Quelle(Vermerk, "vorgang", ("text",)),
    Quelle(Dokument, "vorgang", ("name",)),
)


def index_vorgaenge(vorgang_ids: Sequence[int]) -> None:
    """Write the words of these cases anew; inside the action that changed them.

    To be called by every action that writes a field of QUELLEN. Reads as SYSTEM: the index of a
    case does not depend on who changed it.
    """
    with acting_as(SYSTEM):
        for ids in _chunks(vorgang_ids):
            texts = _texts(ids)
            Volltext.delete().where(Volltext.vorgang << ids).execute()
            rows = [{"vorgang": key, "text": index_text(texts[key])} for key in ids]
            Volltext.insert_many(rows).execute()


def reindex() -> int:
    """Index every case anew, in one transaction; returns how many. For upgrades and repairs."""
    with writing(by=SYSTEM):
        ids = [key for (key,) in Vorgang.select(Vorgang.id).order_by(Vorgang.id).tuples()]
        index_vorgaenge(ids)
    return len(ids)


def _texts(ids: Sequence[int]) -> dict[int, list[str]]:
    texts: dict[int, list[str]] = defaultdict(list)
    for quelle in QUELLEN:
        split = 1 + len(quelle.texte)
        for row in _rows(quelle, ids):
            key, plain, numbers = row[0], row[1:split], [n for n in row[split:] if n]
            texts[key] += [*filter(None, plain), *numbers, *map(squeeze, numbers)]
    return texts


def _rows(quelle: Quelle, ids: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    table = quelle.tabelle
    key = getattr(table, quelle.schluessel)
    fields = [getattr(table, name) for name in (*quelle.texte, *quelle.nummern)]
    return table.select(key, *fields).where(key << list(ids)).tuples()


def _chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield list(ids[start : start + _CHUNK])
