"""One row of a table: show, make, change, delete. What changes anything is an action."""

import re
from collections.abc import Callable
from typing import Any, ClassVar

from flask import abort, flash, redirect, request
from flask_admin import expose
from peewee import DoesNotExist, IntegrityError
from werkzeug.datastructures import MultiDict

from admin.base import konflikt
from admin.base.einmal import once
from admin.base.formular import Formular, Gruppe, build_form
from models.db import is_duplicate
from models.rules.fehler import RuleViolation
from models.rules.rollen import Recht
from models.tables import Base, StaleVersion
from models.tables.base import SCHNELLER

_PK = re.compile(r"[0-9]{1,10}")
_HOECHSTE_PK = 2_147_483_647
SCHON_DA = "Einen Eintrag mit diesen Angaben gibt es schon."
VERSCHWUNDEN = (
    "Etwas, worauf sich Ihre Angaben beziehen, gibt es nicht mehr. Es wurde nichts gespeichert. "
    "Bitte laden Sie die Seite neu und wählen Sie noch einmal."
)
UNGUELTIG = 422


class Zeilenseite:
    """Details, create, edit, delete; mixed into KrmView.

    A view declares `gruppen` and says by which action it writes: `create_row`, `update_row`,
    `delete_row`. Each takes what the actions want and raises what they raise.
    """

    gruppen: ClassVar[tuple[Gruppe, ...]] = ()
    details_gruppen: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()
    neu_titel: ClassVar[str] = "Neuer Eintrag"
    neu_knopf: ClassVar[str] = "Speichern"
    zeilenseiten: ClassVar[frozenset[str]] = frozenset(
        {"details_view", "edit_view", "delete_view", "handlung_view"}
    )
    details_template = "details.html"
    create_template = "formular.html"
    edit_template = "formular.html"
    delete_template = "loeschen.html"
    conflict_template = "konflikt.html"

    def create_row(self, form: Formular) -> Base:
        """Make a row by an action."""
        raise NotImplementedError

    def update_row(self, row: Base, form: Formular, version: int) -> None:
        """Change a row by an action. Raises StaleVersion where somebody else was faster."""
        raise NotImplementedError

    def delete_row(self, row: Base, version: int) -> None:
        """Delete a row by an action."""
        raise NotImplementedError

    def row_title(self, row: Base) -> str:
        """What a row is called in headings."""
        return str(row)

    def form_values(self, row: Base) -> dict[str, Any]:
        """A row's values by the names of the form's fields."""
        return dict(row.__data__)

    def prepare_form(self, form: Formular, row: Base | None) -> None:
        """Take out of a form what is not the actor's to set."""

    def details_context(self, row: Base) -> dict[str, Any]:
        """More for the template of the details."""
        return {}

    def get_one(self, id: Any) -> Base:  # noqa: A002
        """The row with this key; 404 for any other text and for what is not in view."""
        text = str(id or "")
        if not _PK.fullmatch(text) or int(text) > _HOECHSTE_PK:
            abort(404)
        rows = self.load_rows([int(text)], [self.model._meta.primary_key])
        return rows[0] if rows else abort(404)

    def requested_row(self, recht: Recht | None = None) -> Base:
        """The row that the address names, if the actor sees it (else 404) and holds `recht` on it
        (else 403 with the reason: she sees that it is there)."""
        if not self.allowed(self.rechte["index_view"]):
            abort(404)
        row = self.get_one(request.args.get("id"))
        verdict = self.allowed(recht, row)
        return row if verdict else abort(403, verdict.reason)

    @expose("/details/")
    def details_view(self) -> str:
        row = self.requested_row()
        return self.render(self.details_template, row=row, **self.details_context(row))

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Any:
        form = self.bound_form(None)
        if request.method == "POST" and form.validate():
            row = self._try(form, lambda: once(lambda: self.create_row(form), self._row_url))
            if row is not None:
                flash(f"{self.row_title(row)} ist angelegt.", "success")
                return redirect(self._row_url(row), 303)
        return self._form_page(self.create_template, form, None)

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self) -> Any:
        row = self.requested_row(self.rechte["edit_view"])
        form = self.bound_form(row)
        if request.method == "POST" and form.validate():
            try:
                saved = self._try(
                    form,
                    lambda: once(lambda: self._update(row, form), lambda _: self._row_url(row)),
                )
            except StaleVersion:
                return self._conflict_page(self.get_one(row.id), form)
            if saved:
                flash(f"{self.row_title(row)} ist gespeichert.", "success")
                return redirect(self._row_url(row), 303)
        return self._form_page(self.edit_template, form, row)

    @expose("/delete/", methods=("GET", "POST"))
    def delete_view(self) -> Any:
        row = self.requested_row(self.rechte["delete_view"])
        fehler = ""
        if request.method == "POST":
            try:
                once(lambda: self.delete_row(row, self._version()),
                     lambda _: self.get_url(".index_view"))  # fmt: skip
            except RuleViolation as violation:
                fehler = violation.satz
            else:
                flash(f"{self.row_title(row)} ist gelöscht.", "success")
                return redirect(self.get_url(".index_view"), 303)
        page = self.render(self.delete_template, row=row, fehler=fehler)
        return page, UNGUELTIG if fehler else 200

    def bound_form(self, row: Base | None) -> Formular:
        """The form of this request: what was posted over what is stored."""
        form = self._form(row, None)
        if request.method == "POST":
            form = self._form(row, konflikt.resolve(request.form, form))
        return form

    def _form(self, row: Base | None, posted: MultiDict | None) -> Formular:
        form = self._create_form_class(posted, data=self.form_values(row) if row else None)
        self.prepare_form(form, row)
        return form

    def get_form(self) -> type[Formular]:
        return build_form(self.gruppen)

    def _form_page(self, template: str, form: Formular, row: Base | None) -> tuple[str, int]:
        posted = request.method == "POST"
        stand = request.form.get("stand", "") if posted else konflikt.fingerprints(form)
        version = request.form.get("version", "") if posted else getattr(row, "version", "")
        page = self.render(template, form=form, row=row, stand=stand, version=version)
        return page, UNGUELTIG if posted else 200

    def _conflict_page(self, row: Base, form: Formular) -> tuple[str, int]:
        current = self._form(row, None)
        page = self.render(
            self.conflict_template,
            row=row,
            unterschiede=konflikt.differences(form, current, request.form.get("stand", "")),
            posted=[(f.name, " ".join(request.form.getlist(f.name))) for f in form],
            stand=konflikt.fingerprints(current),
        )
        return page, 409

    def _try(self, form: Formular, action: Callable[[], Any]) -> Any:
        """Run an action; a broken rule goes to its field and the answer is None."""
        try:
            return action()
        except StaleVersion:
            raise
        except RuleViolation as violation:
            form.add_violation(violation)
        except IntegrityError as error:
            form.sammelfehler.append(SCHON_DA if is_duplicate(error) else VERSCHWUNDEN)
        except DoesNotExist:
            abort(404)
        return None

    def _carried_out(self, form: Formular, action: Callable[[], Any], ziel: str) -> bool:
        """Run an action once; what stands against it, somebody faster too, is said by the form.

        `ziel`: the page that shows what it brought about.
        """

        def run() -> bool:
            once(action, lambda _: ziel)
            return True

        try:
            return bool(self._try(form, run))
        except StaleVersion as stale:
            form.add_violation(stale)
            return False

    def _update(self, row: Base, form: Formular) -> bool:
        version = self._version()
        try:
            self.update_row(row, form, version)
        except IntegrityError as error:
            if getattr(self.get_one(row.id), "version", version) != version:
                raise StaleVersion(SCHNELLER) from error  # a lost race, no duplicate
            raise
        return True

    def _version(self) -> int:
        text = request.form.get("version", "")
        if not _PK.fullmatch(text):
            abort(400, "Dem Formular fehlt die Angabe, welchen Stand es ändert. Bitte neu laden.")
        return int(text)

    def _row_url(self, row: Base) -> str:
        if "details_view" in self.rechte:
            return self.get_url(".details_view", id=row.id)
        return self.get_url(".index_view")
