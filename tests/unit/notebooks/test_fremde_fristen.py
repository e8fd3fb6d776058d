"""A stranger recomputes deadlines, durations, Petitionen, DAB, coverage and measures.

As in test_fremde: CSV files, Grundlagen and data dictionary are all she has; what she does with
each case is written here in her own words.
"""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.unit.notebooks.fremde import (
    BEIDE,
    BESCHWERDEARTEN,
    JEDE_BESCHWERDE,
    PETITIONEN,
    SPANNEN,
    Csv,
    Fall,
    ask,
    came_in,
    cases,
    numbers,
    pfad,
    tabellen,
    within,
)

__all__ = ["pfad", "tabellen"]
HIER = Path(__file__)
ANDERSWO = {
    "01-bestand-vergleich": "01-bestand and 01-bestand-vorperiode hold its columns",
    "09-monatskarte": "test_monatskarte.py",
    "67-doppel": "test_regeln.py",
}
"""Tables that need the months before the report, or persons, and where they are recomputed."""


def test_no_table_is_left_out(tabellen: Csv) -> None:
    dateien = ("test_fremde.py", "test_fremde_traeger.py", HIER.name)
    texte = [HIER.with_name(name).read_text("utf-8") for name in dateien]
    assert {name for name in tabellen if not any(f'"{name}"' in text for text in texte)} == set()
    assert len(tabellen) > 40


# Duration: days from Eingang to Klärung, the open ones as long as they were watched.


def _tage(fall: Fall, stichtag: str) -> tuple[int, bool] | None:
    """Days watched, and whether it was settled; None: unknown."""
    ende = fall["klar"] if fall["klar"] and fall["klar"] <= stichtag else None
    if ende is None and fall["weg"]:
        return None
    bis = date.fromisoformat(ende or stichtag)
    tage = (bis - date.fromisoformat(fall["eingang_am"])).days
    return None if tage < 0 else (tage, ende is not None)


def _geklaert_bis(zeiten: list[tuple[int, bool]], tag: int) -> Fraction:
    offen = Fraction(1)
    for d in sorted({t for t, fertig in zeiten if fertig and t <= tag}):
        geklaert = sum(t == d and fertig for t, fertig in zeiten)
        offen *= 1 - Fraction(geklaert, sum(t >= d for t, _ in zeiten))
    return 1 - offen


def _erster_tag(zeiten: list[tuple[int, bool]], anteil: Fraction) -> str:
    tage = sorted({t for t, fertig in zeiten if fertig})
    erreicht = [t for t in tage if _geklaert_bis(zeiten, t) >= anteil]
    return str(erreicht[0]) if erreicht else ""


def _bis(zeiten: list[tuple[int, bool]], tag: int) -> float | None:
    anteil = _geklaert_bis(zeiten, tag)
    return float(100 * anteil) if anteil == 1 or max(t for t, _ in zeiten) >= tag else None


DAUERN = {
    "43-dauer": ("alle Beschwerden", BESCHWERDEARTEN, (*BESCHWERDEARTEN, "lob", "anregung")),
    "55-petitionen-dauer": ("Petitionen und Eingaben", PETITIONEN, PETITIONEN),
}
"""Table → its last row, the Arten which that is over, those with rows of their own."""


@pytest.mark.parametrize("name", sorted(DAUERN))
def test_durations(pfad: Path, tabellen: Csv, name: str) -> None:
    summe, zusammen, einzeln = DAUERN[name]
    faelle = came_in(cases(pfad), "")
    gruppen = {art: [f for f in faelle if f["a"] == art] for art in einzeln}
    gruppen[summe] = [f for f in faelle if f["a"] in zusammen]
    assert set(tabellen[name]) == {art for art, gruppe in gruppen.items() if gruppe}
    for art, zeile in tabellen[name].items():
        alle = [_tage(f, SPANNEN[""][1]) for f in gruppen[art]]
        bekannt = [zeit for zeit in alle if zeit]
        fertig = sum(ende for _, ende in bekannt)
        zahlen = (len(alle), fertig, len(bekannt) - fertig, len(alle) - len(bekannt))
        assert numbers(zeile, "anzahl", "geklaert", "offen", "unbekannt") == zahlen, art
        assert zeile["median"] == _erster_tag(bekannt, Fraction(1, 2)), art
        assert zeile["p90"] == _erster_tag(bekannt, Fraction(9, 10)), art
        for tag in (14, 28):
            gedruckt = zeile[f"bis_{tag}_prozent"].replace(",", ".")
            erwartet = _bis(bekannt, tag)
            assert (float(gedruckt) if gedruckt else None) == pytest.approx(erwartet, abs=0.0501)
    assert int(tabellen[name][summe]["unbekannt"]) > 0
    assert tabellen[name][summe]["median"]


