"""Lists: few statements, stable order, filters that stay out of addresses, safe export."""

import csv
import io
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from models.actions.strichliste import Strich, count_strich
from models.db import writing
from models.rules.rechte import SYSTEM
from models.tables import Konto, Vorgang
from tests.haus import HEUTE, JETZT
from tests.integration.web.klient import Web, parse

LISTEN = ("vorgang", "strichliste", "bericht", "einheit", "konto", "rolle", "code", "protokoll")
HOECHSTENS = 8


def _leser(liste: str) -> str:
    return "ines" if liste == "protokoll" else "anna"


@pytest.mark.parametrize("liste", LISTEN)
def test_a_list_takes_at_most_eight_statements_whatever_the_number_of_rows(
    web: Web, liste: str
) -> None:
    _record_many(web, 3)
    leser, url = web.als(_leser(liste)), f"/{liste}/"
    leser.get(url)
    with web.counting() as few:
        leser.get(url)
    _record_many(web, 12)
    with web.counting() as many:
        assert leser.get(url).status_code == 200
    few_reads, many_reads = (_reads(seen) for seen in (few, many))
    assert len(many_reads) <= HOECHSTENS, "\n".join(many_reads)
    assert len(many_reads) == len(few_reads)


def test_a_filtered_searched_and_sorted_list_takes_no_more(web: Web) -> None:
    _record_many(web, 5)
    anna = web.als("anna")
    anna.post("/vorgang/filter/", suche="muster", art="beschwerde", eingang_am_von="2026-01-01",
              einheit=str(web.haus.einheiten["50"].id))  # fmt: skip
    with web.counting() as seen:
        page = anna.get("/vorgang/?sort=einheit&ab=1").text
    assert len(_reads(seen)) <= HOECHSTENS
    assert page.count('<th scope="row">') == 5


def test_pages_never_overlap_and_miss_nothing(web: Web) -> None:
    _record_many(web, 60)
    anna = web.als("anna")
    first, second = (_numbers(anna.get(f"/vorgang/?sort=art&seite={n}").text) for n in (1, 2))
    assert len(first) == 50
    assert len(first) + len(second) == 60
    assert not set(first) & set(second)


@pytest.mark.parametrize("column", ["vorgangsnummer", "art", "status", "eingang_am", "frist_am",
                                    "einheit", "eingangsweg"])  # fmt: skip
def test_every_column_sorts_both_ways_and_says_so(web: Web, column: str) -> None:
    _record_many(web, 4)
    anna = web.als("anna")
    up, down = anna.get(f"/vorgang/?sort={column}").text, anna.get(f"/vorgang/?sort={column}&ab=1")
    assert _numbers(up) == _numbers(down.text)[::-1]
    assert up.count('aria-sort="ascending"') == 1
    assert down.text.count('aria-sort="descending"') == 1


def test_what_is_searched_for_stands_in_the_session_and_in_no_address(web: Web) -> None:
    _record_many(web, 2)
    anna = web.als("anna")
    answer = anna.post("/vorgang/filter/", suche="Geheimname")
    assert answer.status_code == 303
    assert "Geheimname" not in answer.location
    assert "Geheimname" in anna.get(answer.location).text
    assert "Geheimname" not in web.als("anna").get("/vorgang/").text
    anna.post("/vorgang/filter/", zuruecksetzen="1")
    assert "Geheimname" not in anna.get("/vorgang/").text


