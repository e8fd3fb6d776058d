"""A form is carried out once: its hidden key, put there with the token of every form.

`once(action, page)` runs an action under the key of this request's form. Who sends the form again
(a double click, „Zurück“ and once more, a repeated request) is led to the page of the first
result, whatever the state is by then; of two at the same time, the slower one too.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from flask import Flask, flash, g, redirect, request, session
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from admin.security import anfrage
from models.actions.einmal import SchonGetan, find_result, key_of, perform_once
from models.db import writing
from models.rules.rechte import SYSTEM

T = TypeVar("T")
FELD = "einmal"
# Buttons of one form that do different things: each of them once.
_KNOEPFE = ("aktion", "thema")
_SPAETER = timedelta(seconds=10)
SCHON = (
    "Dieses Formular war schon gesendet: Hier steht, was daraus wurde. Für einen weiteren Eintrag "
    "öffnen Sie es bitte neu."
)


def init_app(app: Flask) -> None:
    """Lead second sendings to the first result; after the log-in, so `init_app` comes after it."""
    app.jinja_env.globals["einmalschluessel"] = lambda: secrets.token_hex(16)
    app.before_request(_before)
    app.after_request(_after)


def once(tut: Callable[[], T], ziel: Callable[[T], str]) -> T:
    """Run an action in one transaction, once for the form of this request.

    `ziel` names the page that shows the result. Raises what the action raises, and for a form
    that was carried out the redirection to its result.
    """
    key = posted_key()
    akteur = anfrage.akteur_if_any() or SYSTEM
    if not key:  # a program's request, not a form of ours
        with writing(by=akteur):
            return tut()
    try:
        result = perform_once(by=akteur, now=anfrage.now(), schluessel=key, tut=tut, ziel=ziel)
    except SchonGetan as done:
        raise _Erledigt(response=redirect(done.ziel, 303)) from None
    g.einmal_ausgefuehrt = True
    return result


def posted_key() -> str:
    """The key of the form of this request; empty without one, or where the form is unreadable."""
    try:
        sent = request.form.get(FELD, "") if request.method == "POST" else ""
    except HTTPException:  # too large, or broken: it was refused already
        return ""
    return key_for(sent, *(request.form.get(name, "") for name in _KNOEPFE)) if sent else ""


def key_for(sent: str, *buttons: str) -> str:
    """The key of a form of this account that sends `sent`."""
    akteur = anfrage.akteur_if_any()
    words = buttons or ("",) * len(_KNOEPFE)
    return key_of(akteur.konto_id if akteur else None, sent[:100], *words)


class _Erledigt(HTTPException):
    code = 303


def _before() -> Response | None:
    key = posted_key()
    found = find_result(key) if key else None
    if found is None:
        return None
    if anfrage.now() - found.angelegt_am > _SPAETER:
        flash(SCHON, "info")
    return redirect(found.ziel, 303)


def _after(response: Response) -> Response:
    """Whoever was overtaken while her request ran sees the result, not the state it left behind."""
    key = "" if "einmal_ausgefuehrt" in g or response.status_code >= 500 else posted_key()
    found = find_result(key) if key else None
    if found is None or response.location == found.ziel:
        return response
    session.modified = False  # what this request wanted to say is not so
    return redirect(found.ziel, 303)
