"""The desk on screen: what is work stands first, counts lead to their rows, and nobody is lost."""

import re
from datetime import date, timedelta

import pytest

from models.db import writing
from models.rules.rechte import SYSTEM
from models.tables import Bericht, Lauf, Rollenzuweisung, Vorgang
from tests.haus import HEUTE, JETZT
from tests.integration.web.klient import Web, parse

TAG = timedelta(days=1)


def headings(page: str) -> list[str]:
    return ["".join(tag.itertext()).strip() for tag in parse(page).iter("h2")]


def counts(page: str) -> dict[str, tuple[int, str]]:
    """What each count says and where it leads, by its label."""
    found = {}
    for link in parse(page).iter("a"):
        strong = link.find("strong")
        if strong is not None and strong.text and "ansicht=" in link.get("href", ""):
            label = (strong.tail or "").strip()
            found[label] = (int(strong.text), link.get("href"))
    return found


def test_what_waits_for_her_stands_before_what_is_overdue_elsewhere(web: Web) -> None:
    web.haus.record("501", eingang_am=HEUTE - 20 * TAG)
    web.haus.record("501", eingang_am=HEUTE)
    assert headings(web.als("anna").get("/").text)[:2] == ["Wartet auf mich", "Überfällig"]


def test_every_count_leads_to_just_as_many_rows(web: Web) -> None:
    for days in (0, 2, 9, 14, 20, 30):
        web.haus.record("501", eingang_am=HEUTE - days * TAG,
                        art="petition" if days == 9 else "beschwerde")  # fmt: skip
    anna = web.als("anna")
    anna.post("/vorgang/filter/", suche="KRM")
    found = counts(anna.get("/").text)
    assert len(found) == 7
    for label, (count, url) in found.items():
        rows = anna.get(url).text.count('<th scope="row">')
        assert rows == count, label


def test_an_answered_case_waits_to_be_closed_and_says_whether_it_was_in_time(web: Web) -> None:
    vorgang = web.haus.record("501", eingang_am=HEUTE - 20 * TAG)
    with writing(by=SYSTEM):
        done = {
            "frist_gehalten": False,
            "abschliessend_gehalten": False,
            "wartet_auf": "vz_gf",
            "naechster_schritt": "ausgetragen",
        }
        Vorgang.update(done).where(Vorgang.id == vorgang.id).execute()
    page = web.als("anna").get("/").text
    assert "Wartet auf mich" in headings(page)
    assert "Überfällig" not in headings(page)
    for words in ("Austragen", "nicht eingehalten"):
        assert words in page


def test_who_has_nothing_to_do_is_told_so(web: Web) -> None:
    assert "Nichts ist fällig, und nichts wartet auf Sie." in web.als("greta").get("/").text


@pytest.mark.parametrize(
    ("wer", "bereiche"),
    [("adam", {"Konten", "Rollen", "Einheiten", "Codelisten"}), ("ines", {"Protokoll"})],
)
def test_who_reads_no_cases_finds_her_own_work_and_none_of_them(
    web: Web, wer: str, bereiche: set[str]
) -> None:
    vorgang = web.haus.record("501", eingang_am=HEUTE - 20 * TAG)
    page = web.als(wer).get("/").text
    assert "Ihre Bereiche" in page
    assert vorgang.vorgangsnummer not in page
    assert "Überfällig" not in page
    links = {(a.text or "").strip() for a in parse(page).iter("a")}
    assert bereiche <= links


def test_adam_is_told_which_roles_end_soon(web: Web) -> None:
    with writing(by=SYSTEM):
        soon = {"gueltig_bis": HEUTE + 5 * TAG}
        Rollenzuweisung.update(soon).where(
            Rollenzuweisung.konto == web.haus.konten["berta"].id
        ).execute()
    page = web.als("adam").get("/").text
    assert re.search(r"Rollen, die bald enden.*Berta.*bis 20\.07\.2026", page, re.DOTALL)
    assert "Rollen, die bald enden" not in web.als("anna").get("/").text


def test_a_failed_run_says_why_to_who_began_it(web: Web) -> None:
    with writing(by=SYSTEM):
        bericht = Bericht.create(
            name="auswertung-gf", zeitraum="2026-H1", von=date(2026, 1, 1),
            bis=date(2026, 6, 30), einheit=web.haus.einheiten["JC"], empfaenger="gf",
        )  # fmt: skip
        Lauf.create(
            bericht=bericht, einheit=web.haus.einheiten["JC"], status="gescheitert",
            angelegt_am=JETZT, beendet_am=JETZT, gestartet_von="dora",
            fehler="Dem Bericht fehlen Daten.",
        )  # fmt: skip
    page = web.als("dora").get("/").text
    assert "Neue Berichte" in page
    assert "Dem Bericht fehlen Daten." in page
    assert "Dem Bericht fehlen Daten." not in web.als("greta").get("/").text
