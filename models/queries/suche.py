"""Full-text search in what the actor may read."""

import re

from peewee import ModelSelect

from models.db.volltext import matching_ids
from models.rules.volltext import ask
from models.tables import Volltext, Vorgang
from models.tables.sicht import NOTHING

_NUMMER = re.compile(
    r"\s*(?P<krm>KRM|Nr\.?|\#)?[-\s]*(?:(?P<jahr>(?:19|20)[0-9]{2})\s*[-/\s]\s*)?"
    r"(?P<laufend>[0-9]{1,7})\s*",
    re.IGNORECASE,
)
_JAHRE = range(2000, 2100)  # every year a Vorgangsnummer may be of, where none is told


def search(begriff: str) -> ModelSelect:
    """Ids of the cases that hold every word of `begriff`, as a subquery.

    `Vorgang.select().where(Vorgang.id << search(begriff))`. ÄRGER finds Ärger and Aerger; the
    last word may be a beginning. Found is only what the actor in force may read: the content of
    a case, and by a Vorgangsnummer, short or whole, also one whose head alone is in view. A term
    without letters or digits finds nothing. Never raises for what somebody typed; keeps it nowhere.
    """
    numbered = _by_number(begriff[:40])
    frage = ask(begriff)
    if numbered is not None and begriff.strip()[:3].upper() == "KRM":
        return numbered
    if not frage:
        return Vorgang.select(Vorgang.id).where(NOTHING)
    worded = Volltext.select(Volltext.vorgang).where(Volltext.vorgang << matching_ids(frage))
    return worded if numbered is None else numbered.union(worded)


def _by_number(text: str) -> ModelSelect | None:
    """Cases whose Vorgangsnummer this may be, short or whole: 491, 00491, 2026-491."""
    found = _NUMMER.fullmatch(text)
    if not found:
        return None
    jahre = [int(found["jahr"])] if found["jahr"] else _JAHRE
    numbers = [f"KRM-{jahr}-{int(found['laufend']):05d}" for jahr in jahre]
    return Vorgang.select(Vorgang.id).where(Vorgang.vorgangsnummer << numbers)
