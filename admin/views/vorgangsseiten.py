"""Small forms on a case, each with its own page: notes, Wiedervorlagen, measures, what went out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.base.formular import Formular, Gruppe, build_form
from models.actions.erlaubnis import require_open
from models.rules.dateien import DOKUMENTARTEN
from models.rules.fehler import RuleViolation
from models.rules.rollen import Recht
from models.tables import Base, Vorgang

Felder = Callable[[Vorgang, Any], tuple[Gruppe, ...]]


def _no_fields(vorgang: Vorgang, zeile: Any) -> tuple[Gruppe, ...]:
    return ()


def _fits(vorgang: Vorgang, zeile: Any) -> str:
    return ""


@dataclass(frozen=True)
class Aktenhandlung:
    """One thing to do on a case, or on a row that lies in it.

    `tut(vorgang, zeile, form, version)` runs the action. `zeile`: the table of the row that the
    address names by `nr`; None where something new comes in. `hindert` gives the sentence why it
    does not go now, empty where it does. `knopf` is said on the button, `titel` above the form,
    `satz` afterwards.
    """

    name: str
    titel: str
    knopf: str
    satz: str
    tut: Callable[[Vorgang, Any, Formular, int], Any]
    rechte: tuple[Recht, ...] = (Recht.VORGANG_BEARBEITEN,)
    gruppen: Felder = _no_fields
    zeile: type[Base] | None = None
    hindert: Callable[[Vorgang, Any], str] = _fits
    hilfe: str = ""
    gefahr: bool = False


class Aktenseiten:
    """`/vorgang/akte/<was>/?id=…`, with `&nr=…` for a row of the case; mixed into its view."""

    aktenhandlungen: ClassVar[tuple[Aktenhandlung, ...]] = ()
    akten_template = "vorgang_handlung.html"

    @expose("/akte/<was>/", methods=("GET", "POST"))
    def akte_view(self, was: str) -> Any:
        handlung = next((h for h in self.aktenhandlungen if h.name == was), None) or abort(404)
        row = self._allowed_row(handlung)
        zeile = self._row_of(handlung, row)
        if grund := handlung.hindert(row, zeile):
            return self._not_now(row, grund)
        gruppen = handlung.gruppen(row, zeile)
        form = build_form(gruppen)(request.form if request.method == "POST" else None)
        if request.method == "POST" and form.validate() and self._did(handlung, row, zeile, form):
            flash(handlung.satz, "success")
            return redirect(self._return_address(row), 303)
        version = request.form.get("version") or getattr(zeile, "version", row.version)
        page = self.render(self.akten_template, row=row, zeile=zeile, form=form,
                           handlung=handlung, gruppen=gruppen, version=version,
                           dokumentarten=DOKUMENTARTEN)  # fmt: skip
        return page, 422 if request.method == "POST" else 200

    def offers(self, row: Vorgang) -> dict[str, Aktenhandlung]:
        """What this actor may bring into this case now, by name."""
        return {
            h.name: h
            for h in self.aktenhandlungen
            if h.zeile is None and self._may_all(h, row) and not h.hindert(row, None)
        }

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self) -> Any:
        """What is closed is not edited: the page says so instead of a form."""
        row = self.requested_row(self.rechte["edit_view"])
        try:
            require_open(row)
        except RuleViolation as violation:
            return self._not_now(row, violation.satz)
        return super().edit_view()  # type: ignore[misc]

    def _not_now(self, row: Vorgang, grund: str) -> Any:
        flash(f"Das geht jetzt nicht: {grund}", "info")
        return redirect(self._row_url(row), 303)

    def _allowed_row(self, handlung: Aktenhandlung) -> Vorgang:
        row = self.requested_row(handlung.rechte[0])
        for recht in handlung.rechte[1:]:
            verdict = self.allowed(recht, row)
            if not verdict:
                abort(403, verdict.reason)
        return row

    def _may_all(self, handlung: Aktenhandlung, row: Vorgang) -> bool:
        return all(self.allowed(recht, row) for recht in handlung.rechte)

    def _row_of(self, handlung: Aktenhandlung, row: Vorgang) -> Base | None:
        """The row of this case that the address names; 404 for one of another case."""
        table = handlung.zeile
        if table is None:
            return None
        text = request.args.get("nr", "")
        if not text.isascii() or not text.isdigit() or len(text) > 9:
            abort(404)
        found = table.get_or_none(table.id == int(text), table.vorgang == row.id)
        return found or abort(404)

    def _did(self, handlung: Aktenhandlung, row: Vorgang, zeile: Any, form: Formular) -> bool:
        return self._carried_out(
            form,
            lambda: handlung.tut(row, zeile, form, self._version()),
            self._return_address(row),
        )

    def _return_address(self, row: Vorgang) -> str:
        """Where it was asked from: the desk says so, all else goes back to the case.

        Who named herself does not see it any more and comes to the list.
        """
        if request.form.get("zurueck") == "start":
            return self.get_url("start.index")
        is_gone = not Vorgang.select().where(Vorgang.id == row.id).exists()
        return self.get_url(".index_view") if is_gone else self._row_url(row)
