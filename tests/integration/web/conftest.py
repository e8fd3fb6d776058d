"""The application over the house of the tests, on both databases, on the house's day."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from admin.app import create_app
from admin.config import load_config, provide_keys
from models.actions.codes import seed_codes
from models.db import close
from models.rules.rechte import SYSTEM
from tests.haus import JETZT, Haus
from tests.integration.web.klient import Web


@pytest.fixture
def web(haus: Haus, migrierte_url: str, tmp_path: Path) -> Iterator[Web]:
    """web.als("anna").get("/vorgang/")"""
    with time_machine.travel(JETZT, tick=False):
        seed_codes(by=SYSTEM, now=JETZT)
        close()
        settings = {
            "KRM_DATABASE_URL": migrierte_url,
            "KRM_VAR_DIR": str(tmp_path / "var"),
            "KRM_REPORTS_DIR": str(tmp_path / "berichte"),
        }
        yield Web(create_app(provide_keys(load_config(settings))), haus)
        close()
