"""Steps for the help: who, after what, what is asked, what follows; read from the Abläufe."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from admin.base import hilfetext
from models.rules.ablauf import ODER, Plan
from models.rules.ablauf_fakten import label_of
from models.rules.ablauf_format import VERMERKE, Schrittregel
from models.rules.ablauf_plan import load_plaene
from models.rules.codes import CODES, bezeichnung
from models.rules.dateien import DOKUMENTARTEN
from models.rules.regelwerk import load_regelwerke
from models.rules.zustaendig import AMT, SCHLUSSZEICHNUNG, VERANTWORTLICH

_VERANTWORTLICHE = frozenset({"bearbeitung", "tl"})
_ZEICHNENDE_WORTE = "wer als Schlusszeichnung festgelegt ist"
_ZEICHNENDE = frozenset({"tl", "bl", "lgf", "gf", "gf_vertretung"})


@dataclass(frozen=True)
class Schritthilfe:
    """A step as the help tells it. `angaben`: pairs of a heading and its words."""

    name: str
    titel: str
    satz: str
    angaben: tuple[tuple[str, str], ...]
    regeln: tuple[hilfetext.Regel, ...]
    stelle: str
    rollen: frozenset[str]

    def is_for(self, rollen: Collection[str]) -> bool:
        """Whether one of these roles may take it, as far as that does not hang on the case."""
        return bool(self.rollen & set(rollen))


@dataclass(frozen=True)
class Ablaufhilfe:
    titel: str
    schritte: tuple[Schritthilfe, ...]


def step_names() -> frozenset[str]:
    """Every step that some Regelwerk knows and the help explains."""
    return frozenset(hilfetext.schrittsaetze())


def ablaeufe(regelwerk_id: str) -> list[Ablaufhilfe]:
    """The ways of a Regelwerk with their steps in order."""
    return [
        Ablaufhilfe(plan.ablauf.bezeichnung, tuple(_help(plan, s) for s in plan.schritte))
        for plan in load_plaene(regelwerk_id)
    ]


def step_in(regelwerk_id: str, name: str) -> tuple[Schritthilfe, list[str]] | None:
    """A step as its first Ablauf has it, and the Abläufe it occurs in; None: not here."""
    plaene = [plan for plan in load_plaene(regelwerk_id) if plan.schritt(name)]
    if not plaene:
        return None
    schritt = plaene[0].schritt(name)
    assert schritt is not None
    return _help(plaene[0], schritt), [plan.ablauf.bezeichnung for plan in plaene]


def _help(plan: Plan, schritt: Schrittregel) -> Schritthilfe:
    return Schritthilfe(
        name=schritt.name,
        titel=schritt.bezeichnung,
        satz=hilfetext.schrittsaetze().get(schritt.name, ""),
        angaben=tuple((titel, words) for titel, words in _facts(plan, schritt) if words),
        regeln=tuple(hilfetext.rules_of(r for r in schritt.regel if r in hilfetext.regeln())),
        stelle=schritt.stelle,
        rollen=frozenset(_holders(schritt.rollen)),
    )


def _facts(plan: Plan, schritt: Schrittregel) -> Iterator[tuple[str, str]]:
    yield "Wer", _join(_role(plan, rolle) for rolle in schritt.rollen)
    yield "Nicht dieselbe Person wie bei", _join(_labels(plan, schritt.andere_person_als))
    yield "Kommt nur vor bei", _join(_facts_asked(plan, schritt.wenn), " und ")
    yield "Kommt nicht vor bei", _join(_facts_asked(plan, schritt.wenn_nicht))
    yield "Vorher nötig", _join(_labels(plan, schritt.nach), " und ")
    yield "Vorher eines davon", _join(_labels(plan, schritt.nach_eines))
    yield "Gefragt wird", "; ".join(_asked(schritt))
    yield "Im Vorgang muss liegen", DOKUMENTARTEN.get(schritt.unterlage or "", "")
    yield "Danach ist der Stand", bezeichnung("status", schritt.status) if schritt.status else ""
    mailed = dict.fromkeys((*schritt.benachrichtigt, *schritt.kopie))
    yield "E-Mail mit Link an", _join((_role(plan, rolle) for rolle in mailed), " und ")
    yield "Muss sein", "nein, nur bei Bedarf" if schritt.optional else ""


def _facts_asked(plan: Plan, facts: Mapping[str, str]) -> Iterator[str]:
    for feld, erlaubt in facts.items():
        words = (_value(feld, wert) for wert in erlaubt.split(ODER))
        yield f"{label_of(feld)}: {_join(words)}"


def _value(feld: str, wert: str) -> str:
    if feld == "schalter":
        return _switches().get(wert, wert)
    if feld in CODES and wert not in ("leer", "gesetzt"):
        return bezeichnung(feld, wert)
    return {"leer": "noch nicht angegeben", "muendlich": "mündlich"}.get(wert, wert)


@cache
def _switches() -> dict[str, str]:
    """What the switches of all orders are called."""
    return {s.name: s.bezeichnung for werk in load_regelwerke().values() for s in werk.schalter}


def _asked(schritt: Schrittregel) -> Iterator[str]:
    yield from (label_of(feld) for feld in schritt.pflicht)
    yield from (f"{label_of(feld)} (freiwillig)" for feld in schritt.felder)
    yield from schritt.angaben.values()
    yield from (f"Bestätigung: {satz}" for satz in schritt.bestaetigt.values())
    if schritt.vermerk:
        yield VERMERKE[schritt.vermerk]


def _labels(plan: Plan, namen: Iterable[str]) -> Iterator[str]:
    for name in namen:
        other = plan.schritt(name)
        if other is not None:
            yield f"„{other.bezeichnung}“"


def _role(plan: Plan, rolle: str) -> str:
    return _ZEICHNENDE_WORTE if rolle == SCHLUSSZEICHNUNG else plan.namen.get(rolle, rolle)


def _holders(rollen: Iterable[str]) -> Iterator[str]:
    for rolle in rollen:
        if rolle == VERANTWORTLICH:
            yield from _VERANTWORTLICHE
        elif rolle == SCHLUSSZEICHNUNG:
            yield from _ZEICHNENDE
        else:
            yield from AMT.get(rolle, (rolle,))


def _join(words: Iterable[str], last: str = " oder ") -> str:
    """„a, b oder c“."""
    *first, end = [*words] or [""]
    return f"{', '.join(first)}{last}{end}" if first else end
