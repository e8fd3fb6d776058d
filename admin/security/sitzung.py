"""Sessions in a table: the cookie holds a random id, the table its hash and everything else.

A session ends after 30 minutes without a request (15 before log-in), ten hours after log-in, or by
log-out; then its row is gone and a replayed cookie opens nothing.

The table lies in a store of its own. That it cannot be written fails no page; only who logs in or
out must know.
"""

import hashlib
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, g, session
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SessionInterface, SessionMixin
from peewee import PeeweeException
from werkzeug.datastructures import CallbackDict
from werkzeug.exceptions import ServiceUnavailable

from admin.config import Config
from admin.security import anfrage
from models.actions.sitzungen import (
    delete_sitzung,
    store_sitzung,
    sweep_sitzungen,
    touch_sitzung,
)
from models.db import Schreibstand, close, database, watch_writes
from models.queries.sitzungen import find_sitzung
from models.rules.rechte import SYSTEM
from models.rules.sitzung import LAENGSTENS, OHNE_KONTO, UNTAETIG
from models.tables import Sitzung as Zeile

# Writing at every request would make each page a write transaction.
_TAKT = timedelta(minutes=1)
_ADRESSEN_OHNE_SITZUNG = ("/static/", "/bootstrap/")
ANMELDUNG_SCHEITERT = (
    "Die Anmeldung ließ sich nicht festhalten, Sie sind nicht angemeldet. Bitte versuchen Sie es "
    "in einer Minute noch einmal; bleibt es dabei, sagen Sie der Administration Bescheid."
)
ABMELDUNG_SCHEITERT = (
    "Die Abmeldung ist nicht gelungen, Sie sind noch angemeldet. Bitte gehen Sie zurück und melden "
    "Sie sich noch einmal ab; bis dahin lassen Sie Ihren Platz nicht allein."
)
_json = TaggedJSONSerializer()
_log = logging.getLogger("krm.web")


class Sitzung(CallbackDict, SessionMixin):
    """The content of a session; `kennung` is the id in the cookie, None until it is stored."""

    def __init__(self, daten: dict[str, Any] | None = None, kennung: str | None = None) -> None:
        super().__init__(daten, _mark_changed)
        self.kennung = kennung
        self.konto_id: int | None = None
        self.zuletzt_am: datetime | None = None
        self.modified = False
        self.accessed = True
        self.is_kept = True
        self.ausfall: PeeweeException | None = None
        self.renewed = False
        self.ended = False

    def renew(self, konto_id: int) -> None:
        """Change the id at log-in, so that an id known before is worth nothing."""
        self.konto_id = konto_id
        self.renewed = self.modified = True

    def end(self) -> None:
        """Forget everything at log-out."""
        self.clear()
        self.ended = True


def _mark_changed(sitzung: Sitzung) -> None:
    sitzung.modified = True


class Tabellensitzungen(SessionInterface):
    """Flask's interface over the table. It also opens the database: the session comes first."""

    def open_session(self, app: Flask, request: Request) -> Sitzung:
        if request.path.startswith(_ADRESSEN_OHNE_SITZUNG):
            return _not_kept()
        g.schreibstand = watch_writes()
        kennung = request.cookies.get(self.get_cookie_name(app))
        try:
            database.connect(reuse_if_open=True)
            return _load(kennung) if kennung else Sitzung()
        except PeeweeException as error:  # told by `_refuse`: no error page without a session
            return _not_kept(error)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not isinstance(session, Sitzung) or not session.is_kept:
            return
        response.vary.add("Cookie")
        satz = ABMELDUNG_SCHEITERT if session.ended else ANMELDUNG_SCHEITERT
        try:
            with must_be_kept(satz):
                self._save(app, session, response)
        except ServiceUnavailable:
            session.is_kept = False
            if session.ended or session.renewed:
                raise

    def _save(self, app: Flask, session: Sitzung, response: Response) -> None:
        if session.ended or session.renewed:
            _drop(session)
        if session.ended:
            self._delete_cookie(app, response)
        elif session.modified and (session or session.kennung):
            self._store(app, session, response)
        elif session.kennung and _is_due(session):
            touch_sitzung(by=SYSTEM, kennung=_hash(session.kennung), now=anfrage.now())

    def _store(self, app: Flask, session: Sitzung, response: Response) -> None:
        is_new = session.kennung is None
        session.kennung = session.kennung or secrets.token_urlsafe(32)
        store_sitzung(
            by=SYSTEM,
            kennung=_hash(session.kennung),
            konto_id=session.konto_id,
            daten=_json.dumps(dict(session)),
            now=anfrage.now(),
        )
        if is_new:
            response.set_cookie(
                self.get_cookie_name(app), session.kennung, **self._cookie_options(app)
            )

    def _delete_cookie(self, app: Flask, response: Response) -> None:
        response.delete_cookie(self.get_cookie_name(app), **self._cookie_options(app))

    def _cookie_options(self, app: Flask) -> dict[str, Any]:
        return {
            "path": "/",
            "secure": self.get_cookie_secure(app),
            "httponly": True,
            "samesite": "Lax",
        }


