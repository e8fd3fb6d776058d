"""Writing sessions and failed log-ins: the machine's own bookkeeping, so without events.

It lies in a store of its own (models.db.sitzungsspeicher) and never waits for the cases.
"""

from collections.abc import Iterable
from datetime import datetime

from models.db import noting, wipe_ended
from models.rules.rechte import Akteur
from models.rules.sitzung import LAENGSTENS, OHNE_KONTO, UNTAETIG
from models.tables import Anmeldeversuch, Sitzung


def store_sitzung(
    *, by: Akteur, kennung: str, konto_id: int | None, daten: str, now: datetime
) -> None:
    """Keep a session under this hash, new or changed."""
    with noting(by=by):
        changed = {"konto_id": konto_id, "daten": daten, "zuletzt_am": now}
        Sitzung.insert(kennung=kennung, angelegt_am=now, **changed).on_conflict(
            conflict_target=[Sitzung.kennung], update=changed
        ).execute()


def touch_sitzung(*, by: Akteur, kennung: str, now: datetime) -> None:
    """Note that the session was used, so that it does not end for inactivity; waits for nobody."""
    with noting(by=by, wait=False):
        Sitzung.update(zuletzt_am=now).where(Sitzung.kennung == kennung).execute()


def delete_sitzung(*, by: Akteur, kennung: str) -> None:
    """End a session: its cookie is worth nothing afterwards."""
    with noting(by=by):
        Sitzung.delete().where(Sitzung.kennung == kennung).execute()


def sweep_sitzungen(*, by: Akteur, now: datetime) -> int:
    """Forget sessions that ended by themselves and old failures; returns how many sessions went."""
    begun_before, used_before = now - LAENGSTENS, now - UNTAETIG
    anonymous = Sitzung.konto_id.is_null() & (Sitzung.zuletzt_am < now - OHNE_KONTO)
    with noting(by=by):
        gone = Sitzung.delete().where(
            (Sitzung.angelegt_am < begun_before) | (Sitzung.zuletzt_am < used_before) | anonymous
        )
        count = int(gone.execute())
        Anmeldeversuch.delete().where(Anmeldeversuch.zuletzt_am < begun_before).execute()
    return count


def wipe_sitzungen() -> None:
    """Make what ended sessions held (words somebody searched for) unreadable in the files."""
    wipe_ended()


def record_fehlversuch(
    *, by: Akteur, schluessel: Iterable[str], since: datetime, now: datetime
) -> None:
    """Count one more failed log-in under these keys; what lies before `since` is forgotten."""
    with noting(by=by):
        for key in sorted(schluessel):
            Anmeldeversuch.delete().where(
                Anmeldeversuch.schluessel == key, Anmeldeversuch.zuletzt_am < since
            ).execute()
            Anmeldeversuch.insert(schluessel=key, fehler=1, zuletzt_am=now).on_conflict(
                conflict_target=[Anmeldeversuch.schluessel],
                update={
                    Anmeldeversuch.fehler: Anmeldeversuch.fehler + 1,
                    Anmeldeversuch.zuletzt_am: now,
                },
            ).execute()


def forget_fehlversuche(*, by: Akteur, schluessel: Iterable[str]) -> None:
    """A log-in went well: these keys start anew."""
    with noting(by=by):
        Anmeldeversuch.delete().where(Anmeldeversuch.schluessel << list(schluessel)).execute()
