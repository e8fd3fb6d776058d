"""On a case's page: whom it is about; who is named sees nothing of it from then on (D22)."""

from typing import Any

from admin.base import verzeichnis
from admin.base.formular import Formular, Gruppe, konto, langtext, text, typed
from admin.security import anfrage
from admin.views.vorgangsseiten import Aktenhandlung
from models.actions.betroffene import (
    BENENNEN,
    add_betroffene,
    assign_betroffene,
    withdraw_betroffene,
)
from models.queries.betroffene import betroffene_of
from models.rules.fehler import RuleViolation
from models.tables import Betroffen, Vorgang


def betroffene_context(row: Vorgang) -> dict[str, Any]:
    """For the page of a case; empty for who does not read its content."""
    return {"betroffene": betroffene_of(row.id)}


def _benennen_felder(vorgang: Vorgang, zeile: Any) -> tuple[Gruppe, ...]:
    return (Gruppe("Wer ist gemeint?", (
        konto("person", label="Person mit Konto"),
        text("name", label="Oder: Name einer Person ohne Konto",
             hilfe="Nur für Beschäftigte, die nicht mit KRM arbeiten."),
    ), hilfe="Eine Person je Mal; weitere danach ebenso."),)  # fmt: skip


def _benennen(vorgang: Vorgang, zeile: Any, form: Formular, version: int) -> None:
    person, name = typed(form["person"]), typed(form["name"])
    if bool(person) == bool(name):
        raise RuleViolation("Bitte entweder ein Konto wählen oder einen Namen schreiben.", "person")
    add_betroffene(by=anfrage.akteur(), now=anfrage.now(), vorgang_id=vorgang.id, version=version,
                   wer=person or name)  # fmt: skip


def _zuordnen_felder(vorgang: Vorgang, zeile: Any) -> tuple[Gruppe, ...]:
    return (Gruppe("Zu welchem Konto gehört der Name?", (
        konto("person", label="Konto", leer="– gehört zu keinem Konto hier –"),
    ), hilfe=f"Im Vorgang steht: {zeile.bezeichnung}"),)  # fmt: skip


def _zuordnen(vorgang: Vorgang, zeile: Any, form: Formular, version: int) -> None:
    assign_betroffene(by=anfrage.akteur(), now=anfrage.now(), betroffen_id=zeile.id,
                      version=version, konto_id=typed(form["person"]))  # fmt: skip


def _has_account(vorgang: Vorgang, zeile: Any) -> str:
    return "Hier steht schon ein Konto." if zeile.konto_id is not None else ""


def _zurueck_felder(vorgang: Vorgang, zeile: Any) -> tuple[Gruppe, ...]:
    who = zeile.bezeichnung or dict(verzeichnis.konto_options()).get(str(zeile.konto_id), "")
    return (Gruppe("Benennung zurücknehmen", (
        langtext("grund", zeilen=3, label="Warum ist die Person doch nicht gemeint?", pflicht=True),
    ), hilfe=who),)  # fmt: skip


def _zurueck(vorgang: Vorgang, zeile: Any, form: Formular, version: int) -> None:
    withdraw_betroffene(by=anfrage.akteur(), now=anfrage.now(), betroffen_id=zeile.id,
                        version=version, grund=form["grund"].data)  # fmt: skip


BETROFFENE: tuple[Aktenhandlung, ...] = (
    Aktenhandlung("betroffene", "Betroffene Person benennen", "Benennen",
                  "Die Person ist benannt. Wer ein Konto hat, sieht den Vorgang jetzt nicht mehr.",
                  _benennen, BENENNEN, _benennen_felder,
                  hilfe="Wer hier steht, sieht diesen Vorgang sofort nicht mehr; ihre Schritte "
                        "gehen an die Vorgesetzten. VZ GF und Geschäftsführung bekommen eine "
                        "E-Mail. Auch sich selbst kann man benennen."),
    Aktenhandlung("betroffene-zuordnen", "Namen einem Konto zuordnen", "Zuordnen",
                  "Der Name ist zugeordnet.", _zuordnen, BENENNEN, _zuordnen_felder,
                  Betroffen, _has_account),
    Aktenhandlung("betroffene-zurueck", "Benennung zurücknehmen", "Zurücknehmen",
                  "Die Benennung ist zurückgenommen.", _zurueck, BENENNEN, _zurueck_felder,
                  Betroffen, gefahr=True,
                  hilfe="Die Person sieht den Vorgang danach wieder, soweit ihre Rolle das "
                        "erlaubt. Der Grund bleibt als Vermerk im Vorgang."),
)  # fmt: skip
