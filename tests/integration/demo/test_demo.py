"""The demonstration shows all that a desk may meet, is the same for the same seed."""

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import pytest

from models.db import acting_as
from models.demo import PERSONAS, Umfang, fill, is_demo
from models.queries.akteure import Baum, find_akteur
from models.queries.einheiten import find_einheit
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.rules.rollen import DAB
from models.tables import Anliegen, Einheit, Ereignis, Inhalt, Konto, Strichliste, Vorgang
from tests.haus import Haus

HEUTE = date(2026, 7, 15)
JETZT = datetime(2026, 7, 15, 16, 0, tzinfo=UTC)
HASH = "$argon2id$v=19$m=65536,t=3,p=4$c2Fsei1hdXMtZGVtLVRlc3Q$aGFzaC1hdXMtZGVtLVRlc3Q"


def _fill(**umfang: Any) -> int:
    return fill(now=JETZT, umfang=Umfang(HEUTE, **umfang), passwort_hash=HASH)


def _vorgaenge(login: str | None = None) -> list[Vorgang]:
    with acting_as(find_akteur(login, HEUTE) if login else SYSTEM):
        return list(Vorgang.select().order_by(Vorgang.id))


def _everything() -> list[list[dict[str, Any]]]:
    """All rows but keys that are drawn anew."""
    drawn = {"fs_uniquifier", "salz"}
    with acting_as(SYSTEM):
        return [
            [{k: v for k, v in row.items() if k not in drawn} for row in rows]
            for table in (Einheit, Konto, Vorgang, Inhalt, Anliegen, Strichliste, Ereignis)
            for rows in [table.select().order_by(table.id).dicts()]
        ]


@pytest.mark.datenbank("sqlite")
def test_the_same_seed_gives_the_same_data(db: Any, tmp_path: Any) -> None:
    from models.db import close, connect
    from models.migrations import migrate

    _fill(faelle=120)
    first = _everything()
    close()
    connect(f"sqlite:///{tmp_path}/zweite.sqlite", create=True).connect()
    migrate()
    _fill(faelle=120)
    assert _everything() == first
    close()
    connect(f"sqlite:///{tmp_path}/dritte.sqlite", create=True).connect()
    migrate()
    _fill(faelle=120, seed=2)
    assert _everything()[2] != first[2]


@pytest.mark.datenbank("sqlite")
def test_numbers_follow_each_other(db: Any) -> None:
    _fill(faelle=220)
    by_year: dict[int, list[int]] = {}
    for vorgang in _vorgaenge():
        _, year, number = vorgang.vorgangsnummer.split("-")
        by_year.setdefault(int(year), []).append(int(number))
    assert sorted(by_year) == [2023, 2024, 2025, 2026]
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_year.values())
    assert all(vorgang.erfasst_am <= JETZT for vorgang in _vorgaenge())


def test_each_persona_sees_what_is_hers(db: Any) -> None:
    _fill(faelle=300)
    with acting_as(SYSTEM):
        teams = {kuerzel: find_einheit(kuerzel, HEUTE).id for kuerzel in ("501", "502")}
    seen = {p.login: _vorgaenge(p.login) for p in PERSONAS}
    places = {login: {v.einheit_id for v in cases} for login, cases in seen.items()}
    arten = {login: {v.art for v in cases} for login, cases in seen.items()}
    assert places["bernd"] == places["victor"] == {teams["501"]}
    assert places["clara"] == {teams["502"]}
    assert places["emil"] == set(teams.values())
    assert arten["paul"] == {DAB}
    assert all(DAB not in arten[login] for login in ("bernd", "clara", "emil", "dora", "berta"))
    assert len(seen["greta"]) == len(seen["anna"]) == 300
    assert seen["adam"] == seen["ines"] == []
    assert seen["berta"]
    with acting_as(SYSTEM):
        assert {v.verantwortlich.login for v in seen["berta"]} == {"berta"}


@pytest.mark.parametrize("day", [date(2026, 7, 1), date(2026, 8, 20)])
def test_victor_stands_in_for_a_dated_period_only(db: Any, day: date) -> None:
    _fill(faelle=0)
    assert find_akteur("victor", HEUTE).bindungen[0].vertretung_fuer == "bernd"
    assert find_akteur("victor", day).bindungen == ()


@pytest.mark.datenbank("sqlite")
def test_a_team_has_moved_and_its_old_cases_stayed(db: Any) -> None:
    _fill(faelle=300)
    with acting_as(SYSTEM):
        new = find_einheit("513", HEUTE)
        old = Einheit.get_by_id(new.vorgaenger_id)
        baum = Baum.load()
    days = [v.eingang_am for v in _vorgaenge() if v.einheit_id == old.id]
    assert max(days) <= old.gueltig_bis < new.gueltig_ab
    assert old.id in baum.below(new.eltern_id)


def test_only_the_house(db: Any) -> None:
    assert _fill(faelle=0) == 0
    assert is_demo()
    with acting_as(SYSTEM):
        assert Vorgang.select().count() == Strichliste.select().count() == 0
        assert {p.login for p in PERSONAS} <= {konto.login for konto in Konto.select()}


def test_a_tree_of_dienststellen_each_with_its_own_regelwerk(db: Any) -> None:
    _fill(faelle=120, dienststellen=4)
    with acting_as(SYSTEM):
        houses = [e for e in Einheit.select() if e.art == "dienststelle"]
        root = Baum.load().root()
    assert root.art == "zentrale"
    assert len({house.regelwerk for house in houses}) == 4
    filled = Counter(v.dienststelle_id for v in _vorgaenge())
    assert len(filled) == 4
    assert sum(filled.values()) == 120
    with acting_as(find_akteur("anna", HEUTE)):
        mine = {v.dienststelle_id for v in Vorgang.select()}
    assert len(mine) == 1


def test_a_house_with_data_of_its_own_is_left_alone(haus: Haus) -> None:
    with pytest.raises(RuleViolation, match="keine Demo"):
        _fill(faelle=10)
    assert not is_demo()


def test_a_broken_filling_leaves_nothing(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(**_: Any) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("models.demo.fuellen.count_many", stop)
    with pytest.raises(KeyboardInterrupt):
        _fill(faelle=50)
    with acting_as(SYSTEM):
        assert not Einheit.select().exists()
        assert not Vorgang.select().exists()
