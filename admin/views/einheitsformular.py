"""The forms of an Einheit as data."""

from typing import Any

from admin.base.formular import (
    Formular,
    Gruppe,
    auswahl,
    datum,
    einheit,
    text,
    typed_values,
    wahl,
    zahl,
)
from admin.base.handlung import Handlung
from admin.security import anfrage
from models.actions.einheiten import close_einheit, values_of
from models.actions.umgliederung import reorganise_einheit
from models.rules.regelwerk import regelwerk_ids
from models.rules.rollen import Recht
from models.tables import Einheit

LAENDER = (("BW", "Baden-Württemberg"), ("BY", "Bayern"), ("BE", "Berlin"), ("BB", "Brandenburg"),
           ("HB", "Bremen"), ("HH", "Hamburg"), ("HE", "Hessen"), ("MV", "Mecklenburg-Vorpommern"),
           ("NI", "Niedersachsen"), ("NW", "Nordrhein-Westfalen"), ("RP", "Rheinland-Pfalz"),
           ("SL", "Saarland"), ("SN", "Sachsen"), ("ST", "Sachsen-Anhalt"),
           ("SH", "Schleswig-Holstein"), ("TH", "Thüringen"))  # fmt: skip
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
    Gruppe("Nur für Dienststellen", (
        wahl("land", LAENDER, label="Land"),
        text("gemeinde", laenge=60, label="Gemeinde", hilfe="Für örtliche Feiertage."),
        wahl("regelwerk", [(id, id) for id in regelwerk_ids()], label="Regelwerk"),
        text("dienstfreie_tage", laenge=400, label="Dienstfreie Tage",
             hilfe="Monat und Tag, mit Leerzeichen getrennt: 12-24 12-31"),
        datum("kalender_geprueft_bis", label="Kalender geprüft bis"),
        zahl("aufbewahrung_jahre", von=1, bis=30, label="Aufbewahrung in Jahren"),
    ), klappt=True),
)  # fmt: skip
DETAILS = (
    ("Einheit", ("kuerzel", "name", "art", "eltern", "gueltig_ab", "gueltig_bis", "vorgaenger")),
    ("Dienststelle", ("land", "gemeinde", "regelwerk", "dienstfreie_tage", "kalender_geprueft_bis",
                      "aufbewahrung_jahre")),
)  # fmt: skip


def form_values(row: Einheit) -> dict[str, Any]:
    """A unit's values by the names of the form's fields."""
    return values_of(row)


def prepare(form: Formular, row: Einheit | None) -> None:
    """Where a unit lies changes only by an Umgliederung."""
    if row is not None:
        form.drop(_LAGE)


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
