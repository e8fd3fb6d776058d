"""The data dictionary: what every column of a snapshot means, counts, and how it is protected."""

import sqlite3

import pandas as pd

from models.rules.felder import FELDER
from notebooks.data.codes import Codes

ZEILE = {
    "vorgang": "1 Zeile = 1 Vorgang, wie er heute ist",
    "stand": "1 Zeile = 1 Vorgang von einem Tag bis zur nächsten Änderung",
    "anliegen": "1 Zeile = 1 Anliegen, bis zu 3 je Vorgang",
    "massnahme": "1 Zeile = 1 Maßnahme, die zu einem Vorgang festgelegt wurde",
    "strichliste": "1 Zeile = Striche einer Einheit zu einem Thema an einem Tag",
    "einheit": "1 Zeile = 1 Organisationseinheit, auch frühere",
    "veroeffentlicht": "1 Zeile = der Lauf, mit dem ein Bericht sich vergleicht",
    "geaendert": "1 Zeile = 1 Vorgang, der sich seit jenem Lauf geändert hat",
    "damals": "1 Zeile = 1 Vorgang, wie jener Lauf ihn kannte",
    "ausgewiesen": "1 Zeile = 1 Zahl, die ein früherer Bericht nach außen zeigte; hier leer",
    "fakt": "1 Zeile = Summen gelöschter Vorgänge, ohne einzelne Fälle",
    "code": "1 Zeile = 1 Wert einer Auswahlliste",
    "meta": "1 Zeile = 1 Angabe über die Momentaufnahme",
}
# What felder.csv does not have, because the snapshot works it out: label, meaning, unit, class.
EIGENE: dict[str, tuple[str, str, str, str]] = {
    "id": ("Nummer", "laufende Nummer in der Datenbank; verbindet die Tabellen", "Schlüssel", "C"),
    "vorgang_id": ("Vorgang", "verweist auf vorgang.id", "Schlüssel", "C"),
    "einheit_id": ("Einheit", "verweist auf einheit.id: das Team, sonst der Bereich", "Schlüssel",
                   "C"),
    "abgabefall": ("Abgabefall", "was abgegeben und nicht erfasst wurde; dann ist art leer",
                   "Auswahl", "C"),
    "erste_antwort_am": ("Erste sachliche Antwort", "der früheste Tag einer Antwort zur Sache",
                         "Tag", "C"),
    "abschluss_am": ("Abschluss", "ausgetragen oder abgegeben; leer: offen", "Tag", "C"),
    "abschliessend_gehalten": ("Abschließende Antwort in der Frist", "ja, nein; leer: noch nicht "
                               "entschieden", "ja/nein (1/0)", "C"),
    "herkunft": ("Herkunft", "in KRM erfasst oder aus einem anderen Verfahren übernommen",
                 "Auswahl", "D"),
    "regelwerk": ("Regelwerk", "nach welchem der Vorgang läuft", "Text", "D"),
    "ab": ("Gilt ab", "erster Tag, an dem diese Zeile gilt", "Tag", "C"),
    "bis": ("Gilt bis vor", "erster Tag, an dem sie nicht mehr gilt; leer: bis heute", "Tag", "C"),
    "rekonstruiert": ("Rekonstruiert", "nachträglich aus dem Verlauf ermittelt", "ja/nein (1/0)",
                      "D"),
    "nr": ("Anliegen Nr.", "1 bis 3", "Anzahl", "C"),
    "einschaetzung": ("Einschätzung je Anliegen", "begründet, unbegründet, nicht bewertbar",
                      "Auswahl", "C"),
    "festgelegt_am": ("Festgelegt am", "an dem die Maßnahme festgelegt wurde", "Tag", "C"),
    "erforderlich": ("Erforderlich", "nein: Es brauchte keine Maßnahme", "ja/nein (1/0)", "C"),
    "termin": ("Termin", "bis wann sie umgesetzt sein soll", "Tag", "C"),
    "wirkung_geprueft_am": ("Wirkung geprüft am", "leer: noch offen", "Tag", "C"),
    "tag": ("Tag", "an dem gezählt wurde", "Tag", "D"),
    "thema": ("Thema", "die Kategorie, um die es ging", "Auswahl", "D"),
    "anzahl": ("Anzahl", "wie viele Striche", "Anzahl", "D"),
    "kuerzel": ("Kürzel", "kurzer Name der Einheit", "Text", "D"),
    "eltern_id": ("Darüber", "verweist auf einheit.id", "Schlüssel", "D"),
    "vorgaenger_id": ("Vorgänger", "aus welcher Einheit sie hervorging", "Schlüssel", "D"),
    "gueltig_ab": ("Gültig ab", "erster Tag", "Tag", "D"),
    "gueltig_bis": ("Gültig bis", "letzter Tag; leer: bis auf Weiteres", "Tag", "D"),
    "erfassung_seit": ("Erfassung seit", "von wann an die Dienststelle laufend erfasst", "Tag",
                       "D"),
    "erfassung_geschaetzt": ("Erfassung geschätzt", "aus den Vorgängen erkannt, nicht eingestellt",
                             "ja/nein (1/0)", "D"),
    "feld": ("Feld", "wessen Auswahlliste", "Text", "D"),
    "code": ("Code", "der Wert, wie er in den Tabellen steht", "Text", "D"),
    "bezeichnung": ("Bezeichnung", "wie der Wert auf dem Bildschirm heißt", "Text", "D"),
    "lauf": ("Lauf", "mit dem verglichen wird; beim Erkunden leer", "Schlüssel", "D"),
    "datenstand_zeit": ("Datenstand", "Augenblick, in UTC", "Text", "D"),
    "gliederung": ("Gliederung", "wie oft sie seither geändert wurde", "Anzahl", "D"),
    "geloescht": ("Gelöscht", "den Vorgang gibt es nicht mehr", "ja/nein (1/0)", "C"),
    "als_fakt": ("Als Zahl erhalten", "gelöscht, aber weiter gezählt", "ja/nein (1/0)", "C"),
    "tabelle": ("Tabelle", "welche Tabelle eines Berichts", "Text", "D"),
    "zeile": ("Zeile", "welche Zeile dieser Tabelle", "Text", "D"),
    "spalte": ("Spalte", "welche Spalte dieser Tabelle", "Text", "D"),
    "von": ("Von", "erster Tag des Zeitraums", "Tag", "D"),
    "schluss": ("Bis", "letzter Tag des Zeitraums", "Tag", "D"),
    "datenstand": ("Datenstand", "Tag, an dem gezählt wurde", "Tag", "D"),
    "zeitraum": ("Zeitraum", "wofür die Summe gilt", "Text", "D"),
    "monat": ("Monat", "wie 2026-01", "Text", "D"),
    "uebernommen": ("Übernommen", "offen zu Beginn", "Anzahl", "D"),
    "neu": ("Neu", "eingegangen", "Anzahl", "D"),
    "abgeschlossen": ("Abgeschlossen", "aus dem Bestand gegangen", "Anzahl", "D"),
    "offen": ("Offen", "offen am Ende", "Anzahl", "D"),
    "wiedereroeffnet": ("Wieder eröffnet", "nach Abschluss noch einmal offen", "Anzahl", "D"),
    "schluessel": ("Angabe", "Name der Angabe", "Text", "D"),
    "wert": ("Wert", "Inhalt der Angabe", "Text", "D"),
    "personenschluessel": ("Personenschlüssel", "zählt Personen, ohne zu sagen, wer; in jeder "
                           "Auswertung und jedem Jahr ein anderer", "Schlüssel", "C"),
}  # fmt: skip
# The same words mean a unit here and a case there.
JE_TABELLE: dict[tuple[str, str], tuple[str, str, str, str]] = {
    ("einheit", "name"): ("Name", "Name der Organisationseinheit", "Text", "D"),
    ("einheit", "art"): ("Art", "zentrale, regionaldirektion, dienststelle, bereich, team",
                         "Auswahl", "D"),
}  # fmt: skip
TAG = "Tag"
_TAGE = {"eb_soll", "datum_der_klaerung", "frist_extern"}
SPALTEN = ["tabelle", "spalte", "bezeichnung", "bedeutung", "einheit", "schutz"]