@pytest.mark.parametrize(
    ("feld", "wert"),
    [
        ("eingang_am_von", "01.02.2026"),
        ("eingang_am_von", "2026-02-30"),
        ("eingang_am_bis", "gestern"),
        ("frist_am_bis", "0001-01-01"),
        ("frist_am_von", "2026-02-01T10:00"),
        ("art", "quatsch"),
        ("einheit", "999999"),
        ("status", "offen'--"),
    ],
)
def test_an_unreadable_filter_is_a_fault_at_its_field(web: Web, feld: str, wert: str) -> None:
    web.haus.record("501", art="lob")
    anna = web.als("anna")
    anna.post("/vorgang/filter/", art="petition")
    answer = anna.post("/vorgang/filter/", **({"art": "lob"} | {feld: wert}))
    assert answer.status_code == 422
    (field,) = [t for t in parse(answer.text).iter() if t.get("id") == f"f-{feld}"]
    assert field.get("aria-invalid") == "true"
    assert f'href="#f-{feld}"' in answer.text
    assert "Unten steht die Liste mit dem Filter, der zuletzt galt." in answer.text
    assert not _numbers(answer.text)  # still only petitions
    assert "Art: Petition" in anna.get("/vorgang/").text


@pytest.mark.parametrize("liste", ["vorgang", "konto", "code", "strichliste", "bericht"])
def test_every_list_tells_of_what_it_cannot_read(web: Web, liste: str) -> None:
    anna = web.als("anna")
    for query in ("sort=quatsch", "ab=x", "ansicht=quatsch", "filter=quatsch", "seite=abc",
                  "seite=0", "seite=٣"):  # fmt: skip
        page = anna.get(f"/{liste}/?{query}")
        assert page.status_code == 200
        assert f"„{query.partition('=')[0]}=“" in page.text, (liste, query)
    assert "Seite 99 gibt es nicht mehr" in anna.get(f"/{liste}/?seite=99").text


@pytest.mark.parametrize("datei", ["export/csv/", "export/xlsx/"])
def test_no_file_holds_another_list_than_was_asked_for(web: Web, datei: str) -> None:
    anna = web.als("anna")
    assert anna.get(f"/vorgang/{datei}?ansicht=offen&sort=art&ab=1").status_code == 200
    for query in ("sort=quatsch", "ansicht=quatsch", "filter=quatsch"):
        assert anna.get(f"/vorgang/{datei}?{query}").status_code == 400


def test_an_end_before_the_beginning_and_an_endless_search_are_told(web: Web) -> None:
    anna = web.als("anna")
    answer = anna.post("/vorgang/filter/", frist_am_von="2026-02-02", frist_am_bis="2026-02-01")
    assert (answer.status_code, "Das Ende liegt vor dem Anfang" in answer.text) == (422, True)
    answer = anna.post("/vorgang/filter/", suche="x" * 201)
    assert (answer.status_code, "höchstens 200 Zeichen" in answer.text) == (422, True)


def test_filters_narrow_by_art_team_and_days(web: Web) -> None:
    web.haus.record("501", art="lob")
    web.haus.record("601", eingang_am=date(2026, 6, 1))
    web.haus.record("502", eingang_am=date(2026, 7, 10))
    anna = web.als("anna")
    for form, count in (
        ({"art": "lob"}, 1),
        ({"einheit": str(web.haus.einheiten["50"].id)}, 2),
        ({"eingang_am_bis": "2026-06-30"}, 1),
        ({"eingang_am_von": "2026-07-01", "eingang_am_bis": "2026-07-10"}, 2),
    ):
        anna.post("/vorgang/filter/", **form)
        assert len(_numbers(anna.get("/vorgang/").text)) == count, form


def test_the_counts_of_the_start_page_are_the_rows_behind_their_links(web: Web) -> None:
    for days in (1, 13, 14, 15, 30):
        web.haus.record("501", eingang_am=HEUTE - timedelta(days=days))
    web.haus.record("502", art="petition", weg="land", frist_extern=date(2026, 9, 1))
    anna = web.als("anna")
    anna.post("/vorgang/filter/", suche="nichts hiervon")
    links = [a for a in parse(anna.get("/").text).iter("a") if "ansicht=" in a.get("href", "")]
    counts = [a for a in links if a.find("strong") is not None]
    counted = {a.get("href"): int(a.find("strong").text) for a in counts}
    assert len(counted) == 7
    assert sum(counted.values()) > 6
    for url, count in counted.items():
        assert len(_numbers(anna.get(url).text)) == count, url


