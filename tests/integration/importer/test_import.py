"""Foreign cases come in all or not at all, and every fault is named with line and column."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.actions.codes import add_code, seed_codes
from models.actions.umgliederung import reorganise_einheit
from models.db import acting_as
from models.importer import HOECHSTENS_FEHLER, Auftrag, Ergebnis, import_csv
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Anliegen, Betroffen, Ereignis, Inhalt, Nachricht, Vorgang
from tests.haus import JETZT, Haus

Importieren = Callable[..., Ergebnis]
PFLICHT = {"art": "Beschwerde", "eingang_am": "2026-03-02", "eingangsweg": "E-Mail"}


@pytest.fixture
def importieren(haus: Haus, tmp_path: Path) -> Importieren:
    """importieren({...}, {...}, by="anna", einheit="JC", probe=False) imports these rows."""
    seed_codes(by=SYSTEM, now=JETZT)

    def run(*rows: dict[str, str], by: str | None = None, **auftrag: Any) -> Ergebnis:
        path = tmp_path / "faelle.csv"
        names = list(dict.fromkeys(name for row in rows for name in PFLICHT | row))
        lines = [";".join({**PFLICHT, **row}.get(name, "") for name in names) for row in rows]
        path.write_text("\n".join([";".join(names), *lines]), encoding="utf-8")
        einheit = haus.einheiten[auftrag.pop("einheit", "JC")]
        return import_csv(
            by=haus.akteur(by) if by else SYSTEM,
            now=JETZT,
            auftrag=Auftrag(path, einheit.id, **auftrag),
        )

    return run


def _only_case() -> Vorgang:
    with acting_as(SYSTEM):
        (vorgang,) = Vorgang.select()
    return vorgang


def _faults(ergebnis: Ergebnis) -> list[str]:
    return [str(fault) for fault in ergebnis.fehler]


def test_three_columns_are_enough_and_the_rest_stays_unknown(importieren: Importieren) -> None:
    assert importieren({}).uebernommen == 1
    vorgang = _only_case()
    assert (vorgang.art, vorgang.herkunft, vorgang.status) == ("beschwerde", "import", "erfasst")
    assert vorgang.vorgangsnummer == "KRM-2026-00001"
    assert vorgang.frist_am == date(2026, 3, 16)
    unknown = ("ergebnisart", "ist_notlage", "anonym", "team", "abschluss_am", "kundengruppe")
    assert [getattr(vorgang, name, None) for name in unknown] == [None] * len(unknown)


def test_without_team_a_row_is_the_dienststelles(haus: Haus, importieren: Importieren) -> None:
    importieren({})
    assert _only_case().einheit_id == haus.einheiten["JC"].id


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
    vorgang = _only_case()
    assert (vorgang.art, vorgang.eingangsweg) == ("dienstaufsichtsbeschwerde", "schriftlich")
    assert vorgang.art_der_klaerung == "e-mail"
    with acting_as(SYSTEM):
        assert Anliegen.get().kategorie == "umgangston-verhalten"


@pytest.mark.regel("MH-12", "MH-16", "MH-18")
def test_what_is_only_handed_over_comes_without_an_art(importieren: Importieren) -> None:
    importieren({"art": "Widerspruch", "abgabe_am": "03.03.2026"})
    vorgang = _only_case()
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
    vorgang = _only_case()
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
    assert _faults(ergebnis)[0].startswith(f"Zeile 3, Spalte {fault}")
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
    assert not any("Kanarie" in fault for fault in _faults(ergebnis))


def test_the_same_number_twice_in_the_file_is_a_fault(importieren: Importieren) -> None:
    ergebnis = importieren(
        {"fremdnummer": "AD-1"}, {"fremdnummer": "AD-2"}, {"fremdnummer": "AD-1"}
    )
    assert _faults(ergebnis) == [
        "Zeile 4, Spalte fremdnummer: „AD-1“ steht schon in Zeile 2: "
        "Jede Nummer darf nur einmal vorkommen."
    ]


def test_a_number_that_is_in_already_is_a_fault(importieren: Importieren) -> None:
    importieren({"fremdnummer": "AD-1"})
    ergebnis = importieren({"fremdnummer": "AD-1"})
    assert _faults(ergebnis) == [
        "Zeile 2, Spalte fremdnummer: „AD-1“ ist schon übernommen: "
        "Jede Nummer darf nur einmal vorkommen."
    ]


def test_another_dienststelle_may_have_the_same_number(importieren: Importieren) -> None:
    importieren({"fremdnummer": "AD-1"})
    assert importieren({"fremdnummer": "AD-1"}, einheit="JC2").uebernommen == 1


def test_only_the_first_faults_are_kept(importieren: Importieren) -> None:
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


def test_accounts_are_given_by_log_in_or_mail(haus: Haus, importieren: Importieren) -> None:
    importieren({"zustaendige_tl": "Bernd", "verantwortlich": "berta@jobcenter.example"})
    vorgang = _only_case()
    assert vorgang.zustaendige_tl_id == haus.konten["bernd"].id
    assert vorgang.verantwortlich_id == haus.konten["berta"].id


def test_whom_a_complaint_is_about_is_kept_apart(importieren: Importieren) -> None:
    importieren({"art": "DAB", "betroffene_person": "Herr Beispiel | Frau Muster"})
    with acting_as(SYSTEM):
        assert [row.bezeichnung for row in Betroffen.select()] == ["Herr Beispiel", "Frau Muster"]


@pytest.mark.parametrize(
    "name", ["Herr Bernd", "Bernd, Max", "bernd", "BERND@jobcenter.example", "Frau Berndt"]
)
def test_a_name_that_may_be_somebodys_is_never_mere_text(
    haus: Haus, importieren: Importieren, tmp_path: Path, name: str
) -> None:
    row = {"art": "DAB", "betroffene_person": f"{name} | Frau Muster"}
    if "@" in name or name == "bernd":  # a log-in says whose it is
        assert importieren(row).uebernommen == 1
    else:
        ergebnis = importieren(row)
        assert ergebnis.uebernommen == 0
        assert ergebnis.offene_namen == {name: ("bernd",)}
        assert name not in "".join(_faults(ergebnis))
        zuordnung = tmp_path / "zuordnung.csv"
        zuordnung.write_text(f"name;login\n{name};bernd\n", encoding="utf-8")
        assert importieren(row, zuordnung=zuordnung).uebernommen == 1
    with acting_as(SYSTEM):
        rows = [(r.konto_id, r.bezeichnung, r.ohne_konto) for r in Betroffen.select()]
    assert rows == [(haus.konten["bernd"].id, None, False), (None, "Frau Muster", False)]
    with acting_as(haus.akteur("bernd")):
        assert not Vorgang.select().exists()


def test_nobodys_name_is_said_to_be_nobodys(importieren: Importieren, tmp_path: Path) -> None:
    zuordnung = tmp_path / "zuordnung.csv"
    zuordnung.write_text("HERR bernd;-\n", encoding="utf-8")
    assert importieren({"betroffene_person": "Herr Bernd"}, zuordnung=zuordnung).uebernommen == 1
    with acting_as(SYSTEM):
        assert [(r.konto_id, r.ohne_konto) for r in Betroffen.select()] == [(None, True)]


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize(
    ("content", "satz"),
    [
        ("Herr Bernd;niemandda", "Zeile 1 der Zuordnung: Diesen Anmeldenamen gibt es nicht"),
        ("name;login\nHerr Bernd", "Zeile 2 der Zuordnung: Erwartet wird name;login"),
        ("Herr Bernd;bernd\nherr bernd;-", "Zeile 2 der Zuordnung: Derselbe Name"),
        (None, "ist nicht lesbar"),
    ],
)
def test_a_wrong_assignment_is_told_by_its_line(
    importieren: Importieren, tmp_path: Path, content: str | None, satz: str
) -> None:
    zuordnung = tmp_path / "zuordnung.csv"
    if content:
        zuordnung.write_text(content, encoding="utf-8")
    with pytest.raises(RuleViolation, match=satz):
        importieren({"betroffene_person": "Herr Bernd"}, zuordnung=zuordnung)


@pytest.mark.parametrize(
    ("werte", "feld", "value"),
    [
        ({"risiko_notlage": "ja, Energiesperre"}, "ist_notlage", True),
        ({"risiko_notlage": "nein"}, "ist_notlage", False),
        ({"ist_notlage": "ja"}, "ist_notlage", True),
        ({"ist_notlage": "nein"}, "ist_notlage", False),
        ({"ist_folgereaktion": "ja"}, "ist_folgereaktion", True),
        ({"als_dab_bezeichnet": "ja"}, "als_dab_bezeichnet", True),
        ({"art_wie_bezeichnet": "Dienstaufsichtsbeschwerde"}, "als_dab_bezeichnet", True),
        ({"art_wie_bezeichnet": "Brief"}, "als_dab_bezeichnet", False),
        ({"verzicht_schriftlich": "nein"}, "verzicht_liegt_vor", False),
        ({"personengruppe": "u25"}, "personengruppe", "unter-25"),
        ({"personenkreis": "keiner"}, "personengruppe", "keine"),
        ({"erfasst_am": "04.03.2026"}, "erfasst_am", JETZT.replace(month=3, day=4, hour=11)),
    ],
)
def test_derived_fields(
    importieren: Importieren, werte: dict[str, str], feld: str, value: Any
) -> None:
    assert not importieren(werte).fehler
    assert getattr(_only_case(), feld) == value


def test_a_foreign_date_stays_where_the_regelwerk_has_none(importieren: Importieren) -> None:
    importieren({"art": "Petition", "frist_am": "2026-04-01"})
    assert _only_case().frist_am == date(2026, 4, 1)


def test_content_lands_in_its_own_table(importieren: Importieren) -> None:
    importieren({"name": "Muster", "bg_nummer": "95502//0000001"})
    with acting_as(SYSTEM):
        inhalt = Inhalt.get()
    assert (inhalt.name, inhalt.bg_nummer) == ("Muster", "95502//0000001")


def test_a_value_that_the_house_added_is_known(importieren: Importieren) -> None:
    werte = {"feld": "ursache", "bezeichnung": "Personalausfall", "gueltig_ab": date(2026, 1, 1)}
    add_code(by=SYSTEM, now=JETZT, werte=werte)
    assert not importieren({"ursache": "Personalausfall"}).fehler
    assert importieren({"ursache": "Personalausfall", "eingang_am": "2025-12-31"}).fehler


def test_a_kategorie_that_the_house_added_is_counted(importieren: Importieren) -> None:
    werte = {"feld": "kategorie", "bezeichnung": "Parkplätze", "gueltig_ab": date(2026, 1, 1)}
    add_code(by=SYSTEM, now=JETZT, werte=werte)
    assert not importieren({"anliegen_1_kategorie": "parkplätze"}).fehler
    with acting_as(SYSTEM):
        assert Anliegen.get().kategorie == "parkplaetze"


def test_numbers_are_those_of_the_berlin_year(importieren: Importieren) -> None:
    importieren(
        {"erfasst_am": "2026-01-01 00:30", "eingang_am": "2025-12-31"},
        {"erfasst_am": "2025-12-31 12:00", "eingang_am": "2025-12-31"},
    )
    with acting_as(SYSTEM):
        numbers = [v.vorgangsnummer for v in Vorgang.select().order_by(Vorgang.id)]
    assert numbers == ["KRM-2026-00001", "KRM-2025-00001"]


def test_an_old_case_lies_in_the_team_of_its_day(haus: Haus, importieren: Importieren) -> None:
    reorganise_einheit(
        by=SYSTEM,
        now=JETZT,
        einheit_id=haus.einheiten["501"].id,
        version=1,
        werte={"gueltig_ab": date(2026, 4, 1), "eltern": haus.einheiten["60"].id},
    )
    importieren({"team": "501"})
    assert _only_case().einheit_id == haus.einheiten["501"].id


@pytest.mark.datenbank("sqlite")  # refused before any database is asked
@pytest.mark.parametrize(
    ("header", "satz"),
    [
        ("art;eingang_am", "Es fehlt die Spalte „eingangsweg“"),
        ("art;eingang_am;eingangweg", "„eingangweg“ gibt es nicht; gemeint ist wohl „eingangsweg“"),
        ("art;eingang_am;eingangsweg;anliegen_4_kategorie", "höchstens 3 Anliegen"),
        ("art;eingang_am;eingangsweg;kategorie", "bitte „anliegen_1_kategorie“"),
        ("art;eingang_am;eingangsweg;vorgangsnummer", "fremdnummer"),
        ("art;eingang_am;eingangsweg;frist_gehalten", "berechnet KRM selbst"),
        ("art;eingang_am;eingangsweg;zufriedenheit", "„zufriedenheit“ gibt es nicht"),
    ],
)
def test_a_wrong_column_is_named(haus: Haus, tmp_path: Path, header: str, satz: str) -> None:
    seed_codes(by=SYSTEM, now=JETZT)
    path = tmp_path / "faelle.csv"
    path.write_text(f"{header}\n", encoding="utf-8")
    with pytest.raises(RuleViolation, match=satz):
        import_csv(by=SYSTEM, now=JETZT, auftrag=Auftrag(path, haus.einheiten["JC"].id))


@pytest.mark.regel("MH-37")
@pytest.mark.parametrize("login", ["bernd", "dora", "greta", "adam"])
def test_only_who_records_may_import(importieren: Importieren, login: str) -> None:
    assert "Keine Ihrer Rollen" in _faults(importieren({}, by=login))[0]


def test_anna_imports_for_her_house_only(importieren: Importieren) -> None:
    assert importieren({}, by="anna").uebernommen == 1
    assert "Zuständigkeit" in _faults(importieren({}, by="anna", einheit="JC2"))[0]


def test_the_log_tells_each_case_without_its_person(importieren: Importieren) -> None:
    importieren({"name": "Kanarie"}, {"name": "Kanarie"}, by="anna")
    with acting_as(SYSTEM):
        events = list(Ereignis.select().where(Ereignis.tabelle == "vorgang"))
    assert [(e.name, e.akteur) for e in events] == [("vorgang_imported", "anna")] * 2
    assert not any("Kanarie" in event.daten for event in events)