def dictionary(con: sqlite3.Connection, codes: Codes) -> pd.DataFrame:
    """Every column of every table of an open snapshot, a row each, in the order of the file."""
    tabellen = [row[0] for row in con.execute("SELECT name FROM sqlite_master ORDER BY rowid")]
    rows = [
        (tabelle, spalte, *_told(tabelle, spalte, typ, codes))
        for tabelle in tabellen
        for _, spalte, typ, *_ in con.execute(f"PRAGMA table_info({tabelle})")
    ]
    return pd.DataFrame(rows, columns=SPALTEN)


def _told(tabelle: str, spalte: str, typ: str, codes: Codes) -> tuple[str, str, str, str]:
    """Label, meaning, unit and class of a column."""
    if (tabelle, spalte) in JE_TABELLE:
        return JE_TABELLE[tabelle, spalte]
    if spalte in EIGENE:
        return EIGENE[spalte]
    if spalte not in FELDER:  # a test keeps the list whole; nobody's work stops over a word
        return spalte, "", _unit(spalte, typ, codes), "C"
    feld = FELDER[spalte]
    return feld.bezeichnung, feld.werte, _unit(spalte, typ, codes), feld.schutz


def _unit(spalte: str, typ: str, codes: Codes) -> str:
    if typ == "INTEGER":
        return "ja/nein (1/0)"
    if spalte.endswith("_am") or spalte in _TAGE:
        return TAG
    return "Auswahl" if codes.of(spalte) else "Text"
