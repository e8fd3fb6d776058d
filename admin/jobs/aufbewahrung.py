"""Deleting runs whose time is over: drafts after some days, published ones by their period."""

import shutil

from admin.config import Config
from models.actions.laufaufbewahrung import Aufbewahrung, delete_lauf, expired_laeufe
from models.rules.zeit import utc_now
from models.tables import Lauf


def expire_runs(config: Config) -> bool:
    """Delete the next runs whose time is over; True when there was one."""
    frist = Aufbewahrung(config.lauf_aufbewahrung_tage, config.bericht_aufbewahrung_jahre)
    deleted = [_expire(lauf, config) for lauf in expired_laeufe(frist, utc_now())]
    return any(deleted)


def _expire(lauf: Lauf, config: Config) -> bool:
    def remove() -> None:
        if lauf.ordner:
            folder = (config.reports_dir / lauf.ordner).resolve()
            if folder.is_relative_to(config.reports_dir.resolve()) and folder.is_dir():
                shutil.rmtree(folder)

    return delete_lauf(now=utc_now(), lauf_id=lauf.id, remove=remove)
