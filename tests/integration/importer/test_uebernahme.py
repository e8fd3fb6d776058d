"""Where what a foreign case says comes to lie: people, derived fields, units, codes, the log."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.actions.codes import add_code, seed_codes
from models.actions.umgliederung import reorganise_einheit
from models.db import acting_as
from models.importer import Auftrag, import_csv
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Anliegen, Betroffen, Ereignis, Inhalt, Vorgang
from tests.haus import JETZT, Haus
from tests.integration.importer.conftest import Importieren, faults_of, only_case


def test_accounts_are_given_by_log_in_or_mail(haus: Haus, importieren: Importieren) -> None:
    importieren({"zustaendige_tl": "Bernd", "verantwortlich": "berta@jobcenter.example"})
    vorgang = only_case()
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
        assert name not in "".join(faults_of(ergebnis))
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
    assert getattr(only_case(), feld) == value


def test_a_foreign_date_stays_where_the_regelwerk_has_none(importieren: Importieren) -> None:
    importieren({"art": "Petition", "frist_am": "2026-04-01"})
    assert only_case().frist_am == date(2026, 4, 1)


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
    assert only_case().einheit_id == haus.einheiten["501"].id


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
    assert "Keine Ihrer Rollen" in faults_of(importieren({}, by=login))[0]


def test_anna_imports_for_her_house_only(importieren: Importieren) -> None:
    assert importieren({}, by="anna").uebernommen == 1
    assert "Zuständigkeit" in faults_of(importieren({}, by="anna", einheit="JC2"))[0]


def test_the_log_tells_each_case_without_its_person(importieren: Importieren) -> None:
    importieren({"name": "Kanarie"}, {"name": "Kanarie"}, by="anna")
    with acting_as(SYSTEM):
        events = list(Ereignis.select().where(Ereignis.tabelle == "vorgang"))
    assert [(e.name, e.akteur) for e in events] == [("vorgang_imported", "anna")] * 2
    assert not any("Kanarie" in event.daten for event in events)
