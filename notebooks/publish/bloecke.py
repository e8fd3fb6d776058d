"""Reading the blocks that a notebook displayed."""

from collections.abc import Iterator
from typing import Any

from notebooks.blocks import MIME

Block = dict[str, Any]


def read_bloecke(notebook: Any) -> list[Block]:
    """All blocks of an executed notebook, in order."""
    return list(_bloecke(notebook))


def _bloecke(notebook: Any) -> Iterator[Block]:
    for zelle in notebook.cells:
        for ausgabe in zelle.get("outputs", ()):
            if block := ausgabe.get("data", {}).get(MIME):
                yield block


def of_type(bloecke: list[Block], typ: str) -> list[Block]:
    """The blocks of one type."""
    return [block for block in bloecke if block["typ"] == typ]
