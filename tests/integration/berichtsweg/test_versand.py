"""Dispatch through a real mail server: the PDF as released, once, whatever is killed when."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from admin.config import Config, load_config, provide_keys
from admin.jobs.post import LEASE_S, send_next_nachricht
from models.actions.berichtsversand import settle_versand
from models.db import acting_as, close
from models.queries.berichtswege import dispatch_of
from models.rules.zeit import utc_now
from models.tables import Lauf, Nachricht
from tests.bruch import GETOETET
from tests.haus import JETZT, Haus
from tests.integration.berichtsweg.conftest import AGENTUR, Sign, finished, reread, write_folder
from tests.integration.outbox.conftest import Postamt, postamt

__all__ = ["postamt"]
pytestmark = pytest.mark.usefixtures("adresse")
ROOT = Path(__file__).parents[3]
PDF = b"%PDF-1.7 Bericht"
STELLEN = ("bericht.freigegeben", "post.genommen", "post.uebergeben", "post.vermerkt")
KILLS = 25


@pytest.fixture
def umgebung(postamt: Postamt, migrierte_url: str, tmp_path: Path) -> dict[str, str]:
    return {
        "KRM_DATABASE_URL": migrierte_url,
        "KRM_VAR_DIR": str(tmp_path / "var"),
        "KRM_REPORTS_DIR": str(tmp_path / "berichte"),
        "KRM_SMTP_URL": postamt.url,
        "KRM_MAIL_ABSENDER": "krm@jobcenter.example",
    }


@pytest.fixture
def config(umgebung: dict[str, str]) -> Config:
    return provide_keys(load_config(umgebung))


Made = Callable[..., Lauf]


@pytest.fixture
def made(haus: Haus, config: Config) -> Made:
    """made(tage=0): a finished run with its folder; the mail that it waits is sent already."""

    def made(tage: int = 0) -> Lauf:
        lauf = finished(haus, at=JETZT + timedelta(days=tage))
        write_folder(config.reports_dir / str(lauf.ordner), PDF)
        send_all(config)
        return lauf

    return made


def send_all(config: Config) -> None:
    while send_next_nachricht(config):
        pass


def outside(postamt: Postamt) -> list[str]:
    """Message-IDs of what arrived at the Agentur."""
    return [str(mail["Message-ID"]) for mail in postamt.angekommen if AGENTUR in str(mail["To"])]


def mail_of(lauf: Lauf) -> Nachricht:
    sent = dispatch_of(lauf)
    assert sent is not None
    return sent.nachricht


def test_the_agentur_gets_the_pdf_that_was_released(
    made: Made, sign: Sign, config: Config, postamt: Postamt
) -> None:
    lauf = sign(made())
    send_all(config)
    (mail,) = [m for m in postamt.angekommen if m["To"] == AGENTUR]
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "jahresbericht-2026-H1.pdf"
    assert attached.get_content_type() == "application/pdf"
    content = attached.get_payload(decode=True)
    assert content == (config.reports_dir / str(lauf.ordner) / "bericht.pdf").read_bytes()
    body = mail.get_body(("plain",))
    assert body is not None
    assert "Sehr geehrte Damen und Herren" in body.get_content()
    assert mail_of(lauf).status == "gesendet"


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_another_pdf_than_the_released_one_is_never_sent(
    made: Made, sign: Sign, config: Config, postamt: Postamt,
    damage: str,
) -> None:  # fmt: skip
    lauf = sign(made())
    pdf = config.reports_dir / str(lauf.ordner) / "bericht.pdf"
    pdf.write_bytes(b"%PDF-1.7 anderer") if damage == "changed" else pdf.unlink()
    send_all(config)
    assert outside(postamt) == []
    assert "der in den Anhang gehört" in str(mail_of(lauf).fehler)


def test_a_server_that_hangs_up_leaves_a_doubt_that_dora_settles(
    haus: Haus, made: Made, sign: Sign, config: Config, postamt: Postamt
) -> None:
    lauf, dora = sign(made()), haus.akteur("dora")
    postamt.antwort = "auflegen"
    send_all(config)
    postamt.antwort = "250 OK"
    with time_machine.travel(utc_now() + timedelta(days=2)):
        send_all(config)
    assert (mail_of(lauf).status, outside(postamt)) == ("unklar", [])
    with acting_as(dora):
        settle_versand(by=dora, now=utc_now(), lauf_id=lauf.id, entscheidung="erneut")
    send_all(config)
    assert (mail_of(lauf).status, len(outside(postamt))) == ("gesendet", 1)


def test_no_kill_makes_a_mail_arrive_twice(
    made: Made, config: Config, umgebung: dict[str, str], postamt: Postamt
) -> None:
    for nr in range(KILLS):
        stelle, lauf, before = STELLEN[nr % len(STELLEN)], made(nr), len(outside(postamt))
        close()
        killed = _released_and_killed(stelle, lauf, umgebung)
        assert killed.returncode == GETOETET, killed.stderr
        with time_machine.travel(utc_now() + timedelta(seconds=2 * LEASE_S)):
            send_all(config)
        arrived = len(outside(postamt)) - before
        if stelle == "bericht.freigegeben":
            assert (reread(lauf).freigabe, arrived) == ("zur_freigabe", 0)
        else:
            expected = {"post.genommen": ("unklar", 0), "post.uebergeben": ("unklar", 1),
                        "post.vermerkt": ("gesendet", 1)}[stelle]  # fmt: skip
            assert (mail_of(lauf).status, arrived) == expected
    assert max(Counter(outside(postamt)).values()) == 1


def _released_and_killed(
    stelle: str, lauf: Lauf, umgebung: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.integration.berichtsweg.toetung", stelle, str(lauf.id)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **umgebung},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_two_sends_of_the_same_mail_are_the_same_to_the_byte(
    made: Made, sign: Sign, config: Config
) -> None:
    from admin.jobs.post import _attachment
    from admin.mail import build_message

    mail = mail_of(sign(made()))
    pdf = _attachment(mail, config.reports_dir)
    assert pdf is not None
    assert hashlib.sha256(pdf.inhalt).hexdigest() == mail.anhang_sha256
    first, second = (
        build_message(mail, absender="krm@jobcenter.example", now=JETZT, anlage=pdf).as_bytes()
        for _ in range(2)
    )
    assert first == second
