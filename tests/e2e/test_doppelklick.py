"""A clerk who clicks twice records one case, however fast she is."""

import pytest

from models.db import acting_as, close
from models.rules.rechte import SYSTEM
from models.tables import Vorgang
from tests.e2e.conftest import Server
from tests.e2e.wege import LogIn, fill

pytestmark = [pytest.mark.e2e, pytest.mark.datenbank("sqlite")]


@pytest.mark.parametrize("pause", [30, 100, 250])
def test_a_double_click_records_one_case(server: Server, log_in: LogIn, pause: int) -> None:
    page = log_in("anna")
    page.goto("/eingang/beschwerde/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    fill(page, "anliegen_1_anliegen_text", "Seit Mai keine Antwort.")
    page.evaluate(
        """pause => {
            const knopf = document.querySelector(".knoepfe-unten .btn-primary");
            knopf.click();
            setTimeout(() => knopf.click(), pause);
        }""",
        pause,
    )
    page.get_by_text("Seit Mai keine Antwort.").wait_for()
    page.wait_for_url("**/vorgang/details/**")
    if pause == 30:  # later the first answer may be there before the second click
        assert sent.count("POST") == 2
    with acting_as(SYSTEM):
        assert Vorgang.select().count() == 1
    close()
