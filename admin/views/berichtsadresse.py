"""Where a Dienststelle sends its reports: addresses and cover text per circle of readers."""

from types import SimpleNamespace
from typing import Any

from admin.base import KrmView
from admin.base.formular import Formular, Gruppe, einheit, langtext, typed_values, wahl
from admin.security import anfrage
from models.actions.berichtsadressen import (
    FELDER,
    create_berichtsadresse,
    update_berichtsadresse,
)
from models.rules.anschreiben import LUECKEN
from models.rules.berichtsweg import VERSANDWEG, Versandweg, leaves_house
from models.rules.regelwerk_format import KREISE
from models.rules.rollen import Recht
from models.tables import Berichtsadresse

_PFLEGEN = Recht.BERICHT_STARTEN
AUSSEN = tuple((name, label) for name, label in KREISE.items() if leaves_house(name))
_LUECKEN = ", ".join(f"{{{{{name}}}}} ({was})" for name, was in LUECKEN.items())


class BerichtsadresseView(KrmView):
    rechte = {
        "index_view": _PFLEGEN,
        "details_view": _PFLEGEN,
        "create_view": _PFLEGEN,
        "edit_view": _PFLEGEN,
    }
    column_list = ("einheit", "kreis", "weg", "adresse")
    column_sortable_list = ()
    column_labels = {"einheit": "Dienststelle", "kreis": "Empfänger", "weg": "Weg",
                     "adresse": "E-Mail-Adresse", "anschreiben": "Eigenes Anschreiben"}  # fmt: skip
    column_formatters = {
        "kreis": lambda view, context, row, name: circle(row.kreis),
        "weg": lambda view, context, row, name: VERSANDWEG[Versandweg(row.weg)],
    }
    neu_titel = "Neue Adresse für Berichte"
    leer_text = (
        "Noch keine Adresse. Bis eine da ist, bleibt ein freigegebener Bericht liegen und steht "
        "auf dem Schreibtisch derer, die Berichte versenden."
    )
    gruppen = (
        Gruppe("Empfänger", (
            einheit("einheit", label="Dienststelle", pflicht=True, arten=("dienststelle",),
                    recht=_PFLEGEN),
            wahl("kreis", AUSSEN, label="Empfänger", pflicht=True),
        )),
        Gruppe("Weg", (
            wahl("weg", tuple(VERSANDWEG.items()), label="Weg", pflicht=True,
                 default=Versandweg.ANHANG.value),
            langtext("adresse", zeilen=2, label="E-Mail-Adresse",
                     hilfe="Mehrere untereinander. Für den Bezirk die Adresse seiner "
                     "Steuerungsstelle."),
        )),
        Gruppe("Eigenes Anschreiben", (
            langtext("anschreiben", zeilen=8, label="Anschreiben",
                     hilfe=f"Leer: der Vorschlag von KRM. Platzhalter: {_LUECKEN}."),
        ), klappt=True),
    )  # fmt: skip
    details_gruppen = (("Adresse", ("einheit", "kreis", "weg", "adresse", "anschreiben")),)

    def rights_object(self, row: Berichtsadresse) -> Any:
        return SimpleNamespace(einheit_id=row.einheit_id)

    def row_title(self, row: Berichtsadresse) -> str:
        return f"Adresse für Berichte: {circle(row.kreis)}"

    def prepare_form(self, form: Formular, row: Berichtsadresse | None) -> None:
        if row is not None:
            form.drop(["einheit", "kreis"])

    def create_row(self, form: Formular) -> Berichtsadresse:
        return create_berichtsadresse(
            by=anfrage.akteur(), now=anfrage.now(), werte=_values(form),
            einheit_id=form["einheit"].key, kreis=form["kreis"].data,
        )  # fmt: skip

    def update_row(self, row: Berichtsadresse, form: Formular, version: int) -> None:
        update_berichtsadresse(by=anfrage.akteur(), now=anfrage.now(), adresse_id=row.id,
                               version=version, werte=_values(form))  # fmt: skip


def circle(kreis: str) -> str:
    """What a circle of readers is called."""
    return KREISE.get(kreis, kreis)


def _values(form: Formular) -> dict[str, str]:
    werte = typed_values(form)
    return {name: werte.get(name) or "" for name in FELDER}
