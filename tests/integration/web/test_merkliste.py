"""Filters kept under a name: one's own, used by id, and nothing of them in an address."""

from datetime import timedelta
from typing import Any

from models.db import acting_as
from models.queries.filter import saved_filters
from tests.haus import HEUTE
from tests.integration.web.klient import Mensch, Web, parse
from tests.integration.web.test_listen import HOECHSTENS, _numbers, _reads


def _keep(mensch: Mensch, name: str, **kriterien: Any) -> str:
    """Filter, keep it, and the address that it has now."""
    mensch.post("/vorgang/filter/", **kriterien)
    answer = mensch.post("/vorgang/merken/", name=name)
    assert answer.status_code == 303
    return str(answer.location)


def test_anna_keeps_a_filter_and_finds_it_above_the_list(web: Web) -> None:
    lob = web.haus.record("501", art="lob")
    web.haus.record("501")
    anna = web.als("anna")
    url = _keep(anna, "Lob im Haus", art="lob")
    anna.post("/vorgang/filter/", zuruecksetzen="1")
    assert "Lob im Haus" in anna.get("/vorgang/").text
    assert "meins=" in url
    assert _numbers(anna.get(url).text) == [lob.vorgangsnummer]
    assert len(_numbers(anna.get("/vorgang/").text)) == 2


def test_a_kept_filter_holds_search_and_choice_and_no_address_tells_them(web: Web) -> None:
    web.haus.record("501", name="Zander", eingang_am=HEUTE - timedelta(days=20))
    web.haus.record("501", name="Zander", eingang_am=HEUTE)
    anna = web.als("anna")
    anna.post("/vorgang/filter/", suche="zander")
    url = str(anna.post("/vorgang/merken/?ansicht=ueberfaellig", name="Sorgen").location)
    assert "zander" not in url
    assert "Sorgen" not in url
    anna.post("/vorgang/filter/", zuruecksetzen="1")
    page = anna.get(url).text
    assert len(_numbers(page)) == 1
    assert "zander" in page
    assert not [a for a in parse(page).iter("a") if "zander" in a.get("href", "").lower()]


def test_a_kept_filter_is_exported_and_paged_as_shown(web: Web) -> None:
    web.haus.record("501", art="lob")
    web.haus.record("501")
    anna = web.als("anna")
    url = _keep(anna, "Lob", art="lob")
    anna.post("/vorgang/filter/", zuruecksetzen="1")
    key = url.rpartition("=")[2]
    page = anna.get(url).text
    assert f"/vorgang/export/csv/?ansicht=&amp;meins={key}" in page or f"meins={key}" in page
    rows = anna.get(f"/vorgang/export/csv/?meins={key}").data.decode("utf-8-sig").splitlines()
    assert len(rows) == 2


def test_nobody_uses_the_filter_of_somebody_else(web: Web) -> None:
    url = _keep(web.als("anna"), "Meins", art="lob")
    bernd = web.als("bernd")
    assert bernd.get(url).status_code == 404
    assert "Meins" not in bernd.get("/vorgang/").text
    for wrong in ("0", "987654", "x", "-1", "1e3", "９"):
        assert bernd.get("/vorgang/", meins=wrong).status_code == 404
        assert bernd.get("/vorgang/export/csv/", meins=wrong).status_code == 404


def test_a_filter_without_a_name_or_with_a_label_of_a_person_is_refused(web: Web) -> None:
    anna = web.als("anna")
    anna.post("/vorgang/filter/", art="lob")
    for name in ("", " ", "x" * 81, "Querulanten"):
        answer = anna.post("/vorgang/merken/", name=name)
        assert "meldung-danger" in anna.get(answer.location).text, name
    with acting_as(web.haus.akteur("anna")):
        assert saved_filters("vorgang") == []


def test_kept_filters_cost_one_statement(web: Web) -> None:
    web.haus.record("501", art="lob")
    anna = web.als("anna")
    url = _keep(anna, "Lob", art="lob")
    _keep(anna, "Lob im Team", art="lob", einheit=str(web.haus.einheiten["501"].id))
    with web.counting() as seen:
        assert anna.get(url).status_code == 200
    assert len(_reads(seen)) <= HOECHSTENS
