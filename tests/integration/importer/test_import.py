"""Foreign cases come in all or not at all, and every fault is named with line and column."""

from datetime import date

import pytest

from models.db import acting_as
from models.importer import HOECHSTENS_FEHLER
from models.rules.rechte import SYSTEM
from models.tables import Anliegen, Ereignis, Nachricht, Vorgang
from tests.haus import Haus
from tests.integration.importer.conftest import Importieren, faults_of, only_case


def test_three_columns_are_enough_and_the_rest_stays_unknown(importieren: Importieren) -> None:
    assert importieren({}).uebernommen == 1
    vorgang = only_case()
    assert (vorgang.art, vorgang.herkunft, vorgang.status) == ("beschwerde", "import", "erfasst")
    assert vorgang.vorgangsnummer == "KRM-2026-00001"
    assert vorgang.frist_am == date(2026, 3, 16)
    unknown = ("ergebnisart", "ist_notlage", "anonym", "team", "abschluss_am", "kundengruppe")
    assert [getattr(vorgang, name, None) for name in unknown] == [None] * len(unknown)


def test_without_team_a_row_is_the_dienststelles(haus: Haus, importieren: Importieren) -> None:
    importieren({})
    assert only_case().einheit_id == haus.einheiten["JC"].id


def test_codes_labels_and_aliases_in_any_case(importieren: Importieren) -> None:
    importieren(
        {
            "art": "DAB",
            "eingangsweg": "BRIEF",
            "anliegen_1_kategorie": "umgangston/verhalten",
            "art_der_klaerung": "E-Mail",
            "standort": "rhinstrasse 86",
        }
    )
    vorgang = only_case()
    assert (vorgang.art, vorgang.eingangsweg) == ("dienstaufsichtsbeschwerde", "schriftlich")
    assert vorgang.art_der_klaerung == "e-mail"
    with acting_as(SYSTEM):
        assert Anliegen.get().kategorie == "umgangston-verhalten"


@pytest.mark.regel("MH-12", "MH-16", "MH-18")
def test_what_is_only_handed_over_comes_without_an_art(importieren: Importieren) -> None:
    importieren({"art": "Widerspruch", "abgabe_am": "03.03.2026"})
    vorgang = only_case()
    assert (vorgang.art, vorgang.abgabefall, vorgang.status) == (None, "widerspruch", "abgegeben")
    assert vorgang.abschluss_am == date(2026, 3, 3)


def test_several_wishes_stand_in_one_cell(importieren: Importieren) -> None:
    importieren({"anliegen_1_begehren_art": "Klärung | pruefung | Klärung"})
    with acting_as(SYSTEM):
        assert Anliegen.get().begehren_art == "klaerung pruefung"


def test_up_to_three_concerns(importieren: Importieren) -> None:
    kategorien = ("Bearbeitungsdauer", "Kosten der Unterkunft", "Telefonverhalten")
    row = {f"anliegen_{n}_kategorie": text for n, text in enumerate(kategorien, start=1)}
    importieren(row | {"anliegen_2_text": "Die Miete fehlt.", "anliegen_3_oberklasse": ""})
    with acting_as(SYSTEM):
        concerns = list(Anliegen.select().order_by(Anliegen.anliegen_nr))
    assert [a.kategorie for a in concerns] == [
        "bearbeitungsdauer",
        "kosten-der-unterkunft",
        "telefonverhalten",
    ]
    assert concerns[1].anliegen_text == "Die Miete fehlt."
    assert concerns[2].anliegenart == "verhalten"


@pytest.mark.parametrize(
    ("werte", "status", "abschluss"),
    [
        ({"ausgetragen_am": "2026-03-10"}, "erledigt", date(2026, 3, 10)),
        ({"bearbeitungsende": "10.03.2026"}, "erledigt", date(2026, 3, 10)),
        ({"datum_der_klaerung": "2026-03-09"}, "erledigt", date(2026, 3, 9)),
        ({"datum_der_klaerung": "2026-03-09", "status": "erledigt"}, "erledigt", date(2026, 3, 9)),
        ({"datum_der_klaerung": "2026-03-09", "status": "beantwortet"}, "beantwortet", None),
        ({"status": "in Bearbeitung"}, "in-bearbeitung", None),
        ({"ausgetragen_am": "2026-03-10 23:30"}, "erledigt", date(2026, 3, 10)),
    ],
)
def test_when_a_foreign_case_is_closed(
    importieren: Importieren, werte: dict[str, str], status: str, abschluss: date | None
) -> None:
    assert not importieren(werte).fehler
    vorgang = only_case()
    assert (vorgang.status, vorgang.abschluss_am) == (status, abschluss)


