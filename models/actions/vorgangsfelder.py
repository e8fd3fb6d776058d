"""From what was typed or imported to the rows of a case: checks, derived fields, deadlines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from models.actions.ablaufstand import stamp_ablauf
from models.actions.anliegen import anliegen_rows
from models.actions.codes import ERWEITERBAR
from models.actions.vorgangsfristen import apply_deadlines, choose_regelwerk
from models.queries.akteure import Baum
from models.queries.fristplan import Fristplan
from models.rules.fehler import RuleViolation
from models.rules.felder import FELDER
from models.rules.fristen import Frist as Fristwert
from models.rules.puenktlichkeit import decide_punctuality
from models.rules.rechte import Akteur
from models.rules.regelwerk_format import Regelwerk
from models.rules.vorgang import (
    Codes,
    Verstoesse,
    calls_it_dab,
    check_anliegen,
    check_vorgang,
    derive_prioritaet,
    derive_schlusszeichnung,
    derive_status,
    says,
)
from models.rules.zeit import berlin_day
from models.tables import Codewert, Inhalt, Vorgang

_KOPFFELDER = frozenset(Vorgang._meta.fields) - {"id", "version"}
_INHALTSFELDER = frozenset(Inhalt._meta.fields) - {"id", "vorgang"}
# Written by KRM itself, never typed.
AUTOMATISCH = frozenset(
    {
        "vorgangsnummer",
        "erfasst_am",
        "erfasst_von",
        "dienststelle",
        "fachbereich",
        "einheit",
        "regelwerk",
        "vor_regelwerk",
        "herkunft",
        "eb_soll",
        "frist_regel",
        "frist_gehalten",
        "abschliessend_gehalten",
        "frist_intern_petition",
        "ergebnis_von",
        "ausgetragen_von",
        "abschluss_am",
        "ist_folgereaktion",
        "ist_notlage",
        "als_dab_bezeichnet",
        "personengruppe",
        "naechster_schritt",
        "wartet_auf",
        "verzicht_liegt_vor",
        "selbst_betroffen",
    }
)
EINGABEFELDER = (_KOPFFELDER | _INHALTSFELDER) - AUTOMATISCH
_BEZEICHNUNGEN = {name: feld.bezeichnung for name, feld in FELDER.items()}


class OhneKonto(str):
    """The name of an employee of whom somebody said that she has no account here."""

    __slots__ = ()


@dataclass(frozen=True)
class Eintrag:
    """A case as typed or imported.

    `werte`: fields of felder.csv of the case (EINGABEFELDER) by name; `einheit_id`: the Team, or
    the Dienststelle while none is known; `betroffene`: accounts (ids) or names of employees;
    `ergebnis_von`: the account that decided, where it is not the one that writes.
    """

    einheit_id: int
    werte: Mapping[str, Any]
    anliegen: tuple[Mapping[str, Any], ...] = ()
    betroffene: tuple[int | str, ...] = ()
    erfasst_am: datetime | None = None
    herkunft: str = "erfasst"
    ergebnis_von: int | None = None


@dataclass
class Zeilen:
    """The rows of one case before they are written."""

    kopf: dict[str, Any]
    inhalt: dict[str, Any]
    anliegen: list[dict[str, Any]] = field(default_factory=list)
    betroffene: tuple[int | str, ...] = ()
    fristen: tuple[Fristwert, ...] = ()


@dataclass(frozen=True)
class Stammdaten:
    """What every case needs to know of the house, read once per action."""

    baum: Baum
    eigene_codes: Codes = frozenset()

    @classmethod
    def load(cls) -> "Stammdaten":
        """Read the tree and the code lists that a house may extend; two queries."""
        query = Codewert.select(Codewert.feld, Codewert.code)
        return cls(Baum.load(), frozenset(query.where(Codewert.feld << ERWEITERBAR).tuples()))

    @cached_property
    def fristplaene(self) -> dict[int, Fristplan]:
        return {}

    def fristplan(self, dienststelle_id: int) -> Fristplan:
        """Regelwerk and calendar of a Dienststelle; built once."""
        if dienststelle_id not in self.fristplaene:
            self.fristplaene[dienststelle_id] = Fristplan(self.baum.by_id[dienststelle_id])
        return self.fristplaene[dienststelle_id]


def build_rows(
    eintrag: Eintrag,
    stammdaten: Stammdaten,
    *,
    now: datetime,
    by: Akteur,
    before: Vorgang | None = None,
) -> Zeilen:
    """Check an entry and make its rows; with `before`, what is not given stays as it was.

    Raises Verstoesse with every broken rule, ValueError for a field that is not to be typed.
    """
    kopf, inhalt = _split(eintrag, before)
    _place(kopf, eintrag, stammdaten, before)
    anliegen = anliegen_rows(eintrag.anliegen, before)
    importiert = kopf["herkunft"] == "import"
    verstoesse = check_vorgang(
        kopf | inhalt,
        today=berlin_day(now),
        bezeichnungen=_BEZEICHNUNGEN,
        importiert=importiert,
        eigene=stammdaten.eigene_codes,
    )
    if verstoesse := verstoesse + check_anliegen(anliegen, stammdaten.eigene_codes):
        raise Verstoesse(verstoesse)
    _stamp(kopf, eintrag, now, by, before)
    plan = stammdaten.fristplan(kopf["dienststelle"])
    choose_regelwerk(kopf, plan, before)
    fristen = apply_deadlines(kopf, eintrag.werte.get("frist_am") or None, plan, before)
    _derive(kopf, inhalt, plan.regelwerk_of(kopf), before)
    stamp_ablauf(kopf, inhalt, stammdaten.baum, before, eintrag.betroffene)
    return Zeilen(kopf, inhalt, anliegen, eintrag.betroffene, fristen)


def head_of(vorgang: Vorgang) -> dict[str, Any]:
    """The head's values by field name."""
    return {name: vorgang.__data__.get(name) for name in _KOPFFELDER}


