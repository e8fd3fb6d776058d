"""The outbox: queued inside an action, taken once, settled by what the sender knows."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from models.actions.nachrichten import (
    ABGESTUERZT,
    Entwurf,
    claim_nachricht,
    mark_refused,
    mark_sent,
    mark_unclear,
    queue_nachricht,
)
from models.db import WriteOutsideAction, acting_as, database, writing
from models.rules.fehler import RuleViolation
from models.rules.lauf import WARTEZEITEN, Nachrichtklasse
from models.rules.rechte import SYSTEM
from models.tables import Nachricht
from tests.haus import JETZT
from tests.integration.outbox.conftest import Queue

Stored = Callable[[], list[Nachricht]]
LEASE = 60
SPAETER = JETZT + timedelta(seconds=LEASE + 1)


def claim(now: object = JETZT) -> str:
    nachricht = claim_nachricht(now=now, lease_s=LEASE)  # type: ignore[arg-type]
    assert nachricht is not None
    return str(nachricht.token)


def test_a_mail_is_queued_only_within_an_action(db: object) -> None:
    entwurf = Entwurf("x", Nachrichtklasse.INTERN, "a@b.example", "", "Betreff", "Text")
    with acting_as(SYSTEM), pytest.raises(WriteOutsideAction):
        queue_nachricht(by=SYSTEM, now=JETZT, nachricht=entwurf)


def test_an_action_that_fails_sends_no_mail(queue: Queue, stored: Stored) -> None:
    def fail_after_queueing() -> None:
        with writing(by=SYSTEM):
            queue()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_queueing()
    assert stored() == []


def test_the_same_cause_makes_one_mail(queue: Queue, stored: Stored) -> None:
    first, second = queue("lauf-7"), queue("lauf-7", betreff="Noch einmal")
    assert first.id == second.id
    assert [nachricht.betreff for nachricht in stored()] == ["Ihr Bericht ist fertig"]


@pytest.mark.parametrize(
    "changes",
    [
        {"betreff": "Bericht\r\nBcc: fremd@example.org"},
        {"betreff": "Bericht\nX: y"},
        {"empfaenger": "greta@jobcenter.example\nBcc: fremd@example.org"},
        {"kopie": "a@b.example\x00"},
        {"betreff": "Zeile\u2028Zeile"},
        {"betreff": ""},
        {"betreff": "x" * 201},
        {"empfaenger": ""},
        {"empfaenger": "greta"},
        {"kopie": "@jobcenter.example"},
    ],
)
def test_what_would_change_the_head_of_a_mail_is_refused(
    queue: Queue, stored: Stored, changes: dict[str, str]
) -> None:
    with pytest.raises(RuleViolation) as refusal:
        queue(**changes)
    assert refusal.value.feld in changes
    assert stored() == []


def test_a_mail_is_taken_once_by_ten_senders(queue: Queue) -> None:
    queue()

    def take(_: int) -> bool:
        with database.connection_context():
            return claim_nachricht(now=JETZT, lease_s=LEASE) is not None

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(take, range(10))) == 1


def test_a_sent_mail_is_done(queue: Queue, stored: Stored) -> None:
    queue()
    assert mark_sent(token=claim(), now=JETZT)
    (nachricht,) = stored()
    assert (nachricht.status, nachricht.gesendet_am) == ("gesendet", JETZT)
    assert claim_nachricht(now=SPAETER, lease_s=LEASE) is None


def test_a_refused_mail_waits_longer_each_time_and_is_given_up(
    queue: Queue, stored: Stored
) -> None:
    queue()
    now = JETZT
    for pause in WARTEZEITEN:
        assert mark_refused(token=claim(now), now=now, fehler="abgelehnt")
        assert claim_nachricht(now=now + pause / 2, lease_s=LEASE) is None
        now += pause
    assert mark_refused(token=claim(now), now=now, fehler="abgelehnt")
    (nachricht,) = stored()
    assert (nachricht.status, nachricht.fehler) == ("gescheitert", "abgelehnt")
    assert claim_nachricht(now=now + timedelta(days=9), lease_s=LEASE) is None


def test_internal_mail_of_a_dead_sender_is_sent_again_under_the_same_id(queue: Queue) -> None:
    queue()
    first = claim_nachricht(now=JETZT, lease_s=LEASE)
    assert claim_nachricht(now=JETZT, lease_s=LEASE) is None
    second = claim_nachricht(now=SPAETER, lease_s=LEASE)
    assert first is not None
    assert second is not None
    assert (first.message_id, first.id) == (second.message_id, second.id)
    assert not mark_sent(token=first.token, now=SPAETER)
    assert mark_sent(token=second.token, now=SPAETER)


def test_a_mail_that_kills_its_sender_is_not_sent_for_ever(queue: Queue, stored: Stored) -> None:
    queue()
    now = JETZT
    for _ in range(len(WARTEZEITEN) + 1):
        claim(now)
        now += timedelta(seconds=LEASE + 1)
    assert claim_nachricht(now=now, lease_s=LEASE) is None
    assert [nachricht.status for nachricht in stored()] == ["gescheitert"]


def test_mail_to_a_citizen_of_a_dead_sender_is_left_to_a_person(
    queue: Queue, stored: Stored
) -> None:
    queue("brief-1", "buerger")
    token = claim()
    assert claim_nachricht(now=SPAETER, lease_s=LEASE) is None
    (nachricht,) = stored()
    assert (nachricht.status, nachricht.fehler) == ("unklar", ABGESTUERZT)
    assert mark_sent(token=token, now=SPAETER), "the sender was only slow, and knows"
    assert [nachricht.status for nachricht in stored()] == ["gesendet"]


@pytest.mark.parametrize(("klasse", "status"), [("intern", "wartet"), ("buerger", "unklar")])
def test_a_broken_connection_leaves_doubt_for_citizens_only(
    queue: Queue, stored: Stored, klasse: str, status: str
) -> None:
    queue("x", klasse)
    assert mark_unclear(token=claim(), now=JETZT, fehler="abgebrochen")
    assert [nachricht.status for nachricht in stored()] == [status]


def test_a_mail_to_a_citizen_that_was_surely_refused_is_tried_again(
    queue: Queue, stored: Stored
) -> None:
    queue("x", "buerger")
    assert mark_refused(token=claim(), now=JETZT, fehler="nicht erreichbar")
    assert [nachricht.status for nachricht in stored()] == ["wartet"]


def test_a_mail_does_not_wait_an_hour_more_because_the_clock_was_set_back(queue: Queue) -> None:
    queue()
    assert claim_nachricht(now=JETZT - timedelta(hours=1), lease_s=300) is not None


def test_a_dead_senders_mail_is_sent_though_the_clock_was_set_back(queue: Queue) -> None:
    queue()
    assert claim_nachricht(now=JETZT, lease_s=300) is not None
    assert claim_nachricht(now=JETZT - timedelta(minutes=4), lease_s=300) is None
    again = claim_nachricht(now=JETZT - timedelta(hours=1), lease_s=300)
    assert again is not None
    assert again.versuch == 2


def test_a_refused_mail_is_not_tried_at_each_look_after_the_clock_was_set_back(
    queue: Queue,
) -> None:
    """The wait is measured anew from the clock that holds now."""
    queue()
    back = JETZT - timedelta(hours=1)
    mail = claim_nachricht(now=back, lease_s=300)
    assert mail is not None
    mark_refused(token=mail.token, now=back, fehler="voll")
    assert claim_nachricht(now=back + timedelta(seconds=30), lease_s=300) is None
    assert claim_nachricht(now=back + timedelta(seconds=61), lease_s=300) is not None


def test_mail_to_a_citizen_goes_out_once_though_the_clock_jumps(
    queue: Queue, stored: Stored
) -> None:
    queue(klasse="buerger")
    mail = claim_nachricht(now=JETZT, lease_s=300)
    assert mail is not None
    for hours in (-1, 1):
        assert claim_nachricht(now=JETZT + timedelta(hours=hours), lease_s=300) is None
    assert stored()[0].status == "unklar"
    assert mark_sent(token=mail.token, now=JETZT)
    assert stored()[0].status == "gesendet"
