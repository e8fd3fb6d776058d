"""Build snapshots for tests from short rows, with the schema that docs/architektur.md promises."""

import csv
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from models.rules.fakten import ZAHLEN
from models.rules.puenktlichkeit import decide_punctuality
from models.rules.verlauf import FELDER, Stand, begin

WURZEL = Path(__file__).resolve().parents[3]
EINHEIT = ("id", "kuerzel", "name", "art", "eltern_id")
EINHEIT_TAGE = ("gueltig_ab", "gueltig_bis", "vorgaenger_id")
ERFASSUNG = ("erfassung_seit", "erfassung_geschaetzt")
STAND = ("vorgang_id", "ab", "bis", "rekonstruiert", "einheit_id") + tuple(
    name for name in FELDER if name not in ("einheit", "fachbereich", "dienststelle")
)
VORGANG = (
    "id einheit_id art abgabefall eingangsweg eingangsstelle standort rechtskreis kundengruppe "
    "personengruppe prioritaet status anonym eingang_am erfasst_am zugeleitet_am eb_soll eb_am "
    "frist_regel frist_am frist_extern zwischennachricht_am erste_antwort_am antwort_versandt_am "
    "datum_der_klaerung art_der_klaerung ausgetragen_am abschluss_am ergebnisart abhilfe "
    "einvernehmlich_geklaert entschuldigung schlusszeichnung lob_art dankeschreiben_am adressat "
    "ist_folgereaktion ist_notlage als_dab_bezeichnet verzicht_liegt_vor selbst_betroffen herkunft "
    "regelwerk personenschluessel"
).split()
TAGE = frozenset(n for n in FELDER if n.endswith("_am") or n.startswith("datum_"))
ANLIEGEN = ("vorgang_id", "nr", "anliegenart", "oberklasse", "kategorie", "einschaetzung")
MASSNAHME = ("vorgang_id", "festgelegt_am", "erforderlich", "termin", "wirkung_geprueft_am")
STRICHLISTE = ("einheit_id", "tag", "thema", "anzahl")
DAMALS = ("vorgang_id", "eingang_am", "ab", "bis", *STAND[4:])
AUSGEWIESEN = "einheit_id tabelle zeile spalte von bis schluss datenstand wert".split()
FAKT = ("zeitraum", "monat", "einheit_id", "art", *ZAHLEN)
CODE = ("feld", "code", "bezeichnung", "gueltig_ab", "gueltig_bis")
META = {
    "datenstand": "2026-07-15",
    "dienststelle": "JC",
    "einheit": "JC",
    "einheit_id": "1",
    "schema": "7",
    "einheit_name": "Jobcenter Musterstadt",
    "einheit_art": "dienststelle",
    "regelwerk": "ba-2015",
    "fassung": "0.1.0",
    "codes_fassung": "1",
    "genderform": "stern",
}
EINHEITEN = (
    (1, "JC", "Jobcenter Musterstadt", "dienststelle", None),
    (2, "B1", "Bereich Leistung", "bereich", 1),
    (3, "B2", "Bereich Markt und Integration", "bereich", 1),
    (4, "501", "Team 501", "team", 2),
    (5, "502", "Team 502", "team", 2),
    (6, "503", "Team 503", "team", 3),
)
# codes.csv as the tests know it; the product ships its own copy.
CODES = Path(__file__).with_name("codes.csv")
VORGABE = {
    "einheit_id": 4,
    "art": "beschwerde",
    "eingangsweg": "e-mail",
    "eingangsstelle": "vz-gf-postfach-krm",
    "rechtskreis": "sgb2",
    "kundengruppe": "arbeitnehmer",
    "prioritaet": "normal",
    "anonym": 0,
    "ist_folgereaktion": 0,
    "ist_notlage": 0,
    "als_dab_bezeichnet": 0,
    "herkunft": "erfasst",
    "regelwerk": "ba-2015",
}


