"""The form of a case as data, and its way to and from the tables."""

from typing import Any

from wtforms import BooleanField

from admin.base.formular import (
    Formular,
    Gruppe,
    auswahl,
    datum,
    einheit,
    ja_nein,
    konto,
    langtext,
    mehrfach,
    text,
    typed_values,
)
from admin.security import anfrage
from models.actions.vorgangsfelder import EINGABEFELDER, Eintrag
from models.queries.vorgaenge import load_akte
from models.queries.zustand import plan_of
from models.rules.rechte import may
from models.rules.rollen import Recht
from models.rules.vorgang import FELDRECHTE, HOECHSTENS_ANLIEGEN
from models.tables import Anliegen, Inhalt, Vorgang

_ANLIEGENFELDER = ("anliegenart", "kategorie", "anliegen_text", "begehren_art",
                   "anliegen_einschaetzung")  # fmt: skip
_INHALT = frozenset(Inhalt._meta.fields)
# In the head's row, but told by people: only for who may read the content.
_TEXTE_IM_KOPF = ("frist_begruendung", "stellungnahme_betroffene")


def _anliegen(nummer: int) -> Gruppe:
    prefix = f"anliegen_{nummer}_"
    felder = (
        auswahl(f"{prefix}kategorie", liste="kategorie", label="Kategorie"),
        auswahl(f"{prefix}anliegenart", liste="anliegenart", label="Anliegenart",
                hilfe="Leer gelassen folgt sie der Kategorie."),
        mehrfach(f"{prefix}begehren_art", liste="begehren_art", label="Was wird begehrt?"),
        auswahl(f"{prefix}anliegen_einschaetzung", liste="anliegen_einschaetzung",
                label="Einschätzung"),
        langtext(f"{prefix}anliegen_text", label="Worum geht es?"),
    )  # fmt: skip
    return Gruppe(f"Anliegen {nummer}", felder, klappt=nummer > 1)


GRUPPEN: tuple[Gruppe, ...] = (
    Gruppe("Eingang", (
        auswahl("art", label="Art der Kundenreaktion"),
        datum("eingang_am", pflicht=True, label="Eingang am", default=anfrage.today),
        auswahl("eingangsweg", pflicht=True),
        auswahl("eingangsstelle"),
        einheit("einheit", pflicht=True, label="Team oder Dienststelle",
                recht=Recht.VORGANG_ERFASSEN, arten=("dienststelle", "team"),
                hilfe="Die Dienststelle, solange kein Team feststeht."),
        auswahl("prioritaet"),
        text("art_wie_bezeichnet", hilfe="Nur wenn die Person es anders nennt."),
    )),
    Gruppe("Beschwerdeführer/in", (
        text("name"), text("vorname"), ja_nein("anonym"), auswahl("kundengruppe"),
        text("kundennummer"), text("bg_nummer"), text("vertretung", label="Vertreten durch"),
        langtext("kontakt", zeilen=2, label="Kontakt und gewünschter Antwortweg"),
        langtext("weitere_petenten", zeilen=2, label="Weitere Petentinnen und Petenten",
                 hilfe="Nur bei Petitionen und Eingaben; je Zeile eine Person."),
    )),
    *(_anliegen(nummer) for nummer in range(1, HOECHSTENS_ANLIEGEN + 1)),
    Gruppe("Dringlichkeit", (
        text("risiko_notlage", hilfe="Zum Beispiel Mittellosigkeit oder Energiesperre."),
        text("drohpotenzial"),
        text("bezug_vorgang", label="Bezug zu früherem Vorgang"),
    ), klappt=True),
    Gruppe("Abgabe an andere Stelle", (
        auswahl("abgabefall", label="Abgabefall"), auswahl("abgabe_an"), datum("abgabe_am"),
    ), hilfe="Anfrage, Widerspruch, Datenschutz, Korruption und Leistungsmissbrauch werden "
             "abgegeben und nicht als Kundenreaktion erfasst; die Art bleibt dann leer.",
       klappt=True),
    Gruppe("Zuleitung", (
        datum("zugeleitet_am", label="Zugeleitet am"), konto("zustaendige_tl"),
        konto("mitlesend_bl"), konto("verantwortlich", label="Verantwortlich"),
        auswahl("schlusszeichnung", label="Schlusszeichnung durch"),
    ), klappt=True),
    Gruppe("Fristen und Post", (
        datum("frist_am", label="Antwort fällig am", hilfe="Leer gelassen rechnet KRM sie aus."),
        langtext("frist_begruendung", zeilen=2, label="Begründung einer anderen Frist"),
        datum("frist_extern"), auswahl("weg", label="Weg der Petition"),
        datum("eb_am"), datum("zwischennachricht_am", label="Zwischennachricht am"),
        datum("erste_antwort_am"), datum("antwort_versandt_am", label="Antwort versandt am"),
        datum("dankeschreiben_am", label="Dankeschreiben am"),
    ), klappt=True),
    Gruppe("Ergebnis", (
        auswahl("ergebnisart"), langtext("ergebnis_begruendung", zeilen=2),
        auswahl("art_der_klaerung"), datum("datum_der_klaerung"), auswahl("abhilfe"),
        ja_nein("einvernehmlich_geklaert"), ja_nein("entschuldigung"), auswahl("lob_art"),
        ("austragen", BooleanField("Vorgang jetzt austragen")),
    ), klappt=True),
)  # fmt: skip


