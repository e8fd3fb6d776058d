"""Filing the Verfahrensdokumentation once a step asks for it: whole, once, and made up for later.

The step itself never waits for it (MH-41, MH-57): the worker makes the sheet right after.
"""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from models.actions.ablage import received
from models.actions.dokumente import Schein, file_datei
from models.db import acting_as, writing
from models.queries.blaetter import BLATT, is_due
from models.rules.rechte import SYSTEM
from models.tables import Dokument, Vorgang


def file_blatt(*, now: datetime, vorgang_id: int, pdf: bytes, ablage: Path) -> Dokument | None:
    """File a case's first sheet as the system; None where there is one by now.

    Raises DoesNotExist for a case that is gone, RuleViolation for a closed one.
    """
    with acting_as(SYSTEM):
        vorgang = Vorgang.get_by_id(vorgang_id)
        if not is_due(vorgang):
            return None
    schein = Schein(BLATT, sheet_name(vorgang))
    with received([BytesIO(pdf)], ablage) as dateien, writing(by=SYSTEM):
        # Asked again where nobody else writes: two workers make two sheets, one is filed.
        if not is_due(Vorgang.get_by_id(vorgang_id)):
            dateien[0].discard()
            return None
        return file_datei(
            by=SYSTEM, now=now, vorgang_id=vorgang_id, schein=schein, datei=dateien[0]
        )


def sheet_name(vorgang: Vorgang, ending: str = "pdf") -> str:
    """What the file is called; the number tells whose it is, no name does."""
    return f"Verfahrensdokumentation-{vorgang.vorgangsnummer}.{ending}"
