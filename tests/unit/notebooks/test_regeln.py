"""Rules of the Weisungen that a report has to keep, each on a snapshot of a few cases.

Bernd's team 501 answers complaints, Clara's team 502 gets one; Anna (VZ GF) records them all, and
Greta (GF) reads the report.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from models.rules.felder import FELDER
from models.rules.puenktlichkeit import decide_punctuality
from models.rules.verlauf import FELDER as FELDER_DES_STANDS
from models.rules.verlauf import begin, go_on
from notebooks import data, figures
from notebooks.blocks import spalten
from notebooks.blocks.bericht import Bericht
from notebooks.blocks.tabellen import TABELLEN
from notebooks.catalogue import BERICHTE, parse_zeitraum, vorperiode
from notebooks.data import abfragen
from notebooks.data.aufnahme import Aufnahme
from notebooks.prose import einordnung, ergebnisse
from tests.unit.notebooks.aufnahme import VORGANG, schreibe_aufnahme

FRIST = {"eingang_am": "2026-03-02", "frist_regel": "MH-56", "frist_am": "2026-03-16"}


@pytest.fixture
def lade(tmp_path: Path) -> Any:
    """Write a snapshot of these cases and load it for the first half of 2026."""

    def lade_faelle(*faelle: dict[str, Any], zeitraum: str = "2026-H1", **mehr: Any) -> Aufnahme:
        pfad = tmp_path / "aufnahme.sqlite"
        pfad.unlink(missing_ok=True)
        return data.load(schreibe_aufnahme(pfad, faelle, **mehr), zeitraum)

    return lade_faelle


def _zahlen(frame: pd.DataFrame, wert: str, spalte: str = "merkmal") -> dict[str, Any]:
    zeile: dict[str, Any] = frame.set_index(spalte).loc[wert].to_dict()
    return zeile


@pytest.mark.regel("MV-10")
def test_explaining_the_law_in_time_meets_the_first_measure_only(lade: Any) -> None:
    a = lade({**FRIST, "datum_der_klaerung": "2026-03-10", "antwort_versandt_am": "2026-04-01"})
    zeilen = figures.termintreue(a.faellige, a.abschnitte)
    assert _zahlen(zeilen, "erste sachliche Antwort")["anzahl"] == 1
    assert _zahlen(zeilen, "abschließende Antwort")["anzahl"] == 0


@pytest.mark.regel("MH-57", "BL-04", "BS-27")
def test_a_zwischennachricht_is_no_final_answer(lade: Any) -> None:
    a = lade({**FRIST, "zwischennachricht_am": "2026-03-16", "eb_am": "2026-03-03"})
    zeilen = figures.termintreue(a.faellige, a.abschnitte)
    assert list(zeilen["anzahl"]) == [0, 0]
    assert list(zeilen["von"]) == [1, 1]


@pytest.mark.regel("MH-68", "BL-09")
def test_a_dienstaufsichtsbeschwerde_is_in_no_denominator_of_the_ergebnisart(lade: Any) -> None:
    weg = {"eingang_am": "2026-03-02", "abschluss_am": "2026-04-01", "ergebnisart": "begruendet"}
    a = lade(weg, {**weg, "art": "dienstaufsichtsbeschwerde", "ergebnisart": "nicht-bewertbar"})
    zeilen = figures.ergebnisart(a.abschluesse, a.codes.of("ergebnisart"), a.abschnitte)
    codes = ["begruendet", "unbegruendet", "kein-krm", "nicht-bewertbar", "gesamt"]
    assert list(zeilen["code"]) == codes
    assert _zahlen(zeilen, "gesamt", "code")["anzahl"] == 1
    eigene = figures.dienstaufsicht(a.abschluesse, a.merkmale, a.abschnitte)
    assert _zahlen(eigene, "abgeschlossen")["anzahl"] == 1


@pytest.mark.regel("MV-12", "BKW-50")
def test_abhilfe_and_einigung_are_asked_apart_from_begruendet(lade: Any) -> None:
    weg = {"eingang_am": "2026-03-02", "abschluss_am": "2026-04-01"}
    a = lade(
        {**weg, "ergebnisart": "unbegruendet", "abhilfe": "ganz", "einvernehmlich_geklaert": 1},
        {**weg, "ergebnisart": "begruendet", "abhilfe": "nein", "einvernehmlich_geklaert": 0},
    )
    zeilen = figures.klaerung(a.abschluesse, a.abschnitte)
    for name in ("Abhilfe ganz oder teilweise", "einvernehmlich geklärt (Einigung)"):
        assert (_zahlen(zeilen, name)["anzahl"], _zahlen(zeilen, name)["von"]) == (1, 2)
    assert "nicht dasselbe wie „begründet“" in ergebnisse.klaerung(zeilen)


@pytest.mark.regel("MH-46")
def test_the_share_of_folgereaktionen_is_a_figure(lade: Any) -> None:
    a = lade(FRIST, {**FRIST, "ist_folgereaktion": 1}, {**FRIST, "ist_folgereaktion": None})
    zeile = _zahlen(
        figures.besonderheiten(a.merkmale, a.abschnitte), "Folgereaktion auf einen früheren Vorgang"
    )
    assert (zeile["anzahl"], zeile["von"]) == (1, 2)


@pytest.mark.regel("MH-39", "BS-12", "MV-11")
def test_what_was_settled_on_the_spot_stands_beside_what_is_recorded(lade: Any) -> None:
    a = lade(FRIST, strichliste=[(4, "2026-03-02", "unterlagen", 3), (5, "2026-07-01", "x", 9)])
    zeilen = figures.abdeckung(a.merkmale, a.strichliste, a.abschnitte)
    assert (_zahlen(zeilen, "erfasst")["anzahl"], _zahlen(zeilen, "erfasst")["von"]) == (1, 4)


def test_an_import_of_what_is_there_already_is_counted_in_the_data_quality(lade: Any) -> None:
    """Anna recorded a complaint; the old system had it, too, and twice; another person is none."""
    fall = {"eingang_am": "2026-03-02", "personenschluessel": "p1"}
    alt = {**fall, "herkunft": "import"}
    a = lade(fall, alt, alt, {**alt, "personenschluessel": "p2"}, {**alt, "art": "lob"},
             {**alt, "personenschluessel": None}, {**alt, "personenschluessel": None})  # fmt: skip
    zeile = a.doppel.iloc[0]
    assert (zeile["anzahl"], zeile["von"]) == (2, 6)
    assert "2 von 6" in einordnung.doppel(a.doppel)
    assert einordnung.doppel(lade(fall).doppel) == ""


@pytest.mark.regel("MH-16", "MH-18", "BL-08")
def test_what_was_handed_over_is_counted_as_abgabe_only(lade: Any) -> None:
    abgabe = {"art": None, "eingang_am": "2025-12-30", "abschluss_am": "2026-01-02"}
    a = lade({**abgabe, "abgabefall": "widerspruch"}, {**abgabe, "abgabefall": "anfrage"})
    bestand = figures.bestand(a.bewegung, a.abschnitte, a.codes.of("art"), a.bewegung_vor)
    assert _zahlen(bestand, "gesamt", "art")["neu"] == 0
    abgaben = figures.abgaben(a.abgaben, a.codes.of("abgabefall"), a.abschnitte)
    assert _zahlen(abgaben, "gesamt", "code")["anzahl"] == 2


@pytest.mark.regel("MH-15", "BS-01")
def test_lob_is_a_kundenreaktion_but_no_complaint(lade: Any) -> None:
    a = lade({**FRIST, "art": "lob"}, FRIST, anliegen=[(1, 1, "verhalten"), (2, 1, "sachanliegen")])
    arten = figures.verteilung(a.eingaenge, "art", "eingang_am", a.codes.of("art"), a.abschnitte)
    assert _zahlen(arten, "gesamt", "code")["anzahl"] == 2
    lob = figures.lob_neben_beschwerden(arten, figures.BESCHWERDEARTEN)
    assert _zahlen(lob, "Beschwerden aller Arten")["anzahl"] == 1
    anliegen = figures.anliegen_nach(a.anliegen, "anliegenart", ("verhalten",), a.abschnitte)
    assert _zahlen(anliegen, "verhalten", "code")["anzahl"] == 0


@pytest.mark.regel("BKW-44", "MH-82")
def test_greta_gets_her_report_half_yearly_and_for_any_period() -> None:
    assert "halbjährlich" in BERICHTE[0].rhythmus
    for text in ("2026-H1", "2026-01-07..2026-02-03"):
        assert vorperiode(parse_zeitraum(text)).bis < parse_zeitraum(text).von


def test_unverzueglich_is_no_date_and_never_late(lade: Any) -> None:
    a = lade({**FRIST, "frist_regel": "BKW-19", "frist_am": None})
    zeilen = figures.termintreue(a.faellige, a.abschnitte)
    assert list(zeilen["von"]) == [0, 0]
    assert figures.ohne_frist(a.fristen, a.abschnitte.bericht) == 1


def test_the_name_of_a_rule_decides_no_figure(lade: Any) -> None:
    a = lade({**FRIST, "frist_regel": "MH-56-unverzagt"})
    assert list(figures.termintreue(a.faellige, a.abschnitte)["von"]) == [1, 1]


def test_a_date_moved_after_the_answer_makes_no_late_answer_punctual(lade: Any) -> None:
    eingang, frist, antwort = date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 20)
    kopf = dict.fromkeys(FELDER_DES_STANDS) | {"eingang_am": eingang, "art": "beschwerde"}
    kopf |= {"frist_am": frist, "antwort_versandt_am": antwort}
    kopf |= decide_punctuality(kopf, None)
    moved = {"frist_am": date(2026, 3, 30)}
    rows = go_on(begin(kopf), moved, kopf | moved, date(2026, 3, 23))
    a = lade({"eingang_am": "2026-03-02"}, staende={1: rows})
    zeilen = figures.termintreue(a.faellige, a.abschnitte)
    assert list(zeilen["anzahl"]) == [0, 0]
    assert list(zeilen["von"]) == [1, 1]


def test_a_lob_thanked_for_in_time_is_in_time(lade: Any) -> None:
    a = lade({**FRIST, "art": "lob", "dankeschreiben_am": "2026-03-12"})
    zeile = _zahlen(figures.termintreue_daneben(a.faellige, a.abschnitte), "lob", "art")
    assert list(zeile.values()) == [1, 1, 1, 1]
    assert not len(figures.ueberfaellig(a.offene, "2026-06-30").query("anzahl > 0"))


@pytest.mark.regel("BS-16")
def test_petitionen_have_a_chapter_of_their_own_and_no_place_in_the_headline(lade: Any) -> None:
    petition = {**FRIST, "art": "petition", "frist_regel": "MH-62"}
    a = lade(petition | {"versandt_am": "2026-03-13", "datum_der_klaerung": "2026-03-20"}, petition)
    assert list(figures.termintreue(a.faellige, a.abschnitte)["faellig"]) == [0, 0]
    zeile = _zahlen(
        figures.termintreue_petitionen(a.faellige, a.abschnitte), "Stellungnahme versandt"
    )
    assert (zeile["anzahl"], zeile["von"]) == (1, 2)


@pytest.mark.parametrize(
    ("regelwerk", "leitmass"),
    [
        ("ba-2015", "abschliessend"),
        ("bernkastel-wittlich-2012", "erste-antwort"),
        ("ba-2015, bernkastel-wittlich-2012", None),
        ("", None),
        ("gibt-es-nicht", None),
    ],
)
def test_the_regelwerk_says_which_measure_leads(
    lade: Any, regelwerk: str, leitmass: str | None
) -> None:
    assert lade(meta={"regelwerk": regelwerk}).leitmass == leitmass


def test_codes_of_the_day_are_used_and_unknown_ones_speak_for_themselves(lade: Any) -> None:
    codes = [
        ("eingangsweg", "fax", "Telefax", "2000-01-01", "2020-12-31"),
        ("eingangsweg", "fax", "Fernkopie", "2021-01-01", None),
    ]
    a = lade(codes=codes)
    assert a.codes.label("eingangsweg", "fax") == "Fernkopie"
    assert a.codes.label("eingangsweg", "rohrpost") == "rohrpost"


@pytest.mark.regel("MH-08")
def test_a_report_reads_no_field_on_persons_and_no_free_text() -> None:
    text = " ".join(str(wert) for name, wert in vars(abfragen).items() if not name.startswith("_"))
    gelesen = {name for name in VORGANG if re.search(rf"\b{name}\b", text)}
    assert "eingang_am" in gelesen
    assert "personenschluessel" not in gelesen
    klassen = {name: FELDER[name].schutz for name in gelesen if name in FELDER}
    assert {name for name, klasse in klassen.items() if klasse not in ("C", "D")} == set()


def test_a_snapshot_is_opened_read_only(lade: Any, tmp_path: Path) -> None:
    import sqlite3

    from notebooks.data.aufnahme import connect

    lade(FRIST)
    con = connect(tmp_path / "aufnahme.sqlite")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        con.execute("DELETE FROM vorgang")
    con.close()


@pytest.mark.regel("MH-79")
@pytest.mark.parametrize(
    "name",
    [n for n, t in TABELLEN.items() if any(s.art == spalten.SIGNAL for s in t.spalten)],
)
def test_a_signal_in_any_table_is_told_among_what_stands_out(name: str, lade: Any) -> None:
    bericht = Bericht(lade(FRIST), "gf")
    code = "vorjahr" if name == "eingaenge-vergleich" else "x"
    erste = {"eingaenge-vergleich": "spanne", "bestand": "art"}.get(name, "code")
    frame = pd.DataFrame({erste: [code], "signal": ["weniger"], "anzahl": [3], "vor_anzahl": [30]})
    [satz] = bericht.auffaelligkeiten({name: frame})
    assert "weniger" in satz
    assert bericht.auffaelligkeiten({name: frame.assign(signal="kein Signal")}) == []