@pytest.mark.datenbank("sqlite")  # refused before any database is asked
@pytest.mark.parametrize(
    ("werte", "fault"),
    [
        ({"eingang_am": "32.03.2026"}, "eingang_am: „32.03.2026“: Dieses Datum gibt es nicht."),
        ({"eingang_am": ""}, "eingang_am: Hier fehlt eine Angabe."),
        ({"eingang_am": "2026-07-16"}, "eingang_am: Eingang im Jobcenter liegt in der Zukunft."),
        ({"eingangsweg": "Brieftaube"}, "eingangsweg: „Brieftaube“: Diesen Wert gibt es nicht"),
        ({"art": "Rüge"}, "art: „Rüge“: Diesen Wert gibt es nicht; erlaubt sind beschwerde"),
        ({"anliegen_2_kategorie": "Wetter"}, "anliegen_2_kategorie: „Wetter“"),
        ({"team": "599"}, "team: „599“ als Team gibt es nicht."),
        ({"team": "701"}, "team: „701“ als Team gibt es nicht."),
        ({"team": "501", "eingang_am": "2019-12-31"}, "team: „501“ als Team gab es am 31.12.2019"),
        ({"team": "601", "fachbereich": "50"}, "team: Das Team „601“ lag am 02.03.2026 nicht"),
        ({"status": "erledigt"}, "status: Ein erledigter Vorgang braucht ausgetragen_am oder"),
        ({"status": "zugeleitet", "ausgetragen_am": "2026-03-10"}, "status: Dieser Stand wider"),
        ({"antwort_versandt_am": "2026-03-01"}, "antwort_versandt_am: Antwortschreiben versandt"),
        ({"anonym": "vielleicht"}, "anonym: „vielleicht“: Erwartet wird ja oder nein."),
        ({"fremdnummer": "9" * 61}, f"fremdnummer: „{'9' * 40}…“: Der Wert ist länger als 60"),
    ],
)
def test_a_fault_is_named_with_line_and_column(
    importieren: Importieren, werte: dict[str, str], fault: str
) -> None:
    ergebnis = importieren({}, werte)
    assert faults_of(ergebnis)[0].startswith(f"Zeile 3, Spalte {fault}")
    assert ergebnis.uebernommen == 0


def test_one_wrong_row_keeps_all_out(importieren: Importieren) -> None:
    importieren({}, {"art": "Rüge"}, {})
    with acting_as(SYSTEM):
        assert Vorgang.select().count() == 0
        assert Ereignis.select().where(Ereignis.tabelle == "vorgang").count() == 0


def test_every_fault_of_a_row_is_told_at_once(importieren: Importieren) -> None:
    row = {"art": "Rüge", "eingangsweg": "", "anonym": "?", "antwort_versandt_am": "1.3.2026"}
    columns = [fault.spalte for fault in importieren(row).fehler]
    assert columns == ["art", "anonym", "eingangsweg", "antwort_versandt_am"]


def test_personal_values_are_never_repeated(importieren: Importieren) -> None:
    ergebnis = importieren(
        {"verantwortlich": "Karla Kanarie", "befangenheit": "Kanarie", "name": "Kanarie"}
    )
    assert [fault.spalte for fault in ergebnis.fehler] == ["verantwortlich", "befangenheit"]
    assert not any("Kanarie" in fault for fault in faults_of(ergebnis))


def test_the_same_number_twice_in_the_file_is_a_fault(importieren: Importieren) -> None:
    ergebnis = importieren(
        {"fremdnummer": "AD-1"}, {"fremdnummer": "AD-2"}, {"fremdnummer": "AD-1"}
    )
    assert faults_of(ergebnis) == [
        "Zeile 4, Spalte fremdnummer: „AD-1“ steht schon in Zeile 2: "
        "Jede Nummer darf nur einmal vorkommen."
    ]


def test_a_number_that_is_in_already_is_a_fault(importieren: Importieren) -> None:
    importieren({"fremdnummer": "AD-1"})
    ergebnis = importieren({"fremdnummer": "AD-1"})
    assert faults_of(ergebnis) == [
        "Zeile 2, Spalte fremdnummer: „AD-1“ ist schon übernommen: "
        "Jede Nummer darf nur einmal vorkommen."
    ]


def test_another_dienststelle_may_have_the_same_number(importieren: Importieren) -> None:
    importieren({"fremdnummer": "AD-1"})
    assert importieren({"fremdnummer": "AD-1"}, einheit="JC2").uebernommen == 1


def test_only_the_firstfaults_of_are_kept(importieren: Importieren) -> None:
    ergebnis = importieren(*[{"art": "Rüge"}] * (HOECHSTENS_FEHLER + 7))
    assert (len(ergebnis.fehler), ergebnis.weitere_fehler) == (HOECHSTENS_FEHLER, 7)


def test_a_trial_writes_nothing(importieren: Importieren) -> None:
    ergebnis = importieren({}, {}, probe=True)
    assert (ergebnis.zeilen, ergebnis.uebernommen, ergebnis.fehler) == (2, 0, [])
    with acting_as(SYSTEM):
        assert Vorgang.select().count() == 0


def test_no_mail_leaves(importieren: Importieren) -> None:
    importieren({"zugeleitet_am": "2026-03-03", "zustaendige_tl": "bernd", "team": "501"})
    with acting_as(SYSTEM):
        assert Nachricht.select().count() == 0
