"""Sessions in a table: the cookie holds a random id, the table its hash and everything else.

A session ends after 30 minutes without a request (15 before log-in), ten hours after log-in, or by
log-out; then its row is gone and a replayed cookie opens nothing.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, g, session
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from admin.config import Config
from admin.security import anfrage
from models.actions.sitzungen import (
    delete_sitzung,
    store_sitzung,
    sweep_sitzungen,
    touch_sitzung,
)
from models.db import close, database
from models.queries.sitzungen import find_sitzung
from models.rules.rechte import SYSTEM
from models.rules.sitzung import LAENGSTENS, OHNE_KONTO, UNTAETIG
from models.tables import Sitzung as Zeile

# Writing at every request would make each page a write transaction.
_TAKT = timedelta(minutes=1)
_ADRESSEN_OHNE_SITZUNG = ("/static/", "/bootstrap/")
_json = TaggedJSONSerializer()


class Sitzung(CallbackDict, SessionMixin):
    """The content of a session; `kennung` is the id in the cookie, None until it is stored."""

    def __init__(self, daten: dict[str, Any] | None = None, kennung: str | None = None) -> None:
        super().__init__(daten, _mark_changed)
        self.kennung = kennung
        self.konto_id: int | None = None
        self.zuletzt_am: datetime | None = None
        self.modified = False
        self.accessed = True
        self.is_static = False
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
            sitzung = Sitzung()
            sitzung.is_static = True
            return sitzung
        database.connect(reuse_if_open=True)
        kennung = request.cookies.get(self.get_cookie_name(app))
        return _load(kennung) if kennung else Sitzung()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not isinstance(session, Sitzung) or session.is_static:
            return
        response.vary.add("Cookie")
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


def sweep(now: datetime) -> None:
    """Delete the rows of sessions that have ended by themselves."""
    sweep_sitzungen(by=SYSTEM, now=now)


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
