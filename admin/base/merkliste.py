"""Filters that somebody keeps under a name: offered above the list, used by their id.

What a filter holds may be personal (a name that is searched for); addresses carry its id alone,
and only for its owner.
"""

from typing import Any

from flask import abort, flash, g, redirect, request
from flask_admin import expose

from admin.base.einmal import once
from admin.base.filter import Zustand
from admin.security import anfrage
from models.actions.filter import save_filter
from models.queries.filter import Gespeichert, saved_filters
from models.rules.fehler import RuleViolation
from models.tables import Suchfilter

MEINS = "meins"


def saved(liste: str) -> list[Gespeichert]:
    """The actor's own filters of a list; one query per request."""
    if "gemerkt" not in g:
        g.gemerkt = saved_filters(liste)
    return g.gemerkt


def chosen(liste: str) -> Gespeichert | None:
    """The saved filter that the address names; 404 for any but an own one."""
    text = request.args.get(MEINS)
    if text is None:
        return None
    found = next((entry for entry in saved(liste) if str(entry.id) == text), None)
    return found or abort(404)


class Merkliste:
    """`…/merken/` keeps what is filtered now; mixed into lists whose filters can be kept."""

    merkt = True

    @expose("/merken/", methods=("POST",))
    def merken_view(self) -> Any:
        try:
            row = once(self._save_filter, self._filter_url)
        except RuleViolation as violation:
            flash(violation.satz, "danger")
            return redirect(self._url(), 303)
        flash("Der Filter ist gemerkt. Er steht ab jetzt über der Liste.", "success")
        return redirect(self._filter_url(row), 303)

    def _save_filter(self) -> Suchfilter:
        return save_filter(by=anfrage.akteur(), now=anfrage.now(), liste=self.endpoint,
                           name=request.form.get("name", ""),
                           kriterien=self._kriterien())  # fmt: skip

    def _filter_url(self, row: Suchfilter) -> str:
        return str(self.get_url(".index_view", meins=row.id))

    def _kriterien(self) -> Zustand:
        ansicht = self._ansicht()
        return self._zustand() | ({"ansicht": ansicht.name} if ansicht else {"ansicht": "alle"})
