"""Whatever stands in an address or a form: never a fault of ours."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.web.klient import Web

# Fixtures of a function are shared by all examples: they only read, so that is what we want.
LESEND = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PFADE = ("/vorgang/", "/vorgang/details/", "/vorgang/edit/", "/vorgang/export/csv/", "/konto/",
         "/einheit/details/", "/code/", "/rolle/", "/bericht/datei/", "/bericht/stand/",
         "/strichliste/", "/anmelden", "/wach")  # fmt: skip
NAMEN = ("id", "seite", "sort", "ab", "ansicht", "filter", "name", "next", "modal", "page", "flt0")
_HEIKEL = ("0", "-1", "1", "99999999999999999999", "\x00", "%", "' OR 1=1 --", "eingang_am",
           "offen", "../../etc/passwd", "1e309", "null", "{{7*7}}",
           "٣", "\ud7ff", "a" * 5000)  # fmt: skip
WERTE = st.one_of(st.sampled_from(_HEIKEL), st.text(max_size=40), st.integers().map(str))


@LESEND
@given(
    pfad=st.sampled_from(PFADE), query=st.dictionaries(st.sampled_from(NAMEN), WERTE, max_size=4)
)
def test_no_address_breaks_a_page(web: Web, pfad: str, query: dict[str, str]) -> None:
    anna = _anna(web)
    assert anna.client.get(pfad, query_string=query, buffered=True).status_code < 500


FELDER = ("art", "eingang_am", "eingangsweg", "einheit", "name", "kontakt", "anonym", "betroffen",
          "prioritaet", "frist_am", "weg", "anliegen_1_kategorie", "anliegen_3_anliegen_text",
          "verantwortlich", "version", "stand", "uebernahme_art", "suche", "status",
          "eingang_am_von", "frist_am_bis", "zeitraum", "bericht", "empfaenger", "login",
          "password", "gueltig_ab", "feld", "anzahl", "tag", "thema")  # fmt: skip
ZIELE = ("/eingang/beschwerde/", "/eingang/widerspruch/", "/vorgang/schritt/zugeleitet/?id=1",
         "/vorgang/edit/?id=1", "/vorgang/filter/", "/bericht/new/", "/code/new/",
         "/strichliste/new/", "/strichliste/filter/", "/anmelden")  # fmt: skip


@LESEND
@given(
    ziel=st.sampled_from(ZIELE), form=st.dictionaries(st.sampled_from(FELDER), WERTE, max_size=8)
)
def test_no_form_breaks_a_page(web: Web, ziel: str, form: dict[str, str]) -> None:
    anna = _anna(web)
    form = {"csrf_token": anna.token} | form
    assert anna.client.post(ziel, data=form, buffered=True).status_code < 500
    assert anna.client.get("/vorgang/", buffered=True).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"])
def test_no_other_method_does_anything(web: Web, method: str) -> None:
    vorgang = web.haus.record("501")
    anna = web.als("anna")
    for url in ("/vorgang/", f"/vorgang/edit/?id={vorgang.id}", "/eingang/beschwerde/"):
        answer = anna.client.open(url, method=method, buffered=True)
        assert answer.status_code in (200, 400, 405), (method, url)


_logged_in: dict[int, Any] = {}


def _anna(web: Web) -> Any:
    """Anna, logged in once per database, with one case."""
    if id(web) not in _logged_in:
        _logged_in.clear()
        web.haus.record("501", eingang_am=date(2026, 7, 1))
        _logged_in[id(web)] = web.als("anna")
    return _logged_in[id(web)]


@pytest.mark.parametrize("wert", ["\n\n", "A", "٣", "9" * 400, "9" * 5000, "1\x00"])
def test_what_is_no_key_and_no_number_breaks_no_form(web: Web, wert: str) -> None:
    vorgang = web.haus.record("501", zugeleitet_am=date(2026, 7, 2))
    bernd = web.als("bernd")
    for url, feld in (
        (f"/vorgang/edit/?id={vorgang.id}", "verantwortlich"),
        (f"/vorgang/schritt/verantwortung_geaendert/?id={vorgang.id}", "verantwortlich"),
        (f"/vorgang/akte/massnahme/?id={vorgang.id}", "massnahme_verantwortlich"),
        ("/strichliste/new/", "anzahl"),
    ):
        answer = bernd.post(url, **{feld: wert, "noetig": "ja", "version": str(vorgang.version)})
        assert answer.status_code in (303, 409, 422), url


def test_blanks_are_no_choice_where_one_is_required(web: Web) -> None:
    anna = web.als("anna")
    answer = anna.post("/gefahr/", anlass="drohpotenzial", einheit=" \n")
    assert answer.status_code == 422
    assert "fehlt noch" in answer.text
    assert anna.post("/eingang/lob/", eingangsweg=" ", eingang_am="2026-07-01").status_code == 422


def test_blanks_are_no_text_where_one_is_required(web: Web) -> None:
    vorgang = web.haus.record("501")
    answer = web.als("anna").post(
        f"/vorgang/akte/uebermittlung/?id={vorgang.id}", version=str(vorgang.version),
        empfaenger="Stadtwerke", am="2026-07-14", weg="post", zweck=" \n",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "fehlt noch" in answer.text


@pytest.mark.parametrize("thema", ["\x00", "\ud7ff", "a" * 5000])
def test_a_stroke_for_no_topic_is_refused(web: Web, thema: str) -> None:
    bernd = web.als("bernd")
    team = str(web.haus.einheiten["501"].id)
    answer = bernd.post("/strichliste/strich/", einheit=team, thema=thema)
    assert answer.status_code == 303