# Deadlines: every case in the one period in which its deadline ran out.


def _erste(fall: Fall) -> str | None:
    tage = [fall[n] for n in ("erste", "antwort", "klar", "dank", "versandt") if fall[n]]
    return min(tage, default=None)


def _letzte(fall: Fall) -> str | None:
    return next((fall[n] for n in ("versandt", "antwort", "dank", "klar") if fall[n]), None)


def _klasse(fall: Fall, antwort: str | None) -> str:
    if antwort:
        return "anzahl" if antwort <= fall["frist"] else "verspaetet"
    return "unbekannt" if fall["weg"] else "verspaetet"


def _klassen(faelle: list[Fall], mass: Callable[[Fall], str | None]) -> dict[str, int]:
    klassen = [_klasse(f, mass(f)) for f in faelle]
    zahlen = {name: klassen.count(name) for name in ("anzahl", "verspaetet", "unbekannt")}
    return zahlen | {"von": zahlen["anzahl"] + zahlen["verspaetet"], "faellig": len(klassen)}


TERMINE: dict[tuple[str, str], tuple[tuple[str, ...], Callable[[Fall], str | None]]] = {
    ("40-termintreue", "erste sachliche Antwort"): (BESCHWERDEARTEN, _erste),
    ("40-termintreue", "abschließende Antwort"): (BESCHWERDEARTEN, _letzte),
    ("51-petitionen-frist", "Stellungnahme versandt"): (PETITIONEN, _letzte),
}


@BEIDE
@pytest.mark.parametrize(("name", "merkmal"), sorted(TERMINE))
def test_answers_in_time(pfad: Path, tabellen: Csv, vorsatz: str, name: str, merkmal: str) -> None:
    arten, mass = TERMINE[name, merkmal]
    k = _klassen(within(cases(pfad, vorsatz), "frist", vorsatz, arten), mass)
    zeile = tabellen[name][merkmal]
    assert numbers(zeile, f"{vorsatz}anzahl", f"{vorsatz}von") == (k["anzahl"], k["von"])
    assert k["anzahl"] > 5
    if not vorsatz:
        klassen = {"40-termintreue": "41-fristklassen"}.get(name, "52-petitionen-fristklassen")
        spalten = ("anzahl", "verspaetet", "unbekannt", "faellig")
        assert numbers(tabellen[klassen][merkmal], *spalten) == tuple(k[s] for s in spalten)
        assert tabellen[klassen][merkmal]["noch_offen"] == "0"
        assert k["unbekannt"] > 0


@pytest.mark.parametrize(
    ("name", "arten"),
    [("42-termintreue-art", BESCHWERDEARTEN), ("45-termintreue-daneben", ("lob", "anregung"))],
)
def test_answers_in_time_by_art(
    pfad: Path, tabellen: Csv, name: str, arten: tuple[str, ...]
) -> None:
    faelle = within(cases(pfad), "frist", "", arten)
    for art, zeile in tabellen[name].items():
        eigene = [f for f in faelle if art in (f["a"], "gesamt")]
        for spalte, mass in (("erste", _erste), ("abschl", _letzte)):
            k = _klassen(eigene, mass)
            gedruckt = numbers(zeile, f"{spalte}_anzahl", f"{spalte}_von")
            assert gedruckt == (k["anzahl"], k["von"]), art
    assert set(arten) <= set(tabellen[name])


