"""Error pages in German: what happened, what to do now, and nothing of what went wrong inside.

What fails on our side (500, 503) is in stoerung.py.
"""

import logging
import traceback
from dataclasses import dataclass
from types import TracebackType

from flask import Flask, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from admin.base import stoerung
from admin.base.getippt import typed_texts

_log = logging.getLogger("krm.web")


@dataclass(frozen=True)
class Fehlerseite:
    """`titel` says what happened, `rat` what to do. `eigener_grund`: the code that refused may
    add its own sentence."""

    titel: str
    rat: str
    eigener_grund: bool = False


SEITEN: dict[int, Fehlerseite] = {
    400: Fehlerseite(
        "Diese Anfrage war nicht verständlich",
        "Bitte gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.",
        eigener_grund=True,
    ),
    403: Fehlerseite(
        "Dafür fehlt Ihnen das Recht",
        "Brauchen Sie es für Ihre Arbeit? Bitte wenden Sie sich an die Administration, sie vergibt "
        "die Rollen. Eine Vertretung trägt unter „Mein KRM“ ein, wer vertreten wird. Bei einem "
        "einzelnen Vorgang hilft, wer ihn gerade bearbeitet.",
        eigener_grund=True,
    ),
    404: Fehlerseite(
        "Diese Seite gibt es nicht",
        "Vielleicht ist der Eintrag gelöscht, oder er gehört nicht zu Ihrer Zuständigkeit. "
        "Bitte suchen Sie ihn über die Liste. Nach einem Vorgang, den Sie nicht finden, fragen "
        "Sie, wer in Ihrem Haus die Vorgänge erfasst (meist das VZ GF).",
    ),
    405: Fehlerseite(
        "So lässt sich diese Adresse nicht aufrufen",
        "Bitte benutzen Sie die Schaltflächen der Seite, statt die Adresse einzugeben.",
    ),
    409: Fehlerseite(
        "Jemand anderes war schneller",
        "Gehen Sie zurück, laden Sie den Eintrag neu und sehen Sie nach, was sich geändert hat. "
        "Danach können Sie es noch einmal versuchen.",
        eigener_grund=True,
    ),
    410: Fehlerseite(
        "Diese Datei gibt KRM nicht heraus",
        "Sie fehlt in der Ablage oder wurde dort verändert. Bitte benachrichtigen Sie die "
        "Administration: Sie kann sie aus einer Sicherung zurückholen.",
    ),
    413: Fehlerseite(
        "Das war zu viel auf einmal",
        "Bitte kürzen Sie den Text oder senden Sie weniger Dateien auf einmal (zusammen höchstens "
        "25 MB). Was Sie getippt haben, bringt „Zurück“ im Browser wieder hervor.",
    ),
}
FREMDE_ADRESSE = (
    "Unter diesem Rechnernamen antwortet KRM nicht. Bitte die Adresse benutzen, die die "
    "Administration genannt hat (Einstellung KRM_BASE_URL)."
)
ABGELAUFEN = Fehlerseite(
    "Dieses Formular gilt nicht mehr",
    "Es gehört zu einer Sitzung, die beendet ist. Es ist nichts gespeichert. Bitte melden Sie sich "
    "an und öffnen Sie es neu.",
)


def init_app(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(InternalServerError, stoerung.answer)
    app.log_exception = _log_quietly  # type: ignore[method-assign,assignment]


def _csrf(error: CSRFError) -> Response:
    page = render_template("fehler.html", seite=ABGELAUFEN, code=400, texte=typed_texts())
    return make_response(page, 400)


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error.get_response()
    if code >= 500:
        return stoerung.answer(error)
    if isinstance(error, SecurityError):  # no address of ours, so no page of ours
        return Response(FREMDE_ADRESSE, code, mimetype="text/plain")
    seite = SEITEN.get(code)
    own = error.description if seite and seite.eigener_grund and _is_ours(error) else None
    response = _page(code, own or "")
    if code == 405 and error.get_response().headers.get("Allow"):
        response.headers["Allow"] = error.get_response().headers["Allow"]
    return response


def _is_ours(error: HTTPException) -> bool:
    # werkzeug's own sentences are English and belong to the class.
    return error.description is not None and error.description != type(error).description


def _log_quietly(exc_info: tuple[type, BaseException, TracebackType]) -> None:
    # The kind of error and its place, never its text: it may hold what somebody typed.
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(exc_info[2])]
    _log.error("%s bei %s: %s", exc_info[0].__name__, request.endpoint, " > ".join(places[-6:]))


def _page(code: int, grund: str) -> Response:
    seite = SEITEN.get(code, SEITEN[400])
    return make_response(render_template("fehler.html", seite=seite, grund=grund, code=code), code)
