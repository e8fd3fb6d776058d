"""Counting at the counter: one click a stroke, for the own team or by a team's secret link.

The session knows the strokes made in it, so that a slip can be taken back the same day; which one
is meant, the form says.
"""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_admin import expose

from admin.base import verzeichnis
from admin.base.einmal import once
from admin.security import anfrage
from models.actions.erlaubnis import at
from models.actions.strichliste import Strich, count_strich
from models.actions.teamlinks import (
    ZuViele,
    count_by_teamlink,
    create_teamlink,
    revoke_teamlink,
)
from models.db import acting_as
from models.queries.strichliste import Thema, top_themen
from models.queries.teamlinks import einheit_of_secret, teamlinks_of
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, may
from models.rules.rollen import Recht
from models.tables import Einheit, Strichliste, Teamlink

_STRICHE = "striche"
_MERKT = 50
_NICHTS = "Es gibt keinen Strich von heute, der sich zurücknehmen ließe."
OEFFENTLICH = Blueprint("zaehlen", __name__, url_prefix="/zaehlen")


class Strichzaehler:
    """`/strichliste/strich/` counts, `/strichliste/zurueck/` takes one's last stroke back,
    `/strichliste/link/` makes and ends a team's link."""

    @expose("/strich/", methods=("POST",))
    def strich_view(self) -> Any:
        einheit = self._team(request.form.get("einheit"))
        strich = Strich(einheit.id, anfrage.today(), request.form.get("thema", ""))
        try:
            row = self._counted(strich)
        except RuleViolation as violation:
            flash(violation.satz, "danger")
        else:
            _remember(einheit.id, row.thema)
            label = verzeichnis.code_text("kategorie", row.thema)
            flash(f"Gezählt: {label}, heute {row.anzahl} in {einheit.kuerzel}.", "success")
        return redirect(self.get_url(".index_view", team=einheit.id), 303)

    @expose("/zurueck/", methods=("POST",))
    def zurueck_view(self) -> Any:
        thema = request.form.get("thema", "")
        if not _is_mine(request.form.get("einheit", ""), thema):
            flash(_NICHTS, "danger")
            return redirect(self.get_url(".index_view"), 303)
        einheit = self._team(request.form.get("einheit"))
        strich = Strich(einheit.id, anfrage.today(), thema, -1)
        try:
            row = self._counted(strich)
        except RuleViolation:  # somebody has corrected the count below it
            flash(_NICHTS, "danger")
        else:
            label = verzeichnis.code_text("kategorie", thema)
            satz = f"Zurückgenommen: {label}, heute {row.anzahl} in {einheit.kuerzel}."
            flash(satz, "success")
        _forget(einheit.id, thema)
        return redirect(self.get_url(".index_view", team=einheit.id), 303)

    def _counted(self, strich: Strich) -> Strichliste:
        """One click counts once; who means two sees the first counted and clicks again."""
        return once(
            lambda: count_strich(by=anfrage.akteur(), now=anfrage.now(), strich=strich),
            lambda _: self.get_url(".index_view", team=strich.einheit_id),
        )

    @expose("/link/", methods=("GET", "POST"))
    def link_view(self) -> Any:
        if request.method == "GET":
            team = self._team(request.args.get("team"))
            return self.render("strichliste_link.html", team=team, links=teamlinks_of(team.id))
        einheit = self._team(request.form.get("einheit"))
        by, now = anfrage.akteur(), anfrage.now()
        try:
            if beenden := request.form.get("beenden", ""):
                once(
                    lambda: revoke_teamlink(by=by, now=now, teamlink_id=_key(beenden)),
                    lambda _: self.get_url(".link_view", team=einheit.id),
                )
                flash("Der Link gilt nicht mehr.", "success")
            else:
                _, secret = once(
                    lambda: create_teamlink(by=by, now=now, einheit_id=einheit.id),
                    lambda _: self.get_url(".link_view", team=einheit.id),
                )
                address = anfrage.address("zaehlen.seite", geheimnis=secret)
                flash(f"Der Link, nur jetzt zu sehen: {address}", "success")
        except RuleViolation as violation:
            flash(violation.satz, "danger")
        except Teamlink.DoesNotExist:
            abort(404)
        return redirect(self.get_url(".link_view", team=einheit.id), 303)

    def render(self, template: str, **kwargs: Any) -> str:
        if template == self.list_template:
            kwargs |= self._counter()
        page: str = super().render(template, **kwargs)  # type: ignore[misc]
        return page

    def _counter(self) -> dict[str, Any]:
        """What the counter above the list shows; nothing for who only reads."""
        teams = self._teams()
        if not teams:
            return {"teams": [], "themen": []}
        team = self._team(request.args.get("team") or str(teams[0][0]))
        return {
            "teams": teams,
            "team": team,
            "themen": top_themen(team.id, anfrage.today(), listen=verzeichnis.code_lists()),
            "letzter": _last_topic(team.id),
            "darf_verlinken": may(anfrage.akteur(), Recht.TEAMLINK_PFLEGEN, at(team.id)),
        }

    def _teams(self) -> list[tuple[str, str]]:
        return verzeichnis.einheit_options(Recht.STRICHLISTE_FUEHREN, ("team",))

    def _team(self, text: str | None) -> Einheit:
        allowed = {key for key, _ in self._teams()}
        found = verzeichnis.einheit(int(text)) if text in allowed else None
        return found or abort(404)


