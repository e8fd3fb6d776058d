"""What readers outside see of a house: nothing that tells of few persons, and enough to read."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from models.rules.fehler import RuleViolation
from notebooks.blocks.dateien import csv_werte
from notebooks.blocks.spalten import ANTEIL, ANTEILE, PROZENT_AB, gedruckt
from notebooks.data.aufnahme import Aufnahme
from notebooks.prose.formate import von_aussen
from notebooks.protect import Freigegeben, profil, protect_frames
from tests.unit.notebooks.schutz.buch import Buch, Faelle, Lade
from tests.unit.notebooks.schutz.haus import random_case, tables

KURZ = ("arten", "bestand", "anliegenarten", "ergebnisarten", "klaerung")


def many(anzahl: int, saat: int = 1, von: date = date(2025, 1, 1)) -> Faelle:
    zufall = random.Random(saat)
    return [random_case(zufall, von, 170) for _ in range(anzahl)]


def same(anzahl: int, **werte: Any) -> Faelle:
    vorgabe = {"art": "beschwerde", "eingang_am": "2025-02-03", "erfasst_am": "2025-02-03"}
    return [{**vorgabe, "personenschluessel": f"p{nr}", **werte} for nr in range(anzahl)]


def short(a: Aufnahme, *namen: str) -> dict[str, pd.DataFrame]:
    return {name: frame for name, frame in tables(a).items() if name in (namen or KURZ)}


def told(frei: Freigegeben, tabelle: str, zeile: str, spalte: str = "anzahl") -> Any:
    frame = frei.zahlen[tabelle].set_index(frei.zahlen[tabelle].columns[0])
    return frame.loc[zeile, spalte]


def test_the_house_itself_gets_the_very_same_frames(lade: Lade) -> None:
    zahlen = short(lade(many(30)))
    for name in ("gf", "qmb"):
        frei = protect_frames(profil(name), zahlen, lade(many(30)))
        assert all(frei.zahlen[tabelle] is frame for tabelle, frame in zahlen.items())
        assert frei.zellen == ()


def test_one_person_with_seven_complaints_is_one_person(lade: Lade) -> None:
    faelle = same(40) + same(7, eingangsweg="fax", personenschluessel="immer-dieselbe")
    a = lade(faelle + same(9, eingangsweg="telefonisch"))
    frei = protect_frames(profil("agentur"), short(a, "eingangswege"), a)
    assert pd.isna(told(frei, "eingangswege", "fax"))
    assert told(frei, "eingangswege", "gesamt") == 56
    assert frei.zahlen["eingangswege"]["anzahl"].isna().sum() >= 2


def test_two_anonymous_cases_are_two_persons_and_three_are_enough(lade: Lade) -> None:
    def fax(anzahl: int) -> Any:
        faelle = same(40) + same(anzahl, eingangsweg="fax", personenschluessel=None)
        a = lade(faelle + same(9, eingangsweg="telefonisch"))
        frei = protect_frames(profil("agentur"), short(a, "eingangswege"), a)
        return told(frei, "eingangswege", "fax")

    assert pd.isna(fax(2))
    assert fax(3) == 3


def test_four_complaints_about_employees_are_too_few_where_four_others_are_enough(
    lade: Lade,
) -> None:
    dab = {"art": "dienstaufsichtsbeschwerde"}
    a = lade(same(40) + same(4, **dab) + same(4, art="petition") + same(9, art="lob"))
    frei = protect_frames(profil("traegerversammlung"), short(a, "arten"), a)
    assert pd.isna(told(frei, "arten", "dienstaufsichtsbeschwerde"))
    assert told(frei, "arten", "beschwerde") == 40
    assert told(frei, "arten", "gesamt") == 57


def test_that_nobody_or_everybody_was_right_is_not_told(lade: Lade) -> None:
    weg = {"abschluss_am": "2025-03-03", "datum_der_klaerung": "2025-03-03"}
    nie = same(30, ergebnisart="unbegruendet", abhilfe="ganz", **weg)
    a = lade(nie)
    frei = protect_frames(profil("bezirk"), short(a, "begruendet", "klaerung"), a)
    assert frei.zahlen["begruendet"]["anzahl"].isna().all()
    assert pd.isna(told(frei, "klaerung", "Abhilfe ganz oder teilweise"))
    assert told(frei, "klaerung", "Abhilfe ganz oder teilweise", "von") == 30


def test_intervals_of_fewer_than_twenty_and_medians_of_fewer_than_five_are_not_told(
    lade: Lade,
) -> None:
    weg = {"abschluss_am": "2025-03-03", "datum_der_klaerung": "2025-03-03"}
    faelle = same(8, ergebnisart="begruendet", **weg) + same(8, ergebnisart="unbegruendet", **weg)
    vier = same(4, art="petition", **weg) + same(4, art="petition", **weg)
    a = lade(faelle + vier)
    zahlen = short(a, "begruendet", "dauer", "petitionen-dauer")
    assert zahlen["petitionen-dauer"].set_index("art").loc["petition", "median"] == 28
    frei = protect_frames(profil("agentur"), zahlen, a)
    assert frei.zahlen["begruendet"]["unten"].isna().all()
    assert pd.isna(told(frei, "petitionen-dauer", "petition", "median"))
    assert told(frei, "dauer", "beschwerde", "median") == 28
    assert pd.isna(told(frei, "dauer", "beschwerde", "bis_28"))


def test_a_team_or_a_bereich_never_goes_outside(lade: Lade) -> None:
    a = lade(many(30))
    eng = replace(a, meta={**a.meta, "einheit_art": "bereich"})
    with pytest.raises(RuleViolation, match="nur über die ganze Dienststelle"):
        protect_frames(profil("agentur"), short(a), eng)


def test_what_is_worked_out_of_a_gap_is_empty_too(lade: Lade) -> None:
    a = lade(many(60))
    frei = protect_frames(profil("agentur"), short(a), a)
    arten = frei.zahlen["arten"]
    luecken = arten[arten["anzahl"].isna() | arten["vor_anzahl"].isna()]
    assert len(luecken) >= 2
    assert set(luecken["signal"]) == {""}


def publish(buch: Buch, faelle: Faelle, wer: str, zeitraum: str, stand: str) -> Freigegeben:
    return buch.publish(faelle, wer, zeitraum, stand, short)


def test_two_halves_and_their_year_tell_nothing_together(buch: Buch) -> None:
    faelle = many(60, 2) + [
        random_case(zufall, date(2025, 7, 1), 170)
        for zufall in [random.Random(3)]
        for _ in range(60)
    ]
    for wer, zeitraum, stand in (
        ("traegerversammlung", "2025-H1", "2025-07-15"),
        ("agentur", "2025-H1", "2025-07-16"),
        ("bezirk", "2025-H2", "2026-01-15"),
        ("agentur", "2025", "2026-02-15"),
    ):
        publish(buch, faelle, wer, zeitraum, stand)
    assert len(buch.modelle) == 4
    assert buch.found_out() == []


def test_a_second_version_does_not_tell_of_the_one_case_that_came_late(buch: Buch) -> None:
    faelle = same(40) + same(12, art="petition") + same(12, art="lob")
    spaet = same(1, art="petition", erfasst_am="2025-08-01", personenschluessel="spaet")
    erste = publish(buch, faelle, "agentur", "2025-H1", "2025-07-15")
    assert told(erste, "arten", "petition") == 12
    zweite = publish(buch, faelle + spaet, "agentur", "2025-H1", "2025-08-15")
    assert told(zweite, "arten", "gesamt") == 65
    assert pd.isna(told(zweite, "arten", "petition"))
    assert buch.found_out() == []


def test_a_number_corrected_into_a_small_one_is_not_told_because_it_was_large_once(
    buch: Buch,
) -> None:
    faelle = same(40) + same(9, art="lob")
    erste = publish(buch, faelle + same(4, art="petition"), "agentur", "2025-H1", "2025-07-15")
    assert told(erste, "arten", "petition") == 4
    anders = same(2, art="eingabe") + same(2, art="petition")
    zweite = publish(buch, faelle + anders, "agentur", "2025-H1", "2025-07-16")
    assert pd.isna(told(zweite, "arten", "petition"))


def test_the_same_report_for_two_readers_is_the_same(buch: Buch) -> None:
    faelle = many(60, 4)
    erste = publish(buch, faelle, "agentur", "2025-H1", "2025-07-15")
    zweite = publish(buch, faelle, "bezirk", "2025-H1", "2025-07-15")
    assert erste.zellen == zweite.zellen


FAKTEN = [("2025-H1", "", 1, "beschwerde", 0, 2, 2, 0, 0), ("2025-H1", "2025-02", 1, "beschwerde",
           0, 2, 0, 0, 0)]  # fmt: skip
"""Two complaints of February 2025, closed and deleted: what stays of them."""


def test_where_cases_were_deleted_since_only_their_sums_are_told_beside_what_was(
    buch: Buch, lade: Lade
) -> None:
    faelle = same(40) + same(12, art="petition")
    danach = [{**fall, "eingang_am": "2025-09-09", "erfasst_am": "2025-09-09"} for fall in faelle]
    zahlen = ("arten", "anliegenarten")
    a = lade(faelle[2:] + danach, "2025-H2", fakten=FAKTEN)
    frei = protect_frames(profil("agentur"), short(a, *zahlen), a)
    assert frei.zahlen["anliegenarten"]["vor_anzahl"].notna().any(), "nothing was told before"
    publish(buch, faelle, "agentur", "2025-H1", "2025-07-15")
    a = lade(faelle[2:] + danach, "2025-H2", fakten=FAKTEN, ausgewiesen=buch.zeilen)
    frei = protect_frames(profil("agentur"), short(a, *zahlen), a)
    assert told(frei, "arten", "beschwerde", "vor_anzahl") == 40
    assert frei.zahlen["anliegenarten"]["vor_anzahl"].isna().all()
    assert not frei.zahlen["anliegenarten"]["signal"].any()
    assert told(frei, "anliegenarten", "gesamt") > 50


def test_a_period_of_which_cases_were_deleted_since_is_told_once(buch: Buch, lade: Lade) -> None:
    faelle = same(40) + same(12, art="petition")
    a = lade(faelle[2:], "2025-H1", fakten=FAKTEN)
    assert told(protect_frames(profil("agentur"), short(a), a), "arten", "gesamt") == 52
    publish(buch, faelle, "agentur", "2025-H1", "2025-07-15")
    a = lade(faelle[2:], "2025-H1", fakten=FAKTEN, ausgewiesen=buch.zeilen)
    with pytest.raises(RuleViolation, match="der veröffentlichte gilt weiter"):
        protect_frames(profil("agentur"), short(a), a)


def test_of_fewer_than_twenty_cases_there_is_no_percentage_but_the_counts(lade: Lade) -> None:
    weg = {"abschluss_am": "2025-03-03", "datum_der_klaerung": "2025-03-03"}
    faelle = same(8, ergebnisart="begruendet", **weg) + same(9, ergebnisart="unbegruendet", **weg)
    a = lade(faelle)
    frei = protect_frames(profil("agentur"), short(a, "begruendet", "ergebnisarten"), a)
    zeile = frei.zahlen["begruendet"].iloc[0].to_dict()
    assert (zeile["anzahl"], zeile["von"]) == (8, 17)
    ab = profil("agentur").prozent_ab
    anteil = next(spalte for spalte in ANTEILE if spalte.art == ANTEIL)
    assert gedruckt(anteil, zeile | {PROZENT_AB: ab}) == "·"
    assert gedruckt(anteil, zeile | {PROZENT_AB: profil("gf").prozent_ab}) == "47,1\u00a0%"
    assert csv_werte(anteil, zeile | {PROZENT_AB: ab}) == ["17", "·"]
    assert told(frei, "ergebnisarten", "begruendet") == 8
    assert frei.zahlen["ergebnisarten"]["von"].isna().all(), "charts write no share there"
    assert von_aussen(8, 17) == "8 von 17"
    assert von_aussen(8, 20) == "8 von 20 (40,0\u00a0%)"