def inhalt_of(inhalt: Inhalt | None) -> dict[str, Any]:
    """The content's values by field name; empty where there is none in view."""
    return {name: inhalt.__data__.get(name) for name in _INHALTSFELDER} if inhalt else {}


def _split(eintrag: Eintrag, before: Vorgang | None) -> tuple[dict[str, Any], dict[str, Any]]:
    if unknown := set(eintrag.werte) - EINGABEFELDER:
        raise ValueError(f"Diese Felder schreibt KRM selbst oder kennt sie nicht: {unknown}")
    kopf = head_of(before) if before else dict.fromkeys(_KOPFFELDER)
    inhalt = inhalt_of(Inhalt.get_or_none(Inhalt.vorgang == before.id)) if before else {}
    inhalt = dict.fromkeys(_INHALTSFELDER) | inhalt
    for name, value in eintrag.werte.items():
        target = kopf if name in _KOPFFELDER else inhalt
        target[name] = None if value == "" else value
    return kopf, inhalt


def _place(
    kopf: dict[str, Any], eintrag: Eintrag, stammdaten: Stammdaten, before: Vorgang | None
) -> None:
    """Team, Bereich and Dienststelle as the tree stands; a later reorganisation leaves them."""
    kopf["herkunft"] = before.herkunft if before else eintrag.herkunft
    if before and before.einheit_id == eintrag.einheit_id:
        return
    baum = stammdaten.baum
    dienststelle = baum.of_art(eintrag.einheit_id, "dienststelle")
    if dienststelle is None:
        raise RuleViolation("Ein Vorgang gehört zu einer Dienststelle oder einem Team.", "team")
    bereich = baum.of_art(eintrag.einheit_id, "bereich")
    kopf["einheit"] = eintrag.einheit_id
    kopf["fachbereich"] = bereich.id if bereich else None
    kopf["dienststelle"] = dienststelle.id


