"""The README's tables, made from the code: `python -m tests.readme` writes them."""

import re
from importlib.util import find_spec
from pathlib import Path

from admin.cli import COMMANDS
from admin.config import settings_table

README = Path(__file__).parents[1] / "README.md"


def with_tables(text: str) -> str:
    """The README's text with both tables as the code has them now."""
    text = _replace(text, "befehle", commands_table())
    return _replace(text, "settings", settings_table())


def commands_table() -> str:
    """Every command that exists, with its help, in Markdown."""
    rows = [f"| `{name}` | {text} |" for name, module, text in COMMANDS if find_spec(module)]
    return "\n".join(["| Befehl | Wirkung |", "|---|---|", *rows])


def _replace(text: str, name: str, table: str) -> str:
    block = re.compile(f"<!-- {name} -->\n.*?<!-- /{name} -->", re.DOTALL)
    if not block.search(text):
        raise ValueError(f"In der README fehlen die Marken <!-- {name} --> und <!-- /{name} -->.")
    return block.sub(lambda _: f"<!-- {name} -->\n{table}\n<!-- /{name} -->", text)


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text("utf-8")), "utf-8")
