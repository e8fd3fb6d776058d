"""Writing sessions and failed log-ins: the machine's own bookkeeping, so without events."""

from collections.abc import Iterable
from datetime import datetime

from models.db import writing
from models.rules.rechte import Akteur
from models.rules.sitzung import LAENGSTENS, OHNE_KONTO, UNTAETIG
from models.tables import Anmeldeversuch, Sitzung


def store_sitzung(
    *, by: Akteur, kennung: str, konto_id: int | None, daten: str, now: datetime
) -> None:
    """Keep a session under this hash, new or changed."""
    with writing(by=by):
        changed = {"konto_id": konto_id, "daten": daten, "zuletzt_am": now}
        Sitzung.insert(kennung=kennung, angelegt_am=now, **changed).on_conflict(
            conflict_target=[Sitzung.kennung], update=changed
        ).execute()


def touch_sitzung(*, by: Akteur, kennung: str, now: datetime) -> None:
    """Note that the session was used, so that it does not end for inactivity."""
    with writing(by=by):
        Sitzung.update(zuletzt_am=now).where(Sitzung.kennung == kennung).execute()


def delete_sitzung(*, by: Akteur, kennung: str) -> None:
    """End a session: its cookie is worth nothing afterwards."""
    with writing(by=by):
        Sitzung.delete().where(Sitzung.kennung == kennung).execute()


def sweep_sitzungen(*, by: Akteur, now: datetime) -> int:
    """Forget sessions that ended by themselves and old failures; returns how many sessions went."""
    begun_before, used_before = now - LAENGSTENS, now - UNTAETIG
    anonymous = Sitzung.konto_id.is_null() & (Sitzung.zuletzt_am < now - OHNE_KONTO)
    with writing(by=by):
        gone = Sitzung.delete().where(
            (Sitzung.angelegt_am < begun_before) | (Sitzung.zuletzt_am < used_before) | anonymous
        )
        count = int(gone.execute())
        Anmeldeversuch.delete().where(Anmeldeversuch.zuletzt_am < begun_before).execute()
    return count


def record_fehlversuch(
    *, by: Akteur, schluessel: Iterable[str], since: datetime, now: datetime
) -> None:
    """Count one more failed log-in under these keys; what lies before `since` is forgotten."""
    with writing(by=by):
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
    with writing(by=by):
        Anmeldeversuch.delete().where(Anmeldeversuch.schluessel << list(schluessel)).execute()
