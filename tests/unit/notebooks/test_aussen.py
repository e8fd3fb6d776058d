"""Reports for readers outside: right words for 0, 1 and many, and nothing about hidden numbers."""

from pathlib import Path

import pandas as pd
import pytest

from notebooks import data
from notebooks.blocks.deckblatt import deckblatt
from notebooks.catalogue import BERICHTE, Bericht, bericht
from notebooks.data import parse_zeitraum
from notebooks.data.codes import Codes
from notebooks.prose import aussen, jahresbericht, ueberblick, vorlage
from notebooks.prose.formate import VERDECKT
from notebooks.protect import profil
from tests.unit.notebooks.aufnahme import schreibe_aufnahme

NBSP, NAN = "\u00a0", float("nan")
H1 = parse_zeitraum("2026-H1")
CODES = Codes({"kategorie": {"x": "Dauer", "y": "Ton"}, "oberklasse": {"x": "Ablauf"}})
nach_aussen = pytest.mark.parametrize(
    "eintrag", [e for e in BERICHTE if e.freigabe], ids=lambda e: e.name
)


def _bestand(neu: float, vor: float = 2, beschwerden: float = 0, **mehr: float) -> pd.DataFrame:
    zeile = {"uebernommen": 1, "abgeschlossen": 0, "offen": 0, "vor_neu": vor} | mehr
    signal = "kein Signal" if vor == vor else ""
    zeilen = [("beschwerde", beschwerden), ("gesamt", neu)]
    return pd.DataFrame([{"art": a, "neu": n, **zeile, "signal": signal} for a, n in zeilen])


@pytest.mark.parametrize(
    ("bestand", "satz"),
    [
        (
            _bestand(0),
            "Im 1. Halbjahr 2026 ging keine Kundenreaktion ein; in der Vorperiode waren es 2 "
            f"(−2, −100,0{NBSP}%, kein Signal).".replace("−", "\u2212"),
        ),
        (
            _bestand(1, vor=1, beschwerden=1),
            "Im 1. Halbjahr 2026 ging eine Kundenreaktion ein; in der Vorperiode war es eine "
            "(gleich, kein Signal).",
        ),
        (
            _bestand(1200, vor=1200, beschwerden=900),
            "Im 1. Halbjahr 2026 gingen 1.200 Kundenreaktionen ein, darunter 900 Beschwerden; in "
            "der Vorperiode waren es 1.200 (gleich, kein Signal).",
        ),
        (_bestand(7, vor=NAN), "Im 1. Halbjahr 2026 gingen 7 Kundenreaktionen ein."),
        (_bestand(NAN), ""),
    ],
    ids="keine eine viele vorperiode-verdeckt verdeckt".split(),
)
def test_what_came_in(bestand: pd.DataFrame, satz: str) -> None:
    assert aussen.eingegangen(bestand, H1) == satz


@pytest.mark.parametrize(
    ("neu", "rest", "satz"),
    [
        (0, 0, "Petitionen und Eingaben gab es im Berichtszeitraum nicht."),
        (
            0,
            1,
            "Von den Eingängen sind 0 Petitionen oder Eingaben; am Ende des Zeitraums war eine "
            "offen.",
        ),
        (1, 0, "Eine Petition oder Eingabe ging ein; am Ende des Zeitraums war keine offen."),
        (
            8,
            3,
            "Von den Eingängen sind 8 Petitionen oder Eingaben; am Ende des Zeitraums waren 3 "
            "offen.",
        ),
        (NAN, 3, ""),
    ],
)
def test_petitionen_and_eingaben(neu: float, rest: float, satz: str) -> None:
    frame = pd.DataFrame({"merkmal": ["eingegangen", "offen am Ende"], "anzahl": [neu, rest]})
    assert aussen.petitionen(frame) == satz


def _verteilung(*zeilen: tuple[str, float, float]) -> pd.DataFrame:
    return pd.DataFrame(zeilen, columns=["code", "anzahl", "von"])


@pytest.mark.parametrize(
    ("verteilung", "satz"),
    [
        (_verteilung(("x", 0, 0), ("gesamt", 0, 0)), "keine Angaben vor, die sich ausweisen"),
        (_verteilung(("x", 4, 4), ("gesamt", 4, 4)), f"Kategorie „Dauer“ (4, 100,0{NBSP}%)"),
        (
            _verteilung(("x", 3, 8), ("y", 5, 8), ("gesamt", 8, 8)),
            f"„Ton“ (5, 62,5{NBSP}%) und „Dauer“ (3, 37,5{NBSP}%)",
        ),
        (_verteilung(("x", 3, NAN), ("y", NAN, NAN), ("gesamt", NAN, NAN)), "„Dauer“ (3)"),
    ],
)
def test_the_most_frequent_topics(verteilung: pd.DataFrame, satz: str) -> None:
    text = aussen.themen(verteilung, "kategorie", CODES)
    assert satz in text
    assert ("Ton" in text) == ("„Ton“" in satz)


