"""What somebody gives with a step, checked against the step's table, and what the step itself sets.

The step decides which fields may be given, instead of the field rights of ordinary editing: so the
TL sets the Ergebnisart by her step, and VZ GF cannot (MH-68).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from peewee import BooleanField

from models.queries.zustaendige import Blick, has_role_over
from models.queries.zustand import Fall, befangene_rollen
from models.rules.ablauf_angebot import Angebot
from models.rules.ablauf_fakten import label_of
from models.rules.ablauf_format import HEUTE, ICH, JETZT, LEER, ZAEHLT, Schrittregel
from models.rules.fehler import RuleViolation
from models.rules.rechte import Akteur
from models.rules.vorgang import Verstoesse
from models.rules.zeit import berlin_day
from models.tables import Vorgang

ROLLE = "@"
"""`setzt = {zustaendige_tl = "@tl"}`: the account behind that role in this case."""
VERSANDWEG = "versandweg"
EIGENE_ZEILEN = frozenset(
    {"team", "anliegen_antwort", "massnahme_verantwortlich", "massnahme_termin", VERSANDWEG}
)
"""What a step may ask for that is no field of head or content."""
PERSONEN = frozenset({"zustaendige_tl", "mitlesend_bl", "verantwortlich"})


@dataclass(frozen=True)
class Tat:
    """A step that somebody takes.

    `werte`: fields that the step asks for (Angebot.pflicht, Angebot.felder), texts by the keys of
    `schritt.angaben`, True by those of `schritt.bestaetigt`; `team` is the id of an Einheit,
    `anliegen_antwort` one text per Anliegen in their order. `begruendung`: the text of the note
    where the step asks for one (`schritt.vermerk`).
    """

    schritt: str
    werte: Mapping[str, Any] = field(default_factory=dict)
    begruendung: str = ""


@dataclass(frozen=True)
class Kontext:
    """Who takes a step in which case, and when."""

    fall: Fall
    vorgang: Vorgang
    by: Akteur
    now: datetime

    @property
    def today(self) -> date:
        return berlin_day(self.now)

    def blick(self, einheit_id: int | None) -> Blick:
        """Who is asked once the case lies with that unit; None: where it lies."""
        kopf = {**self.vorgang.__data__, "einheit": einheit_id or self.vorgang.einheit_id}
        befangen = befangene_rollen(kopf, self.fall.betroffene)
        fall = self.fall
        return Blick(
            self.vorgang, self.today, befangen, fall.betroffene, einheit_id, fall.plan.ersatz
        )


def check_given(angebot: Angebot, tat: Tat) -> None:
    """Raise Verstoesse with everything that the step needs and was not given, or cannot take."""
    if verstoesse := [*_missing(angebot, tat), *_foreign(angebot.schritt, tat)]:
        raise Verstoesse(verstoesse)


def values_of(kontext: Kontext, schritt: Schrittregel, tat: Tat) -> dict[str, Any]:
    """Field values of head and content that the step writes; raises RuleViolation."""
    named = {*schritt.angaben, *schritt.bestaetigt} | EIGENE_ZEILEN
    given = {name: value for name, value in tat.werte.items() if name not in named}
    blick = kontext.blick(tat.werte.get("team"))
    _check_people(given, blick)
    own = {
        name: _value(name, word, kontext, blick)
        for name, word in _settable(schritt, kontext)
        if _is_empty(given.get(name))
    }
    return {name: value for name, value in given.items() if not _is_empty(value)} | own


def givable_fields(schritt: Schrittregel) -> frozenset[str]:
    """Fields that may be given with a step: asked for, or a day that it would set itself.

    Where something leaves the house, also the way it took.
    """
    proposed = (*schritt.zeitmarken, *schritt.setzt_falls_leer)
    way = (VERSANDWEG,) if schritt.uebermittlung else ()
    return frozenset((*schritt.pflicht, *schritt.felder, *proposed, *way))


def _missing(angebot: Angebot, tat: Tat) -> Iterator[RuleViolation]:
    schritt = angebot.schritt
    for name in angebot.pflicht:
        if _is_empty(tat.werte.get(name)):
            yield RuleViolation(f"Es fehlt: {label_of(name)}.", name, _rule(schritt))
    for name, label in schritt.angaben.items():
        if _is_empty(tat.werte.get(name)):
            yield RuleViolation(f"Es fehlt: {label}.", name, _rule(schritt))
    for name, satz in schritt.bestaetigt.items():
        if tat.werte.get(name) is not True:
            yield RuleViolation(f"Bitte bestätigen: {satz}", name, _rule(schritt))
    if schritt.vermerk and not tat.begruendung.strip():
        yield RuleViolation("Bitte einen Vermerk dazu schreiben.", "begruendung", _rule(schritt))


def _foreign(schritt: Schrittregel, tat: Tat) -> Iterator[RuleViolation]:
    known = givable_fields(schritt) | set(schritt.angaben) | set(schritt.bestaetigt)
    for name in sorted(set(tat.werte) - known):
        yield RuleViolation("Dieses Feld gehört nicht zu diesem Schritt.", name)


def _settable(schritt: Schrittregel, kontext: Kontext) -> Iterator[tuple[str, str]]:
    yield from schritt.setzt.items()
    for name, word in schritt.setzt_falls_leer.items():
        if not kontext.fall.zustand.steht(name):
            yield name, word


def _value(name: str, word: str, kontext: Kontext, blick: Blick) -> Any:
    words = {HEUTE: kontext.today, JETZT: kontext.now, ICH: kontext.by.konto_id, LEER: None}
    if word in words:
        return words[word]
    if word == ZAEHLT:
        return (kontext.fall.zustand.fakten.get(name) or 0) + 1
    if word.startswith(ROLLE):
        found = blick.people([word.removeprefix(ROLLE)])
        return found[0].id if found else None
    is_flag = isinstance(Vorgang._meta.fields.get(name), BooleanField)
    return word == "ja" if is_flag else word


def _check_people(given: Mapping[str, Any], blick: Blick) -> None:
    """Nobody whom the case is about works on it (D22), and only who has a role over its unit."""
    for name in sorted(PERSONEN & set(given)):
        konto_id = given[name]
        if _is_empty(konto_id):
            continue
        if konto_id in blick.betroffene:
            raise RuleViolation("Der Vorgang betrifft diese Person selbst.", name, "D22")
        if not has_role_over(konto_id, blick.unit_id, blick.today):
            satz = "Diese Person hat in dem Team keine Rolle. Bitte eine andere Person wählen"
            leer = " oder das Feld leer lassen: dann nimmt KRM die Zuständigen des Teams"
            raise RuleViolation(f"{satz}{'' if name == 'verantwortlich' else leer}.", name)


def _is_empty(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return not value or any(_is_empty(part) for part in value)
    return value is None or (isinstance(value, str) and not value.strip())


def _rule(schritt: Schrittregel) -> str:
    return schritt.regel[0]
