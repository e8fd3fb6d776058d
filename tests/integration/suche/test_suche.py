"""The full-text search: the same on both databases, and only in what the searcher may read."""

from datetime import date
from typing import Any

import pytest

from models.actions import vorgaenge
from models.actions.volltext import QUELLEN, index_vorgaenge, reindex
from models.actions.vorgaenge import record_many, update_vorgang
from models.db import acting_as, database, writing
from models.queries.suche import search
from models.rules.rechte import SYSTEM
from models.tables import Volltext, Vorgang
from tests.haus import JETZT, Haus


def found(haus: Haus, login: str, begriff: str) -> set[int]:
    with acting_as(haus.akteur(login)):
        return {v.id for v in Vorgang.select().where(Vorgang.id << search(begriff))}


def with_text(haus: Haus, text: str, **werte: Any) -> int:
    return haus.record(anliegen=({"anliegen_text": text},), **werte).id


@pytest.mark.parametrize("begriff", ["Ärger", "ÄRGER", "ärger", "Aerger", "arger", "Ärg"])
def test_aerger_is_found_however_it_is_written(haus: Haus, begriff: str) -> None:
    key = with_text(haus, "Viel ÄRGER mit dem Bescheid")
    assert found(haus, "anna", begriff) == {key}


def test_strasse_is_found_for_straße(haus: Haus) -> None:
    key = haus.record(kontakt="Große Straße 5").id
    assert found(haus, "anna", "GROSSE STRASSE") == found(haus, "anna", "große straße") == {key}


def test_several_words_must_all_occur_in_any_order_and_place(haus: Haus) -> None:
    both = with_text(haus, "Der Bescheid kam spät", name="Zwirn")
    with_text(haus, "Der Bescheid kam pünktlich", name="Faden")
    assert found(haus, "anna", "zwirn bescheid") == {both}
    assert found(haus, "anna", "bescheid zwirn") == {both}
    assert found(haus, "anna", "zwirn pünktlich") == set()


def test_only_the_last_word_may_be_a_beginning(haus: Haus) -> None:
    key = with_text(haus, "Heizkostenabrechnung Nachzahlung")
    assert found(haus, "anna", "nachzahlung heizk") == {key}
    assert found(haus, "anna", "heizk nachzahlung") == set()


def test_numbers_are_found_with_and_without_blanks(haus: Haus) -> None:
    key = haus.record(kundennummer="955 D 123456", bg_nummer="96204//0012345").id
    for begriff in ("955D123456", "955 D 123456", "962040012345", "96204//0012345"):
        assert found(haus, "anna", begriff) == {key}


def test_a_vorgangsnummer_finds_its_case_also_where_only_the_head_is_in_view(haus: Haus) -> None:
    vorgang = haus.record(art="dienstaufsichtsbeschwerde", zugeleitet_am=date(2026, 7, 2))
    for begriff in ("KRM-2026-00001", "krm 2026-1", " 2026-00001 "):
        assert found(haus, "anna", begriff) == {vorgang.id}
    assert found(haus, "bernd", "KRM-2026-00001") == set()


@pytest.mark.parametrize("stored", ["955D123456", "955 D 123456", "955d 123456"])
@pytest.mark.parametrize(
    "begriff",
    [
        "955D123456",
        "955 D 123456",
        "955-D-123456",
        "955 d123456",
        "Zwirn 955 D 123456",
        "955 D 123",
    ],
)
def test_a_kundennummer_is_found_however_it_is_grouped(
    haus: Haus, stored: str, begriff: str
) -> None:
    key = haus.record(name="Zwirn", kundennummer=stored).id
    haus.record(name="Faden", kundennummer="955D765432")
    assert found(haus, "anna", begriff) == {key}


@pytest.mark.parametrize("begriff", ["955D123456", "955 D 123456", "96204//0012345"])
def test_a_number_in_a_letter_is_found_too(haus: Haus, begriff: str) -> None:
    key = with_text(haus, "Kundennummer 955 D 123456, BG 96204//0012345, bitte melden")
    assert found(haus, "anna", begriff) == {key}