def test_overdue(pfad: Path, tabellen: Csv) -> None:
    """Open, past its deadline, unanswered by the measure that its Regelwerk counts first."""
    stichtag = date.fromisoformat(SPANNEN[""][1])
    stufen = {"1 bis 7 Tage": (1, 7), "8 bis 14 Tage": (8, 14), "15 bis 28 Tage": (15, 28)}
    stufen |= {"über 28 Tage": (29, 9999), "gesamt": (1, 9999)}
    fuehrt = {"marzahn-hellersdorf-2022": _letzte, "bernkastel-wittlich-2012": _erste}
    offen = [
        (f, (stichtag - date.fromisoformat(f["frist"])).days)
        for f in cases(pfad)
        if f["a"] not in (None, "hinweis") and not f["weg"] and f["frist"]
        if not fuehrt[f["regelwerk"]](f)
    ]
    for stufe, zeile in tabellen["44-ueberfaellig"].items():
        von, bis = stufen[stufe]
        eigene = [f for f, tage in offen if von <= tage <= bis]
        gemeldet = sum(bool(f["zwischen"]) for f in eigene)
        assert numbers(zeile, "anzahl", "mit_zwischennachricht") == (len(eigene), gemeldet), stufe
    assert int(tabellen["44-ueberfaellig"]["gesamt"]["mit_zwischennachricht"]) > 0


# What is evaluated apart, and what stands beside.


@BEIDE
def test_dienstaufsicht(pfad: Path, tabellen: Csv, vorsatz: str) -> None:
    faelle, dab = cases(pfad, vorsatz), BESCHWERDEARTEN[1]
    neu = came_in(faelle, vorsatz)
    bezeichnet = [f for f in neu if f["als_dab_bezeichnet"]]
    zahlen = {
        "als Dienstaufsichtsbeschwerde eingegangen": [f for f in neu if f["a"] == dab],
        "abgeschlossen": within(faelle, "weg", vorsatz, (dab,)),
        "in der Zuschrift so bezeichnet": bezeichnet,
        "davon als andere Art geführt": [f for f in bezeichnet if f["a"] != dab],
    }
    _vergleiche(tabellen["34-dienstaufsicht"], zahlen, vorsatz)


@BEIDE
def test_diskriminierung(pfad: Path, tabellen: Csv, vorsatz: str) -> None:
    ids = {
        nr
        for (nr,) in ask(
            pfad, "SELECT vorgang_id FROM anliegen WHERE kategorie = 'diskriminierung'"
        )
    }
    faelle = [f for f in cases(pfad, vorsatz) if f["id"] in ids]
    alle = (*JEDE_BESCHWERDE, "lob", "anregung", "hinweis")
    weg = within(faelle, "weg", vorsatz, alle)
    bewertet = [f for f in weg if f["e"] in ("begruendet", "unbegruendet")]
    zahlen = {
        "eingegangen": within(faelle, "eingang_am", vorsatz, alle),
        "abgeschlossen": weg,
        "davon bewertet": bewertet,
        "davon begründet": [f for f in bewertet if f["e"] == "begruendet"],
    }
    _vergleiche(tabellen["24-diskriminierung"], zahlen, vorsatz)


@BEIDE
def test_complaints_beside_praise(pfad: Path, tabellen: Csv, vorsatz: str) -> None:
    neu = came_in(cases(pfad, vorsatz), vorsatz)
    zahlen = {
        "Beschwerden aller Arten": [f for f in neu if f["a"] in JEDE_BESCHWERDE],
        "Lob": [f for f in neu if f["a"] == "lob"],
        "Anregungen und Ideen": [f for f in neu if f["a"] == "anregung"],
    }
    _vergleiche(tabellen["60-lob"], zahlen, vorsatz)


def _vergleiche(
    tabelle: Mapping[str, Mapping[str, str]], zahlen: Mapping[str, list[Fall]], vorsatz: str
) -> None:
    gedruckt = {merkmal: int(zeile[f"{vorsatz}anzahl"]) for merkmal, zeile in tabelle.items()}
    assert gedruckt == {merkmal: len(faelle) for merkmal, faelle in zahlen.items()}
    assert sum(gedruckt.values()) > 5


