"""The gate of every request: who it is, as of now, and closed unless said otherwise."""

from collections.abc import Callable
from contextlib import ExitStack
from urllib.parse import urlencode

from flask import Flask, g, redirect, request, session
from flask_login import current_user
from peewee import PeeweeException
from werkzeug.http import parse_cookie
from werkzeug.wrappers import Response

from admin.config import Config
from admin.security import anfrage, sitzung
from models.db import acting_as, close, database
from models.queries.akteure import Baum, load_akteur
from models.rules.rechte import SYSTEM

# What anybody may open. A page that is not in here asks for the log-in.
OFFEN = frozenset(
    {"static", "bootstrap.static", "security.login", "zaehlen.seite", "kalender.feed"}
)

_OHNE_EIGENES_PASSWORT = frozenset({"ich.passwort_view", "security.logout"})


def init_app(app: Flask) -> None:
    """Load the actor once per request and act as it until the request ends."""
    app.before_request(_enter)
    app.teardown_request(_leave)


def is_known(config: Config) -> Callable[[str], bool]:
    """Whether a Cookie header belongs to somebody who is logged in; asked before a large body is
    read, so outside any request."""

    def ask(header: str) -> bool:
        kennung = parse_cookie(header).get(sitzung.cookie_name(config))
        if not kennung:
            return False
        try:
            database.connect(reuse_if_open=True)
            return sitzung.is_logged_in(kennung, anfrage.now())
        except PeeweeException:  # no database, no files; the page that follows says so
            return False
        finally:
            close()

    return ask


def _enter() -> Response | None:
    if request.endpoint in ("static", "bootstrap.static"):
        return None
    if current_user.is_authenticated and current_user.active:
        _act_as_current()
        return _own_password_first()
    if request.endpoint is None or request.endpoint in OFFEN:
        return None
    session.pop("_user_id", None)
    return redirect(_login_url(), 303)


def _own_password_first() -> Response | None:
    """Who came in with a password that somebody else knows sees nothing before she has her own."""
    here = request.endpoint in OFFEN | _OHNE_EIGENES_PASSWORT or request.endpoint is None
    if here or not g.konto.passwort_vorlaeufig:
        return None
    return redirect("/ich/passwort/", 303)


def _act_as_current() -> None:
    with acting_as(SYSTEM):
        g.baum = Baum.load()
    g.konto = current_user.konto
    # Read anew at every request: a role given or taken counts from the next click on.
    g.akteur = load_akteur(g.konto, anfrage.today(), g.baum)
    g.zugang = ExitStack()
    g.zugang.enter_context(acting_as(g.akteur))


def _leave(error: BaseException | None) -> None:
    if stack := g.pop("zugang", None):
        stack.close()


def _login_url() -> str:
    # Only where somebody wanted to go; what she wanted to send is not repeated.
    target = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return "/anmelden" if target == "/" else f"/anmelden?{urlencode({'next': target})}"
