"""The roles in docs/rollen.md, made from the code: `python -m tests.rollen` writes them."""

import re
from collections.abc import Iterator
from pathlib import Path

from models.rules.recht import Recht
from models.rules.rechte_worte import RECHTE, sicht_words
from models.rules.rollen import ROLLEN, Rolle

ROLLENKONZEPT = Path(__file__).parents[1] / "docs" / "rollen.md"
_MARKEN = re.compile(r"(<!-- rollen -->\n).*(<!-- /rollen -->)", re.DOTALL)


def with_roles(text: str) -> str:
    """The page's text with the roles as the code has them now."""
    parts = [*(_role(rolle) for rolle in ROLLEN.values()), _matrix()]
    return _MARKEN.sub(lambda marks: f"{marks[1]}{chr(10).join(parts)}{marks[2]}", text)


def _role(rolle: Rolle) -> str:
    lines = [f"### {rolle.bezeichnung} (`{rolle.name}`)", "", rolle.beschreibung, ""]
    lines.append(f"Darf: {', '.join(RECHTE[r] for r in Recht if r in rolle.rechte)}.")
    if not rolle.sichten:
        return "\n".join([*lines, "", "Sieht keine Vorgänge.", ""])
    lines += ["", "| Sieht Vorgänge der Art | Kopfdaten | Inhalt |", "|---|---|---|"]
    lines += [f"| {' | '.join(sicht_words(sicht))} |" for sicht in rolle.sichten]
    return "\n".join([*lines, ""])


def _matrix() -> str:
    head = ["Recht", *(f"`{name}`" for name in ROLLEN)]
    lines = ["### Wer was darf", "", f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    return "\n".join([*lines, *_rows(), ""])


def _rows() -> Iterator[str]:
    for recht in Recht:
        marks = ["ja" if recht in rolle.rechte else "" for rolle in ROLLEN.values()]
        yield f"| {RECHTE[recht]} | {' | '.join(marks)} |"


if __name__ == "__main__":
    ROLLENKONZEPT.write_text(with_roles(ROLLENKONZEPT.read_text("utf-8")), "utf-8")