def test_every_row_leads_to_its_page(web: Web) -> None:
    _record_many(web, 2)
    anna = web.als("anna")
    rows = [th for th in parse(anna.get("/vorgang/").text).iter("th") if th.get("scope") == "row"]
    links = {th.find("a").text: th.find("a").get("href") for th in rows}
    assert len(links) == 2
    for nummer, url in links.items():
        (head,) = parse(anna.get(url).text).iter("h1")
        assert nummer in "".join(head.itertext())


def test_an_empty_list_says_so(web: Web) -> None:
    anna = web.als("anna")
    assert "Unter „Alle offenen“ steht zurzeit nichts." in anna.get("/vorgang/").text
    everything = anna.get("/vorgang/?ansicht=alle").text
    assert "In Ihrer Zuständigkeit gibt es noch keine Vorgänge." in everything


def test_an_empty_answer_says_what_to_do(web: Web) -> None:
    anna = web.als("anna")
    anna.post("/vorgang/filter/", suche="gibtesnicht", art="lob")
    page = anna.get("/vorgang/?ansicht=heute").text
    for word in ("nur unter „Heute fällig“", "In allen suchen", "Weniger Wörter finden mehr",
                 "Filter zurücksetzen"):  # fmt: skip
        assert word in page, word


def test_the_list_opens_with_what_is_open_by_its_deadline(web: Web) -> None:
    for days in (1, 20, 10):
        web.haus.record("501", eingang_am=HEUTE - timedelta(days=days))
    web.haus.record("502", eingang_am=HEUTE, art="lob")
    done = web.haus.record("501")
    with writing(by=SYSTEM):
        Vorgang.update(abschluss_am=HEUTE).where(Vorgang.id == done.id).execute()
    anna = web.als("anna")
    assert "Alle offenen" in _current(anna.get("/vorgang/").text)
    assert _numbers(anna.get("/vorgang/").text)[:3] == [
        "KRM-2026-00002", "KRM-2026-00003", "KRM-2026-00001"]  # fmt: skip
    assert len(_numbers(anna.get("/vorgang/").text)) == 4
    assert len(_numbers(anna.get("/vorgang/?ansicht=alle").text)) == 5
    assert _numbers(anna.get("/vorgang/?ansicht=beendet").text) == [done.vorgangsnummer]


def test_a_search_finds_closed_cases_too(web: Web) -> None:
    done = web.haus.record("501", name="Zander")
    with writing(by=SYSTEM):
        Vorgang.update(abschluss_am=HEUTE).where(Vorgang.id == done.id).execute()
    anna = web.als("anna")
    answer = anna.post("/vorgang/filter/", suche="zander")
    assert "Zander" not in answer.location
    assert _numbers(anna.get(answer.location).text) == [done.vorgangsnummer]
    answer = anna.post("/vorgang/filter/?ansicht=heute", suche="zander", art="beschwerde")
    assert "ansicht=heute" in answer.location


def test_names_sort_as_germans_sort_them(web: Web) -> None:
    names = ("Zander", "Ärger", "Arm", "apfel", "Öhm", "Ofen", "Straße", "Strasser")
    with writing(by=SYSTEM):
        for name, konto in zip(names, web.haus.konten.values(), strict=False):
            Konto.update(name=name).where(Konto.id == konto.id).execute()
        others = [konto.id for konto in list(web.haus.konten.values())[len(names) :]]
        Konto.update(name="zzz").where(Konto.id << others).execute()
    found = [name for name in _numbers(web.als("adam").get("/konto/").text) if name != "zzz"]
    assert found == ["apfel", "Ärger", "Arm", "Ofen", "Öhm", "Straße", "Strasser", "Zander"]


