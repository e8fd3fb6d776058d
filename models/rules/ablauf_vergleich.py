"""What differs between the steps of two Regelwerke, in German sentences for who compares papers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from models.rules.ablauf_fakten import is_fact, label_of
from models.rules.ablauf_format import DYNAMISCH, EINGANGSWORTE, VERMERKE, Ablaufwerk
from models.rules.codes import CODES
from models.rules.dateien import DOKUMENTARTEN
from models.rules.regelwerk_format import FRISTNAMEN
from models.rules.regelwerk_worte import join
from models.rules.rollen import ROLLEN

# key → how it reads; keys of the papers (regel, stelle) and of the machine (marke) are left out
_WORTE: dict[str, str] = {
    "bezeichnung": "heißt", "ereignis": "im Verlauf", "rollen": "zuständig",
    "andere_person_als": "andere Person als bei", "nach": "erst nach",
    "nach_eines": "erst nach einem von", "ohne": "nur ohne", "wenn": "nur, wenn",
    "wenn_nicht": "nicht, wenn", "steht": "setzt voraus", "pflicht": "Pflichtangaben",
    "felder": "mögliche Angaben", "angaben": "verlangte Texte", "bestaetigt": "zu bestätigen",
    "unterlage": "Unterlage", "vermerk": "Vermerk", "setzt": "setzt",
    "setzt_falls_leer": "setzt, wo nichts steht", "status": "Stand danach",
    "setzt_zurueck": "setzt zurück", "wiederholbar": "mehrmals möglich",
    "optional": "nur bei Bedarf", "benachrichtigt": "Nachricht an", "kopie": "Kopie an",
    "uebermittlung": "Übermittlung an", "blatt": "legt die Verfahrensdokumentation ab",
    "abschluss": "schließt ab", "arten": "für", "eingang": "bei Eingang", "wege": "auf dem Weg",
    "schritte": "Schritte", "bei_eingang": "Nachricht bei Eingang an", "frist": "bei der Frist",
    "arbeitstage_vorher": "Arbeitstage vorher", "arbeitstage_nachher": "Arbeitstage nachher",
    "an": "Nachricht an",
}  # fmt: skip
_SCHRITTE = frozenset(
    {"andere_person_als", "nach", "nach_eines", "ohne", "setzt_zurueck", "schritte"}
)
_FOLGEN = frozenset({"ohne", "setzt_zurueck"})
_TABELLEN = {"schritt": "Schritt", "ablauf": "Ablauf", "erinnerung": "Erinnerung"}
_FUNDSTELLEN = "Nur Fundstellen anders: {}."


@dataclass(frozen=True)
class _Namen:
    """How steps are called in either of the two, and which both have."""

    schritte: Mapping[str, str]
    beide: frozenset[str]

    def word(self, feld: str, value: str) -> str:
        """One value of a key as people read it."""
        if feld in _SCHRITTE:
            return f"„{self.schritte.get(value, value)}“"
        if value in ROLLEN:
            return ROLLEN[value].bezeichnung
        known = (DYNAMISCH, FRISTNAMEN, EINGANGSWORTE, _codes(feld), DOKUMENTARTEN, VERMERKE)
        found = next((table[value] for table in known if value in table), None)
        return found or (label_of(value) if is_fact(value) else value)


_LISTEN = {"arten": "art", "wege": "weg", "status": "status"}


def compare_ablaufwerke(before: Ablaufwerk, after: Ablaufwerk) -> list[str]:
    """Every difference, one sentence per step, Ablauf and Erinnerung; empty where they agree.

    Where only rule ids and paragraphs differ, one sentence names all those.
    """
    titles = [{step.name: step.bezeichnung for step in werk.schritt} for werk in (before, after)]
    named = _Namen(titles[0] | titles[1], frozenset(titles[0].keys() & titles[1].keys()))
    return [
        sentence
        for feld, label in _TABELLEN.items()
        for sentence in _table(label, getattr(before, feld), getattr(after, feld), named)
    ]


def _table(
    label: str, before: tuple[Any, ...], after: tuple[Any, ...], named: _Namen
) -> Iterator[str]:
    old, new = ({entry.name: entry for entry in entries} for entries in (before, after))
    elsewhere = []
    for name in dict.fromkeys([*old, *new]):
        entry = new.get(name) or old[name]
        title = f"{label} „{getattr(entry, 'bezeichnung', name.replace('_', ' '))}“"
        if name not in new:
            yield f"{title}: entfällt."
        elif name not in old:
            yield f"{title}: neu."
        elif changes := list(_changes(old[name], new[name], named)):
            yield f"{title}: {'; '.join(changes)}."
        elif old[name] != new[name]:
            elsewhere.append(title)
    if elsewhere:
        yield _FUNDSTELLEN.format(join(elsewhere))


def _changes(old: Any, new: Any, named: _Namen) -> Iterator[str]:
    for item in fields(old):
        before, after = (_told(entry, item.name, named) for entry in (old, new))
        if before != after and item.name in _WORTE:
            yield f"{_WORTE[item.name]} {_change(item.name, before, after, named)}"


def _told(entry: Any, feld: str, named: _Namen) -> Any:
    """A key's value; what undoes or excludes a step that is new or gone, that step's line tells."""
    value = getattr(entry, feld)
    return tuple(name for name in value if name in named.beide) if feld in _FOLGEN else value


def _change(feld: str, before: Any, after: Any, named: _Namen) -> str:
    if isinstance(before, tuple):
        return _list_change(before, after, lambda value: named.word(feld, value))
    if isinstance(before, Mapping):
        return _list_change(_pairs(before, named), _pairs(after, named), str)
    return f"bisher {_plain(feld, before, named)}, künftig {_plain(feld, after, named)}"


def _list_change(
    before: tuple[str, ...], after: tuple[str, ...], word: Callable[[str], str]
) -> str:
    """What comes and what goes; both whole where nothing stays."""
    came = [word(value) for value in after if value not in before]
    gone = [word(value) for value in before if value not in after]
    if not came and not gone:
        return "in anderer Reihenfolge"
    if len(gone) == len(before) and before and after:
        return f"bisher {', '.join(gone)}, künftig {', '.join(came)}"
    parts = ((came, "neu auch" if before else "neu"), (gone, "nicht mehr"))
    return ", ".join(f"{how} {', '.join(values)}" for values, how in parts if values)


def _pairs(values: Mapping[str, str], named: _Namen) -> tuple[str, ...]:
    return tuple(
        f"{label_of(name) if is_fact(name) else name}: {named.word(name, text)}"
        for name, text in values.items()
    )


def _plain(feld: str, value: Any, named: _Namen) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if value is None:
        return "–"
    return named.word(feld, value) if isinstance(value, str) else str(value)


def _codes(feld: str) -> Mapping[str, str]:
    return {code.code: code.bezeichnung for code in CODES.get(_LISTEN.get(feld, feld), ())}
