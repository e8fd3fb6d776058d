"""What every screen has in common: it asks for a right, and it does not hide its errors."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from flask import Blueprint, abort
from flask_admin import Admin, BaseView

from admin.security import anfrage
from models.rules.rechte import Verdict, may
from models.rules.rollen import Recht


class Zugang:
    """Access of a flask-admin view: by the right of each of its pages, closed where none is named.

    `rechte` maps the name of a view method to the right it needs; None as right: anyone logged in.
    A method that is not in it has no address at all.
    """

    rechte: ClassVar[Mapping[str, Recht | None]] = {}
    # Pages of one row ask by `requested_row`, because who may not see it gets another answer.
    zeilenseiten: ClassVar[frozenset[str]] = frozenset()

    def create_blueprint(self, admin: Admin) -> Blueprint:
        """Only what `rechte` names gets an address."""
        urls: list[Any] = vars(type(self))["_urls"]
        self._urls = [entry for entry in urls if entry[1] in self.rechte]
        blueprint: Blueprint = super().create_blueprint(admin)  # type: ignore[misc]
        return blueprint

    def is_accessible(self) -> bool:
        """Whether the menu offers this screen."""
        recht = self.rechte.get(self._default_view)
        akteur = anfrage.akteur_if_any()
        return akteur is not None and (recht is None or bool(may(akteur, recht)))

    def allowed(self, recht: Recht | None, row: Any = None) -> Verdict:
        """Whether the actor may do this, to `row` if one is given."""
        if recht is None:
            return Verdict(True, "Das dürfen alle Angemeldeten.")
        return may(anfrage.akteur(), recht, None if row is None else self.rights_object(row))

    def rights_object(self, row: Any) -> Any:
        """What rights are asked for when they are asked for a row."""
        return row

    def _handle_view(self, name: str, **kwargs: Any) -> None:
        if name in self.zeilenseiten:
            return
        verdict = self.allowed(self.rechte[name])
        if not verdict:
            abort(403, verdict.reason)

    def _run_view(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        # The stock one runs a view again on TypeError, which masks errors and repeats writes.
        return fn(self, *args, **kwargs)


class Seite(Zugang, BaseView):
    """A screen that is not a table."""
