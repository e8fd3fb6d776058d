"""Reading the address of a list strictly: what cannot be read is told, never passed over."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from flask import abort, request

_UNTER = "; gezeigt wird die Liste ohne diese Angabe."


@dataclass(frozen=True)
class Angaben:
    """What a list knows: columns to sort by, names of its choices, its word for „no filter“."""

    spalten: Container[str]
    ansichten: Container[str]
    ohne: str

    def unreadable(self) -> list[str]:
        """A sentence for each part of the address in force that says nothing to this list."""
        return list(self._unreadable())

    def _unreadable(self) -> Iterator[str]:
        args = request.args
        if args.get("sort") and args["sort"] not in self.spalten:
            yield f"Nach dem, was hinter „sort=“ steht, lässt sich nicht sortieren{_UNTER}"
        if args.get("ab", "") not in ("", "0", "1"):
            yield f"Die Richtung hinter „ab=“ ist nicht lesbar{_UNTER}"
        if args.get("ansicht") and args["ansicht"] not in self.ansichten:
            yield f"Die Auswahl hinter „ansicht=“ gibt es hier nicht{_UNTER}"
        if args.get("filter", "") not in ("", self.ohne):
            yield f"Der Filter hinter „filter=“ ist nicht lesbar{_UNTER}"
        if not _is_page(args.get("seite", "1")):
            yield "Die Seite hinter „seite=“ ist nicht lesbar; gezeigt wird die erste."

    def require_readable(self) -> None:
        """400 where something is unreadable: a file cannot say that it holds another list."""
        if told := self.unreadable():
            abort(400, told[0].partition(";")[0] + ".")


def beyond(page: int, pages: int) -> list[str]:
    """The sentence where an address asks for a page behind the last one."""
    if page < pages:
        return []
    return [f"Seite {page + 1} gibt es nicht mehr; gezeigt wird die letzte, Seite {pages}."]


def _is_page(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9 and int(text) > 0