@pytest.mark.parametrize("begriff", ["96204//0012345", "96204 // 0012345", "96204 0012345"])
def test_a_bg_nummer_is_found_however_it_is_grouped(haus: Haus, begriff: str) -> None:
    key = haus.record(bg_nummer="962040012345").id
    assert found(haus, "anna", begriff) == {key}


TELEFON = (
    "+49 30 1234567",
    "+49 (0)30 1234567",
    "+49 (0) 30 / 123 45 67",
    "+49 (030) 123-4567",
    "0049 30 1234567",
    "0049(0)30/1234567",
    "030 1234567",
    "030/1234567",
    "(030) 123 45 67",
    "030 – 12 34 567",
    "0301234567",
)


@pytest.mark.parametrize("stored", TELEFON[::2])
def test_a_telephone_number_is_found_in_any_form(haus: Haus, stored: str) -> None:
    key = haus.record(kontakt=f"Tel.: {stored}, abends").id
    haus.record(kontakt="Tel.: 030 7654321")
    for begriff in (*TELEFON, "49 30 1234567", "30 1234567", f"abends {TELEFON[2]}"):
        assert found(haus, "anna", begriff) == {key}, begriff


@pytest.mark.parametrize(
    "begriff", ["491", "00491", "2026-491", "2026-00491", "KRM 491", "krm-2026-491", "Nr. 491",
                "#491", "2026/491", "KRM-2026-00491", " 2026 – 491 ".replace("–", "-")]
)  # fmt: skip
def test_a_short_vorgangsnummer_finds_its_case(haus: Haus, begriff: str) -> None:
    keys = [haus.record(art="dienstaufsichtsbeschwerde", zugeleitet_am=date(2026, 7, 2)).id
            for _ in range(2)]  # fmt: skip
    with writing(by=SYSTEM):
        Vorgang.update(vorgangsnummer="KRM-2026-00491").where(Vorgang.id == keys[0]).execute()
    assert found(haus, "anna", begriff) == {keys[0]}
    assert found(haus, "bernd", begriff) == set()


def test_a_short_number_finds_what_is_written_too(haus: Haus) -> None:
    first, written = haus.record().id, with_text(haus, "Zimmer 1 im Erdgeschoss")
    assert found(haus, "anna", "1") == {first, written}


HOSTILE = (
    '"',
    "' OR 1=1 --",
    'a" OR "b',
    "NEAR(a b)",
    "AND",
    "text:x",
    "^a",
    "a*b*",
    "*",
    "%",
    "_",
    "\x00",
    "a\x00b",
    "((((",
    "-a +b !c & | <->",
    "\\' :* \\",
    "\ud800",
    "x" * 100_000,
    "wort " * 1_500,
    " ".join(f"w{n}" for n in range(1_500)),
    "",
)


