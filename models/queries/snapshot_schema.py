"""What a snapshot holds: every table and column, and the field each column is taken from.

Only classes C and D and the derived fields of group L; a test holds the two together.
"""

from dataclasses import dataclass
from enum import Enum, auto

from peewee import BooleanField, Field

from models.rules.fakten import ZAHLEN
from models.rules.verlauf import FELDER as DATIERTE
from models.tables import (
    Anliegen,
    Berichtszelle,
    Einheit,
    Fakt,
    Massnahme,
    Strichliste,
    Vorgang,
    Vorgangsstand,
)

SCHEMA = 7
"""Version of this layout, in `meta`: who reads a snapshot of another one refuses it."""


class Art(Enum):
    """How a value is written: days and codes as text, truth as 0 and 1, a moment as its day."""

    TEXT = auto()
    ZAHL = auto()
    FLAG = auto()
    MOMENT = auto()


@dataclass(frozen=True)
class Spalte:
    """One column; `feld` is None where it is computed from more than one field."""

    name: str
    art: Art
    feld: Field | None = None

    @property
    def ddl(self) -> str:
        return f"{self.name} {'INTEGER' if self.art in (Art.ZAHL, Art.FLAG) else 'TEXT'}"


def _texts(*names: str) -> tuple[Spalte, ...]:
    return tuple(Spalte(name, Art.TEXT, getattr(Vorgang, name)) for name in names)


def _flags(*names: str) -> tuple[Spalte, ...]:
    return tuple(Spalte(name, Art.FLAG, getattr(Vorgang, name)) for name in names)


VORGANG: tuple[Spalte, ...] = (
    Spalte("id", Art.ZAHL, Vorgang.id),
    Spalte("einheit_id", Art.ZAHL, Vorgang.einheit),
    *_texts("art", "abgabefall", "eingangsweg", "eingangsstelle", "standort", "rechtskreis"),
    *_texts("kundengruppe", "personengruppe", "prioritaet", "status"),
    *_flags("anonym"),
    *_texts("eingang_am"),
    Spalte("erfasst_am", Art.MOMENT, Vorgang.erfasst_am),
    *_texts("zugeleitet_am", "eb_soll", "eb_am", "frist_regel", "frist_am", "frist_extern"),
    *_texts("zwischennachricht_am"),
    *_texts("erste_antwort_am", "antwort_versandt_am", "datum_der_klaerung", "art_der_klaerung"),
    Spalte("ausgetragen_am", Art.MOMENT, Vorgang.ausgetragen_am),
    *_texts("abschluss_am", "ergebnisart", "abhilfe"),
    *_flags("einvernehmlich_geklaert", "entschuldigung"),
    *_texts("schlusszeichnung", "lob_art", "dankeschreiben_am", "adressat"),
    *_flags("ist_folgereaktion", "ist_notlage", "als_dab_bezeichnet"),
    *_flags("verzicht_liegt_vor", "selbst_betroffen"),
    *_texts("herkunft", "regelwerk"),
    Spalte("personenschluessel", Art.TEXT),
)
_PLATZ = ("einheit", "fachbereich", "dienststelle")
STAND: tuple[Spalte, ...] = (
    Spalte("vorgang_id", Art.ZAHL, Vorgangsstand.vorgang),
    Spalte("ab", Art.TEXT, Vorgangsstand.ab),
    Spalte("bis", Art.TEXT, Vorgangsstand.bis),
    Spalte("rekonstruiert", Art.FLAG, Vorgangsstand.rekonstruiert),
    Spalte("einheit_id", Art.ZAHL, Vorgangsstand.einheit),
    *(
        Spalte(
            name,
            Art.FLAG
            if isinstance(feld := Vorgangsstand._meta.fields[name], BooleanField)
            else Art.TEXT,
            feld,
        )
        for name in DATIERTE
        if name not in _PLATZ
    ),
)
"""What held of a case from `ab` until the day before `bis`."""
ANLIEGEN: tuple[Spalte, ...] = (
    Spalte("vorgang_id", Art.ZAHL, Anliegen.vorgang),
    Spalte("nr", Art.ZAHL, Anliegen.anliegen_nr),
    Spalte("anliegenart", Art.TEXT, Anliegen.anliegenart),
    Spalte("oberklasse", Art.TEXT, Anliegen.oberklasse),
    Spalte("kategorie", Art.TEXT, Anliegen.kategorie),
    Spalte("einschaetzung", Art.TEXT, Anliegen.anliegen_einschaetzung),
)
EINHEIT: tuple[Spalte, ...] = (
    Spalte("id", Art.ZAHL, Einheit.id),
    Spalte("kuerzel", Art.TEXT, Einheit.kuerzel),
    Spalte("name", Art.TEXT, Einheit.name),
    Spalte("art", Art.TEXT, Einheit.art),
    Spalte("eltern_id", Art.ZAHL, Einheit.eltern),
    Spalte("gueltig_ab", Art.TEXT, Einheit.gueltig_ab),
    Spalte("gueltig_bis", Art.TEXT, Einheit.gueltig_bis),
    Spalte("vorgaenger_id", Art.ZAHL, Einheit.vorgaenger),
    Spalte("erfassung_seit", Art.TEXT, Einheit.erfassung_seit),
    Spalte("erfassung_geschaetzt", Art.FLAG),
)
MASSNAHME: tuple[Spalte, ...] = (
    Spalte("vorgang_id", Art.ZAHL, Massnahme.vorgang),
    Spalte("festgelegt_am", Art.TEXT),
    Spalte("erforderlich", Art.FLAG, Massnahme.erforderlich),
    Spalte("termin", Art.TEXT, Massnahme.termin),
    Spalte("wirkung_geprueft_am", Art.TEXT, Massnahme.wirkung_geprueft_am),
)
STRICHLISTE: tuple[Spalte, ...] = (
    Spalte("einheit_id", Art.ZAHL, Strichliste.einheit),
    Spalte("tag", Art.TEXT, Strichliste.tag),
    Spalte("thema", Art.TEXT, Strichliste.thema),
    Spalte("anzahl", Art.ZAHL, Strichliste.anzahl),
)
AUSGEWIESEN: tuple[Spalte, ...] = (
    Spalte("einheit_id", Art.ZAHL, Berichtszelle.einheit),
    Spalte("tabelle", Art.TEXT, Berichtszelle.tabelle),
    Spalte("zeile", Art.TEXT, Berichtszelle.zeile),
    Spalte("spalte", Art.TEXT, Berichtszelle.spalte),
    Spalte("von", Art.TEXT, Berichtszelle.von),
    Spalte("bis", Art.TEXT, Berichtszelle.bis),
    Spalte("schluss", Art.TEXT, Berichtszelle.schluss),
    Spalte("datenstand", Art.TEXT, Berichtszelle.datenstand),
    Spalte("wert", Art.ZAHL, Berichtszelle.wert),
)
"""What reports told readers outside before, number by number; empty where one was left out."""
CODE: tuple[Spalte, ...] = tuple(
    Spalte(name, Art.TEXT) for name in ("feld", "code", "bezeichnung", "gueltig_ab", "gueltig_bis")
)
META: tuple[Spalte, ...] = tuple(Spalte(name, Art.TEXT) for name in ("schluessel", "wert"))

