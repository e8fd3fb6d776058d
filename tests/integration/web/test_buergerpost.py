"""A notice by e-mail to somebody outside: only if wished, without content, at most once."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from models.actions.nachrichten import claim_nachricht, mark_refused, mark_unclear
from models.db import acting_as, close
from models.queries.buergerpost import doubtful_vorgaenge
from models.rules.rechte import SYSTEM
from models.tables import Dokument, Ereignis, Nachricht
from tests.haus import JETZT
from tests.integration.web.formulare import edit, form_of
from tests.integration.web.klient import Web
from tests.integration.web.test_schritte import PDF

PERSON = {"name": "Beispiel", "vorname": "Kim", "kontakt": "Weg 1, kim@post.example"}
JA = {"gewuenscht": "y"}


@pytest.fixture
def sent(web: Web) -> str:
    """Bernd filed an answer and sent it; the house allows notices. The query of its pages."""
    web.app.config["KRM"] = replace(
        web.app.config["KRM"], mail_buerger="hinweis", smtp_url="smtp://127.0.0.1:9"
    )
    vorgang = web.haus.record(
        zugeleitet_am=date(2026, 7, 2), antwort_versandt_am=date(2026, 7, 14), **PERSON
    )
    return f"id={vorgang.id}&nr={letter(web, vorgang.id)}"


def letter(web: Web, vorgang_id: int) -> int:
    url = f"/vorgang/dokument/?id={vorgang_id}"
    answer = web.als("bernd").post(url, art="antwort", datei=(BytesIO(PDF), "brief.pdf"))
    assert answer.status_code == 303
    with acting_as(SYSTEM):
        found = Dokument.select().order_by(Dokument.id.desc()).first().id
    close()
    return int(found)


def mails() -> list[Nachricht]:
    with acting_as(SYSTEM):
        found = Nachricht.select().where(Nachricht.klasse == "buerger").order_by(Nachricht.id)
        return list(found)


def ask(web: Web, query: str, wer: str = "bernd", **werte: str) -> Any:
    return edit(web.als(wer), f"/vorgang/akte/hinweis/?{query}", **werte)


def in_doubt(how: Any = mark_unclear) -> None:
    nachricht = claim_nachricht(now=JETZT, lease_s=60)
    while nachricht is not None and nachricht.klasse != "buerger":
        nachricht = claim_nachricht(now=JETZT, lease_s=60)
    assert nachricht is not None
    how(token=nachricht.token, now=JETZT, fehler="Die Verbindung brach ab.")


def test_a_notice_says_nothing_about_anybody(web: Web, sent: str) -> None:
    page = web.als("bernd").get(f"/vorgang/akte/hinweis/?{sent}")
    assert form_of(page.text)["adresse"] == "kim@post.example"
    assert ask(web, sent, **JA).status_code == 303
    (mail,) = mails()
    assert (mail.status, mail.klasse, mail.empfaenger) == ("wartet", "buerger", "kim@post.example")
    told = f"{mail.betreff} {mail.text} {mail.schluessel}"
    for word in ("Kim", "Beispiel", "KRM-", "Beschwerde", "Antwort", "Jobcenter", "http"):
        assert word not in told
    with acting_as(SYSTEM):
        assert "kim@" not in " ".join(e.daten for e in Ereignis.select())


def test_it_goes_out_once_per_letter_however_often_it_is_asked(web: Web, sent: str) -> None:
    assert ask(web, sent, **JA).status_code == 303
    assert "schon einen Hinweis" in asked_again(web, sent)
    assert len(mails()) == 1


def asked_again(web: Web, query: str) -> str:
    bernd = web.als("bernd")
    answer = bernd.post(f"/vorgang/akte/hinweis/?{query}", version="1", adresse="x@y.example", **JA)
    assert answer.status_code == 303
    return bernd.get(answer.location).text


@pytest.mark.parametrize(
    "werte",
    [
        {},
        {"adresse": "", **JA},
        {"adresse": "kim", **JA},
        {"adresse": "a@b.de, c@d.de", **JA},
        {"adresse": "Kim Zander <a@b.example>", **JA},
    ],
)
def test_without_the_wish_or_one_address_nothing_goes(
    web: Web, sent: str, werte: dict[str, str]
) -> None:
    assert ask(web, sent, **werte).status_code == 422
    assert mails() == []


def test_before_the_letter_went_out_there_is_no_notice(web: Web, sent: str) -> None:
    vorgang = web.haus.record(zugeleitet_am=date(2026, 7, 2), **PERSON)
    query = f"id={vorgang.id}&nr={letter(web, vorgang.id)}"
    bernd = web.als("bernd")
    answer = bernd.get(f"/vorgang/akte/hinweis/?{query}")
    assert "Der Hinweis kommt nach dem Versand" in bernd.get(answer.location).text


def test_a_house_that_did_not_switch_it_on_sends_nothing(web: Web, sent: str) -> None:
    web.app.config["KRM"] = replace(web.app.config["KRM"], mail_buerger="aus")
    details = f"/vorgang/details/?{sent}"
    assert "Hinweis per E-Mail" not in web.als("bernd").get(details).text
    assert "ausgeschaltet" in asked_again(web, sent)
    assert mails() == []


def test_a_stranger_neither_asks_nor_decides(web: Web, sent: str) -> None:
    for was in ("hinweis", "hinweis-entscheiden"):
        assert web.als("clara").get(f"/vorgang/akte/{was}/?{sent}").status_code == 404
        assert web.als("dora").get(f"/vorgang/akte/{was}/?{sent}").status_code == 403


@pytest.mark.parametrize(
    ("entscheidung", "status"),
    [("angekommen", "gesendet"), ("lassen", "erledigt"), ("erneut", "wartet")],
)
def test_a_doubt_is_shown_to_a_person_who_decides(
    web: Web, sent: str, entscheidung: str, status: str
) -> None:
    ask(web, sent, **JA)
    in_doubt()
    bernd = web.als("bernd")
    page = bernd.get(f"/vorgang/details/?{sent}").text
    assert "Unklar, ob angekommen" in page
    assert "E-Mail unklar" in bernd.get("/").text
    with acting_as(web.haus.akteur("bernd")):
        assert [row.vorgangsnummer for row in doubtful_vorgaenge()] == ["KRM-2026-00001"]
    with acting_as(web.haus.akteur("clara")):
        assert doubtful_vorgaenge() == []
    url = f"/vorgang/akte/hinweis-entscheiden/?{sent}"
    assert edit(bernd, url, entscheidung=entscheidung).status_code == 303
    assert [mail.status for mail in mails()] == [status]
    assert bernd.get(url).status_code == 303
    with acting_as(web.haus.akteur("bernd")):
        assert doubtful_vorgaenge() == []


def test_what_the_server_refused_waits_and_asks_nobody(web: Web, sent: str) -> None:
    ask(web, sent, **JA)
    in_doubt(mark_refused)
    assert [mail.status for mail in mails()] == ["wartet"]
    assert "Hinweis per E-Mail: Wartet" in web.als("bernd").get(f"/vorgang/details/?{sent}").text