@OEFFENTLICH.route("/<geheimnis>/", methods=("GET", "POST"))
def seite(geheimnis: str) -> Any:
    """The counter without log-in: the secret in the address is the right to count, nothing else."""
    einheit = einheit_of_secret(geheimnis[:100], anfrage.today()) or abort(404)
    if request.method == "POST":
        _count_by_link(geheimnis, einheit)
        return redirect(url_for("zaehlen.seite", geheimnis=geheimnis), 303)
    with acting_as(SYSTEM):
        themen: list[Thema] = top_themen(einheit.id, anfrage.today())
    letzter = next((t for t in themen if t.code == _last_topic(einheit.id)), None)
    return render_template("zaehlen.html", einheit=einheit, themen=themen, letzter=letzter)


def _count_by_link(geheimnis: str, einheit: Einheit) -> None:
    back = "zurueck" in request.form
    thema = request.form.get("thema", "")
    if back and not _is_mine(str(einheit.id), thema):
        flash(_NICHTS, "danger")
        return
    try:
        row = once(
            lambda: count_by_teamlink(now=anfrage.now(), geheimnis=geheimnis, thema=thema,
                                      zurueck=back),
            lambda _: url_for("zaehlen.seite", geheimnis=geheimnis),
        )  # fmt: skip
    except ZuViele as violation:
        flash(violation.satz, "danger")
        return
    except RuleViolation as violation:
        abort(400, violation.satz)
    if back:
        _forget(einheit.id, thema)
        flash(f"Zurückgenommen, heute {row.anzahl}.", "success")
    else:
        _remember(einheit.id, row.thema)
        flash(f"Gezählt, heute {row.anzahl}.", "success")


def _remember(einheit_id: int, thema: str) -> None:
    session[_STRICHE] = [*_strokes(), [einheit_id, thema, anfrage.today().isoformat()]][-_MERKT:]


def _forget(einheit_id: int, thema: str) -> None:
    """One stroke of this topic, the last, is not this session's to take back any more."""
    strokes = _strokes()
    for place in reversed(range(len(strokes))):
        if strokes[place][:2] == [einheit_id, thema]:
            del strokes[place]
            break
    session[_STRICHE] = strokes


def _strokes() -> list[list[Any]]:
    """Team, topic and day of the strokes that this session made today, the oldest first."""
    today = anfrage.today().isoformat()
    return [list(stroke) for stroke in session.get(_STRICHE) or () if stroke[2] == today]


def _is_mine(einheit_id: str, thema: str) -> bool:
    """Whether this session made the stroke that a form takes back."""
    return any(str(team) == einheit_id and topic == thema for team, topic, _ in _strokes())


def _last_topic(einheit_id: int) -> str:
    """The topic of this session's last stroke for this team."""
    return next((topic for team, topic, _ in reversed(_strokes()) if team == einheit_id), "")


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else abort(404)
