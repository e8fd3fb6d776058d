"""What a snapshot says: values, units, dates, codes, counts."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.actions.vorgaenge import update_vorgang
from models.db import acting_as, database, writing
from models.queries import snapshot_kopie as module
from models.queries.snapshot import write_snapshot
from models.queries.snapshot_abfragen import Umfang
from models.queries.snapshot_datei import Moment, create_datei, describe
from models.rules.kette import Kettenende
from models.rules.rechte import SYSTEM
from models.tables import Anliegen, Codewert, Einheit, Strichliste, Vorgang, Vorgangsstand
from tests.haus import Haus
from tests.integration.snapshot.conftest import Read, Write, rows_of


def change(vorgang: Vorgang, **werte: Any) -> None:
    with writing(by=SYSTEM):
        Vorgang.update(werte).where(Vorgang.id == vorgang.id).execute()


def test_it_tells_what_it_is_about(read: Read) -> None:
    meta = {row["schluessel"]: row["wert"] for row in read("meta", "50")}
    assert meta == {
        "schema": "7",
        "datenstand": "2026-07-15",
        "aufzeichnung_seit": meta["aufzeichnung_seit"],
        "dienststelle": "Jobcenter Lindenau",
        "einheit": "50",
        "einheit_name": "Bereich Leistung",
        "einheit_art": "bereich",
        "einheit_id": meta["einheit_id"],
        "regelwerk": "marzahn-hellersdorf-2022",
        "fassung": "0.1.0",
        "codes_fassung": meta["codes_fassung"],
        "genderform": "paar",
    }


def test_a_case_stands_there_in_codes_iso_days_and_truth_values(haus: Haus, read: Read) -> None:
    vorgang = haus.record("501", anonym=False, einvernehmlich_geklaert=True)
    change(
        vorgang,
        erfasst_am=datetime(2026, 7, 1, 22, 30, tzinfo=UTC),
        ausgetragen_am=datetime(2026, 1, 10, 22, 59, 59, tzinfo=UTC),
    )
    (row,) = read("vorgang")
    assert (row["art"], row["eingang_am"], row["eingangsweg"]) == (
        "beschwerde",
        "2026-07-01",
        "schriftlich",
    )
    assert row["frist_am"] == "2026-07-15"
    assert (row["anonym"], row["einvernehmlich_geklaert"], row["entschuldigung"]) == (0, 1, None)
    assert row["einheit_id"] == haus.einheiten["501"].id
    assert row["erfasst_am"] == "2026-07-02", "half past midnight in Berlin"
    assert row["ausgetragen_am"] == "2026-01-10", "one minute to midnight in winter"


@pytest.mark.parametrize(
    ("tage", "erste"),
    [
        ({"zwischennachricht_am": 9}, None),
        ({"antwort_versandt_am": 9}, 9),
        ({"datum_der_klaerung": 8}, 8),
        ({"antwort_versandt_am": 9, "datum_der_klaerung": 8}, 8),
        ({"antwort_versandt_am": 9, "datum_der_klaerung": 10}, 9),
        ({"erste_antwort_am": 3, "antwort_versandt_am": 9}, 3),
        ({"dankeschreiben_am": 7, "datum_der_klaerung": 10}, 7),
        ({"versandt_am": 6, "antwort_versandt_am": 9}, 6),
    ],
)
def test_the_first_answer_is_the_earliest_substantive_one(
    haus: Haus, read: Read, tage: dict[str, int], erste: int | None
) -> None:
    change(haus.record("501"), **{name: date(2026, 7, tag) for name, tag in tage.items()})
    told = f"2026-07-{erste:02d}" if erste else None
    assert [row["erste_antwort_am"] for row in read("vorgang")] == [told]


def test_the_concerns_of_a_case_come_along_in_order(haus: Haus, read: Read) -> None:
    anliegen = ({"kategorie": "bearbeitungsdauer"}, {"kategorie": "leistungshoehe"})
    vorgang = haus.record("501", anliegen=anliegen)
    haus.record("701", by="zoe")
    rows = read("anliegen")
    assert [(row["vorgang_id"], row["nr"], row["kategorie"]) for row in rows] == [
        (vorgang.id, 1, "bearbeitungsdauer"),
        (vorgang.id, 2, "leistungshoehe"),
    ]


@pytest.mark.parametrize(
    ("einheit", "teams"),
    [("JC", ["501", "502", "601"]), ("50", ["501", "502"]), ("501", ["501"]), ("JC2", ["701"])],
)
def test_it_holds_the_unit_and_what_is_below(
    haus: Haus, read: Read, einheit: str, teams: list[str]
) -> None:
    for team, by in (("501", "anna"), ("502", "anna"), ("601", "anna"), ("701", "zoe")):
        haus.record(team, by=by)
    by_id = {row["id"]: row for row in read("einheit", einheit)}
    cases = read("vorgang", einheit)
    assert [by_id[row["einheit_id"]]["kuerzel"] for row in cases] == teams
    assert len(read("anliegen", einheit)) == len(teams)
    assert by_id.keys() == {e.id for e in haus.einheiten.values()}, "the report cuts the tree"


def test_a_case_without_a_team_counts_for_the_house_and_for_its_bereich(
    haus: Haus, read: Read
) -> None:
    einheiten = haus.einheiten
    vorgang = haus.record("501")
    place = {"einheit": einheiten["JC"].id, "fachbereich": einheiten["50"].id}
    change(vorgang, **place)
    with writing(by=SYSTEM):
        Vorgangsstand.update(place).where(Vorgangsstand.vorgang == vorgang.id).execute()
    for unit in ("JC", "50"):
        assert [row["einheit_id"] for row in read("stand", unit)] == [einheiten["50"].id]
    assert read("vorgang", "501") == read("vorgang", "60") == []


def test_a_case_that_moved_is_in_the_snapshots_of_both_teams_with_its_days(
    haus: Haus, read: Read
) -> None:
    einheiten = haus.einheiten
    vorgang = haus.record("501", eingang_am=date(2026, 7, 1))
    update_vorgang(
        by=haus.akteur("anna"),
        now=datetime(2026, 7, 9, 8, tzinfo=UTC),
        vorgang_id=vorgang.id,
        version=1,
        eintrag=haus.eintrag("502", eingang_am=date(2026, 7, 1)),
    )
    for unit in ("501", "502"):
        rows = read("stand", unit)
        assert [(row["ab"], row["bis"], row["einheit_id"]) for row in rows] == [
            ("2026-07-01", "2026-07-09", einheiten["501"].id),
            ("2026-07-09", None, einheiten["502"].id),
        ]


def test_a_reorganised_team_brings_its_old_cases_and_the_old_bereich_keeps_them(
    haus: Haus, read: Read
) -> None:
    old = haus.record("501")
    with writing(by=SYSTEM):
        Einheit.create(
            kuerzel="611",
            name="Team 611",
            art="team",
            eltern=haus.einheiten["60"],
            vorgaenger=haus.einheiten["501"],
            gueltig_ab=date(2026, 8, 1),
        )
    assert [row["id"] for row in read("vorgang", "50")] == [old.id]
    assert [row["id"] for row in read("vorgang", "60")] == [old.id]
    before = {row["kuerzel"]: row["vorgaenger_id"] for row in read("einheit", "60")}
    assert before["611"] == haus.einheiten["501"].id, (
        "so that the report can fold one into the other"
    )


def test_the_strichliste_of_the_unit_comes_along(haus: Haus, read: Read) -> None:
    with writing(by=SYSTEM):
        for team, anzahl in (("501", 3), ("601", 4)):
            einheit = haus.einheiten[team]
            Strichliste.create(
                einheit=einheit, tag=date(2026, 7, 2), thema="erreichbarkeit", anzahl=anzahl
            )
    assert [(row["tag"], row["anzahl"]) for row in read("strichliste", "50")] == [("2026-07-02", 3)]
    assert len(read("strichliste", "JC")) == 2


def test_codes_of_the_house_go_before_those_of_the_program(haus: Haus, read: Read) -> None:
    with writing(by=SYSTEM):
        Codewert.delete().where(Codewert.feld == "standort").execute()
        for position, code in enumerate(("nord", "sued")):
            Codewert.create(
                feld="standort",
                code=code,
                bezeichnung=code.capitalize(),
                gueltig_ab=date(2026, 1, 1),
                position=position,
            )
    codes = [(row["feld"], row["code"], row["gueltig_ab"]) for row in read("code")]
    assert [row for row in codes if row[0] == "standort"] == [
        ("standort", "nord", "2026-01-01"),
        ("standort", "sued", "2026-01-01"),
    ]
    assert ("art", "beschwerde") in {row[:2] for row in codes}


def test_what_is_written_meanwhile_waits_for_the_next_snapshot(
    haus: Haus, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = haus.record("501"), haus.record("501")
    person_key = module.person_key
    at_work: list[bool] = []

    def settle() -> None:
        with database.connection_context():
            change(second, datum_der_klaerung=date(2026, 7, 9))
            with writing(by=SYSTEM):
                Anliegen.delete().where(Anliegen.vorgang == first.id).execute()

    def person_key_while_a_clerk_works(*who: Any) -> str | None:
        if not at_work:
            at_work.append(True)
            with ThreadPoolExecutor(1) as pool:
                pool.submit(settle).result(timeout=10)
        return person_key(*who)

    monkeypatch.setattr(module, "STAPEL", 1)
    monkeypatch.setattr(module, "person_key", person_key_while_a_clerk_works)
    before, after = write(), write()
    assert [row["datum_der_klaerung"] for row in rows_of(before, "vorgang")] == [None, None]
    assert before.zeilen["anliegen"] == 2
    assert [row["datum_der_klaerung"] for row in rows_of(after, "vorgang")] == [None, "2026-07-09"]
    assert after.zeilen["anliegen"] == 1


@pytest.mark.datenbank("sqlite")
def test_both_ways_of_copying_write_the_same(haus: Haus, tmp_path: Path) -> None:
    """PostgreSQL's way runs on SQLite, too, so that one database can tell both apart."""
    for team in ("501", "502", "501"):
        haus.record(team, kundennummer=f"{team}D1", anonym=False)
    change(haus.record("501"), ausgetragen_am=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    umfang = Umfang(haus.einheiten["50"].id, tuple(range(1, 5)), alles=False)
    paths = [tmp_path / "direkt.sqlite", tmp_path / "stapel.sqlite"]
    for path in paths:
        create_datei(path)
    with acting_as(SYSTEM), module.inside_sqlite(paths[0], b"k") as kopie:
        kopie.copy(umfang)
    with acting_as(SYSTEM), closing(sqlite3.connect(paths[1])) as connection, connection:
        module._Batches(connection, b"k").copy(umfang)
    moment = Moment(datetime(2026, 7, 15, tzinfo=UTC), Kettenende(0, ""), 0)
    first, second = (describe(path, moment) for path in paths)
    assert first.zeilen["vorgang"] == 4
    assert first.sha256 == second.sha256


def test_the_hash_follows_the_content_not_the_file(haus: Haus, write: Write) -> None:
    haus.record("501")
    first, second = write(), write()
    assert first.sha256 == second.sha256
    assert first.zeilen["vorgang"] == 1
    haus.record("502")
    assert write().sha256 != first.sha256


def test_an_empty_house_gives_an_empty_snapshot(write: Write) -> None:
    snapshot = write()
    assert (snapshot.zeilen["vorgang"], snapshot.zeilen["anliegen"]) == (0, 0)
    assert snapshot.path.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(snapshot.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_it_never_overwrites_a_file(haus: Haus, write: Write) -> None:
    snapshot = write()
    before = snapshot.path.read_bytes()
    with pytest.raises(FileExistsError):
        write_snapshot(
            snapshot.path,
            einheit_id=haus.einheiten["JC"].id,
            stand=date(2026, 7, 15),
            pseudonym_key=b"k" * 32,
            fassung="0",
        )
    assert snapshot.path.read_bytes() == before
