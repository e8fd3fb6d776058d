"""Full-text search in what the actor may read."""

import re

from peewee import ModelSelect

from models.db.volltext import matching_ids
from models.rules.volltext import ask
from models.tables import Volltext, Vorgang
from models.tables.sicht import NOTHING

_NUMMER = re.compile(r"\s*(?:KRM[-\s]*(?=\d)|(?=\d{4}-\d{5}\s*$))([0-9]{4})-([0-9]{1,7})\s*", re.I)


def search(begriff: str) -> ModelSelect:
    """Ids of the cases that hold every word of `begriff`, as a subquery.

    `Vorgang.select().where(Vorgang.id << search(begriff))`. ÄRGER finds Ärger and Aerger; the
    last word may be a beginning. Found is only what the actor in force may read: the content of
    a case, and by a whole Vorgangsnummer also one whose head alone is in view. A term without
    letters or digits finds nothing. Never raises for what somebody typed, and keeps it nowhere.
    """
    if number := _NUMMER.fullmatch(begriff[:40]):
        jahr, laufend = number.groups()
        nummer = f"KRM-{jahr}-{int(laufend):05d}"
        return Vorgang.select(Vorgang.id).where(Vorgang.vorgangsnummer == nummer)
    frage = ask(begriff)
    if not frage:
        return Vorgang.select(Vorgang.id).where(NOTHING)
    return Volltext.select(Volltext.vorgang).where(Volltext.vorgang << matching_ids(frage))
