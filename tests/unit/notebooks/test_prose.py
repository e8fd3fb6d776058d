"""Sentences: German numbers, right plurals, and never more than the figures hold."""

from fractions import Fraction

import pandas as pd
import pytest

from notebooks import figures
from notebooks.data import parse_zeitraum
from notebooks.figures.zaehlen import anteile
from notebooks.prose import (
    anliegen,
    bestand,
    eingaenge,
    einordnung,
    ergebnisse,
    formate,
    kurz,
    vergleich,
)
from tests.unit.notebooks.test_golden import Fall

NBSP, MINUS = "\u00a0", "\u2212"


@pytest.mark.parametrize(
    ("wert", "text"), [(0, "0"), (2841, "2.841"), (-6, f"{MINUS}6"), (1234567, "1.234.567")]
)
def test_whole_numbers(wert: int, text: str) -> None:
    assert formate.zahl(wert) == text


@pytest.mark.parametrize(
    ("treffer", "von", "text"),
    [
        (2841, 3847, f"73,8{NBSP}%"),  # Hamburg, HH 21/2910
        (1006, 3847, f"26,2{NBSP}%"),
        (259, 1339, f"19,3{NBSP}%"),  # HH 21/9209
        (118, 3765, f"3,1{NBSP}%"),  # HH 21/14221
        (2398, 2618, f"91,6{NBSP}%"),  # Schleswig-Holstein 2006, zulässige Eingaben
        (1, 16, f"6,3{NBSP}%"),  # 6,25: half up, not to even
        (1, 8, f"12,5{NBSP}%"),
        (0, 5, f"0,0{NBSP}%"),
        (5, 5, f"100,0{NBSP}%"),
        (0, 0, "–"),
    ],
)
def test_shares_are_computed_from_both_numbers(treffer: int, von: int, text: str) -> None:
    assert formate.prozent(treffer, von) == text


def test_decimals_round_half_up_and_missing_ones_are_a_dash() -> None:
    assert formate.dezimal(2.25) == "2,3"
    assert formate.dezimal(-0.25) == f"{MINUS}0,3"
    assert formate.dezimal(Fraction(1, 3), 2) == "0,33"
    assert formate.dezimal(float("nan")) == "–"
    assert formate.dezimal(1234.5, 0) == "1.235"


@pytest.mark.parametrize(
    ("n", "text"), [(0, "kein Vorgang"), (1, "ein Vorgang"), (2, "2 Vorgänge")]
)
def test_one_is_not_many(n: int, text: str) -> None:
    assert formate.anzahl(n, "Vorgang", "Vorgänge") == text


def test_feminine_and_dative() -> None:
    assert formate.anzahl(1, "Beschwerde", "Beschwerden", "keine") == "eine Beschwerde"
    assert formate.anzahl(0, "Beschwerde", "Beschwerden", "keiner") == "keiner Beschwerde"
    assert formate.anzahl(1, "Beschwerde", "Beschwerden", "keiner") == "einer Beschwerde"


def test_lists_of_words() -> None:
    assert formate.aufzaehlung([]) == ""
    assert formate.aufzaehlung(["a"]) == "a"
    assert formate.aufzaehlung(["a", "b", "c"]) == "a, b und c"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2026", "Im Jahr 2026"),
        ("2026-H1", "Im 1. Halbjahr 2026"),
        ("2026-Q3", "Im 3. Quartal 2026"),
        ("2026-03", "Im März 2026"),
        ("2026-01-02..2026-01-05", "Vom 02.01.2026 bis zum 05.01.2026"),
        ("2026-01-02..2026-01-02", "Am 02.01.2026"),
    ],
)
def test_a_period_at_the_head_of_a_sentence(text: str, name: str) -> None:
    assert formate.im_zeitraum(parse_zeitraum(text)) == name


