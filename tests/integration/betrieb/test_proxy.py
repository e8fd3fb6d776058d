"""Behind Debian's nginx, configured as docs/betrieb.md says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from admin.security.bremse import record_failure
from models.db import close
from models.rules.zeit import utc_now
from tests.haus import Haus
from tests.integration.betrieb.conftest import NAME, PASSWORT, Browser, Tuer, serve
from tests.integration.betrieb.nginx import nginx

pytestmark = pytest.mark.datenbank("sqlite")
FREMD = "127.0.0.9"


@pytest.fixture
def tuer(haus_mit_passwort: Haus, settings: dict[str, str], tmp_path: Path) -> Iterator[Tuer]:
    """nginx, and KRM behind it that knows of one proxy."""
    with serve(settings | {"KRM_PROXIES": "1"}) as krm, nginx(krm, tmp_path) as tuer:
        yield tuer


def guessed_from(adresse: str) -> None:
    """Somebody there has tried many passwords of Anna."""
    for _ in range(14):
        record_failure("anna", adresse, utc_now())
    close()


def is_braked(browser: Browser, **kopf: str) -> bool:
    answer = browser.log_in("anna", PASSWORT, kopf)
    assert (answer.code == 302) is ("Zu viele Fehlversuche" not in answer.text)
    return answer.code != 302


def test_who_guesses_elsewhere_does_not_lock_anna_out(tuer: Tuer) -> None:
    guessed_from(FREMD)
    assert is_braked(tuer.browser(FREMD))
    # whatever a stranger writes about where she comes from
    assert is_braked(tuer.browser(FREMD), **{"X-Forwarded-For": "127.0.0.1"})
    anna = tuer.browser()
    assert not is_braked(anna)
    page = anna.send("GET", "/")
    assert "Guten Tag, Anna" in page.text
    assert page.kopf["Strict-Transport-Security"]
    # secret links lead to where people reach KRM, and say so over TLS
    made = anna.post("/ich/", "/ich/kalender/").text
    assert f"https://{NAME}/kalender/" in made
    assert "http://" not in made


def test_too_large_a_file_is_refused_through_the_proxy_in_words(tuer: Tuer) -> None:
    answer = tuer.browser().send("POST", "/eingang/beschwerde/", b"x" * 20_000_000)
    assert answer.code == 413
    assert "Bitte melden Sie sich an" in answer.text


def test_without_a_proxy_nobody_says_where_she_comes_from(
    haus_mit_passwort: Haus, settings: dict[str, str]
) -> None:
    with serve(settings) as krm:
        guessed_from("127.0.0.1")
        assert is_braked(krm.browser(), **{"X-Forwarded-For": "192.0.2.99"})
        assert is_braked(krm.browser(), Forwarded="for=192.0.2.99")