@pytest.mark.parametrize("begriff", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_finds_nothing_and_raises_nothing(haus: Haus, begriff: str) -> None:
    with_text(haus, "Quittungsblock verlegt")
    assert found(haus, "anna", begriff) == set()


def test_operators_are_words_like_any_other(haus: Haus) -> None:
    key = with_text(haus, "rock and roll or not near")
    assert found(haus, "anna", "NOT roll OR NEAR AND") == {key}


# Who looks for it, and whether it is in her view.
SEEN_BY = (
    ("anna", True),
    ("bernd", True),
    ("victor", True),
    ("emil", True),
    ("dora", True),
    ("greta", True),
    ("clara", False),
    ("berta", False),
    ("paul", False),
    ("ines", False),
    ("adam", False),
    ("zoe", False),
)


@pytest.mark.regel("MH-86", "MH-88")
@pytest.mark.parametrize(("login", "sees"), SEEN_BY)
def test_a_stranger_finds_as_much_as_for_a_word_that_nobody_wrote(
    haus: Haus, login: str, sees: bool
) -> None:
    with_text(haus, "KANARIE4711 im Käfig", name="Kanarienvogel")
    for begriff in ("KANARIE4711", "kanarie", "kanarienvogel", "käfig"):
        with acting_as(haus.akteur(login)):
            assert search(begriff).count() == int(sees)
            assert Vorgang.select().where(Vorgang.id << search(begriff)).count() == int(sees)
            assert search("gibtesnicht").count() == 0
            assert Volltext.select().count() == int(sees)


def test_after_zuleitung_the_content_of_a_dab_is_not_searched_by_anna(haus: Haus) -> None:
    key = with_text(
        haus, "Kanarie", art="dienstaufsichtsbeschwerde", zugeleitet_am=date(2026, 7, 2)
    )
    assert found(haus, "anna", "kanarie") == set()
    assert found(haus, "greta", "kanarie") == {key}


def test_nobody_finds_a_case_about_herself(haus: Haus) -> None:
    with_text(haus, "Kanarie", betroffene=(haus.konten["bernd"].id,))
    assert found(haus, "bernd", "kanarie") == set()


def test_employees_traits_and_threats_are_not_searched(haus: Haus) -> None:
    haus.record(
        betroffene=("Frau Kanarie",),
        drohpotenzial="Kanarie droht",
        personenkreis="Kanarie",
        sprache_barriere="Kanarie",
        anliegen=({"diskriminierungsmerkmal": "Kanarie"},),
    )
    assert found(haus, "greta", "kanarie") == set()


def test_a_change_is_found_at_once_and_the_old_text_is_not(haus: Haus) -> None:
    vorgang = haus.record(name="Amsel")
    update_vorgang(
        by=haus.akteur("anna"),
        now=JETZT,
        vorgang_id=vorgang.id,
        version=1,
        eintrag=haus.eintrag(name="Drossel"),
    )
    assert found(haus, "anna", "drossel") == {vorgang.id}
    assert found(haus, "anna", "amsel") == set()


def test_an_undone_change_leaves_no_word(haus: Haus, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise OSError("Platte voll")

    monkeypatch.setattr(vorgaenge, "record_event", broken)
    with pytest.raises(OSError, match="Platte voll"):
        haus.record(name="Kanarienvogel")
    assert found(haus, "greta", "kanarienvogel") == set()


def test_many_cases_at_once_are_found(haus: Haus) -> None:
    eintraege = [haus.eintrag(name=f"Vogel{n}") for n in range(700)]
    record_many(by=SYSTEM, now=JETZT, eintraege=eintraege)
    assert len(found(haus, "anna", "vogel")) == 700
    assert len(found(haus, "anna", "vogel699")) == 1


def test_a_deleted_case_takes_its_words_along(haus: Haus) -> None:
    key, other = with_text(haus, "Kanarie"), with_text(haus, "Kanarie")
    with writing(by=SYSTEM):
        Vorgang.delete().where(Vorgang.id == key).execute()
    assert found(haus, "anna", "kanarie") == {other}
    assert database.execute_sql("SELECT count(*) FROM volltext_suche").fetchone() == (1,)


def test_reindexing_finds_what_was_there_before_the_index(haus: Haus) -> None:
    key = with_text(haus, "Kanarie")
    with writing(by=SYSTEM):
        Volltext.delete().execute()
    assert found(haus, "anna", "kanarie") == set()
    assert reindex() == 1
    assert found(haus, "anna", "kanarie") == {key}


def test_every_searched_field_exists_and_is_no_employees() -> None:
    fields = [quelle.tabelle._meta.fields[name] for quelle in QUELLEN for name in quelle.felder]
    assert {field.schutz for field in fields} <= {"A", "C", "D"}


def test_indexing_needs_an_action(haus: Haus) -> None:
    vorgang = haus.record()
    with acting_as(SYSTEM), pytest.raises(RuntimeError, match="Aktion"):
        index_vorgaenge([vorgang.id])
