"""Sending: a real SMTP server takes, refuses, hangs up; the outbox says what it knows."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from admin.config import Config, load_config
from admin.jobs.post import send_next_nachricht
from models.rules.lauf import BASISADRESSE
from models.tables import Nachricht
from tests.integration.outbox.conftest import Postamt, Queue

Stored = Callable[[], list[Nachricht]]
STILLES_PORT = "smtp://127.0.0.1:9"


@pytest.fixture
def config(postamt: Postamt, tmp_path: Path) -> Config:
    return load_config(
        {
            "KRM_VAR_DIR": str(tmp_path),
            "KRM_SMTP_URL": postamt.url,
            "KRM_MAIL_ABSENDER": "krm@jobcenter.example",
        }
    )


def test_a_mail_arrives_whole(config: Config, postamt: Postamt, queue: Queue) -> None:
    queued = queue(betreff="Prüfung für März", kopie="dora@jobcenter.example")
    assert send_next_nachricht(config)
    assert not send_next_nachricht(config)
    (mail,) = postamt.angekommen
    assert (mail["From"], mail["To"], mail["Cc"]) == (
        "krm@jobcenter.example",
        "greta@jobcenter.example",
        "dora@jobcenter.example",
    )
    assert (mail["Subject"], mail["Message-ID"]) == ("Prüfung für März", queued.message_id)
    assert (
        mail.get_content().replace("\r\n", "\n")
        == "Der Bericht „Auswertung“ liegt für Sie bereit.\n"
    )
    assert postamt.umschlaege == [["greta@jobcenter.example", "dora@jobcenter.example"]]


def test_a_link_leads_to_where_the_installation_is(
    config: Config, postamt: Postamt, queue: Queue
) -> None:
    queue(text=f"{BASISADRESSE}/vorgang/details/?id=7\n")
    send_next_nachricht(replace(config, base_url="https://krm.jobcenter.example/"))
    assert postamt.angekommen[0].get_content().splitlines() == [
        "https://krm.jobcenter.example/vorgang/details/?id=7"
    ]


def test_without_a_mail_server_the_outbox_waits(
    config: Config, queue: Queue, stored: Stored
) -> None:
    queue()
    assert not send_next_nachricht(replace(config, smtp_url=None))
    assert [nachricht.status for nachricht in stored()] == ["wartet"]


@pytest.mark.parametrize("klasse", ["intern", "buerger"])
def test_a_server_that_is_down_costs_only_time(
    config: Config, queue: Queue, stored: Stored, klasse: str
) -> None:
    queue("x", klasse)
    assert send_next_nachricht(replace(config, smtp_url=STILLES_PORT))
    (nachricht,) = stored()
    assert nachricht.status == "wartet"
    assert nachricht.fehler == "Der Mailserver ist nicht zu erreichen (ConnectionRefusedError)."


@pytest.mark.parametrize("antwort", ["451 Spaeter", "554 Nein"])
def test_a_refusal_after_the_text_is_sure(
    config: Config, postamt: Postamt, queue: Queue, stored: Stored, antwort: str
) -> None:
    postamt.antwort = antwort
    queue("x", "buerger")
    send_next_nachricht(config)
    (nachricht,) = stored()
    assert nachricht.status == "wartet"
    assert antwort[:3] in nachricht.fehler


def test_a_server_that_hangs_up_after_the_text_leaves_doubt_for_citizens_only(
    config: Config, postamt: Postamt, queue: Queue, stored: Stored
) -> None:
    postamt.antwort = "auflegen"
    for klasse in ("intern", "buerger"):
        queue(klasse, klasse)
        send_next_nachricht(config)
    assert [nachricht.status for nachricht in stored()] == ["wartet", "unklar"]


def test_an_unknown_address_is_told_without_naming_it(
    config: Config, postamt: Postamt, queue: Queue, stored: Stored
) -> None:
    postamt.abgelehnt = {"greta@jobcenter.example"}
    queue("alle")
    queue("einer", kopie="dora@jobcenter.example")
    while send_next_nachricht(config):
        pass
    nobody, some = stored()
    assert (nobody.status, some.status) == ("wartet", "gesendet")
    assert some.fehler == "1 Empfänger lehnte der Mailserver ab."
    assert "greta" not in nobody.fehler + some.fehler
    assert postamt.umschlaege == [["dora@jobcenter.example"]]
