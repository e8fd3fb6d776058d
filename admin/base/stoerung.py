"""Pages for what fails on our side (500, 503): they say what was saved and what to do.

They need neither database nor session, because those may be what fails.
"""

from dataclasses import dataclass

from flask import Response, current_app, make_response, request
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from admin.base.getippt import typed_texts
from admin.security import sitzung
from models.db import Ausfall, Schreibstand, ausfall_of

_LESEND = ("GET", "HEAD", "OPTIONS")
_WIEDER_S = 30


@dataclass(frozen=True)
class Stoerung:
    """`titel` says what fails, `rat` what to do about it."""

    titel: str
    rat: str


FEHLER = Stoerung(
    "Da ist uns ein Fehler unterlaufen",
    "Bleibt der Fehler, nennen Sie der Administration die Uhrzeit.",
)
NICHT_GELUNGEN = Stoerung(
    "Das ist gerade nicht gelungen",
    "Bleibt der Fehler, nennen Sie der Administration die Uhrzeit.",
)
AUSFAELLE: dict[Ausfall, Stoerung] = {
    Ausfall.WEG: Stoerung(
        "Die Datenbank ist gerade nicht erreichbar",
        "Bitte versuchen Sie es in einer Minute noch einmal. Bleibt es dabei, sagen Sie der "
        "Administration Bescheid: Was fehlt, sagt ihr auf dem Server „python -m admin check“.",
    ),
    Ausfall.BESCHAEFTIGT: Stoerung(
        "KRM ist gerade sehr beschäftigt",
        "Gerade wird viel auf einmal gespeichert. Bitte versuchen Sie es in einer Minute noch "
        "einmal. Bleibt es dabei, sagen Sie der Administration Bescheid.",
    ),
    Ausfall.VOLL: Stoerung(
        "Auf dem Server ist kein Platz mehr",
        "Bitte sagen Sie jetzt der Administration Bescheid: Sie muss dort Speicherplatz schaffen. "
        "Vorher lässt sich nichts speichern.",
    ),
}

GELESEN = "Diese Seite ließ sich nicht anzeigen."
NICHTS = "Es wurde nichts gespeichert."
GESPEICHERT = (
    "Was Sie abgesendet haben, ist gespeichert; nur die Seite danach ließ sich nicht anzeigen. "
    "Bitte senden Sie es nicht noch einmal ab."
)
ZUM_TEIL = (
    "Ein Teil von dem, was Sie abgesendet haben, ist gespeichert, ein anderer nicht. Bitte sehen "
    "Sie nach, was da ist, bevor Sie es noch einmal absenden."
)
UNGEWISS = (
    "Beim Speichern brach die Verbindung zur Datenbank ab. Ob gespeichert wurde, wissen wir nicht: "
    "Bitte sehen Sie nach, bevor Sie es noch einmal absenden."
)


def answer(error: HTTPException) -> Response:
    """The page for this error of ours; 503 and when to come again where the house fails."""
    cause = getattr(error, "original_exception", None) or error
    if isinstance(cause, ServiceUnavailable):
        return _page(NICHT_GELUNGEN, _own_words(cause), 503)
    ausfall = ausfall_of(cause)
    stand = sitzung.schreibstand()
    satz = say_saved(stand, request.method)
    if ausfall is None:
        return _page(FEHLER, satz, error.code or InternalServerError.code)
    return _page(AUSFAELLE[ausfall], satz, ServiceUnavailable.code)


def say_saved(stand: Schreibstand, methode: str) -> str:
    """What became of what somebody sent, in one or two sentences; only what is known."""
    if stand.ungewiss:
        return UNGEWISS
    if methode in _LESEND:
        return GELESEN
    if not stand.gespeichert:
        return NICHTS
    return ZUM_TEIL if stand.gescheitert else GESPEICHERT


def _own_words(error: ServiceUnavailable) -> str:
    is_ours = error.description and error.description != ServiceUnavailable.description
    return str(error.description) if is_ours else say_saved(sitzung.schreibstand(), request.method)


def _page(stoerung: Stoerung, satz: str, code: int) -> Response:
    # Rendered without what every other page gets (menu, messages, who is logged in).
    template = current_app.jinja_env.get_template("stoerung.html")
    html = template.render(
        stoerung=stoerung,
        satz=satz,
        code=code,
        vorgang_id=sitzung.schreibstand().vorgang_id,
        texte=typed_texts() if satz == NICHTS else [],
        ist_demo=not current_app.config["KRM"].is_production,
    )
    response = make_response(html, code)
    if code == ServiceUnavailable.code:
        response.headers["Retry-After"] = str(_WIEDER_S)
    return response
