"""Internal mails that did not arrive: why, how often it was tried, and what may be done."""

from collections.abc import Callable
from typing import Any

from flask import current_app, flash, redirect
from flask_admin import expose

from admin.base import Seite
from admin.base.schluessel import row_key
from admin.security import anfrage
from admin.views.gefahrblick import versand
from models.actions.nachsenden import drop_nachricht, resend_nachricht
from models.queries.post import missing_mails
from models.rules.fehler import RuleViolation
from models.rules.poststand import OHNE_MAILSERVER
from models.rules.rollen import Recht

STEHT = (
    "Die Hintergrundarbeit von KRM läuft nicht oder sagt nichts mehr: Es gehen keine E-Mails "
    "hinaus. Die Administration startet sie mit „python -m admin worker“ oder „serve“."
)


class PostView(Seite):
    """`/post/`: what did not arrive; „noch einmal senden“ and „beiseitelegen“ for each."""

    rechte = {"index": Recht.POST_BETREUEN, "nochmal": Recht.POST_BETREUEN,
              "beiseite": Recht.POST_BETREUEN}  # fmt: skip

    @expose("/")
    def index(self) -> Any:
        zeilen = missing_mails(anfrage.akteur(), versand(), anfrage.now())
        return self.render("post.html", zeilen=zeilen, stoerung=disturbance())

    @expose("/nochmal/", methods=("POST",))
    def nochmal(self) -> Any:
        key, akteur, now = row_key(), anfrage.akteur(), anfrage.now()
        return self._settled(
            lambda: resend_nachricht(by=akteur, now=now, nachricht_id=key, versand=versand()),
            "Die E-Mail liegt wieder im Postausgang. Scheitert sie noch einmal, steht sie hier.",
        )

    @expose("/beiseite/", methods=("POST",))
    def beiseite(self) -> Any:
        key, akteur, now = row_key(), anfrage.akteur(), anfrage.now()
        return self._settled(
            lambda: drop_nachricht(by=akteur, now=now, nachricht_id=key),
            "Die E-Mail ist beiseitegelegt und wird nicht mehr gesendet.",
        )

    def _settled(self, act: Callable[[], None], satz: str) -> Any:
        try:
            act()
        except RuleViolation as violation:
            flash(violation.satz, "danger")
        else:
            flash(satz, "success")
        return redirect(self.get_url(".index"), 303)


def disturbance() -> str:
    """Why no mail leaves at all; empty where they do."""
    known = versand()
    if not known.eingerichtet:
        return OHNE_MAILSERVER if current_app.config["KRM"].is_production else ""
    return "" if known.laeuft else STEHT


def mail_notice() -> tuple[int, str] | None:
    """For the desk of who looks after the mail: how many did not arrive, and why none does."""
    why = disturbance()
    if not versand().eingerichtet:
        return (0, why) if why else None
    count = len(missing_mails(anfrage.akteur(), versand(), anfrage.now()))
    return (count, why) if count or why else None
