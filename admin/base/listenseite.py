"""The list of a table: filters from the session, page and order from the address, CSV export."""

from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from typing import Any, ClassVar

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from peewee import ForeignKeyField

from admin.base import liste
from admin.base.export import csv_response, streamed
from admin.base.filter import Ansicht, Filter, Zustand, clean_search, load, store
from admin.security import anfrage

_CHUNK = 500
SUCHE = "suche"
OHNE = "aus"  # ?filter=aus: a link that counts rows shows just those, whatever is filtered


class Listenseite:
    """List, filter and export of a table; mixed into KrmView."""

    filter: ClassVar[tuple[Filter, ...]] = ()
    ansichten: ClassVar[tuple[Ansicht, ...]] = ()
    standard_sortierung: ClassVar[tuple[str, bool]] = ("id", False)
    suchhilfe: ClassVar[str] = ""
    leer_text: ClassVar[str] = "Noch keine Einträge."
    # Which code list a field takes its values from, where it is not the one of its name.
    code_lists: ClassVar[Mapping[str, str]] = {}
    # Foreign keys whose rows the cells show; fields that cells and rights ask for beside the
    # columns. Without `beiwerk` a list reads whole rows.
    mitladen: ClassVar[tuple[ForeignKeyField, ...]] = ()
    beiwerk: ClassVar[tuple[str, ...]] = ()
    page_size = 50
    list_template = "liste.html"

    def search_term(self, text: str) -> Any:
        """WHERE term of a search; tables that can be searched say how."""
        return None

    def load_rows(self, keys: Any, order: Any, felder: Iterable[str] = ()) -> list[Any]:
        """Rows of these keys, whole or only these fields; one statement."""
        umfang = liste.Umfang(frozenset(felder), self.mitladen)
        return liste.load_rows(self.model, keys, order, umfang)

    def scope_term(self) -> Any:
        """WHERE term that narrows the list beyond the actor's view."""
        return None

    @expose("/")
    def index_view(self) -> str:
        page, sort, descending = self._page(), *self._sort()
        zustand = {} if request.args.get("filter") == OHNE else load(self.endpoint)
        count, rows = self.get_list(page, sort, descending, zustand.get(SUCHE), zustand)
        return self.render(
            self.list_template,
            rows=rows,
            count=min(count, liste.ZAEHLGRENZE),
            is_capped=count > liste.ZAEHLGRENZE,
            page=page,
            pages=max(1, ceil(min(count, liste.ZAEHLGRENZE) / self.page_size)),
            sort=sort,
            descending=descending,
            ansicht=self._ansicht(),
            zustand=zustand,
            inputs=[entry for f in self.filter for entry in f.inputs(zustand)],
            told=self._told(zustand),
            url=self._url,
        )

    @expose("/filter/", methods=("POST",))
    def filter_view(self) -> ResponseReturnValue:
        if "zuruecksetzen" in request.form:
            store(self.endpoint, {})
        else:
            zustand: Zustand = {SUCHE: clean_search(request.form.get(SUCHE, ""))}
            for entry in self.filter:
                zustand |= entry.read(request.form)
            store(self.endpoint, zustand)
        return redirect(self._url(page=0, filter=None), 303)

    @expose("/export/csv/")
    def export(self) -> Response:
        columns = list(self.column_export_list or self.column_list)
        order = self._order(*self._sort())
        keys = [key for (key,) in self._hits(load(self.endpoint)).order_by(*order).tuples()]
        name = f"{self.endpoint}-{anfrage.today():%Y-%m-%d}.csv"
        rows = streamed(lambda: self._chunks(keys, order, columns))
        return csv_response(name, [self.get_column_name(name) for name in columns], rows)

    def get_list(self, page, sort_column, sort_desc, search, filters,  # type: ignore[no-untyped-def]
                 execute=True, page_size=None):  # fmt: skip
        """Count (capped) and rows of one page: two statements, whatever the number of rows."""
        hits, order = self._hits(filters, search), self._order(sort_column, sort_desc)
        size = page_size or self.page_size
        keys = hits.order_by(*order).limit(size).offset(page * size)
        felder = (*self.column_list, *self.beiwerk) if self.beiwerk else ()
        return liste.count_capped(hits), self.load_rows(keys, order, felder)

    def _chunks(self, keys: list[int], order: Any, names: list[str]) -> Iterator[list[list[str]]]:
        recht = self.rechte["export"]
        for start in range(0, len(keys), _CHUNK):
            felder = (*names, *self.beiwerk) if self.beiwerk else ()
            rows = self.load_rows(keys[start : start + _CHUNK], order, felder)
            yield [[self.export_text(row, name) for name in names]
                   for row in rows if self.allowed(recht, row)]  # fmt: skip

    def _hits(self, zustand: Zustand, search: str | None = None) -> Any:
        text = search or zustand.get(SUCHE)
        ansicht = self._ansicht()
        terms = [entry.term(zustand) for entry in self.filter]
        terms += [ansicht.term(anfrage.today())] if ansicht else []
        terms += [self.search_term(text)] if text else []
        return liste.matching(self.model, [self.scope_term(), *terms])

    def _order(self, sort: str, descending: bool) -> list[Any]:
        codeliste = self.code_lists.get(sort, sort)
        return liste.order_by(getattr(self.model, sort), descending, codeliste)

    def _page(self) -> int:
        text = request.args.get("seite", "1")[:9]
        number = int(text) if text.isascii() and text.isdigit() else 1
        return min(max(number, 1), liste.ZAEHLGRENZE // self.page_size) - 1

    def _sort(self) -> tuple[str, bool]:
        name = request.args.get("sort", "")
        if name in (self.column_sortable_list or ()):
            return name, request.args.get("ab") == "1"
        return self.standard_sortierung

    def _ansicht(self) -> Ansicht | None:
        name = request.args.get("ansicht")
        return next((entry for entry in self.ansichten if entry.name == name), None)

    def _url(self, page: int | None = None, **changes: Any) -> str:
        """This list with its page, order and choice, as changed."""
        sort, descending = self._sort()
        ansicht = self._ansicht()
        state = {
            "sort": sort if (sort, descending) != self.standard_sortierung else None,
            "ab": "1" if descending and (sort, descending) != self.standard_sortierung else None,
            "ansicht": ansicht.name if ansicht else None,
            "filter": OHNE if request.args.get("filter") == OHNE else None,
            "seite": (self._page() if page is None else page) + 1,
        } | changes
        if state["seite"] == 1:
            state["seite"] = None
        return url_for(f"{self.endpoint}.index_view", **state)

    def _told(self, zustand: Zustand) -> list[str]:
        told = [f"Suche: {zustand[SUCHE]}"] if zustand.get(SUCHE) else []
        return told + [line for entry in self.filter for line in entry.told(zustand)]
