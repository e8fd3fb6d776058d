"""The forms of an Einheit as data."""

from typing import Any

from admin.base.formular import Formular, Gruppe, auswahl, datum, einheit, text, typed_values
from admin.base.handlung import Handlung
from admin.formatters import format_date
from admin.security import anfrage
from admin.views import einheitsfelder
from models.actions.einheiten import close_einheit, values_of
from models.actions.umgliederung import reorganise_einheit
from models.queries.erfassung import propose_for
from models.rules.rollen import Recht
from models.tables import Einheit

_LAGE = ("art", "eltern", "gueltig_ab", "gueltig_bis")

GRUPPEN = (
    Gruppe("Einheit", (
        text("kuerzel", laenge=40, label="Kürzel", pflicht=True),
        text("name", label="Name", pflicht=True),
        auswahl("art", liste="einheit_art", label="Art", pflicht=True),
        einheit("eltern", label="Gehört zu"),
        datum("gueltig_ab", label="Gültig ab", pflicht=True, default=anfrage.today),
        datum("gueltig_bis", label="Gültig bis"),
    )),
    *einheitsfelder.GRUPPEN,
)  # fmt: skip


def form_values(row: Einheit) -> dict[str, Any]:
    """A unit's values by the names of the form's fields."""
    stored = values_of(row)
    return stored | einheitsfelder.field_values(stored)


def values_from(form: Formular) -> dict[str, Any]:
    """What the form says, as create_einheit and update_einheit take it."""
    return einheitsfelder.stored_values(typed_values(form))


def prepare(form: Formular, row: Einheit | None) -> None:
    """Where a unit lies changes only by an Umgliederung; orders and calendars are for houses."""
    if row is not None:
        form.drop(_LAGE)
        if row.art != "dienststelle":
            form.drop(einheitsfelder.FELDER)
            return
    if row is not None and (proposed := propose_for(row)):
        shown = form["erfassung_seit"]
        shown.description = f"{shown.description} Vorschlag: {format_date(proposed)}."
    einheitsfelder.drop_foreign_switches(form, row.regelwerk if row else None)


def close(row: Einheit, form: Formular, version: int) -> None:
    """Run close_einheit."""
    close_einheit(by=anfrage.akteur(), now=anfrage.now(), einheit_id=row.id, version=version,
                  gueltig_bis=form["gueltig_bis"].data)  # fmt: skip


def reorganise(row: Einheit, form: Formular, version: int) -> None:
    """Run reorganise_einheit with what was filled in."""
    werte = {name: value for name, value in typed_values(form).items() if value is not None}
    reorganise_einheit(by=anfrage.akteur(), now=anfrage.now(), einheit_id=row.id,
                       version=version, werte=werte)  # fmt: skip


def _is_open(row: Einheit) -> bool:
    return row.gueltig_bis is None


HANDLUNGEN = (
    Handlung("umgliedern", "Umgliedern", Recht.EINHEIT_PFLEGEN, reorganise,
             "Die Einheit ist umgegliedert; Konten und Rollen sind mitgezogen.",
             "Die Einheit endet am Vortag und bekommt eine Nachfolgerin. Frühere Vorgänge behalten "
             "ihren Platz; wer die Nachfolgerin leitet, sieht sie weiter.",
             (Gruppe("Nachfolgerin", (
                 datum("gueltig_ab", label="Gültig ab", pflicht=True),
                 einheit("eltern", label="Gehört zu", hilfe="Leer: wie bisher."),
                 text("kuerzel", laenge=40, label="Kürzel", hilfe="Leer: wie bisher."),
                 text("name", label="Name", hilfe="Leer: wie bisher."),
             )),), passt=_is_open, symbol="diagram-3"),
    Handlung("beenden", "Beenden", Recht.EINHEIT_PFLEGEN, close, "Die Einheit ist beendet.",
             "Die Einheit gilt dann bis zu diesem Tag. Was in ihr offen ist, muss vorher "
             "abgeschlossen oder umgezogen sein.",
             (Gruppe("Letzter Tag", (
                 datum("gueltig_bis", label="Gültig bis", pflicht=True),)),),
             passt=_is_open, symbol="x-circle"),
)  # fmt: skip
