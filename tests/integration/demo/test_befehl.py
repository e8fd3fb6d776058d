"""`python -m admin demo` prints log-ins that work, also the second time."""

import pytest

from admin.cli.rahmen import open_database
from admin.security.passwort import matches
from models.db import acting_as
from models.queries.konten import find_konto
from models.rules.rechte import SYSTEM
from models.tables import Vorgang
from tests.integration.befehle import Befehl, befehl

__all__ = ["befehl"]


@pytest.fixture
def demo(befehl: Befehl) -> Befehl:
    """The command on a migrated database."""
    befehl("migrate")
    return lambda *arguments: befehl("demo", *arguments)


def _printed_password(text: str) -> str:
    return text.split("mit dem Passwort ")[1].split()[0]


def _takes(login: str, passwort: str) -> bool:
    with open_database(), acting_as(SYSTEM):
        return matches(passwort, find_konto(login).password)


def test_the_printed_password_works_and_stays(demo: Befehl) -> None:
    first, second = demo("--faelle", "20"), demo()
    assert first.code == second.code == 0
    assert "Demo angelegt: 20 Vorgänge." in first.text
    assert "gibt es schon" in second.text
    passwort = _printed_password(first.text)
    assert passwort == _printed_password(second.text)
    assert _takes("anna", passwort)
    assert _takes("victor", passwort)
    for login in ("anna", "bernd", "clara", "dora", "emil", "greta", "paul", "ines", "adam"):
        assert f"\n  {login}" in second.text


def test_a_given_password_is_taken_also_later(
    demo: Befehl, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo("--faelle", "0")
    monkeypatch.setenv("KRM_DEMO_PASSWORD", "geheim")
    assert _printed_password(demo().text) == "geheim"
    assert _takes("berta", "geheim")


def test_another_day_may_be_today(demo: Befehl) -> None:
    assert demo("--faelle", "30", "--jahre", "1", "--heute", "2024-03-01").code == 0
    with open_database(), acting_as(SYSTEM):
        days = [v.eingang_am.isoformat() for v in Vorgang.select()]
    assert "2023-03-01" <= min(days) <= max(days) < "2024-03-01"


@pytest.mark.datenbank("sqlite")  # refused before any database is asked
@pytest.mark.parametrize(
    ("arguments", "satz"),
    [
        (("--faelle", "-1"), "--faelle: möglich ist"),
        (("--jahre", "0"), "--jahre: möglich ist"),
        (("--dienststellen", "100"), "--dienststellen: möglich ist"),
        (("--heute", "gestern"), "--heute: „gestern“ ist kein Datum"),
        (("--seed", "x"), "--seed"),
    ],
)
def test_a_wrong_call_is_one_sentence(demo: Befehl, arguments: tuple[str, ...], satz: str) -> None:
    refused = demo(*arguments)
    assert (refused.code, satz in refused.fehler) == (2, True), refused.fehler


def test_there_is_no_demonstration_in_production(
    demo: Befehl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRM_BETRIEB", "produktion")
    refused = demo()
    assert (refused.code, "keine Demo" in refused.fehler) == (2, True)
