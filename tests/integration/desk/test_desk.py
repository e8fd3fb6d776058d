"""The desk: what waits for whom, the same number as in the list behind it, in few queries."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest

from models.actions.vorgaenge import record_many
from models.db import acting_as, database, writing
from models.queries.desk import TISCHLAGEN, Abschnitt, Desk, load_desk
from models.queries.lagen import LAGEN
from models.rules.kriterien import check_kriterien
from models.rules.rechte import SYSTEM
from models.tables import Bericht, Lauf, Vorgang, Wiedervorlage
from tests.haus import HEUTE, JETZT, Haus

TAG = timedelta(days=1)
MASSE = ("frist_gehalten", "abschliessend_gehalten")
# Eingang -> due 14 days later (MH-56)
UEBERFAELLIG, FAELLIG, BALD = HEUTE - 20 * TAG, HEUTE - 14 * TAG, HEUTE - 12 * TAG

INDEXES = {
    "vorgang_abschluss_am_frist_am_id",
    "vorgang_abschluss_am_eingang_am_id",
    "vorgang_abschluss_am_prioritaet_frist_am",
    "vorgang_einheit_id_abschluss_am_frist_am",
    "vorgang_verantwortlich_id",
    "vorgang_verantwortlich_id_abschluss_am_frist_am",
    "vorgang_wartet_auf_einheit_id_frist_am",
}


def desk(haus: Haus, login: str, today: date = HEUTE) -> Desk:
    return load_desk(haus.akteur(login, today), today)


def part(found: Desk, name: str) -> Abschnitt:
    return next(abschnitt for abschnitt in found.vorgaenge if abschnitt.name == name)


def counts(haus: Haus, login: str) -> dict[str, int]:
    found = desk(haus, login)
    return {p.name: p.anzahl for p in (*found.vorgaenge, found.wiedervorlagen) if p.anzahl}


def remind(haus: Haus, vorgang: Vorgang, login: str, **werte: Any) -> None:
    with writing(by=SYSTEM):
        given: dict[str, Any] = {"faellig_am": HEUTE, "grund": "nachfragen"}
        Wiedervorlage.create(vorgang=vorgang, fuer=haus.konten[login], **given | werte)


@contextmanager
def counted_queries(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, Any]]]:
    asked: list[tuple[str, Any]] = []
    execute = database.obj.execute_sql

    def counting(sql: str, params: Any = None) -> Any:
        # Each query first looks whether an import is going on: one look at an empty table.
        if "FROM einspielung" not in sql:
            asked.append((sql, params))
        return execute(sql, params)

    with monkeypatch.context() as patch:
        patch.setattr(database.obj, "execute_sql", counting)
        yield asked


@pytest.mark.regel("MH-36", "MH-56")
def test_what_is_overdue_due_today_and_due_soon_is_told_apart(haus: Haus) -> None:
    late, due, soon = (haus.record(eingang_am=day) for day in (UEBERFAELLIG, FAELLIG, BALD))
    found = desk(haus, "anna")
    for name, vorgang in (("ueberfaellig", late), ("heute", due), ("woche", soon)):
        abschnitt = part(found, name)
        assert (abschnitt.anzahl, abschnitt.ist_mehr) == (1, False)
        (zeile,) = abschnitt.zeilen
        assert (zeile.vorgangsnummer, zeile.frist_am) == (vorgang.vorgangsnummer, vorgang.frist_am)
        assert zeile.einheit_id == haus.einheiten["501"].id


def test_a_sofortsache_stands_under_its_own_heading(haus: Haus) -> None:
    vorgang = haus.record(art="petition")
    (zeile,) = part(desk(haus, "anna"), "sofort").zeilen
    assert (zeile.vorgang_id, zeile.prioritaet) == (vorgang.id, "sofort")


def test_what_is_closed_is_not_on_the_desk(haus: Haus) -> None:
    vorgang = haus.record(eingang_am=UEBERFAELLIG)
    assert counts(haus, "anna")
    with writing(by=SYSTEM):
        done = {"abschluss_am": HEUTE, "wartet_auf": None}
        Vorgang.update(done).where(Vorgang.id == vorgang.id).execute()
    assert counts(haus, "anna") == {}


def wait(vorgang: Vorgang, rolle: str) -> None:
    with writing(by=SYSTEM):
        Vorgang.update(wartet_auf=rolle).where(Vorgang.id == vorgang.id).execute()


def test_a_case_waits_for_the_role_in_its_unit_and_for_nobody_else(haus: Haus) -> None:
    wait(haus.record("501"), "tl")
    for login, waits in (("bernd", 1), ("victor", 1), ("clara", 0), ("emil", 0), ("anna", 0)):
        assert part(desk(haus, login), "wartet").anzahl == waits, login


def test_a_deputy_finds_the_desk_of_whom_she_stands_in_for_while_it_lasts(haus: Haus) -> None:
    vorgang = haus.record("501")
    wait(vorgang, "tl")
    remind(haus, vorgang, "bernd", faellig_am=HEUTE - 60 * TAG)
    assert part(desk(haus, "victor"), "wartet").anzahl == 1
    assert desk(haus, "victor").wiedervorlagen.anzahl == 1
    assert desk(haus, "victor", date(2026, 8, 1)).vorgaenge == ()
    assert desk(haus, "victor", date(2026, 8, 1)).wiedervorlagen.anzahl == 0


def test_a_case_waits_for_who_is_responsible(haus: Haus) -> None:
    hers = haus.record("501", verantwortlich=haus.konten["berta"].id)
    other = haus.record("501", verantwortlich=haus.konten["bernd"].id)
    for vorgang in (hers, other):
        wait(vorgang, "@verantwortlich")
    (zeile,) = part(desk(haus, "berta"), "wartet").zeilen
    assert zeile.vorgang_id == hers.id


def test_wiedervorlagen_come_back_to_their_own_desk_until_they_are_done(haus: Haus) -> None:
    vorgang = haus.record("501")
    remind(haus, vorgang, "bernd", grund="Rückruf abwarten")
    remind(haus, vorgang, "bernd", faellig_am=HEUTE + TAG)
    remind(haus, vorgang, "bernd", erledigt_am=HEUTE)
    remind(haus, vorgang, "anna", faellig_am=HEUTE - TAG)
    found = desk(haus, "bernd").wiedervorlagen
    (zettel,) = found.zeilen
    assert found.anzahl == 1
    assert (zettel.vorgangsnummer, zettel.grund) == (vorgang.vorgangsnummer, "Rückruf abwarten")
    assert desk(haus, "emil").wiedervorlagen.anzahl == 0


def test_a_wiedervorlage_is_gone_where_the_content_is(haus: Haus) -> None:
    dab = haus.record("501", art="dienstaufsichtsbeschwerde")
    remind(haus, dab, "anna")
    assert desk(haus, "anna").wiedervorlagen.anzahl == 1
    with writing(by=SYSTEM):
        Vorgang.update(zugeleitet_am=HEUTE).where(Vorgang.id == dab.id).execute()
    found = desk(haus, "anna").wiedervorlagen
    assert (found.anzahl, list(found.zeilen)) == (0, [])


@pytest.mark.regel("MH-86", "MH-88")
@pytest.mark.parametrize("login", ["clara", "paul", "zoe", "ines", "adam", "berta"])
def test_a_strangers_desk_is_that_of_an_empty_house(haus: Haus, login: str) -> None:
    empty = desk(haus, login)
    for day in (UEBERFAELLIG, FAELLIG, BALD, HEUTE):
        vorgang = haus.record("501", eingang_am=day)
        remind(haus, vorgang, "bernd")
    haus.record("501", art="petition")
    assert desk(haus, login) == empty
    assert counts(haus, login) == {}


def test_nobodys_desk_tells_of_a_case_about_herself(haus: Haus) -> None:
    vorgang = haus.record("501", eingang_am=UEBERFAELLIG, betroffene=(haus.konten["bernd"].id,))
    wait(vorgang, "tl")
    remind(haus, vorgang, "bernd")
    assert counts(haus, "bernd") == {}


def test_the_first_five_are_those_due_first_and_counting_stops_at_99(haus: Haus) -> None:
    days = [UEBERFAELLIG - (n % 30) * TAG for n in range(120)]
    record_many(by=SYSTEM, now=JETZT, eintraege=[haus.eintrag(eingang_am=day) for day in days])
    abschnitt = part(desk(haus, "anna"), "ueberfaellig")
    assert (abschnitt.anzahl, abschnitt.ist_mehr) == (99, True)
    dates = [zeile.frist_am for zeile in abschnitt.zeilen]
    assert len(dates) == 5
    assert dates == sorted(dates)
    with acting_as(SYSTEM):
        assert dates[0] == min(v.frist_am for v in Vorgang.select())


def test_of_new_cases_the_newest_stands_first(haus: Haus) -> None:
    keys = [haus.record(eingang_am=HEUTE - n * TAG).id for n in (3, 0, 1, 10)]
    zeilen = part(desk(haus, "anna"), "neu").zeilen
    assert [zeile.vorgang_id for zeile in zeilen] == [keys[1], keys[2], keys[0]]


def test_the_list_behind_a_count_shows_as_many(haus: Haus) -> None:
    for number in range(12):
        vorgang = haus.record(
            eingang_am=HEUTE - 2 * number * TAG, art="beschwerde" if number % 5 else "petition"
        )
        wait(vorgang, ("tl", "vz_gf", "@verantwortlich")[number % 3])
        remind(haus, vorgang, "anna", faellig_am=HEUTE + (number - 6) * TAG)
    terms = {lage.name: lage.term for lage in (*LAGEN, *TISCHLAGEN)}
    anna = haus.akteur("anna")
    found = load_desk(anna, HEUTE)
    for abschnitt in (*found.vorgaenge, found.wiedervorlagen):
        assert check_kriterien("vorgang", abschnitt.kriterien) == {"ansicht": abschnitt.name}
        with acting_as(anna):
            behind = Vorgang.select().where(terms[abschnitt.name](HEUTE)).count()
        assert abschnitt.anzahl == behind > 0, abschnitt.name


def test_five_queries_however_much_there_is_to_do(
    haus: Haus, monkeypatch: pytest.MonkeyPatch
) -> None:
    greta = haus.akteur("greta")
    for total in (0, 300):
        eintraege = [haus.eintrag(eingang_am=HEUTE - (n % 40) * TAG) for n in range(total)]
        record_many(by=SYSTEM, now=JETZT, eintraege=eintraege)
        with counted_queries(monkeypatch) as asked:
            load_desk(greta, HEUTE)
        assert len(asked) <= 5


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize("login", ["anna", "bernd", "emil", "greta", "berta"])
def test_every_part_is_found_by_an_index_of_open_cases(
    haus: Haus, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    akteur = haus.akteur(login)
    with counted_queries(monkeypatch) as asked:
        load_desk(akteur, HEUTE)
    searched = {
        match[1]
        for sql, params in asked
        for row in database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", params)
        if (match := re.search(r"USING (?:COVERING )?INDEX (vorgang_\w+)", row[-1]))
    }
    assert searched
    assert searched <= INDEXES


def test_published_reports_wait_for_who_may_read_them(haus: Haus) -> None:
    for status, days in (("fertig", 1), ("fertig", 30), ("gescheitert", 3), ("laeuft", 0)):
        run(haus, status, days)
    assert waiting(haus, "greta") == [("auswertung-gf", "fertig")]
    assert waiting(haus, "bernd") == []
    assert waiting(haus, "zoe") == []


def test_of_a_report_only_the_newest_published_run_waits(haus: Haus) -> None:
    old, new = run(haus, "fertig", 5), run(haus, "fertig", 2)
    assert [lauf.id for lauf in desk(haus, "greta").berichte] == [new.id] != [old.id]


def test_a_run_that_failed_waits_with_its_reason_for_who_began_it(haus: Haus) -> None:
    run(haus, "fertig", 2)
    run(haus, "gescheitert", 1, fehler="Dem Bericht fehlen Daten.")
    assert waiting(haus, "greta") == [("auswertung-gf", "gescheitert"), ("auswertung-gf", "fertig")]
    assert desk(haus, "greta").berichte[0].fehler == "Dem Bericht fehlen Daten."
    assert waiting(haus, "dora") == [("auswertung-gf", "fertig")]


def waiting(haus: Haus, login: str) -> list[tuple[str, str]]:
    return [(lauf.bericht.name, lauf.status) for lauf in desk(haus, login).berichte]


def run(haus: Haus, status: str, days: int, **werte: Any) -> Lauf:
    """A run of the same report that Greta began and that ended so many days ago."""
    jc, moment = haus.einheiten["JC"], JETZT - days * TAG
    with writing(by=SYSTEM):
        key = {"name": "auswertung-gf", "zeitraum": "2026-H1", "einheit": jc, "empfaenger": "gf"}
        span = {"von": date(2026, 1, 1), "bis": date(2026, 6, 30)}
        bericht, _ = Bericht.get_or_create(**key, **span)
        ended = None if status == "laeuft" else moment
        return Lauf.create(bericht=bericht, einheit=jc, status=status, angelegt_am=moment,
                           beendet_am=ended, gestartet_von="greta", **werte)  # fmt: skip


@pytest.mark.parametrize("name", ["ueberfaellig", "heute", "woche", "sofort", "neu"])
def test_what_is_answered_is_no_longer_urgent_work(haus: Haus, name: str) -> None:
    days = {"ueberfaellig": UEBERFAELLIG, "heute": FAELLIG, "woche": BALD}
    vorgang = haus.record(eingang_am=days.get(name, HEUTE), prioritaet="sofort")
    assert part(desk(haus, "anna"), name).anzahl == 1
    with writing(by=SYSTEM):
        done = dict.fromkeys(MASSE, False) | {"wartet_auf": "vz_gf"}
        Vorgang.update(done).where(Vorgang.id == vorgang.id).execute()
    assert part(desk(haus, "anna"), name).anzahl == 0


def test_an_answered_case_waits_for_who_has_to_close_it_and_tells_if_it_was_in_time(
    haus: Haus,
) -> None:
    vorgang = haus.record(eingang_am=UEBERFAELLIG)
    with writing(by=SYSTEM):
        done = dict.fromkeys(MASSE, True) | {"wartet_auf": "vz_gf"}
        Vorgang.update(done).where(Vorgang.id == vorgang.id).execute()
    assert counts(haus, "anna") == {"wartet": 1}
    (zeile,) = part(desk(haus, "anna"), "wartet").zeilen
    assert (zeile.vorgang_id, zeile.fristgerecht) == (vorgang.id, True)
