"""The page of a case: head, content where it may be seen, deadlines with reasons, history."""

import json
from typing import Any

from markupsafe import Markup

from admin.base.bausteine import frist_marke
from admin.formatters import field_label, frist_lage
from admin.formatters.ereignisse import event_label
from admin.security import anfrage
from models.queries.dokumente import dokumente_of
from models.queries.schritte import angebote
from models.queries.schritte import event_label as step_label
from models.queries.vorgaenge import Akte, Verlaufszeile, load_akte
from models.rules.dateien import DOKUMENTARTEN
from models.rules.rechte import may
from models.rules.rollen import Recht
from models.tables import Vorgang

EXPORT = ("vorgangsnummer", "art", "abgabefall", "status", "eingang_am", "eingangsweg", "einheit",
          "prioritaet", "zugeleitet_am", "frist_am", "antwort_versandt_am", "datum_der_klaerung",
          "art_der_klaerung", "ergebnisart", "abschluss_am")  # fmt: skip

KOPF = (
    ("Eingang", ("art", "abgabefall", "status", "prioritaet", "eingang_am", "eingangsweg",
                 "eingangsstelle", "einheit", "fachbereich", "erfasst_am", "erfasst_von")),
    ("Zuständig", ("zugeleitet_am", "zustaendige_tl", "mitlesend_bl", "verantwortlich",
                   "schlusszeichnung")),
    ("Ergebnis", ("antwort_versandt_am", "art_der_klaerung", "datum_der_klaerung", "ergebnisart",
                  "abhilfe", "lob_art", "dankeschreiben_am", "abgabe_an", "abgabe_am",
                  "ausgetragen_am", "ausgetragen_von")),
)  # fmt: skip
INHALT = ("name", "vorname", "kundennummer", "bg_nummer", "vertretung", "kontakt",
          "art_wie_bezeichnet", "bezug_vorgang", "risiko_notlage", "drohpotenzial",
          "ergebnis_begruendung", "massnahme")  # fmt: skip
ANLIEGEN = ("anliegenart", "kategorie", "begehren_art", "anliegen_einschaetzung")
_HEAD_FIELDS = frozenset(Vorgang._meta.fields)
_FRISTNAMEN = {
    "eingangsbestaetigung": "Eingangsbestätigung",
    "antwort": "Antwort",
    "zwischennachricht": "Zwischennachricht",
    "stellungnahme": "Stellungnahme",
}


def frist_cell(view: Any, context: Any, row: Vorgang, name: str) -> Markup:
    """The deadline in words: never by colour alone."""
    lage = frist_lage(row.frist_am, anfrage.today(), row.frist_gehalten, bool(row.abschluss_am))
    return frist_marke(lage)


def art_cell(view: Any, context: Any, row: Vorgang, name: str) -> str:
    """The Art; a case that was handed over has none and says so."""
    return view.text(row, "art") if row.art else f"Abgabe: {view.text(row, 'abgabefall')}"


def short_cell(view: Any, context: Any, row: Vorgang, name: str) -> str:
    """A label without what stands in brackets: a list is read down, not across."""
    return view.text(row, name).partition(" (")[0]


def context(row: Vorgang) -> dict[str, Any]:
    """What the page of a case shows beside its head."""
    akte = load_akte(row.id)
    offers = angebote(row, anfrage.akteur())
    return {
        "akte": akte,
        "schritte": [offer for offer in offers if offer.erlaubt],
        "spaeter": [offer for offer in offers if not offer.erlaubt],
        "dokumente": dokumente_of(row.id),
        "dokumentarten": DOKUMENTARTEN,
        "darf_ablegen": akte.inhalt and may(anfrage.akteur(), Recht.VORGANG_BEARBEITEN, row),
        "kopf": [(titel, _filled(row, namen)) for titel, namen in KOPF],
        "inhalt": [name for name in INHALT if getattr(akte.inhalt, name, None)],
        "anliegenfelder": ANLIEGEN,
        "fristen": [(frist, _fristname(frist.name), _reasons(frist.erklaerung))
                    for frist in akte.fristen],
        "verlauf": [_history(zeile, akte) for zeile in reversed(akte.verlauf)],
    }  # fmt: skip


def _filled(row: Vorgang, namen: tuple[str, ...]) -> list[str]:
    return [name for name in namen if row.__data__.get(name) not in (None, "")]


def _fristname(name: str) -> str:
    return _FRISTNAMEN.get(name, name)


def _reasons(text: str) -> list[str]:
    return [str(line) for line in json.loads(text)]


def _history(zeile: Verlaufszeile, akte: Akte) -> tuple[Verlaufszeile, str, list[str]]:
    """An event in words; who sees only the head is told of changes to the head only."""
    shown = [name for name in zeile.felder if akte.inhalt or name in _HEAD_FIELDS]
    is_change = zeile.ereignis == "vorgang_updated"
    what = step_label(akte.vorgang, zeile.ereignis) or event_label(zeile.ereignis)
    return zeile, what, sorted(map(_label, shown)) if is_change else []


def _label(name: str) -> str:
    parts = name.split("_", 2)
    if name.startswith("anliegen_") and len(parts) == 3 and parts[1].isdigit():
        return f"Anliegen {parts[1]}"
    return field_label(name)
