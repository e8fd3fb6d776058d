"""What `check` says of mail: no server in a house, a silent worker, mails given up."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from admin.cli.befunde import Befund, Lage, post
from admin.config import load_config
from models.actions.lebenszeichen import give_sign
from models.actions.nachrichten import claim_nachricht, mark_refused
from models.db import writing
from models.rules.lauf import WARTEZEITEN
from models.rules.rechte import SYSTEM
from models.tables import Einheit
from tests.haus import JETZT, Haus
from tests.integration.outbox.conftest import Queue

MAIL = {"KRM_SMTP_URL": "smtp://127.0.0.1:1", "KRM_MAIL_ABSENDER": "krm@jobcenter.example"}


@pytest.fixture
def lage(db: Any, tmp_path: Path) -> Callable[..., Lage]:
    def lage(**settings: str) -> Lage:
        given = {"KRM_VAR_DIR": str(tmp_path), "KRM_BASE_URL": "https://krm.example"}
        return Lage(load_config(given | settings), JETZT)

    return lage


def _named(befunde: Any) -> dict[str, Befund]:
    return {befund.was: befund for befund in befunde}


def test_a_house_in_production_without_mail_does_not_pass(lage: Callable[..., Lage]) -> None:
    keys = {"KRM_SECRET_KEY": "x" * 43, "KRM_PSEUDONYM_KEY": "y" * 43}
    found = _named(post.examine_server(lage(KRM_BETRIEB="produktion", **keys)))
    assert not found["E-Mail"].genuegt
    assert _named(post.examine_server(lage()))["E-Mail"].genuegt


def test_a_silent_worker_and_a_mail_given_up_are_found(
    lage: Callable[..., Lage], queue: Queue
) -> None:
    queue()
    found = _named(post.examine_outbox(lage(**MAIL)))
    assert not found["Hintergrundarbeit"].ok
    assert found["Interne E-Mails"].ok
    for n in range(len(WARTEZEITEN) + 1):
        mail = claim_nachricht(now=JETZT + n * timedelta(days=2), lease_s=300)
        assert mail is not None
        mark_refused(token=mail.token, now=JETZT + n * timedelta(days=2), fehler="voll")
    give_sign(name="post", now=JETZT - timedelta(minutes=2))
    give_sign(name="post", now=JETZT)
    found = _named(post.examine_outbox(lage(**MAIL)))
    assert found["Hintergrundarbeit"].ok
    assert not found["Interne E-Mails"].genuegt


def test_a_mail_that_waits_for_hours_is_found(lage: Callable[..., Lage], queue: Queue) -> None:
    queue()
    later = Lage(lage(**MAIL).config, JETZT + timedelta(hours=2))
    assert "Wartende E-Mails" in _named(post.examine_outbox(later))


def test_a_house_without_a_number_for_an_emergency_is_advised(
    lage: Callable[..., Lage], haus: Haus
) -> None:
    assert not _named(post.examine_phone(lage()))["Notfall JC"].ok
    with writing(by=SYSTEM):
        Einheit.update(telefon_gf="030 1").where(Einheit.kuerzel == "JC").execute()
    assert _named(post.examine_phone(lage()))["Notfall JC"].ok
