"""Internal mails that did not arrive: shown to who looks after them, sent again on request."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.actions.nachrichten import Entwurf, claim_nachricht, mark_refused, queue_nachricht
from models.db import acting_as, close, writing
from models.rules.lauf import WARTEZEITEN, Nachrichtklasse
from models.rules.rechte import SYSTEM
from models.tables import Ereignis, Nachricht
from tests.haus import JETZT
from tests.integration.web.klient import Web

GRUND = "Der Mailserver lehnt ab (Code 550)."


def _queue(an: str, schluessel: str = "schritt:1") -> int:
    with writing(by=SYSTEM):
        entwurf = Entwurf(
            schluessel, Nachrichtklasse.INTERN, an, "", "KRM: Vorgang für Sie", "GEHEIMER TEXT"
        )
        return int(queue_nachricht(by=SYSTEM, now=JETZT - timedelta(days=9), nachricht=entwurf).id)


def _given_up(an: str = "bernd@jobcenter.example") -> int:
    key = _queue(an)
    for n in range(len(WARTEZEITEN) + 1):
        now = JETZT - timedelta(days=9) + n * timedelta(days=1, hours=1)
        mail = claim_nachricht(now=now, lease_s=300)
        assert mail is not None
        mark_refused(token=mail.token, now=now, fehler=GRUND)
    close()
    return key


@pytest.fixture
def mailend(web: Web) -> Web:
    web.app.config["KRM"] = replace(
        web.app.config["KRM"], smtp_url="smtp://127.0.0.1:1", mail_absender="k@jobcenter.example"
    )
    return web


def test_anna_and_adam_see_what_was_given_up_with_reason_and_attempts(mailend: Web) -> None:
    _given_up()
    for wer in ("anna", "adam"):
        mensch = mailend.als(wer)
        assert "Eine E-Mail kam nicht an" in mensch.get("/").text, wer
        page = mensch.get("/post/").text
        assert "Bernd" in page, wer
        assert GRUND in page, wer
        assert "<dd>8</dd>" in page, wer
        assert "GEHEIMER TEXT" not in page


def test_zoe_of_another_house_sees_nothing_of_it(mailend: Web) -> None:
    key = _given_up()
    assert GRUND not in mailend.als("zoe").get("/post/").text
    mailend.als("zoe").post(f"/post/nochmal/?id={key}")
    assert _status(key) == "gescheitert"


def test_anna_sends_it_again_and_it_is_due_at_once(mailend: Web) -> None:
    key = _given_up()
    assert mailend.als("anna").post(f"/post/nochmal/?id={key}").status_code == 303
    assert _status(key) == "wartet"
    mail = claim_nachricht(now=JETZT, lease_s=300)
    assert mail is not None
    assert mail.versuch == 1
    with acting_as(SYSTEM):
        assert Ereignis.select().where(Ereignis.name == "nachricht_resent").count() == 1


def test_adam_lays_it_aside_once(mailend: Web) -> None:
    key = _given_up()
    mailend.als("adam").post(f"/post/beiseite/?id={key}")
    assert _status(key) == "erledigt"
    mailend.als("adam").post(f"/post/nochmal/?id={key}")
    assert _status(key) == "erledigt"


def test_without_a_mail_server_sending_again_is_refused(web: Web) -> None:
    key = _given_up()
    anna = web.als("anna")
    anna.post(f"/post/nochmal/?id={key}")
    assert "KRM_SMTP_URL" in anna.get("/post/").text
    assert _status(key) == "gescheitert"


def test_a_mail_that_waits_for_hours_or_whose_sender_fell_silent_is_shown(mailend: Web) -> None:
    _queue("bernd@jobcenter.example", "wartet")
    assert claim_nachricht(now=JETZT - timedelta(days=1), lease_s=300) is not None
    _queue("clara@jobcenter.example", "liegt")
    close()
    page = mailend.als("anna").get("/post/").text
    assert "Bernd" in page
    assert "Clara" in page


def _status(key: int) -> str:
    with acting_as(SYSTEM):
        return str(Nachricht.get_by_id(key).status)