def test_cards_show_a_dot_where_a_number_is_hidden() -> None:
    anteil = pd.DataFrame({"anzahl": [3, NAN], "von": [4, 9]})
    karten = ueberblick.kennzahlen(_bestand(NAN, offen=5), anteil, anteil)
    assert [karte[1] for karte in karten] == [VERDECKT, "5", VERDECKT, f"75,0{NBSP}%"]
    assert karten[0][2] == "Vorperiode 2"
    ohne = _bestand(4).assign(signal="kein Vergleich")
    assert ueberblick.kennzahlen(ohne, anteil, anteil)[0][2] == "Vorperiode nicht vergleichbar"
    assert karten[2][2] == "nicht ausgewiesen"
    assert karten[3][2] == "3 von 4 bewerteten"


def test_a_signal_is_told_once_and_what_is_hidden_never() -> None:
    frame = pd.DataFrame({"code": ["x", "y", "gesamt"], "signal": ["mehr", "", "weniger"]})
    assert ueberblick.auffaelligkeiten(("Anliegen", frame, {"x": "Dauer"})) == [
        "Anliegen, Signal gegenüber der Vorperiode: „Dauer“ mehr und insgesamt weniger."
    ]
    assert ueberblick.auffaelligkeiten(("Anliegen", frame[1:2], {})) == []
    assert len(ueberblick.auffaelligkeiten(("A", frame, {}), ("B", frame, {}))) == 1
    spannen = pd.DataFrame(
        {"spanne": ["bericht", "vor", "vorjahr"], "signal": ["", "mehr", "mehr"]}
    )
    assert ueberblick.auffaelligkeiten(("Eingänge", spannen, {})) == [
        "Eingänge, Signal gegenüber dem Vorjahreszeitraum: mehr."
    ]
    assert ueberblick.bewertung([]) == [ueberblick.OHNE_SIGNAL]
    assert ueberblick.bewertung(["A."]) == ["A.", ueberblick.URSACHEN]


@pytest.mark.parametrize(
    ("zeitraum", "titel", "im"),
    [
        ("2026", "Jahresbericht", "für das Jahr 2026"),
        ("2026-H2", "Halbjahresbericht", "für das 2. Halbjahr 2026"),
        ("2026-03-01..2026-03-02", "Bericht", "für 01.03.2026 bis 02.03.2026"),
    ],
)
def test_the_yearly_report_is_named_after_its_period(zeitraum: str, titel: str, im: str) -> None:
    zeit = parse_zeitraum(zeitraum)
    name = bericht("jahresbericht").titel_fuer(zeit)
    assert jahresbericht.titel(name) == f"{titel} zum Kundenreaktionsmanagement"
    agentur, bezirk = (
        " ".join(jahresbericht.anschreiben(name, zeit, wer, "")) for wer in ("agentur", "bezirk")
    )
    assert im in agentur
    assert "zur Kenntnis" in bezirk
    assert "zur Kenntnis" not in agentur


@nach_aussen
def test_who_signs_a_report_off_knows_what_is_decided_with_it(eintrag: Bericht) -> None:
    assert len(eintrag.entscheidungen) >= 2
    quelle = eintrag.notebook.read_text("utf-8")
    assert "bericht.schuetze(zahlen)" in quelle


def _angaben(tmp_path: Path, regelwerk: str, name: str, kreis: str) -> dict[str, str]:
    snapshot = schreibe_aufnahme(
        tmp_path / f"{kreis}-{regelwerk}.sqlite", meta={"regelwerk": regelwerk}
    )
    eintrag = bericht(name)
    a = data.load(snapshot, "2026-H1")
    return dict(deckblatt(eintrag.titel, a, profil(kreis), eintrag)["angaben"])


@pytest.mark.regel("BKW-44", "MH-80", "MH-81")
def test_the_order_says_who_makes_a_report_and_whom_it_goes_to(tmp_path: Path) -> None:
    gf = _angaben(tmp_path, "bernkastel-wittlich-2012", "auswertung-gf", "gf")
    assert gf["Erstellt von"] == "Geschäftsführung, BKW-44"
    mh = "marzahn-hellersdorf-2022"
    agentur = _angaben(tmp_path, mh, "jahresbericht", "agentur")
    assert agentur["Empfängerkreis"] == "Agentur für Arbeit Berlin Mitte"
    assert agentur["Erstellt von"] == "Qualitätsmanagement (QMB), MH-80"
    bezirk = _angaben(tmp_path, mh, "jahresbericht", "bezirk")
    assert "über die Steuerungsstelle" in bezirk["Empfängerkreis"]
    ohne = _angaben(tmp_path, "ba-2015", "jahresbericht", "bezirk")
    assert "Erstellt von" not in ohne
    assert ohne["Empfängerkreis"] == "Bezirk, über seine Steuerungsstelle"


def test_results_by_leistungstraeger_are_told_as_far_as_they_may_be() -> None:
    namen = {"ba": "Bundesagentur für Arbeit", "kommunal": "Kommune"}
    frame = pd.DataFrame(
        {"merkmal": ["ba", "kommunal", "beide"], "anzahl": [5, NAN, 0], "von": [20, 4, 0]}
    )
    assert jahresbericht.ergebnis_traeger(frame, namen) == (
        f"Begründet von begründet und unbegründet: Bundesagentur für Arbeit 5 von 20 (25,0{NBSP}%)."
    )
    assert "keine Zahl ausweisen" in jahresbericht.ergebnis_traeger(frame[1:], namen)


def test_the_vorlage_decides_nothing() -> None:
    assert bericht("traegerversammlung").entscheidungen[0].startswith("nichts, ")
    assert "§ 44c" in vorlage.KEIN_BESCHLUSS