def init_app(app: Flask, config: Config) -> None:
    """Sessions by the table; the connection that the session opened is closed at the end."""
    app.session_interface = Tabellensitzungen()
    # Browsers take a __Host- cookie only over TLS, for the whole host, from nobody else.
    app.config["SESSION_COOKIE_NAME"] = cookie_name(config)
    app.config["SESSION_COOKIE_SECURE"] = config.is_production
    app.before_request(_refuse)
    app.teardown_request(_close)


def cookie_name(config: Config) -> str:
    """What the cookie is called."""
    return "__Host-krm" if config.is_production else "krm_sitzung"


def is_logged_in(kennung: str, now: datetime) -> bool:
    """Whether somebody is logged in with this cookie; reads only, outside any request."""
    zeile, konto = find_sitzung(_hash(kennung))
    return zeile is not None and konto is not None and konto.active and not _is_over(zeile, now)


def current() -> Sitzung:
    """The session of this request."""
    found: Any = session._get_current_object()  # type: ignore[attr-defined]
    if not isinstance(found, Sitzung):
        raise TypeError("Diese Anfrage hat keine Sitzung in der Tabelle.")
    return found


def schreibstand() -> Schreibstand:
    """What this request has saved so far."""
    stand: Schreibstand = g.get("schreibstand") or Schreibstand()
    return stand


@contextmanager
def must_be_kept(satz: str) -> Iterator[None]:
    """Log a write to the store of sessions that fails, and turn it into this sentence (503)."""
    try:
        yield
    except PeeweeException as error:
        _log.warning("Sitzung nicht gespeichert: %s", type(error).__name__)
        raise ServiceUnavailable(satz) from error


def sweep(now: datetime) -> None:
    """Delete the rows of sessions that have ended by themselves, if nothing is in the way."""
    try:
        sweep_sitzungen(by=SYSTEM, now=now)
    except PeeweeException as error:
        _log.warning("Sitzungen nicht aufgeräumt: %s", type(error).__name__)


def _refuse() -> None:
    """The first thing of every request: without a database there is no page."""
    if error := current().ausfall:
        raise error


def _not_kept(error: PeeweeException | None = None) -> Sitzung:
    sitzung = Sitzung()
    sitzung.is_kept, sitzung.ausfall = False, error
    return sitzung


def _close(error: BaseException | None) -> None:
    close()


def _load(kennung: str) -> Sitzung:
    zeile, g.sitzungskonto = find_sitzung(_hash(kennung))
    if zeile is None or _is_over(zeile, anfrage.now()):
        return Sitzung()
    sitzung = Sitzung(_json.loads(zeile.daten), kennung)
    sitzung.konto_id = zeile.konto_id
    sitzung.zuletzt_am = zeile.zuletzt_am
    sitzung.modified = False
    return sitzung


def _is_over(zeile: Zeile, now: datetime) -> bool:
    untaetig = OHNE_KONTO if zeile.konto_id is None else UNTAETIG
    return now - zeile.zuletzt_am > untaetig or now - zeile.angelegt_am > LAENGSTENS


def _is_due(session: Sitzung) -> bool:
    return session.zuletzt_am is None or anfrage.now() - session.zuletzt_am >= _TAKT


def _drop(session: Sitzung) -> None:
    if session.kennung:
        delete_sitzung(by=SYSTEM, kennung=_hash(session.kennung))
    session.kennung = None


def _hash(kennung: str) -> str:
    return hashlib.sha256(kennung.encode()).hexdigest()
