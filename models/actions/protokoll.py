"""What the log says about itself: that an older backup was put back."""

from datetime import datetime

from models.actions.ereignisse import Meldung, record_event
from models.db import writing
from models.rules.kette import WIEDERHERGESTELLT
from models.rules.rechte import Akteur
from models.tables import Ereignis, Kette


def record_restored(*, by: Akteur, zeit: datetime, laenge: int) -> bool:
    """Tell, once, that at `zeit` a backup was put back whose chain had this many events.

    It explains anchors that were set between the backup and `zeit`. False where it is told already.
    """
    with writing(by=by):
        told = Ereignis.select().where(
            Ereignis.name == WIEDERHERGESTELLT, Ereignis.zeitpunkt == zeit
        )
        if told.exists():
            return False
        meldung = Meldung(
            name=WIEDERHERGESTELLT,
            tabelle=Kette,
            objekt_id=1,
            zusatz={"laenge": laenge},
            zeitpunkt=zeit,
        )
        record_event(now=zeit, meldung=meldung)
    return True