@pytest.mark.parametrize(
    ("n", "m", "signal", "text"),
    [
        (231, 225, "kein Signal", f"in der Vorperiode waren es 225 (+6, +2,7{NBSP}%, kein Signal)"),
        (1, 1, "kein Signal", "in der Vorperiode war es eine (gleich, kein Signal)"),
        (3, 0, "kein Signal", "in der Vorperiode waren es keine (+3, kein Signal)"),
        (
            5,
            40,
            "weniger",
            f"in der Vorperiode waren es 40 ({MINUS}35, {MINUS}87,5{NBSP}%, Signal: weniger)",
        ),
        (
            2293,
            2746,
            "weniger",
            f"in der Vorperiode waren es 2.746 ({MINUS}453, {MINUS}16,5{NBSP}%, Signal: weniger)",
        ),
        (5, 0, "kein Vergleich", "ein Vergleich mit der Vorperiode ist nicht möglich"),
    ],
)
def test_a_difference_is_no_more_than_its_signal(n: int, m: int, signal: str, text: str) -> None:
    assert vergleich.vergleich_anzahl(n, m, signal, "in der Vorperiode") == text


def test_a_share_without_cases_before_says_so() -> None:
    assert vergleich.vergleich_anteil(0, 0, "kein Vergleich") == (
        "ohne Vergleichswert der Vorperiode"
    )
    assert "zu wenige Fälle" in vergleich.vergleich_anteil(3, 4, "kein Vergleich")


def test_a_share_that_fell_reads_lower() -> None:
    satz = vergleich.vergleich_anteil(190, 226, "niedriger")
    assert satz == f"Vorperiode 190 von 226, 84,1{NBSP}% (Signal: Anteil jetzt niedriger)"


@pytest.mark.parametrize(
    ("bilanz", "worte"),
    [
        (figures.Bilanz(0, 0, 0), "vergleicht keine Zahl"),
        (figures.Bilanz(1, 0, 0), "vergleicht eine Zahl"),
        (figures.Bilanz(20, 1, 0), "wären dabei im Mittel 1,0 Signale"),
        (figures.Bilanz(63, 9, 1), "bleibt ein Signal; davon sind im Mittel höchstens 0,1 Zufall"),
        (figures.Bilanz(63, 9, 4), "bleiben 4 Signale; davon sind im Mittel höchstens 0,2 Zufall"),
    ],
)
def test_the_report_says_how_many_signals_may_be_chance(bilanz: figures.Bilanz, worte: str) -> None:
    assert worte in vergleich.bilanz(bilanz)


def _vergleich(n: int, m: int, signal: str) -> pd.DataFrame:
    zeilen = [("bericht", n, "kein Vergleich"), ("vor", m, signal), ("vorjahr", m, signal)]
    return pd.DataFrame(zeilen, columns=["spanne", "anzahl", "signal"])


@pytest.mark.parametrize(
    ("n", "arten", "anfang"),
    [
        (0, {}, "Im 1. Halbjahr 2026 ging keine Kundenreaktion ein;"),
        (1, {"lob": 1}, "Im 1. Halbjahr 2026 ging eine Kundenreaktion ein, und zwar ein Lob;"),
        (
            1,
            {"petition": 1},
            "Im 1. Halbjahr 2026 ging eine Kundenreaktion ein, und zwar eine Petition;",
        ),
        (
            5,
            {"beschwerde": 3, "lob": 2},
            "Im 1. Halbjahr 2026 gingen 5 Kundenreaktionen ein, darunter 3 Beschwerden und 2 Lobe;",
        ),
    ],
)
def test_how_many_came_in(n: int, arten: dict[str, int], anfang: str) -> None:
    frame = pd.DataFrame({"code": list(arten), "anzahl": list(arten.values())})
    zeit = parse_zeitraum("2026-H1")
    assert eingaenge.kurz_eingaenge(_vergleich(n, 4, "kein Signal"), frame, zeit).startswith(anfang)


def test_a_year_needs_no_second_comparison_but_a_half_year_does() -> None:
    frame = _vergleich(5, 4, "kein Signal")
    assert eingaenge.vorjahr(frame[:2]) == ""
    assert "Jahreszeit" in eingaenge.vorjahr(frame)


def _karte(werte: list[int], ab: str = "2024-01") -> pd.DataFrame:
    monate = [str(m) for m in pd.period_range(ab, periods=len(werte), freq="M")]
    return figures.monatskarte(pd.DataFrame({"monat": monate, "anzahl": werte}))


