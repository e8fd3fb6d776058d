"""The orders as pages: what applies where, Art × Regelwerk, the steps of each, two compared."""

from collections.abc import Iterable
from typing import Any

from flask import abort, request
from flask_admin import expose

from admin.base import Seite
from admin.formatters.ablaufbild import draw_ablauf
from admin.security import anfrage
from admin.views.einheitsseite import when_words
from admin.views.regelwerkseite import facts, step_rows
from models.queries.regelwerke import Auswirkung, count_changes, houses, tabelle
from models.rules.ablauf import Plan
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.ablauf_plan import load_plaene
from models.rules.ablauf_vergleich import compare_ablaufwerke
from models.rules.fehler import RuleViolation
from models.rules.regelwerk import load_regelwerke
from models.rules.regelwerk_format import Regelwerk
from models.rules.regelwerk_vergleich import compare_regelwerke
from models.rules.rollen import Recht


class RegelwerkView(Seite):
    """`/regelwerk/` for everybody who is logged in: rules are no secret."""

    rechte = {"index": None, "werk_view": None, "vergleich_view": None}

    @expose("/")
    def index(self) -> str:
        orders = load_regelwerke()
        valid = [
            (house, [(g, when_words(g)) for g in found]) for house, found in houses(anfrage.today())
        ]
        return self.render(
            "regelwerk.html", regelwerke=orders, haeuser=valid, zeilen=tabelle(orders.values())
        )

    @expose("/werk/")
    def werk_view(self) -> str:
        order = _order(request.args.get("id"))
        plans = load_plaene(order.id)
        plan = _plan(plans, request.args.get("ablauf"))
        return self.render(
            "regelwerk_werk.html",
            werk=order,
            angaben=facts(order),
            plaene=plans,
            plan=plan,
            bild=draw_ablauf(plan, order) if plan else None,
            schritte=step_rows(plan, order) if plan else [],
        )

    @expose("/vergleich/")
    def vergleich_view(self) -> str:
        old, new = _order(request.args.get("alt")), _order(request.args.get("neu"))
        steps = compare_ablaufwerke(load_ablaufwerk(old.id), load_ablaufwerk(new.id))
        return self.render(
            "regelwerk_vergleich.html",
            regelwerke=load_regelwerke(),
            alt=old,
            neu=new,
            regeln=compare_regelwerke(old, new),
            schritte=steps,
            auswirkung=self._impact(old, new),
        )

    def _impact(self, old: Regelwerk, new: Regelwerk) -> Auswirkung | None:
        """What it means for the open cases she sees; None where that is not hers to know."""
        if old is new or not self.allowed(Recht.VORGANG_LESEN):
            return None
        try:
            return count_changes(old, new)
        except RuleViolation:  # a calendar does not reach far enough; the sentences still hold
            return None


def _order(id: Any) -> Regelwerk:
    return load_regelwerke().get(id) or abort(404)


def _plan(plans: Iterable[Plan], name: str | None) -> Plan | None:
    found = [plan for plan in plans if name in (None, plan.ablauf.name)]
    if not found and name is not None:
        abort(404)
    return found[0] if found else None