def _stamp(
    kopf: dict[str, Any], eintrag: Eintrag, now: datetime, by: Akteur, before: Vorgang | None
) -> None:
    if before is None:
        kopf["erfasst_am"] = eintrag.erfasst_am or now
        kopf["erfasst_von"] = by.konto_id
    if kopf["herkunft"] == "import" and before is None:
        return  # who decided and who closed it in the other system stays unknown
    if kopf["ergebnisart"] and kopf["ergebnisart"] != (before and before.ergebnisart):
        kopf["ergebnis_von"] = eintrag.ergebnis_von or by.konto_id
        stored = before and before.ergebnis_am
        told = kopf["ergebnis_am"] if kopf["ergebnis_am"] != stored else None
        kopf["ergebnis_am"] = told or berlin_day(now)
    if kopf["ausgetragen_am"] and not (before and before.ausgetragen_am):
        kopf["ausgetragen_von"] = by.konto_id
    elif not kopf["ausgetragen_am"]:
        kopf["ausgetragen_von"] = None


def _derive(
    kopf: dict[str, Any], inhalt: dict[str, Any], regelwerk: Regelwerk, before: Vorgang | None
) -> None:
    unknown_if_absent = None if kopf["herkunft"] == "import" else False
    risiko = bool(says(inhalt["risiko_notlage"]) or says(inhalt["drohpotenzial"]))
    kopf.update(
        prioritaet=derive_prioritaet(
            kopf["art"], risiko, kopf["prioritaet"], regelwerk.sofortsachen
        ),
        schlusszeichnung=_schlusszeichnung(kopf, regelwerk),
        ist_folgereaktion=says(inhalt["bezug_vorgang"], unknown_if_absent),
        ist_notlage=says(inhalt["risiko_notlage"], unknown_if_absent),
        als_dab_bezeichnet=calls_it_dab(inhalt["art_wie_bezeichnet"], unknown_if_absent),
        verzicht_liegt_vor=says(inhalt["verzicht_schriftlich"], unknown_if_absent),
        selbst_betroffen=kopf["befangenheit"],
        personengruppe=_personengruppe(inhalt["personenkreis"]),
        abschluss_am=_closed_on(kopf),
        **decide_punctuality(kopf, head_of(before) if before else None),
    )
    if kopf["herkunft"] != "import" or not kopf["status"]:
        kopf["status"] = derive_status(kopf | {"ausgetragen_am": kopf["abschluss_am"]})


def _closed_on(kopf: dict[str, Any]) -> date | None:
    """The day a case leaves the stock: Austragen, Abgabe, or for imports the Klärung."""
    if kopf["abgabefall"] or kopf["abgabe_am"]:
        return kopf["abgabe_am"]
    if kopf["ausgetragen_am"]:
        return berlin_day(kopf["ausgetragen_am"])
    still_open = kopf["status"] not in (None, "erledigt")
    return kopf["datum_der_klaerung"] if kopf["herkunft"] == "import" and not still_open else None


def _schlusszeichnung(kopf: dict[str, Any], regelwerk: Regelwerk) -> str | None:
    """An imported case keeps what the other system says, even nothing, where there is a choice."""
    wunsch = kopf["schlusszeichnung"]
    if kopf["art"] not in regelwerk.arten:
        return wunsch
    zeichnung = regelwerk.zeichnung(kopf["art"])
    if kopf["herkunft"] == "import" and len(zeichnung.stufen) > 1:
        return wunsch
    return derive_schlusszeichnung(wunsch, zeichnung)


def _personengruppe(personenkreis: str | None) -> str | None:
    text = (personenkreis or "").casefold()
    groups = (("unter-25", "25"), ("ueber-50", "50"))
    found = next((code for code, mark in groups if mark in text), None)
    return found or ("keine" if text else None)