def test_what_is_set_can_be_taken_back_at_sight(web: Web) -> None:
    web.haus.record("501")
    anna = web.als("anna")
    assert "Filter zurücksetzen" not in anna.get("/vorgang/").text
    anna.post("/vorgang/filter/", art="lob")
    page = anna.get("/vorgang/").text
    assert "Filter zurücksetzen" in page
    assert '<details class="filter" open>' in page


def test_the_export_opens_in_german_spreadsheets(web: Web) -> None:
    _record_many(web, 3)
    response = web.als("anna").get("/vorgang/export/csv/")
    text = response.data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert response.data.startswith(b"\xef\xbb\xbf")
    assert rows[0][:2] == ["Nummer", "Art"]
    assert [row[0] for row in rows[1:]] == ["KRM-2026-00001", "KRM-2026-00002", "KRM-2026-00003"]
    assert rows[1][4] == "01.07.2026"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="vorgang-2026-07-15.csv"'
    )


def test_the_export_holds_what_is_filtered_and_in_scope(web: Web) -> None:
    web.haus.record("501", art="lob")
    web.haus.record("501")
    web.haus.record("601")
    bernd = web.als("bernd")
    assert len(_export(bernd.get("/vorgang/export/csv/"))) == 2
    bernd.post("/vorgang/filter/", art="lob")
    assert len(_export(bernd.get("/vorgang/export/csv/"))) == 1


@pytest.mark.parametrize("formel", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1"])
def test_no_cell_of_an_export_runs_as_a_formula(formel: str) -> None:
    from admin.base.export import guard

    assert guard(formel) == f"'{formel}"
    assert guard("Müller-Lüdenscheidt") == "Müller-Lüdenscheidt"


def test_the_export_takes_few_statements_for_many_rows(web: Web) -> None:
    _record_many(web, 40)
    anna = web.als("anna")
    with web.counting() as seen:
        assert len(_export(anna.get("/vorgang/export/csv/"))) == 40
    assert len(_reads(seen)) <= HOECHSTENS


def test_a_strich_list_sorts_by_the_names_people_read(web: Web) -> None:
    for thema in ("umgangston-verhalten", "bearbeitungsdauer"):
        strich = Strich(web.haus.einheiten["501"].id, HEUTE, thema)
        count_strich(by=SYSTEM, now=JETZT, strich=strich)
    page = web.als("anna").get("/strichliste/?sort=thema").text
    assert page.index("Bearbeitungsdauer</td>") < page.index("Umgangston/Verhalten</td>")


def _record_many(web: Web, count: int) -> None:
    konten = web.haus.konten
    for number in range(count):
        web.haus.record("501", name=f"Muster{number}", verantwortlich=konten["berta"].id,
                        zugeleitet_am=date(2026, 7, 2))  # fmt: skip


def _reads(seen: list[str]) -> list[str]:
    """Statements that read or write rows; BEGIN and PRAGMA are none."""
    return [
        sql for sql in seen if sql.split()[0] in ("SELECT", "UPDATE", "INSERT", "DELETE", "WITH")
    ]


def _current(page: str) -> list[str]:
    return ["".join(a.itertext()) for a in parse(page).iter("a") if a.get("aria-current") == "true"]


def _numbers(page: str) -> list[str]:
    heads = [th for th in parse(page).iter("th") if th.get("scope") == "row"]
    return ["".join(th.itertext()) for th in heads]


def _export(response: Any) -> list[str]:
    return response.data.decode("utf-8-sig").strip().splitlines()[1:]


def test_the_workbook_holds_what_the_list_shows_and_no_formula(web: Web) -> None:
    web.haus.record("501", adressat=None, standort="=1+1")
    web.haus.record("502")
    answer = web.als("bernd").get("/vorgang/export/xlsx/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    sheet = load_workbook(BytesIO(answer.data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["Vorgangsnummer", "KRM-2026-00001"]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