@pytest.mark.parametrize(
    ("werte", "text"),
    [
        ([], "Es liegen keine vollen Monate vor"),
        (
            [5],
            "mindestens zwölf volle Monate als Grundlage und danach einen, den sie beurteilt; hier "
            "ist es einer.",
        ),
        ([5] * 3, "hier sind es 3."),
        (
            [1, 2] * 8,
            "Bei im Mittel weniger als fünf Eingängen im Monat trägt eine Regelkarte nicht",
        ),
        ([9] * 15, "Die Monatszahlen der Grundlage schwanken nicht"),
        ([8, 14] * 15, "kein Signal"),
        ([8, 14] * 14 + [8, 60], "zeigt ein Signal: Juni 2026 (über der Grenze)"),
    ],
)
def test_the_chart_is_put_into_words(werte: list[int], text: str) -> None:
    karte = _karte(werte, "2024-01") if len(werte) == 30 else _karte(werte)
    assert text in eingaenge.verlauf(karte, Fall({}).teile)


def test_neighbouring_months_with_one_signal_are_named_together() -> None:
    karte = _karte([8, 14] * 9 + [12] * 6 + [12, 13] * 3, "2024-01")
    satz = eingaenge.verlauf(karte, Fall({}).teile)
    assert satz.startswith("Die Regelkarte zeigt ein Signal: Januar bis Juni 2026 (")
    assert "seit mindestens sieben Monaten über dem Mittel" in satz
    assert satz.count("2026") == 1


def test_the_baseline_is_named() -> None:
    satz = eingaenge.karte_hinweis(_karte([8, 14] * 15, "2024-01"))
    assert "Grundlage von Mittel und Grenzen ist Januar 2024 bis Dezember 2025;" in satz


def test_open_and_overdue() -> None:
    zeilen = pd.DataFrame({"art": ["gesamt"], "offen": [0], "uebernommen": [2]})
    faellig = pd.DataFrame({"ueberzug": ["gesamt"], "anzahl": [0], "mit_zwischennachricht": [0]})
    teile = Fall({}).teile
    satz = bestand.kurz_bestand(zeilen, faellig, teile)
    assert satz == "Am 30.06.2026 war keine Kundenreaktion offen, zu Beginn 2."
    satz = bestand.kurz_bestand(zeilen.assign(offen=3), faellig.assign(anzahl=1), teile)
    assert (
        satz
        == "Am 30.06.2026 waren 3 Kundenreaktionen offen, zu Beginn 2; überfällig ist davon eine."
    )
    assert "kein offener Vorgang überfällig" in bestand.ueberfaellig(faellig, teile)


def test_no_result_is_said_and_not_rated() -> None:
    leer = anteile([("a", 0, 0, 0, 0), ("b", 0, 0, 0, 0)])
    assert "für keine Beschwerde festgestellt" in ergebnisse.kurz_ergebnis(leer)
    nur_kein_krm = anteile([("a", 0, 0, 0, 0), ("b", 0, 4, 0, 0)])
    assert ergebnisse.kurz_ergebnis(nur_kein_krm).endswith("keine bewertet.")


def test_both_denominators_stand_in_one_sentence() -> None:
    zeilen = anteile([("a", 42, 120, 0, 0), ("b", 42, 150, 0, 0)])
    satz = ergebnisse.kurz_ergebnis(zeilen)
    assert f"42 von 150 (28,0{NBSP}%)" in satz
    assert f"42 von 120 (35,0{NBSP}%)" in satz


@pytest.mark.regel("MH-02", "MH-03")
def test_few_complaints_are_never_sold_as_satisfaction() -> None:
    assert "belegen keine Zufriedenheit" in einordnung.KEIN_BELEG
    assert "Ziel ist nicht, weniger Beschwerden zu bekommen" in einordnung.KEIN_BELEG


