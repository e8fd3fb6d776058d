"""How the tests of the import hand over rows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.actions.codes import seed_codes
from models.db import acting_as
from models.importer import Auftrag, Ergebnis, import_csv
from models.rules.rechte import SYSTEM
from models.tables import Vorgang
from tests.haus import JETZT, Haus

Importieren = Callable[..., Ergebnis]
PFLICHT = {"art": "Beschwerde", "eingang_am": "2026-03-02", "eingangsweg": "E-Mail"}


@pytest.fixture
def importieren(haus: Haus, tmp_path: Path) -> Importieren:
    """importieren({...}, {...}, by="anna", einheit="JC", probe=False) imports these rows."""
    seed_codes(by=SYSTEM, now=JETZT)

    def run(*rows: dict[str, str], by: str | None = None, **auftrag: Any) -> Ergebnis:
        path = tmp_path / "faelle.csv"
        names = list(dict.fromkeys(name for row in rows for name in PFLICHT | row))
        lines = [";".join({**PFLICHT, **row}.get(name, "") for name in names) for row in rows]
        path.write_text("\n".join([";".join(names), *lines]), encoding="utf-8")
        einheit = haus.einheiten[auftrag.pop("einheit", "JC")]
        return import_csv(
            by=haus.akteur(by) if by else SYSTEM,
            now=JETZT,
            auftrag=Auftrag(path, einheit.id, **auftrag),
        )

    return run


def only_case() -> Vorgang:
    """The one case there is."""
    with acting_as(SYSTEM):
        (vorgang,) = Vorgang.select()
    return vorgang


def faults_of(ergebnis: Ergebnis) -> list[str]:
    """The faults of an import in words."""
    return [str(fault) for fault in ergebnis.fehler]
