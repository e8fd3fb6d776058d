"""Keeping the full-text index: written in the transaction that changes a case."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from models.db import acting_as, writing
from models.rules.rechte import SYSTEM
from models.rules.volltext import (
    index_text,
    number_spellings,
    text_spellings,
)
from models.tables import Anliegen, Base, Dokument, Inhalt, Vermerk, Volltext, Vorgang

_CHUNK = 500


@dataclass(frozen=True)
class Quelle:
    """Fields of a table that are searched, each with what the index holds of it."""

    tabelle: type[Base]
    schluessel: str
    felder: dict[str, Callable[[str], list[str]]]


# What people look for: who wrote, about what, which number. Left out on purpose: employees
# concerned, threats, disabilities, traits under the AGG, so that no search lists such people.
QUELLEN = (
    Quelle(
        Vorgang,
        "id",
        {
            **dict.fromkeys(("vorgangsnummer", "aktenzeichen"), text_spellings),
            **dict.fromkeys(("fremdnummer", "externes_az"), number_spellings),
        },
    ),
    Quelle(
        Inhalt,
        "vorgang",
        {
            **dict.fromkeys(("name", "vorname", "vertretung", "weitere_petenten"), text_spellings),
            **dict.fromkeys(("kundennummer", "bg_nummer"), number_spellings),
            "kontakt": text_spellings,
            **dict.fromkeys(("bezug_vorgang", "art_wie_bezeichnet"), text_spellings),
            **dict.fromkeys(("ergebnis_begruendung", "ursache_text", "massnahme"), text_spellings),
        },
    ),
    Quelle(
        Anliegen,
        "vorgang",
        dict.fromkeys(("anliegen_text", "begehren", "anliegen_antwort"), text_spellings),
    ),
    Quelle(Vermerk, "vorgang", {"text": text_spellings}),
    Quelle(Dokument, "vorgang", {"name": text_spellings}),
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
        for key, *values in _rows(quelle, ids):
            for spellings, value in zip(quelle.felder.values(), values, strict=True):
                if value:
                    texts[key] += spellings(value)
    return texts


def _rows(quelle: Quelle, ids: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    table = quelle.tabelle
    key = getattr(table, quelle.schluessel)
    fields = [getattr(table, name) for name in quelle.felder]
    return table.select(key, *fields).where(key << list(ids)).tuples()


def _chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield list(ids[start : start + _CHUNK])
