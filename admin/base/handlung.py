"""What may be done to a row beside changing its fields: each a small form with its own page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.base.formular import Formular, Gruppe, build_form
from models.rules.rollen import Recht
from models.tables import Base


@dataclass(frozen=True)
class Handlung:
    """One thing to do to a row. `tut(row, form, version)` runs the action; `passt` says whether
    the row is in a state for it; `satz` is said afterwards."""

    name: str
    titel: str
    recht: Recht
    tut: Callable[[Base, Formular, int], Any]
    satz: str
    hilfe: str = ""
    gruppen: tuple[Gruppe, ...] = ()
    passt: Callable[[Base], bool] = bool
    symbol: str = "pencil"


class Handlungen:
    """Pages of a row's `handlungen`; mixed into KrmView."""

    handlungen: ClassVar[tuple[Handlung, ...]] = ()
    action_template = "handlung.html"

    def offered(self, row: Base) -> list[Handlung]:
        """What this actor may do to this row now."""
        return [h for h in self.handlungen if h.passt(row) and self.allowed(h.recht, row)]

    @expose("/handlung/<was>/", methods=("GET", "POST"))
    def handlung_view(self, was: str) -> Any:
        handlung = next((h for h in self.handlungen if h.name == was), None) or abort(404)
        row = self.requested_row(handlung.recht)
        if not handlung.passt(row):
            abort(409, "Dafür ist dieser Eintrag nicht mehr im richtigen Stand.")
        form = build_form(handlung.gruppen)(request.form if request.method == "POST" else None)
        if request.method == "POST" and form.validate() and self._done(handlung, row, form):
            flash(handlung.satz, "success")
            return redirect(self._row_url(row), 303)
        page = self.render(self.action_template, row=row, form=form, handlung=handlung)
        return page, 422 if request.method == "POST" else 200

    def _done(self, handlung: Handlung, row: Base, form: Formular) -> bool:
        return self._carried_out(
            form, lambda: handlung.tut(row, form, self._version()), self._row_url(row)
        )