FAKT: tuple[Spalte, ...] = (
    Spalte("zeitraum", Art.TEXT, Fakt.zeitraum),
    Spalte("monat", Art.TEXT, Fakt.monat),
    Spalte("einheit_id", Art.ZAHL, Fakt.bereich),
    Spalte("art", Art.TEXT, Fakt.art),
    *(Spalte(name, Art.ZAHL, getattr(Fakt, name)) for name in ZAHLEN),
)
"""Sums of deleted cases, by period and Bereich."""
_TAGE = tuple(spalte for spalte in STAND if spalte.name not in ("vorgang_id", "rekonstruiert"))
DAMALS: tuple[Spalte, ...] = (
    Spalte("vorgang_id", Art.ZAHL, Vorgangsstand.vorgang),
    Spalte("eingang_am", Art.TEXT, Vorgang.eingang_am),
    *_TAGE,
)
"""The record of a case as it was known to the run that was published before."""
GEAENDERT: tuple[Spalte, ...] = (
    Spalte("vorgang_id", Art.ZAHL, Vorgangsstand.vorgang),
    Spalte("geloescht", Art.FLAG),
    Spalte("als_fakt", Art.FLAG),
)
"""Cases of which the log has told something since that run."""
VEROEFFENTLICHT: tuple[Spalte, ...] = (
    Spalte("lauf", Art.ZAHL),
    Spalte("datenstand_zeit", Art.TEXT),
    Spalte("gliederung", Art.ZAHL),
)
"""That run, if there is one; `gliederung`: how often the structure was changed since."""

TABELLEN: dict[str, tuple[Spalte, ...]] = {
    "meta": META,
    "einheit": EINHEIT,
    "vorgang": VORGANG,
    "stand": STAND,
    "anliegen": ANLIEGEN,
    "massnahme": MASSNAHME,
    "strichliste": STRICHLISTE,
    "ausgewiesen": AUSGEWIESEN,
    "code": CODE,
    "fakt": FAKT,
}
"""The data, in the order of the snapshot's hash."""
VERGLEICH: dict[str, tuple[Spalte, ...]] = {
    "veroeffentlicht": VEROEFFENTLICHT,
    "geaendert": GEAENDERT,
    "damals": DAMALS,
}
"""What the data is compared with; it is no part of them, nor of their hash."""
