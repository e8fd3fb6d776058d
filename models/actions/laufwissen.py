"""What a run knows: noted when its snapshot is taken, so that later runs tell what came after."""

from datetime import datetime

from models.db import writing
from models.rules.lauf import Laufstatus
from models.rules.rechte import SYSTEM
from models.tables import Lauf


def note_moment(*, token: str, zeit: datetime, ereignis: int, sha256: str) -> bool:
    """Note moment, newest event and hash of the data; False when another owns the run by now."""
    known = {"datenstand_zeit": zeit, "bis_ereignis": ereignis, "snapshot_sha256": sha256}
    mine = (Lauf.token == token) & (Lauf.status == Laufstatus.LAEUFT)
    with writing(by=SYSTEM):
        return bool(Lauf.update(known).where(mine).execute())
