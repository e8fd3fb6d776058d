"""The form of a step, made from what its Regelwerk asks for, and its way to a Tat."""

from collections.abc import Iterator
from typing import Any

from peewee import BooleanField as BooleanColumn
from peewee import DateField as DateColumn
from peewee import Field as Column
from peewee import TextField as TextColumn
from wtforms import BooleanField
from wtforms.validators import InputRequired

from admin.base.formular import (
    Feld,
    Formular,
    Gruppe,
    auswahl,
    datum,
    ja_nein,
    langtext,
    text,
    typed,
    wahl,
)
from admin.security import anfrage
from admin.views.schrittpersonen import PERSONENFELDER, person, team
from admin.views.schrittwissen import earlier_value, known_values, levels
from models.actions.schritte import Tat
from models.actions.schrittwerte import VERSANDWEG
from models.queries.schritte import Angebot
from models.rules.ablauf_fakten import label_of
from models.rules.ablauf_format import HEUTE, VERMERKE, Schrittregel
from models.rules.codes import CODES
from models.rules.versand import BRIEFWEGE, WEGE
from models.tables import Anliegen, Inhalt, Vorgang

_SPALTEN: dict[str, Column] = {**Inhalt._meta.fields, **Vorgang._meta.fields}
_ANTWORT = "anliegen_antwort"
# What is done by the step itself has its day; what happened outside of KRM may have another.
_IM_SCHRITT = {"zugeleitet_am", "schlussgezeichnet_am", "qmb_geprueft_am", "bl_mitgezeichnet_am"}
_HILFEN = {
    "frist_am": "Der Vorschlag des Regelwerks; ein anderer Tag braucht eine Begründung.",
    "zustaendige_tl": "Leer gelassen: die Teamleitung des Teams.",
    "mitlesend_bl": "Leer gelassen: die Bereichsleitung über dem Team.",
    "ergebnis_kriterium": "Woran Sie gemessen haben. Bei „begründet“: was nicht eingehalten war.",
}

# What is asked at a step says nothing of steps.
_FRAGEN = {"begruendung": "Begründung"}


def groups_of(angebot: Angebot, vorgang: Vorgang) -> tuple[Gruppe, ...]:
    """The fieldset of a step; empty where a click is enough."""
    felder = tuple(_fields(angebot, vorgang))
    return (Gruppe("Angaben", felder),) if felder else ()


def start_values(angebot: Angebot, vorgang: Vorgang) -> dict[str, Any]:
    """What the form proposes: what is known of the case, else today."""
    found = known_values(angebot, vorgang)
    for name in _own_days(angebot.schritt):
        found[name] = anfrage.today()
    return found


def tat_of(angebot: Angebot, form: Formular) -> Tat:
    """What was typed, as the action takes it; a step's several marks of its day are one day."""
    werte = {field.name: typed(field) for field in form if field.name != "begruendung"}
    antworten = [werte.pop(name) for name in sorted(werte) if name.startswith(f"{_ANTWORT}_")]
    if antworten:
        werte[_ANTWORT] = antworten
    given = {name: value for name, value in werte.items() if value is not None}
    days = _own_days(angebot.schritt)
    if days and days[0] in given:
        given = dict.fromkeys(days, given[days[0]]) | given
    begruendung = form["begruendung"].data if "begruendung" in form else ""
    return Tat(angebot.schritt.name, given, begruendung or "")


def _own_days(schritt: Schrittregel) -> list[str]:
    """Fields in which a step leaves the day of something that happened outside of KRM."""
    days = [name for name, word in schritt.setzt.items() if word == HEUTE]
    return [name for name in days if name not in _IM_SCHRITT]


def _fields(angebot: Angebot, vorgang: Vorgang) -> Iterator[Feld]:
    schritt = angebot.schritt
    asked = dict.fromkeys((*angebot.pflicht, *angebot.felder))
    for name in asked:
        if name == _ANTWORT:
            yield from (_answer(punkt) for punkt in _anliegen(vorgang))
        else:
            yield _field(name, name in schritt.pflicht, angebot, vorgang)
    for name in [name for name in _own_days(schritt)[:1] if name not in asked]:
        yield _day(name, vorgang, hilfe="Leer gelassen: heute.")
    if schritt.uebermittlung:
        yield _way(schritt)
    for name, label in schritt.angaben.items():
        yield langtext(name, zeilen=2, label=label, pflicht=True)
    for name, satz in schritt.bestaetigt.items():
        yield name, BooleanField(satz, [InputRequired(f"Bitte bestätigen: {satz}")])
    if schritt.vermerk:
        yield langtext(
            "begruendung",
            label=_FRAGEN.get(schritt.vermerk) or VERMERKE[schritt.vermerk],
            pflicht=True,
        )


def _way(schritt: Schrittregel) -> Feld:
    """How something leaves the house; for a letter the post is proposed."""
    proposed = "e-mail-verschluesselt" if "verschluesselt" in schritt.bestaetigt else "post"
    ways = [(weg, WEGE[weg]) for weg in BRIEFWEGE]
    return wahl(VERSANDWEG, ways, label="Auf welchem Weg?", default=proposed,
                hilfe="Steht danach bei den Übermittlungen des Vorgangs.")  # fmt: skip


def _answer(punkt: Anliegen) -> Feld:
    label = f"Rückmeldung zu Anliegen {punkt.anliegen_nr}"
    hilfe = (punkt.anliegen_text or "")[:300]
    name = f"{_ANTWORT}_{punkt.anliegen_nr}"
    return langtext(name, zeilen=2, label=label, pflicht=True, hilfe=hilfe,
                    default=punkt.anliegen_antwort)  # fmt: skip


def _anliegen(vorgang: Vorgang) -> list[Anliegen]:
    query = Anliegen.select().where(Anliegen.vorgang == vorgang.id)
    return list(query.order_by(Anliegen.anliegen_nr))


def _field(name: str, pflicht: bool, angebot: Angebot, vorgang: Vorgang) -> Feld:
    hilfe = " ".join(filter(None, (_HILFEN.get(name), earlier_value(name, angebot, vorgang))))
    options: dict[str, Any] = {"label": label_of(name), "pflicht": pflicht, "hilfe": hilfe}
    if name in PERSONENFELDER:
        return person(name, angebot.schritt, vorgang, options)
    if name == "team":
        return team(name, vorgang, options)
    if name == "schlusszeichnung" and (stufen := levels(vorgang)):
        return wahl(name, stufen, **options)
    if name in CODES:
        return auswahl(name, **options)
    return _plain(name, vorgang, options)


def _plain(name: str, vorgang: Vorgang, options: dict[str, Any]) -> Feld:
    column = _SPALTEN.get(name)
    if isinstance(column, DateColumn) or name.endswith("_termin"):
        is_past = name in ("datum_der_klaerung", "erste_antwort_am", "antwort_versandt_am")
        return _day(name, vorgang, **options) if is_past else datum(name, **options)
    if isinstance(column, BooleanColumn):
        return ja_nein(name, **options)
    if isinstance(column, TextColumn):
        return langtext(name, zeilen=3 if name in Inhalt._meta.fields else 2, **options)
    return text(name, laenge=60, **options)


def _day(name: str, vorgang: Vorgang, **options: Any) -> Feld:
    """A day between the Eingang and today; the action checks it, the browser's calendar shows."""
    bounds = {"min": str(vorgang.eingang_am), "max": str(anfrage.today())}
    options.setdefault("label", label_of(name))
    return datum(name, render_kw=bounds, **options)
