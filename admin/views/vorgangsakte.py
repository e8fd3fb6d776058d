"""The page of a case: what it is, who has it, what is due when and why, what happened."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from admin.base.bausteine import frist_marke
from admin.formatters import field_label, format_date, frist_lage
from admin.formatters.ereignisse import event_label
from admin.security import anfrage
from admin.views.gefahrblick import blickpunkt
from admin.views.vorgangsplan import plan_context
from admin.views.vorgangsschritte import sort_steps
from models.queries.akte import massnahmen_of, notizen_of, uebermittlungen_of, vorlagen_of
from models.queries.dokumente import dokumente_of, why_kept
from models.queries.fristplan import ampeln
from models.queries.gefahren import reports_of
from models.queries.schritte import Angebot
from models.queries.schritte import event_label as step_label
from models.queries.stand import Liegt, load_stand
from models.queries.vorgaenge import Akte, Verlaufszeile, load_akte
from models.queries.wiedereroeffnung import Wiedereroeffnung, load_wiedereroeffnungen
from models.rules.dateien import DATEITYPEN, DOKUMENTARTEN, HOECHSTGROESSE
from models.rules.rechte import may
from models.rules.rollen import Recht
from models.rules.versand import WEGE
from models.tables import Frist, Vorgang

EXPORT = ("vorgangsnummer", "art", "abgabefall", "status", "eingang_am", "eingangsweg", "einheit",
          "prioritaet", "zugeleitet_am", "frist_am", "erste_antwort_am", "antwort_versandt_am",
          "datum_der_klaerung", "art_der_klaerung", "ergebnisart", "abschluss_am")  # fmt: skip

KOPF = (
    ("Zuständig", ("einheit", "fachbereich", "zustaendige_tl", "verantwortlich", "mitlesend_bl",
                   "schlusszeichnung")),
    ("Eingang", ("eingang_am", "eingangsweg", "eingangsstelle", "prioritaet", "kundengruppe",
                 "erfasst_am", "erfasst_von", "weg", "adressat", "frist_extern")),
    ("Antwort und Ergebnis", (
                  "ergebnisart", "ergebnis_kriterium", "abhilfe", "einvernehmlich_geklaert",
                  "entschuldigung", "ursache", "art_der_klaerung", "datum_der_klaerung",
                  "erste_antwort_am", "antwort_versandt_am", "lob_art", "dankeschreiben_am",
                  "schlussgezeichnet_am",
                  "schlussgezeichnet_von", "abgabe_an", "abgabe_am", "teilabgabe",
                  "ausgetragen_am", "ausgetragen_von")),
)  # fmt: skip
PERSON = ("name", "vorname", "kundennummer", "bg_nummer", "vertretung", "kontakt",
          "weitere_petenten", "sprache_barriere")  # fmt: skip
HINWEISE = ("risiko_notlage", "drohpotenzial", "bezug_vorgang", "art_wie_bezeichnet",
            "verzicht_schriftlich", "ergebnis_begruendung", "ursache_text",
            "ablage_verweis")  # fmt: skip
ANLIEGEN = ("anliegenart", "kategorie", "begehren_art", "anliegen_einschaetzung")
_HEAD_FIELDS = frozenset(Vorgang._meta.fields)
_FRISTNAMEN = {
    "eingangsbestaetigung": "Eingangsbestätigung",
    "antwort": "Antwort",
    "zwischennachricht": "Zwischennachricht",
    "stellungnahme": "Stellungnahme",
}
_AMPEL = {
    "gruen": "unverzüglich: Zeit ist noch",
    "gelb": "unverzüglich: es eilt",
    "rot": "unverzüglich: überschritten",
}
DATEIARTEN = (
    f"{', '.join(typ.bezeichnung for typ in DATEITYPEN.values())}; "
    f"höchstens {HOECHSTGROESSE // 2**20} MB je Datei."
)


def frist_cell(view: Any, context: Any, row: Vorgang, name: str) -> Markup:
    """The deadline in words: never by colour alone."""
    lage = frist_lage(row.frist_am, anfrage.today(), row.fristgerecht, bool(row.abschluss_am),
                      getattr(row, "wieder_offen", False))  # fmt: skip
    return frist_marke(lage)


def art_cell(view: Any, context: Any, row: Vorgang, name: str) -> str:
    """The Art; a case that was handed over has none and says so."""
    return view.text(row, "art") if row.art else f"Abgabe: {view.text(row, 'abgabefall')}"


def short_cell(view: Any, context: Any, row: Vorgang, name: str) -> str:
    """A label without what stands in brackets: a list is read down, not across."""
    return view.text(row, name).partition(" (")[0]


def context(row: Vorgang) -> dict[str, Any]:
    """What the page of a case shows beside its head."""
    akteur, today = anfrage.akteur(), anfrage.today()
    akte, stand = load_akte(row.id), load_stand(row, akteur, today)
    schritte = sort_steps(stand.angebote)
    dokumente = dokumente_of(row.id)
    opened = next(iter(load_wiedereroeffnungen(row)[-1:]), None)
    darf = bool(akte.inhalt and may(akteur, Recht.VORGANG_BEARBEITEN, row))
    return {
        "akte": akte,
        "gefahren": reports_of(blickpunkt(), row) if akte.inhalt else [],
        "schritte": schritte,
        "weg": stand.weg,
        "liegt": _lies_with(row, stand.liegt, schritte.naechster),
        "kopf": {titel: _filled(row, namen) for titel, namen in KOPF},
        "person": [name for name in PERSON if getattr(akte.inhalt, name, None)],
        "hinweise": [name for name in HINWEISE if getattr(akte.inhalt, name, None)],
        "anliegenfelder": ANLIEGEN,
        "fristen": _deadlines(row, akte.fristen, opened),
        "eroeffnet": opened if row.abschluss_am is None else None,
        "plan": plan_context(row),
        "notizen": notizen_of(row),
        "wiedervorlagen": vorlagen_of(row.id, akteur),
        "massnahmen": massnahmen_of(row.id),
        "uebermittlungen": [(u, WEGE.get(u.weg, "")) for u in uebermittlungen_of(row.id)],
        "dokumente": dokumente,
        "gebunden": why_kept(dokumente, row),
        "dokumentarten": DOKUMENTARTEN,
        "dateiarten": DATEIARTEN,
        "darf_ablegen": darf and row.abschluss_am is None,
        "verlauf": [_history(zeile, akte) for zeile in reversed(akte.verlauf)],
        "gedruckt_am": anfrage.now(),
    }


def _filled(row: Vorgang, namen: tuple[str, ...]) -> list[str]:
    return [name for name in namen if row.__data__.get(name) not in (None, "")]


def _lies_with(
    row: Vorgang, liegt: Liegt | None, naechster: Angebot | None
) -> dict[str, Any] | None:
    """Who has the case, in words: her office with its unit, her name, what she has to do."""
    if liegt is None:
        return None
    einheit = anfrage.baum().of_art(row.einheit_id, liegt.einheit_art or "")
    amt = f"{liegt.rolle} {einheit.kuerzel}" if einheit else liegt.rolle
    wer = " oder ".join(liegt.personen[:4])
    # The front office may do some steps of a team; the case lies with the team all the same.
    is_mine = bool(naechster and naechster.schritt.bezeichnung == liegt.schritt
                   and anfrage.akteur().konto_id in liegt.konten)  # fmt: skip
    return {"amt": amt, "wer": wer, "schritt": liegt.schritt, "bei_mir": is_mine}


def _deadlines(
    row: Vorgang, fristen: Sequence[Frist], opened: Wiedereroeffnung | None
) -> list[dict[str, Any]]:
    """Each deadline with where it stands and the sentences that explain it."""
    signals = ampeln(row, fristen, anfrage.today())
    return [
        {
            "frist": frist,
            "name": _FRISTNAMEN.get(frist.name, frist.name),
            "lage": _deadline_state(row, frist, opened),
            "ampel": _AMPEL.get(signals.get(frist.name, ""), ""),
            "gruende": [str(line) for line in json.loads(frist.erklaerung)],
        }
        for frist in fristen
    ]


def _deadline_state(
    row: Vorgang, frist: Frist, opened: Wiedereroeffnung | None
) -> Markup | str:  # fmt: skip
    if frist.erledigt_am is not None:
        kept = "eingehalten" if frist.erledigt_am <= frist.faellig_am else "nicht eingehalten"
        before = opened and opened.has_settled(frist.name, row.__data__)
        since = " (vor der Wiedereröffnung)" if before else ""
        return f"{kept}, erledigt am {format_date(frist.erledigt_am)}{since}"
    if frist.unverzueglich:
        return ""
    lage = frist_lage(frist.faellig_am, anfrage.today(), None, row.abschluss_am is not None)
    return frist_marke(replace(lage, zusatz=""))


def _history(zeile: Verlaufszeile, akte: Akte) -> tuple[Verlaufszeile, str, list[str]]:
    """An event in words; who sees only the head is told of changes to the head only."""
    shown = [name for name in zeile.felder if akte.inhalt or name in _HEAD_FIELDS]
    is_change = zeile.ereignis == "vorgang_updated"
    what = step_label(akte.vorgang, zeile.ereignis) or event_label(zeile.ereignis)
    what = f"{what[:1].upper()}{what[1:]}"
    return zeile, what, sorted(map(_label, shown)) if is_change else []


def _label(name: str) -> str:
    parts = name.split("_", 2)
    if name.startswith("anliegen_") and len(parts) == 3 and parts[1].isdigit():
        return f"Anliegen {parts[1]}"
    return field_label(name)