@pytest.mark.regel("MV-11")
def test_coverage_is_stated_also_where_it_is_unknown() -> None:
    spalten = ["merkmal", "anzahl", "von"]
    zeilen = [("erfasst", 30, 30), ("davon importiert", 0, 30)]
    ohne = pd.DataFrame([*zeilen, ("vor Ort erledigt (Strichliste)", 0, 30)], columns=spalten)
    assert "ist unbekannt" in einordnung.abdeckung(ohne)
    assert einordnung.abdeckung_kurz(ohne) == "30 erfasst, Strichliste liegt nicht vor"


def test_no_discrimination_recorded_is_no_proof_of_none() -> None:
    namen = ["eingegangen", "abgeschlossen", "davon bewertet", "davon begründet"]
    leer = pd.DataFrame({"merkmal": namen, "anzahl": [0] * 4, "vor_anzahl": [1, 0, 0, 0]})
    assert "Das belegt nicht, dass es keine gab." in anliegen.diskriminierung(leer)


def test_a_distribution_without_signal_says_so() -> None:
    frame = pd.DataFrame({"code": ["a", "b"], "signal": ["kein Signal", "mehr"]})
    assert anliegen.veraenderte(frame, {"b": "Lob"}) == (
        "Signal gegenüber der Vorperiode: mehr „Lob“."
    )
    assert anliegen.veraenderte(frame[:1], {}) == "Gegenüber der Vorperiode kein Signal."


def test_big_numbers_without_a_denominator_say_why() -> None:
    zeilen = pd.DataFrame(
        {"art": ["gesamt"], "neu": [0], "vor_neu": [0], "offen": [0], "signal": [""]}
    )
    leer = anteile([("a", 0, 0, 0, 0), ("b", 0, 0, 0, 0)])
    karten = kurz.kennzahlen(zeilen.assign(uebernommen=0), leer, leer)
    assert [karte[1:] for karte in karten[2:]] == [("–", "nichts fällig"), ("–", "nichts bewertet")]


@pytest.mark.parametrize(
    ("n", "anfang"),
    [
        (0, "Zu Beschwerden aller Arten ist kein Anliegen erfasst"),
        (1, "Zu Beschwerden aller Arten ist ein Anliegen erfasst"),
        (9, "Zu Beschwerden aller Arten sind 9 Anliegen erfasst"),
    ],
)
def test_how_many_anliegen(n: int, anfang: str) -> None:
    zahlen = {"anliegen": n, "ohne": 1, "aus_lob_und_anregung": 0}
    satz = anliegen.anliegen(zahlen)
    assert satz.startswith(anfang)
    assert satz.endswith("Zu einer Beschwerde ist kein Anliegen erfasst.")


@pytest.mark.parametrize(
    ("neu", "offen", "satz"),
    [
        ((0, 0), 2, "Eingegangen sind keine Petition und keine Eingabe; am Ende des Zeitraums "
         "waren 2 offen."),
        ((1, 0), 1, "Eingegangen ist eine Petition und keine Eingabe; am Ende des Zeitraums war "
         "eine offen."),
        ((2, 1), 0, "Eingegangen sind 2 Petitionen und eine Eingabe; am Ende des Zeitraums war "
         "keine offen."),
    ],
)  # fmt: skip
def test_petitionen_and_eingaben_are_told_apart(
    neu: tuple[int, int], offen: int, satz: str
) -> None:
    zeilen = pd.DataFrame(
        [("eingegangen", *neu, sum(neu)), ("offen am Ende", offen, 0, offen)],
        columns=["merkmal", "petitionen", "eingaben", "anzahl"],
    )
    ohne = pd.DataFrame([{"merkmal": "Stellungnahme versandt", "von": 0}])
    text = ergebnisse.petitionen(zeilen, ohne)
    assert text == f"{satz} Für keine lief eine Frist der Stellungnahme ab."


def test_without_petitionen_one_sentence_says_so() -> None:
    zeilen = pd.DataFrame(
        [("eingegangen", 0, 0, 0), ("offen am Ende", 0, 0, 0)],
        columns=["merkmal", "petitionen", "eingaben", "anzahl"],
    )
    text = ergebnisse.petitionen(zeilen, pd.DataFrame([{"merkmal": "x", "von": 0}]))
    assert text == "Im Berichtszeitraum gab es weder Petitionen noch Eingaben."
