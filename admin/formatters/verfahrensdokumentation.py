"""The Verfahrensdokumentation: one sheet per case, made from what happened, typed by nobody.

Sources: MH-41 (responsibility and signature), MH-57 (the date for the final answer).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from admin.formatters.werte import LEER, field_label, format_date, format_moment, format_value
from models.queries.verfahren import Verfahren
from models.rules.kalender import format_day
from models.rules.regelwerk_format import FRISTNAMEN
from models.rules.versand import way_label
from models.tables import Frist

Paare = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Tabelle:
    """Column heads, rows, and the width of each column in parts of the whole."""

    titel: str
    spalten: tuple[str, ...]
    zeilen: tuple[tuple[str, ...], ...]
    breiten: tuple[int, ...]


@dataclass(frozen=True)
class Abschnitt:
    """One section: pairs of label and value, then a table, then sentences, then a line to sign on.

    `unterschrift`: who signs there; empty: no line.
    """

    titel: str
    paare: Paare = ()
    tabelle: Tabelle | None = None
    saetze: tuple[str, ...] = field(default=())
    unterschrift: str = ""


@dataclass(frozen=True)
class Blatt:
    """The whole sheet; `stand` is when it was made."""

    titel: str
    nummer: str
    dienststelle: str
    stand: datetime
    abschnitte: tuple[Abschnitt, ...]


_EINGANG = (
    "aktenzeichen", "fremdnummer", "rechtskreis", "eingang_am", "eingangsweg", "eingangsstelle",
    "standort", "prioritaet", "adressat", "externes_az", "weg", "frist_extern",
)  # fmt: skip
_ZEICHNUNG = (
    "zugeleitet_am", "zustaendige_tl", "mitlesend_bl", "verantwortlich", "uebergreifend",
    "schlusszeichnung", "schlussgezeichnet_am", "schlussgezeichnet_von",
)  # fmt: skip
_ERGEBNIS = (
    "art_der_klaerung", "datum_der_klaerung", "erste_antwort_am", "antwort_versandt_am",
    "verzicht_liegt_vor",
    "ergebnisart", "ergebnis_kriterium", "ergebnis_von", "ergebnis_am", "abhilfe",
    "einvernehmlich_geklaert", "alternativvorschlag", "ausgetragen_am", "ausgetragen_von",
)  # fmt: skip
_LOB = ("lob_art", "dankeschreiben_am", "datum_der_klaerung", "art_der_klaerung",
        "ausgetragen_am", "ausgetragen_von")  # fmt: skip
_PERSON = ("art_wie_bezeichnet", "bezug_vorgang", "vertretung", "sprache_barriere",
           "weitere_petenten", "risiko_notlage")  # fmt: skip

_NUR_JA = ("verzicht_liegt_vor", "uebergreifend")  # a „nein“ says nothing before the end


def build_sheet(verfahren: Verfahren, now: datetime) -> Blatt:
    """The sheet as its reader may see it; a Lob has one of its own."""
    vorgang = verfahren.akte.vorgang
    is_lob = vorgang.art == "lob"
    sections = [
        _intake(verfahren),
        _reopened(verfahren),
        _content(verfahren),
        Abschnitt("Zuständigkeit und Zeichnung", _unit(verfahren) + _pairs(verfahren, _ZEICHNUNG)),
        _deadlines(verfahren),
        _plan(verfahren),
        _steps(verfahren),
        Abschnitt("Dankeschreiben und Abschluss", _pairs(verfahren, _LOB))
        if is_lob
        else _result(verfahren),
        _measures(verfahren),
        _recipients(verfahren),
        _signature(verfahren),
    ]
    return Blatt(
        titel=f"Verfahrensdokumentation {'Lob' if is_lob else 'Kundenreaktion'}",
        nummer=vorgang.vorgangsnummer,
        dienststelle=verfahren.dienststelle,
        stand=now,
        abschnitte=tuple(section for section in sections if section is not None),
    )


def _intake(verfahren: Verfahren) -> Abschnitt:
    vorgang = verfahren.akte.vorgang
    kind = format_value("art", vorgang.art) if vorgang.art else "Abgabefall"
    recorded = format_moment(vorgang.erfasst_am)
    if who := verfahren.namen.get("erfasst_von"):
        recorded += f" von {who}"
    return Abschnitt(
        "Kundenreaktion",
        (
            ("Vorgangsnummer", vorgang.vorgangsnummer),
            ("Art", kind),
            *_pairs(verfahren, _EINGANG),
            ("Erfasst", recorded),
            ("Regelwerk", verfahren.regelwerk.name),
        ),
    )


def _reopened(verfahren: Verfahren) -> Abschnitt | None:
    """When, by whom and why the case was opened again (L2)."""
    if not verfahren.eroeffnungen:
        return None
    rows = tuple(
        (format_date(one.am), one.wer or LEER, one.grund or "Ihnen nicht zugänglich")
        for one in verfahren.eroeffnungen
    )
    columns = ("Wieder eröffnet am", "Von", "Grund")
    words: tuple[str, ...] = ()
    if verfahren.eroeffnungen[-1].frueher:
        words = ("Was mit „vor der Wiedereröffnung“ steht, gilt nicht mehr, bis es neu getan ist; "
                 "entschiedene Fristen zählen weiter, wie sie entschieden sind.",)  # fmt: skip
    return Abschnitt("Wiedereröffnung", (), Tabelle("Wiedereröffnung", columns, rows, (20, 25, 55)),
                     words)  # fmt: skip


def _before(verfahren: Verfahren, name: str) -> str:
    """„ (vor der Wiedereröffnung am …)“ behind what was reset since; else nothing."""
    newest = verfahren.eroeffnungen[-1] if verfahren.eroeffnungen else None
    if newest is None or name not in newest.frueher:
        return ""
    return f" (vor der Wiedereröffnung am {format_date(newest.am)})"


def _content(verfahren: Verfahren) -> Abschnitt | None:
    """Name and concerns, only for who may see them."""
    inhalt = verfahren.akte.inhalt
    if inhalt is None:
        return Abschnitt("Anliegen", saetze=("Die Inhalte sind Ihnen nicht zugänglich.",))
    name = " ".join(part for part in (inhalt.vorname, inhalt.name) if part)
    person = (("Name", name), ("Kontakt", inhalt.kontakt or ""))
    told = ((field_label(name), getattr(inhalt, name) or "") for name in _PERSON)
    pairs = tuple((label, str(value)) for label, value in (*person, *told) if value)
    rows = tuple(
        (
            str(punkt.anliegen_nr),
            format_value("kategorie", punkt.kategorie),
            punkt.anliegen_text or LEER,
            punkt.begehren or LEER,
        )
        for punkt in verfahren.akte.anliegen
    )
    columns = ("Nr.", "Kategorie", "Sachverhalt", "Erwartung")
    table = Tabelle("Anliegen", columns, rows, (8, 26, 40, 26)) if rows else None
    return Abschnitt("Anliegen", pairs, table)


def _unit(verfahren: Verfahren) -> Paare:
    return (("Bearbeitende Stelle", verfahren.einheit),)


def _deadlines(verfahren: Verfahren) -> Abschnitt:
    vorgang, fristen = verfahren.akte.vorgang, verfahren.akte.fristen
    rows = tuple(
        (
            FRISTNAMEN[frist.name],
            "unverzüglich" if frist.unverzueglich else format_date(frist.faellig_am, weekday=True),
            f"{format_date(frist.erledigt_am)}{_settled_before(verfahren, frist)}",
            f"{frist.regel} ({frist.quelle})",
        )
        for frist in fristen
    )
    columns = ("Frist", "Fällig am", "Erledigt am", "Regel und Quelle")
    table = Tabelle("Fristen", columns, rows, (24, 20, 18, 38)) if rows else None
    names = ("frist_am", "zwischennachricht_am", "neuer_termin_am", "frist_gehalten",
             "abschliessend_gehalten")  # fmt: skip
    pairs = _pairs(verfahren, names)
    if verfahren.akte.inhalt is not None and vorgang.frist_begruendung:
        pairs = (*pairs, ("Grund für das eigene Datum", vorgang.frist_begruendung))
    return Abschnitt("Termine", pairs, table, tuple(_explanations(verfahren)))


def _settled_before(verfahren: Verfahren, frist: Frist) -> str:
    """A deadline that only a reply before the reopening settled."""
    newest = verfahren.eroeffnungen[-1] if verfahren.eroeffnungen else None
    kopf = verfahren.akte.vorgang.__data__
    if newest is None or not newest.has_settled(frist.name, kopf):
        return ""
    return f" (vor der Wiedereröffnung am {format_date(newest.am)})"


def _explanations(verfahren: Verfahren) -> Iterable[str]:
    """How the date for the answer was counted, sentence by sentence."""
    for frist in verfahren.akte.fristen:
        if frist.name in ("antwort", "stellungnahme"):
            yield from json.loads(frist.erklaerung)


def _plan(verfahren: Verfahren) -> Abschnitt | None:
    if not verfahren.plan:
        return None
    rows = tuple(
        (
            termin.bezeichnung,
            verfahren.regelwerk.rolle_bezeichnung(termin.rolle) if termin.rolle else "außer Haus",
            f"{format_day(termin.bis)}{' (vor dem Eingang)' if termin.knapp else ''}",
        )
        for termin in verfahren.plan
    )
    table = Tabelle("Rückwärtsplan", ("Schritt", "Wer", "Spätestens"), rows, (42, 33, 25))
    return Abschnitt("Rückwärtsplan der Stellungnahme", tabelle=table)


def _steps(verfahren: Verfahren) -> Abschnitt:
    rows = tuple(
        (
            f"{schritt.ereignis}{'' if schritt.gilt else ' (zurückgesetzt)'}",
            format_moment(schritt.am),
            schritt.wer or LEER,
            schritt.vertreten or LEER,
        )
        for schritt in verfahren.schritte
    )
    if not rows:
        return Abschnitt("Schritte", saetze=("Noch kein Schritt ist getan.",))
    columns = ("Schritt", "Wann", "Wer", "In Vertretung für")
    return Abschnitt("Schritte", tabelle=Tabelle("Schritte", columns, rows, (36, 22, 21, 21)))


def _result(verfahren: Verfahren) -> Abschnitt:
    pairs = _pairs(verfahren, _ERGEBNIS)
    inhalt = verfahren.akte.inhalt
    if inhalt is not None and inhalt.ergebnis_begruendung:
        told = f"{inhalt.ergebnis_begruendung}{_before(verfahren, 'ergebnis_begruendung')}"
        pairs = (*pairs, (field_label("ergebnis_begruendung"), told))
    sentences = () if pairs else ("Noch kein Ergebnis.",)
    if _before(verfahren, "ergebnisart") or _before(verfahren, "antwort_versandt_am"):
        sentences = ("Seit der Wiedereröffnung noch kein neues Ergebnis.",)
    return Abschnitt("Ergebnis und Abschluss", pairs, saetze=sentences)


def _measures(verfahren: Verfahren) -> Abschnitt | None:
    if not verfahren.massnahmen:
        return None
    rows = tuple(
        (
            measure.text if measure.erforderlich else "keine erforderlich",
            format_date(measure.termin),
            format_date(measure.wirkung_geprueft_am),
        )
        for measure in verfahren.massnahmen
    )
    table = Tabelle("Maßnahmen", ("Maßnahme", "Termin", "Wirkung geprüft am"), rows, (60, 18, 22))
    return Abschnitt("Maßnahmen", tabelle=table)


def _recipients(verfahren: Verfahren) -> Abschnitt | None:
    if not verfahren.uebermittlungen:
        return None
    rows = tuple(
        (row.empfaenger, format_date(row.am), way_label(row.weg), row.zweck)
        for row in verfahren.uebermittlungen
    )
    columns = ("Empfänger", "Am", "Weg", "Zweck")
    table = Tabelle("Empfänger von Daten", columns, rows, (32, 14, 20, 34))
    return Abschnitt("Empfänger von Daten außer Haus", tabelle=table)


def _signature(verfahren: Verfahren) -> Abschnitt | None:
    """Who signed in KRM, and a line for who signs on paper (MH-41, MH-65)."""
    vorgang, regelwerk = verfahren.akte.vorgang, verfahren.regelwerk
    if vorgang.art not in regelwerk.arten:
        return None
    level = vorgang.schlusszeichnung or regelwerk.zeichnung(vorgang.art).vorgabe
    who = regelwerk.rolle_bezeichnung(level)
    open_words = f"Noch nicht schlussgezeichnet; vorgesehen ist: {who}."
    signed = "In KRM nicht gesondert gezeichnet." if vorgang.abschluss_am else open_words
    if vorgang.schlussgezeichnet_am:
        by = verfahren.namen.get("schlussgezeichnet_von")
        name = f" von {by}" if by else ""
        day = format_date(vorgang.schlussgezeichnet_am)
        signed = f"In KRM schlussgezeichnet am {day}{name}."
        if before := _before(verfahren, "schlussgezeichnet_am"):
            signed = f"{open_words} Schon einmal am {day}{name}{before}."
    return Abschnitt("Zeichnung", saetze=(signed,), unterschrift=f"Datum, Unterschrift: {who}")


def _pairs(verfahren: Verfahren, names: Iterable[str]) -> Paare:
    """Label and value of what is known of these fields of the head."""
    vorgang, found = verfahren.akte.vorgang, []
    for name in names:
        value = verfahren.namen.get(name) or vorgang.__data__.get(name)
        if value not in (None, "") and not (value is False and name in _NUR_JA):
            told = f"{format_value(name, value)}{_before(verfahren, name)}"
            found.append((field_label(name), told))
    return tuple(found)
