"""Finding the passive voice in a German sentence: a form of „werden“ with a participle (MH-53).

Marks little rather than too much: the future („wir werden prüfen“) and „werden“ alone („es wird
kalt“) stay unmarked, and so does a participle that belongs to another clause.
"""

import re
from collections.abc import Iterator

_WERDEN = r"(?:wird|werden|wirst|werdet|wurde|wurden|wurdest|worden|werde)"
_VORSILBEN = (
    "ab|an|auf|aus|bei|dar|durch|ein|fest|fort|frei|gegenüber|her|heraus|herunter|hin|hinzu|los|"
    "mit|nach|nieder|statt|teil|um|vor|voraus|weg|weiter|wieder|zu|zurück|zusammen"
)
_UNTRENNBAR = "be|emp|ent|er|ver|zer|miss|über|unter|wider|wieder|voll|durch|um|hinter"
_STARK = (
    "angenommen|beantragt|beschlossen|besprochen|bewiesen|entnommen|entschieden|entsprochen|"
    "erwiesen|überwiesen|übernommen|übertragen|unterschrieben|verboten|verschoben|versprochen|"
    "verstanden|verwiesen|vorgenommen|wahrgenommen|zurückgenommen"
)
_PARTIZIP = re.compile(
    rf"(?:(?:{_VORSILBEN})?ge\w+(?:t|en)|(?:{_UNTRENNBAR})\w+t|\w+iert|{_STARK})"
)
# Infinitives that look like participles, and words that are none.
_KEINE = re.compile(
    r"\w*(?:gehen|geben|gelten|gewähren|gewährleisten|genehmigen|gewinnen|gestalten|gefallen|"
    r"gehören|gelangen|genießen|gestatten|gedenken|geschehen|gelingen|gewöhnen|gefährden|"
    r"gestehen|genügen|gesamt)|gegen|wegen|gestern|bekannt|bereit|berechtigt|geeignet|"
    r"verrückt|alt|unterhalt|überhaupt|vielleicht|unbekannt|erst|verantwortlich"
)
_TEIL = re.compile(r"[^,;:–()„“»«]+")
_WORT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FORM = re.compile(_WERDEN)
_UND = ("und", "oder", "sowie")


def find_passive(satz: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, participle) of each passive, from its first word to its last; in order."""
    for clause in _TEIL.finditer(satz):
        words = list(_WORT.finditer(clause[0]))
        if (found := _in_clause([word[0] for word in words])) is not None:
            first, last, partizip = found
            start = clause.start() + words[first].start()
            yield start, clause.start() + words[last].end(), words[partizip][0]


def _in_clause(words: list[str]) -> tuple[int, int, int] | None:
    """Places of first word, last word and participle; None where the clause is active."""
    for place, word in enumerate(words):
        if not _FORM.fullmatch(word.lower()):
            continue
        if place and _is_participle(words[place - 1]):
            return place - 1, place, place - 1
        partizip = _closing_participle(words, place)
        if partizip is not None:
            return place, partizip, partizip
    return None


def _closing_participle(words: list[str], place: int) -> int | None:
    """„wird … geprüft“: the participle ends the clause, or an „und“ goes on from it.

    An „und“ between two nouns goes on inside the clause.
    """
    ends = (i for i in range(place + 1, len(words)) if words[i].lower() in _UND)
    last = next((i for i in ends if not _joins_nouns(words, i)), len(words)) - 1
    return last if last > place and _is_participle(words[last]) else None


def _joins_nouns(words: list[str], place: int) -> bool:
    beside = words[place - 1 : place] + words[place + 1 : place + 2]
    return len(beside) == 2 and all(word[0].isupper() for word in beside)


def _is_participle(word: str) -> bool:
    return word[0].islower() and bool(_PARTIZIP.fullmatch(word)) and not _KEINE.fullmatch(word)
