"""What differs between two Regelwerke, in German sentences, each saying before and after."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.rules import regelwerk_worte as worte
from models.rules.codes import bezeichnung
from models.rules.kalender import LAENDER
from models.rules.regelwerk_format import FRISTNAMEN, Regelwerk
from models.rules.rollen import ROLLEN

# thing (like „Antwort bei {}“ or a whole name), the Art or other name to put there → words
Eintraege = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Abschnitt:
    """One key of the format: how its entries read."""

    feld: str
    eintraege: Callable[[Any], Eintraege]


def compare_regelwerke(before: Regelwerk, after: Regelwerk) -> list[str]:
    """Every difference in the rules as one sentence each; empty where they agree.

    Ids of the two files and their names are no difference.
    """
    sentences: list[str] = []
    for abschnitt in ABSCHNITTE:
        old, new = abschnitt.eintraege(before), abschnitt.eintraege(after)
        found = _sentences(old, new)
        unlike = getattr(before, abschnitt.feld) != getattr(after, abschnitt.feld)
        if unlike and not found:
            found = [f"Unter „{abschnitt.feld}“ sind nur Fundstellen oder Namen anders."]
        sentences += found
    return sentences


def _sentences(old: Eintraege, new: Eintraege) -> list[str]:
    """Things whose words changed the same way share a sentence."""
    groups: dict[tuple[str, str | None, str | None], list[str]] = {}
    for thing, name in dict.fromkeys([*old, *new]):
        before, after = old.get((thing, name)), new.get((thing, name))
        if before != after:
            groups.setdefault((thing, before, after), []).append(name)
    return [_sentence(thing, names, b, a) for (thing, b, a), names in groups.items()]


def _sentence(thing: str, names: list[str], before: str | None, after: str | None) -> str:
    what = thing.format(worte.join(names)) if "{}" in thing else thing
    if after is None:
        return f"{what}: entfällt (bisher {before})." if before else f"{what}: entfällt."
    if before is None:
        return f"{what}: neu, {after}." if after else f"{what}: neu."
    return f"{what}: bisher {before}, künftig {after}."


def _value(feld: str, label: str, words: Callable[[Any], str] = str) -> Abschnitt:
    def entries(regelwerk: Regelwerk) -> Eintraege:
        value = getattr(regelwerk, feld)
        return {} if value is None else {(label, ""): words(value)}

    return Abschnitt(feld, entries)


def _members(feld: str, label: str, words: Callable[[str], str]) -> Abschnitt:
    def entries(regelwerk: Regelwerk) -> Eintraege:
        return {(label, words(name)): "" for name in getattr(regelwerk, feld)}

    return Abschnitt(feld, entries)


def _fristen(regelwerk: Regelwerk) -> Eintraege:
    """Per Art and deadline: one text, or one per group of Eingangswege."""
    found: dict[tuple[str, str], list[str]] = {}
    for rule in regelwerk.frist:
        scope = worte.frist_name(rule).removeprefix(FRISTNAMEN[rule.name]).strip()
        text = f"{scope} {worte.frist_words(rule, regelwerk.schalter)}".strip()
        for art in rule.arten:
            thing = f"{FRISTNAMEN[rule.name]} bei {{}}"
            found.setdefault((thing, worte.art_label(art)), []).append(text)
    return {place: "; ".join(sorted(texts)) for place, texts in found.items()}


def _wege(regelwerk: Regelwerk) -> Eintraege:
    return {
        (f"Weg „{bezeichnung('weg', weg.name)}“ bei {{}}", worte.art_label(art)): (
            worte.weg_words(weg)
        )
        for weg in regelwerk.weg
        for art in weg.arten
    }


def _etappen(regelwerk: Regelwerk) -> Eintraege:
    return {
        (
            f"Rückwärtsplan, „{etappe.bezeichnung}“ beim Weg {{}}",
            bezeichnung("weg", weg),
        ): worte.etappe_words(etappe)
        for etappe in regelwerk.rueckwaertsplan
        for weg in etappe.wege
    }


def _zeichnungen(regelwerk: Regelwerk) -> Eintraege:
    return {
        ("Schlusszeichnung bei {}", worte.art_label(art)): worte.zeichnung_words(zeichnung)
        for zeichnung in regelwerk.schlusszeichnung
        for art in zeichnung.arten
    }


def _sichten(regelwerk: Regelwerk) -> Eintraege:
    return {
        (
            f"Sicht von {regelwerk.rolle_bezeichnung(sicht.rolle)} auf {{}}",
            worte.art_label(art),
        ): worte.sichtbarkeit_words(sicht)
        for sicht in regelwerk.sichtbarkeit
        for art in sicht.arten
    }


def _rollen(regelwerk: Regelwerk) -> Eintraege:
    return {
        (f"Rolle {ROLLEN[rolle].bezeichnung}", ""): f"„{name}“"
        for rolle, name in regelwerk.rollen.items()
    }


def _schalter(regelwerk: Regelwerk) -> Eintraege:
    return {
        (f"Schalter „{schalter.name}“", ""): worte.schalter_words(schalter)
        for schalter in regelwerk.schalter
    }


def _berichte(regelwerk: Regelwerk) -> Eintraege:
    return {
        (f"Bericht „{bericht.name}“ an {bericht.empfaenger}", ""): (
            worte.bericht_words(bericht, regelwerk)
        )
        for bericht in regelwerk.bericht
    }


def _years(regelwerk: Regelwerk) -> Eintraege:
    kept = regelwerk.aufbewahrung
    numbers = {("Aktenzeichen {}", name): "" for name in kept.aktenzeichen}
    return {("Aufbewahrung", ""): worte.aufbewahrung_words(kept), **numbers}


ABSCHNITTE: tuple[Abschnitt, ...] = (
    _value("gueltig_ab", "Gültig ab", lambda day: f"{day:%d.%m.%Y}"),
    _value("ersetzt", "Ersetzt"),
    _value("land", "Land", lambda land: LAENDER[land]),
    _value("gemeinde", "Gemeinde mit eigenen Feiertagen"),
    _members("feiertagsarten", "Feiertage der Art {}", str),
    _value("genderform", "Genderform", worte.GENDER.__getitem__),
    _value("puenktlichkeit", "Führendes Maß der Pünktlichkeit", worte.MASS.__getitem__),
    _members("standorte", "Standort {}", str),
    _members("arten", "Art {}", worte.art_label),
    _members("abgabefaelle", "Abgabefall {}", lambda name: bezeichnung("abgabefall", name)),
    _members("sofortsachen", "Sofortsache {}", worte.art_label),
    Abschnitt("frist", _fristen),
    Abschnitt("weg", _wege),
    Abschnitt("rueckwaertsplan", _etappen),
    Abschnitt("schlusszeichnung", _zeichnungen),
    Abschnitt("schalter", _schalter),
    Abschnitt("rollen", _rollen),
    Abschnitt("sichtbarkeit", _sichten),
    Abschnitt("aufbewahrung", _years),
    Abschnitt("bericht", _berichte),
)
"""Every key of the format, in the order of the sentences."""
