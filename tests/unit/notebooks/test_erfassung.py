"""Where nobody recorded, a report says so: no zero, no comparison, no signal."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from models.rules.fehler import RuleViolation
from notebooks import data, figures
from notebooks.blocks import spalten
from notebooks.blocks.dateien import csv_dateien
from notebooks.blocks.erfasst import als_nicht_erfasst, nur_erfasstes
from notebooks.blocks.tabellen import TABELLEN
from notebooks.data.aufnahme import Aufnahme
from notebooks.prose import bestand as bestandssatz
from notebooks.prose import eingaenge, grundlagen, kurz
from tests.unit.notebooks.aufnahme import schreibe_aufnahme

FAELLE = [
    *({"eingang_am": f"2026-0{monat}-1{tag}"} for monat in range(1, 7) for tag in range(4)),
    {"eingang_am": "2019-05-06", "abschluss_am": "2019-05-08"},
]


def lade(tmp_path: Path, zeitraum: str, seit: str | None, *faelle: Any, **mehr: Any) -> Aufnahme:
    pfad = tmp_path / "aufnahme.sqlite"
    pfad.unlink(missing_ok=True)
    return data.load(schreibe_aufnahme(pfad, faelle, erfasst_seit=seit, **mehr), zeitraum)


def gedruckt(a: Aufnahme, name: str, frame: pd.DataFrame) -> dict[str, list[str]]:
    """The printed cells of a table by its first column."""
    zeilen = als_nicht_erfasst(frame.to_dict("records"), a.abschnitte)
    return {
        str(zeile[frame.columns[0]]): [spalten.gedruckt(s, zeile) for s in TABELLEN[name].spalten]
        for zeile in zeilen
    }


def verglichen(a: Aufnahme) -> dict[str, pd.DataFrame]:
    teile = a.abschnitte
    reaktionen = figures.kundenreaktionen(a.eingaenge)
    bestand = figures.bestand(a.bewegung, teile, a.codes.of("art"), a.bewegung_vor)
    arten = figures.verteilung(reaktionen, "art", "eingang_am", a.codes.of("art"), teile)
    spannen = figures.eingaenge_vergleich(a.eingaenge, teile, a.erfasst_seit)
    zahlen = {"bestand": bestand, "arten": arten, "eingaenge-vergleich": spannen}
    return figures.decide(nur_erfasstes(zahlen, teile), teile)[0]


def test_one_stray_old_case_disarms_nothing(tmp_path: Path) -> None:
    a = lade(tmp_path, "2026-H1", "2026-01-01", *FAELLE)
    frames = verglichen(a)
    for frame in (frames["bestand"], frames["arten"]):
        assert set(frame["signal"]) == {"kein Vergleich"}
    zelle = gedruckt(a, "arten", frames["arten"])["beschwerde"]
    assert zelle == ["24", "100,0\u00a0%", "nicht erfasst", "–", "–", "–"]
    spannen = gedruckt(a, "eingaenge-vergleich", frames["eingaenge-vergleich"])
    assert spannen["bericht"][3] == "24"
    assert (spannen["vor"][3], spannen["vorjahr"][3]) == ("nicht erfasst", "nicht erfasst")


def test_the_csv_of_what_was_not_recorded_is_empty(tmp_path: Path) -> None:
    a = lade(tmp_path, "2026-H1", "2026-01-01", *FAELLE)
    for name, leer in (("arten", ("vor_anzahl", "vor_von")), ("bestand", ("neu", "offen"))):
        frame = verglichen(a)[name]
        zeilen = als_nicht_erfasst(frame.to_dict("records"), a.abschnitte)
        codes = [str(code) for code in frame.iloc[:, 0]]
        dateien = csv_dateien(name, TABELLEN[name], codes, zeilen)
        datei = dateien[0 if name == "arten" else 2]["zeilen"]
        for feld in leer:
            assert {zeile[datei[0].index(feld)] for zeile in datei[1:]} == {""}


def test_the_sentences_say_nothing_of_an_unrecorded_vorperiode(tmp_path: Path) -> None:
    a = lade(tmp_path, "2026-H1", "2026-01-01", *FAELLE)
    zeilen = verglichen(a)["bestand"]
    assert "Vorperiode" not in bestandssatz.bestand(zeilen)
    termine = figures.termintreue(a.faellige, a.abschnitte)
    begruendet = figures.begruendet(a.abschluesse, a.abschnitte)
    karten = kurz.kennzahlen(zeilen, termine, begruendet)
    assert karten[0] == ("Eingänge", "24", "Vorperiode nicht vergleichbar")
    assert ("Erfassung seit", "01.01.2026") in grundlagen.herkunft(a.meta, a.abschnitte, "")


def test_a_period_in_which_recording_began_tells_from_when(tmp_path: Path) -> None:
    a = lade(tmp_path, "2026-H1", "2026-03-01", *FAELLE)
    satz = eingaenge.stand(a.abschnitte)
    assert (
        satz == "Vollständig erfasst ist erst die Zeit seit dem 01.03.2026; davor: nicht erfasst."
    )


def test_a_period_before_the_recording_and_one_to_come_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleViolation, match="nicht erfasst"):
        lade(tmp_path, "2019-H1", "2026-01-01", *FAELLE)
    with pytest.raises(RuleViolation, match="beginnt erst am 01.01.2027"):
        lade(tmp_path, "2027", "2026-01-01", *FAELLE)


def test_a_house_without_any_case_does_not_speak_of_zeros_as_if_it_had_looked(
    tmp_path: Path,
) -> None:
    a = lade(tmp_path, "2026-H1", None)
    assert eingaenge.stand(a.abschnitte) == eingaenge.NICHTS_ERFASST


def test_an_unfinished_period_says_up_to_which_day(tmp_path: Path) -> None:
    a = lade(tmp_path, "2026", "2020-01-01", *FAELLE)
    assert "reichen bis zum 15.07.2026" in eingaenge.stand(a.abschnitte)


def test_with_a_recorded_vorperiode_the_frames_stay_the_same(tmp_path: Path) -> None:
    a = lade(tmp_path, "2026-H1", "2025-07-01", *FAELLE)
    zahlen = {"arten": pd.DataFrame({"code": ["a"], "vor_anzahl": [3]})}
    assert nur_erfasstes(zahlen, a.abschnitte) is zahlen
