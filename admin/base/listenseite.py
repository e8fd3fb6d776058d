"""The list of a table: filters from the session, page and order from the address, CSV export."""

from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from typing import Any, ClassVar

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from peewee import ForeignKeyField

from admin.base import adresse, liste, merkliste
from admin.base.export import csv_response, streamed
from admin.base.filter import (
    Ansicht,
    Filter,
    Zustand,
    clean_search,
    load,
    refused,
    search_fault,
    store,
)
from admin.security import anfrage

_CHUNK = 500
SUCHE = "suche"
ALLE = "alle"
OHNE = "aus"  # ?filter=aus: a link that counts rows shows just those, whatever is filtered


class Listenseite:
    """List, filter and export of a table; mixed into KrmView."""

    filter: ClassVar[tuple[Filter, ...]] = ()
    ansichten: ClassVar[tuple[Ansicht, ...]] = ()
    # The choice that an address without one shows; „alle“ has an address of its own then.
    standard_ansicht: ClassVar[str] = ""
    merkt: ClassVar[bool] = False
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

    def before_rights(self, rows: Iterable[Any]) -> None:
        """Read at once what the rights of these rows ask for."""

    def scope_term(self) -> Any:
        """WHERE term that narrows the list beyond the actor's view."""
        return None

    @expose("/")
    def index_view(self) -> str:
        return self._page_with(self._zustand())

    def _page_with(self, zustand: Zustand, inputs: Any = None, suchfehler: str = "") -> str:
        """The list as it is filtered; `inputs`: the form as it was sent and refused."""
        sort, descending = self._sort()
        page = self._page()
        count, rows = self.get_list(page, sort, descending, zustand.get(SUCHE), zustand)
        pages = max(1, ceil(min(count, liste.ZAEHLGRENZE) / self.page_size))
        told = [*self._address().unreadable(), *adresse.beyond(page, pages)]
        if page >= pages:
            page = pages - 1
            count, rows = self.get_list(page, sort, descending, zustand.get(SUCHE), zustand)
        return self.render(
            self.list_template,
            rows=rows,
            count=min(count, liste.ZAEHLGRENZE),
            is_capped=count > liste.ZAEHLGRENZE,
            page=page,
            pages=pages,
            sort=sort,
            descending=descending,
            ansicht=self._ansicht(),
            auswahl=self._auswahl(),
            zustand=zustand,
            inputs=inputs or [entry for f in self.filter for entry in f.inputs(zustand)],
            suchfehler=suchfehler,
            hinweise=told,
            told=self._told(zustand),
            gemerkte=merkliste.saved(self.endpoint) if self.merkt else [],
            gemerkt=merkliste.chosen(self.endpoint) if self.merkt else None,
            url=self._url,
        )

    @expose("/filter/", methods=("POST",))
    def filter_view(self) -> ResponseReturnValue:
        self._address().require_readable()
        if "zuruecksetzen" in request.form:
            store(self.endpoint, {})
            return redirect(self._url(page=0, filter=None), 303)
        inputs = refused(self.filter, request.form)
        suchfehler = search_fault(request.form.get(SUCHE, ""))
        if inputs or suchfehler:
            return self._page_with(self._zustand(), inputs, suchfehler), 422
        zustand: Zustand = {SUCHE: clean_search(request.form.get(SUCHE, ""))}
        for entry in self.filter:
            zustand |= entry.read(request.form)
        is_new_search = zustand[SUCHE] and zustand[SUCHE] != load(self.endpoint).get(SUCHE)
        store(self.endpoint, zustand)
        # Who searches for a number wants to find it, be the case closed or not.
        wider = {"ansicht": ALLE} if is_new_search and self._has_default() else {}
        return redirect(self._url(page=0, filter=None, **wider), 303)

    @expose("/export/csv/")
    def export(self) -> Response:
        self._address().require_readable()
        columns = list(self.column_export_list or self.column_list)
        order = self._order(*self._sort())
        keys = [key for (key,) in self._hits(self._zustand()).order_by(*order).tuples()]
        name = f"{self.endpoint}-{anfrage.today():%Y-%m-%d}.csv"
        rows = streamed(lambda: self._chunks(keys, order, columns))
        return csv_response(name, [self.get_column_name(name) for name in columns], rows)

    def get_list(
        self, page: int, sort_column: str, sort_desc: bool, search: str | None, filters: Zustand
    ) -> tuple[int, list[Any]]:
        """Count (capped) and rows of one page: two statements, whatever the number of rows."""
        hits, order = self._hits(filters, search), self._order(sort_column, sort_desc)
        keys = hits.order_by(*order).limit(self.page_size).offset(page * self.page_size)
        felder = (*self.column_list, *self.beiwerk) if self.beiwerk else ()
        return liste.count_capped(hits), self.load_rows(keys, order, felder)

    def _chunks(self, keys: list[int], order: Any, names: list[str]) -> Iterator[list[list[str]]]:
        recht = self.rechte["export"]
        for start in range(0, len(keys), _CHUNK):
            felder = (*names, *self.beiwerk) if self.beiwerk else ()
            rows = self.load_rows(keys[start : start + _CHUNK], order, felder)
            self.before_rights(rows)
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

    def _address(self) -> adresse.Angaben:
        known = {ALLE, *(entry.name for entry in self.ansichten)}
        return adresse.Angaben(self.column_sortable_list or (), known, OHNE)

    def _page(self) -> int:
        text = request.args.get("seite", "1")[:9]
        number = int(text) if text.isascii() and text.isdigit() else 1
        return min(max(number, 1), liste.ZAEHLGRENZE // self.page_size) - 1

    def _sort(self) -> tuple[str, bool]:
        name = request.args.get("sort", "")
        if name in (self.column_sortable_list or ()):
            return name, request.args.get("ab") == "1"
        return self._usual_sort()

    def _usual_sort(self) -> tuple[str, bool]:
        ansicht = self._ansicht()
        return (ansicht and ansicht.sortierung) or self.standard_sortierung

    def _zustand(self) -> Zustand:
        """What is filtered: nothing, by a saved filter, or as this session left it."""
        if request.args.get("filter") == OHNE:
            return {}
        gemerkt = merkliste.chosen(self.endpoint) if self.merkt else None
        return dict(gemerkt.kriterien) if gemerkt else load(self.endpoint)

    def _ansicht(self) -> Ansicht | None:
        return next((entry for entry in self.ansichten if entry.name == self._choice()), None)

    def _choice(self) -> str:
        known = {ALLE, *(entry.name for entry in self.ansichten)}
        named = request.args.get("ansicht")
        if named not in known and self.merkt and (gemerkt := merkliste.chosen(self.endpoint)):
            named = gemerkt.kriterien.get("ansicht")
        return named if named in known else self.standard_ansicht or ALLE

    def _has_default(self) -> bool:
        return self._choice() == self.standard_ansicht

    def _auswahl(self) -> dict[str, Any]:
        """Which rows this list shows, as arguments of an address; what is the default stays out."""
        choice = self._choice()
        gemerkt = merkliste.chosen(self.endpoint) if self.merkt else None
        return {
            "ansicht": choice if choice != (self.standard_ansicht or ALLE) else None,
            "filter": OHNE if request.args.get("filter") == OHNE else None,
            merkliste.MEINS: gemerkt.id if gemerkt else None,
        }

    def _url(self, page: int | None = None, **changes: Any) -> str:
        """This list with its page, order and choice, as changed."""
        sort, descending = self._sort()
        is_usual = (sort, descending) == self._usual_sort()
        state = (
            self._auswahl()
            | {
                "sort": None if is_usual else sort,
                "ab": "1" if descending and not is_usual else None,
                "seite": (self._page() if page is None else page) + 1,
            }
            | changes
        )
        if state["seite"] == 1:
            state["seite"] = None
        return url_for(f"{self.endpoint}.index_view", **state)

    def _told(self, zustand: Zustand) -> list[str]:
        told = [f"Suche: {zustand[SUCHE]}"] if zustand.get(SUCHE) else []
        return told + [line for entry in self.filter for line in entry.told(zustand)]