def schreibe_aufnahme(
    pfad: Path,
    vorgaenge: Sequence[Mapping[str, object]] = (),
    *,
    anliegen: Iterable[Sequence[object]] = (),
    strichliste: Iterable[Sequence[object]] = (),
    **mehr: Any,
) -> Path:
    """Write a snapshot; `mehr`: meta (merged), einheiten, codes (more rows),
    staende (the dated record by case), massnahmen, roh (no defaults),
    veroeffentlicht (a run published before),
    damals (what it knew: case, eingang_am, rows), geaendert (case, geloescht, als_fakt),
    erfasst_seit (of the Dienststelle), ausgewiesen (numbers told outside)."""
    vorgabe = {} if mehr.get("roh") else VORGABE
    zeilen = [{**vorgabe, "id": nr, **v} for nr, v in enumerate(vorgaenge, start=1)]
    for zeile in zeilen:
        unbekannt = zeile.keys() - {*VORGANG, *FELDER}
        assert not unbekannt, f"keine Spalten von vorgang: {unbekannt}"
    seit = mehr.get("erfasst_seit", _erster_eingang(zeilen))
    tabellen = {
        "einheit": (
            (*EINHEIT, *EINHEIT_TAGE, *ERFASSUNG),
            [
                ((*e, "2000-01-01", None, None)[:8] + ((seit, 1) if e[0] == 1 else (None, None)))
                for e in mehr.get("einheiten", EINHEITEN)
            ],
        ),
        "stand": (STAND, [r for z in zeilen for r in _rows(z, mehr.get("staende", {}))]),
        "vorgang": (VORGANG, [[zeile.get(s) for s in VORGANG] for zeile in zeilen]),
        "anliegen": (ANLIEGEN, [(*a, *[None] * (len(ANLIEGEN) - len(a))) for a in anliegen]),
        "strichliste": (STRICHLISTE, strichliste),
        "massnahme": (MASSNAHME, mehr.get("massnahmen", ())),
        "ausgewiesen": (AUSGEWIESEN, mehr.get("ausgewiesen", ())),
        "code": (CODE, [*_codes(), *mehr.get("codes", ())]),
        "fakt": (FAKT, mehr.get("fakten", ())),
        "veroeffentlicht": (
            ("lauf", "datenstand_zeit", "gliederung"),
            mehr.get("veroeffentlicht", ()),
        ),
        "geaendert": (("vorgang_id", "geloescht", "als_fakt"), mehr.get("geaendert", ())),
        "damals": (DAMALS, [r for d in mehr.get("damals", ()) for r in _damals(*d)]),
        "meta": (("schluessel", "wert"), {**META, **mehr.get("meta", {})}.items()),
    }
    with closing(sqlite3.connect(pfad)) as con, con:
        for name, (spalten, inhalt) in tabellen.items():
            _tabelle(con, name, spalten, inhalt)
    return pfad


def _erster_eingang(zeilen: Iterable[Mapping[str, Any]]) -> str | None:
    """As a house that recorded from its first case on."""
    tage = [z["eingang_am"] for z in zeilen if z.get("art") not in (None, "hinweis")]
    return min(tage, default=None)


def _rows(
    zeile: Mapping[str, Any], eigene: Mapping[int, Sequence[Stand]]
) -> Iterable[tuple[Any, ...]]:
    """What held of a case on which day: `eigene` by id, else as if all was told in time."""
    rows = eigene[zeile["id"]] if zeile["id"] in eigene else _told_at_once(zeile)
    ends = [*(row.ab.isoformat() for row in rows[1:]), None]
    for row, bis in zip(rows, ends, strict=True):
        tag = [_iso(row.werte[name]) for name in STAND[5:]]
        einheit = row.werte["einheit"] or zeile.get("einheit_id")
        yield (zeile["id"], row.ab.isoformat(), bis, 0, einheit, *tag)


def _damals(nr: int, eingang: date, staende: Sequence[Stand]) -> Iterable[tuple[Any, ...]]:
    for id_, ab, bis, _, *rest in _rows({"id": nr}, {nr: staende}):
        yield (id_, eingang.isoformat(), ab, bis, *rest)


def _told_at_once(zeile: Mapping[str, Any]) -> Sequence[Stand]:
    kopf = {name: zeile.get(name) for name in FELDER}
    tage = {n: date.fromisoformat(w) for n, w in kopf.items() if n in TAGE and w}
    kopf |= tage | {"eingang_am": zeile["eingang_am"]}
    return begin(kopf | decide_punctuality(kopf, None))


def _iso(wert: Any) -> Any:
    return wert.isoformat() if isinstance(wert, date) else wert


def _tabelle(
    con: sqlite3.Connection, name: str, spalten: Sequence[str], inhalt: Iterable[Any]
) -> None:
    kopf = ", ".join("id INTEGER PRIMARY KEY" if s == "id" else s for s in spalten)
    con.execute(f"CREATE TABLE {name} ({kopf})")
    fragen = ", ".join("?" * len(spalten))
    con.executemany(f"INSERT INTO {name} VALUES ({fragen})", [tuple(zeile) for zeile in inhalt])


def _codes() -> list[tuple[object, ...]]:
    with CODES.open(encoding="utf-8") as datei:
        return [(z["feld"], z["code"], z["bezeichnung"], None, None) for z in csv.DictReader(datei)]