def test_the_chapter_of_petitions(pfad: Path, tabellen: Csv) -> None:
    """Carried over, came in, reopened, closed, open: of each of the two, and of both before."""
    for vorsatz in ("", "vor_"):
        von, bis = SPANNEN[vorsatz]
        faelle = [f for f in cases(pfad, vorsatz) if f["a"] in PETITIONEN]
        gezaehlt = {
            "übernommen": [f for f in faelle if f["eingang_am"] < von <= (f["weg"] or "9")],
            "eingegangen": [f for f in faelle if von <= f["eingang_am"] <= bis],
            "wiedereröffnet": [],
            "abgeschlossen": [f for f in faelle if f["weg"] and von <= f["weg"] <= bis],
            "offen am Ende": [f for f in faelle if f["eingang_am"] <= bis < (f["weg"] or "9")],
        }
        for merkmal, zeile in tabellen["50-petitionen"].items():
            eigene = gezaehlt[merkmal]
            assert int(zeile[f"{vorsatz}anzahl"]) == len(eigene), merkmal
            if not vorsatz:
                je_art = [sum(f["a"] == art for f in eigene) for art in PETITIONEN]
                assert list(numbers(zeile, "petitionen", "eingaben")) == je_art


@BEIDE
@pytest.mark.parametrize(
    ("name", "arten"), [("33-klaerung", BESCHWERDEARTEN), ("54-petitionen-klaerung", PETITIONEN)]
)
def test_how_cases_were_settled(
    pfad: Path, tabellen: Csv, vorsatz: str, name: str, arten: tuple[str, ...]
) -> None:
    weg = within(cases(pfad, vorsatz), "weg", vorsatz, arten)
    felder = {
        "Abhilfe ganz oder teilweise": ("h", ("ganz", "teilweise")),
        "einvernehmlich geklärt (Einigung)": ("einig", (1,)),
        "Entschuldigung ausgesprochen": ("sorry", (1,)),
        "Verzicht auf schriftliche Antwort": ("verzicht", (1,)),
        "von selbst Betroffenen entschieden": ("selbst", (1,)),
    }
    assert set(tabellen[name]) == set(felder)
    for merkmal, (feld, ja) in felder.items():
        bekannt = [f for f in weg if f[feld] is not None]
        zahlen = (sum(f[feld] in ja for f in bekannt), len(bekannt))
        zeile = tabellen[name][merkmal]
        assert numbers(zeile, f"{vorsatz}anzahl", f"{vorsatz}von") == zahlen, merkmal
        assert zahlen[1] > 5


@BEIDE
def test_coverage(pfad: Path, tabellen: Csv, vorsatz: str) -> None:
    neu = came_in(cases(pfad, vorsatz), vorsatz)
    sql = "SELECT sum(anzahl) FROM strichliste WHERE tag BETWEEN :von AND :bis"
    ((striche,),) = ask(pfad, sql, vorsatz)
    alle, importiert = len(neu) + striche, sum(f["herkunft"] == "import" for f in neu)
    erwartet = {
        "erfasst": (len(neu), alle),
        "davon importiert": (importiert, len(neu)),
        "vor Ort erledigt (Strichliste)": (striche, alle),
    }
    gedruckt = {
        merkmal: numbers(zeile, f"{vorsatz}anzahl", f"{vorsatz}von")
        for merkmal, zeile in tabellen["62-abdeckung"].items()
    }
    assert gedruckt == erwartet
    assert striche > 5


def test_measures(pfad: Path, tabellen: Csv) -> None:
    """Decided and checked in the span; open at its end, until the effect was checked."""
    sql = "SELECT festgelegt_am, erforderlich, termin, wirkung_geprueft_am FROM massnahme"
    for vorsatz in ("", "vor_"):
        von, bis = SPANNEN[vorsatz]
        alle = [row for row in ask(pfad, sql) if row[0] <= bis]
        neu = [row for row in alle if von <= row[0]]
        noetig = [row for row in alle if row[1]]
        offen = [row for row in noetig if not row[3] or row[3] > bis]
        erwartet = {
            "festgelegt": sum(row[1] for row in neu),
            "keine erforderlich": sum(not row[1] for row in neu),
            "Wirkung geprüft": sum(von <= (row[3] or "") <= bis for row in noetig),
            "offen am Ende": len(offen),
            "davon Termin überschritten": sum(row[2] < bis for row in offen),
        }
        tabelle = tabellen["80-massnahmen"].items()
        assert {m: int(zeile[f"{vorsatz}anzahl"]) for m, zeile in tabelle} == erwartet
        assert min(erwartet.values()) > 0
