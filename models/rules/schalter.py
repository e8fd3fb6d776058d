"""What a switch of a Regelwerk changes, in sentences: the deadlines and steps that hang on it."""

from collections.abc import Iterator

from models.rules import regelwerk_worte as worte
from models.rules.ablauf import ODER
from models.rules.ablauf_format import Ablaufwerk
from models.rules.regelwerk_format import Regelwerk


def effects(regelwerk: Regelwerk, werk: Ablaufwerk, name: str) -> tuple[str, ...]:
    """Sentences on what is so while the switch is on; empty where nothing asks for it."""
    return (*_fristen(regelwerk, name), *_schritte(werk, name))


def _fristen(regelwerk: Regelwerk, name: str) -> Iterator[str]:
    for rule in regelwerk.frist:
        if rule.schalter == name:
            arten = worte.join(worte.art_label(art) for art in rule.arten)
            yield f"{worte.frist_name(rule)}: {worte.duration_words(rule)}, für {arten}."


def _schritte(werk: Ablaufwerk, name: str) -> Iterator[str]:
    for schritt in werk.schritt:
        if name in schritt.wenn.get("schalter", "").split(ODER):
            yield f"Dazu kommt der Schritt „{schritt.bezeichnung}“."
        if name in schritt.wenn_nicht.get("schalter", "").split(ODER):
            yield f"Es entfällt der Schritt „{schritt.bezeichnung}“."
