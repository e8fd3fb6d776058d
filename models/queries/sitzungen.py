"""What log-in and sessions read; nobody is logged in yet, so all of it as the system."""

from collections.abc import Iterable
from datetime import datetime

from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Anmeldeversuch, Konto, Sitzung


def find_sitzung(kennung: str) -> tuple[Sitzung | None, Konto | None]:
    """The session with this hash and the account that is logged in with it."""
    with acting_as(SYSTEM):
        sitzung = Sitzung.get_or_none(Sitzung.kennung == kennung)
        if sitzung is None or sitzung.konto_id is None:
            return sitzung, None
        return sitzung, Konto.get_or_none(Konto.id == sitzung.konto_id)


def find_konto(*, login: str | None = None, uniquifier: str | None = None) -> Konto | None:
    """The account with this log-in name (any case) or with this mark of its sessions."""
    with acting_as(SYSTEM):
        if login is not None:
            return Konto.get_or_none(Konto.login == login.strip().lower())
        return Konto.get_or_none(Konto.fs_uniquifier == uniquifier)


def list_versuche(schluessel: Iterable[str], since: datetime) -> dict[str, Anmeldeversuch]:
    """Failed log-ins under these keys, forgotten where the last one lies before `since`."""
    with acting_as(SYSTEM):
        rows = Anmeldeversuch.select().where(
            Anmeldeversuch.schluessel << list(schluessel), Anmeldeversuch.zuletzt_am >= since
        )
        return {row.schluessel: row for row in rows}