def entry_of(form: Formular, row: Vorgang) -> Eintrag:
    """What was typed, as the actions take it; without a Team field the case stays where it is."""
    values = dict(typed_values(form))
    werte = {name: value for name, value in values.items() if name in EINGABEFELDER}
    if values.get("austragen"):
        werte["ausgetragen_am"] = anfrage.now()
    if values.get("prioritaet") is None:
        werte.pop("prioritaet", None)
    return Eintrag(
        einheit_id=values.get("einheit") or row.einheit_id,
        werte=werte,
        anliegen=tuple(_anliegen_of(values, n) for n in range(1, HOECHSTENS_ANLIEGEN + 1)),
    )


def values_of(row: Vorgang) -> dict[str, Any]:
    """A case's values by the names of the form's fields, as far as the actor sees them."""
    akte = load_akte(row.id)
    values = {**(akte.inhalt.__data__ if akte.inhalt else {}), **row.__data__}
    for punkt in akte.anliegen:
        values |= {f"anliegen_{punkt.anliegen_nr}_{name}": punkt.__data__.get(name)
                   for name in _ANLIEGENFELDER}  # fmt: skip
    values["hat_inhalt"] = akte.inhalt is not None
    return values


def drop_foreign(form: Formular, row: Vorgang) -> None:
    """Take out what the actor may not see or set on this case."""
    akteur = anfrage.akteur()
    form.drop(name for name, recht in FELDRECHTE.items() if not may(akteur, recht, row))
    form.drop(_left_to_steps(row))
    if row.ausgetragen_am or not may(akteur, Recht.VORGANG_ABSCHLIESSEN, row):
        form.drop(["austragen"])
    if not may(akteur, Recht.VORGANG_INHALT_LESEN, row):
        anliegen = [field.name for field in form if field.name.startswith("anliegen_")]
        form.drop([*_INHALT, *_TEXTE_IM_KOPF, *anliegen, "art", "abgabefall"])


def _left_to_steps(row: Vorgang) -> set[str]:
    """Days that only a step of the case's plan sets; once set, they may be corrected here."""
    plan = plan_of(row.__data__) if row.herkunft != "import" else None
    marken = {name for schritt in plan.schritte for name in schritt.zeitmarken} if plan else set()
    empty = {name for name in marken if row.__data__.get(name) is None}
    return empty | ({"austragen"} if "ausgetragen_am" in empty else set())


def _anliegen_of(values: dict[str, Any], nummer: int) -> dict[str, Any]:
    known = set(Anliegen._meta.fields)
    prefix = f"anliegen_{nummer}_"
    found = {name.removeprefix(prefix): value for name, value in values.items()
             if name.startswith(prefix)}  # fmt: skip
    return {name: value for name, value in found.items() if name in known}
