"""Which rule of regeln.csv is proven by which test: `python -m tests.regeln`.

Read from the source text, so that nothing has to run. A test names its rules with
`@pytest.mark.regel("MH-56")`. Rules that are deliberately no software, or come with a later
issue, stand with their reason in docs/regeln-ohne-software.csv (id;grund).
"""

import ast
import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
REGELN = TESTS / "data" / "regeln.csv"
OHNE_SOFTWARE = ROOT / "docs" / "regeln-ohne-software.csv"
KLASSEN = {"S": "Software", "R": "Bericht", "H": "Hilfe oder Organisation"}

Testfunktion = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Regel:
    """One rule: `klasse` S (software), R (report) or H (help, organisation)."""

    id: str
    klasse: str
    text: str


def load_regeln() -> dict[str, Regel]:
    """Every rule by id."""
    with REGELN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["id"]: Regel(row["id"], row["pruefbar"], row["regel"]) for row in rows}


def load_ohne_software() -> dict[str, str]:
    """Rules that no test has to prove, with the reason."""
    with OHNE_SOFTWARE.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["grund"] for row in csv.DictReader(file, delimiter=";")}


def collect_tests() -> dict[str, list[str]]:
    """Rule id → tests that name it, as „pfad::name“."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for test, regel in _marks(ast.parse(path.read_text("utf-8"))):
            found.setdefault(regel, []).append(f"{path.relative_to(ROOT)}::{test}")
    return found


def _marks(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(module):
        if isinstance(node, Testfunktion):
            for decorator in node.decorator_list:
                yield from ((node.name, regel) for regel in _regeln(decorator))


def _regeln(node: ast.AST) -> Iterator[str]:
    """Ids in every call of `….regel("…")` below a decorator, also inside pytest.param."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("mark.regel"):
            yield from (str(ast.literal_eval(argument)) for argument in call.args)


def find_errors(
    regeln: dict[str, Regel], tests: dict[str, list[str]], ohne: dict[str, str]
) -> list[str]:
    """Sentences about ids that do not exist and reasons that contradict a test."""
    errors = [
        f"{tests[id][0]} nennt die Regel {id}, die es nicht gibt."
        for id in sorted(set(tests) - set(regeln))
    ]
    errors += [
        f"{OHNE_SOFTWARE.name} nennt {id}, das es nicht gibt." for id in ohne.keys() - regeln
    ]
    errors += [
        f"{id} steht in {OHNE_SOFTWARE.name} und ist durch {tests[id][0]} belegt."
        for id in sorted(ohne.keys() & tests)
    ]
    return errors


def report() -> Iterator[str]:
    """The lines of `make rules`."""
    regeln, tests, ohne = load_regeln(), collect_tests(), load_ohne_software()
    yield "Belegt:"
    for id in regeln:
        if id in tests:
            yield f"  {id}: {', '.join(sorted(set(tests[id])))}"
    yield from ("", "Ohne Software, mit Grund:")
    yield from (f"  {id}: {grund}" for id, grund in ohne.items())
    for klasse in ("S", "R"):
        yield from ("", f"Offen, Klasse {klasse} ({KLASSEN[klasse]}):")
        for regel in regeln.values():
            if regel.klasse == klasse and regel.id not in tests and regel.id not in ohne:
                yield f"  {regel.id}: {regel.text}"
    yield from ("", *_counts(regeln, set(tests), set(ohne)))


def _counts(regeln: dict[str, Regel], proven: set[str], ohne: set[str]) -> Iterator[str]:
    for klasse, name in KLASSEN.items():
        ids = {regel.id for regel in regeln.values() if regel.klasse == klasse}
        left = len(ids - proven - ohne)
        tail = "brauchen keinen" if klasse == "H" else "offen"
        yield (
            f"Klasse {klasse} ({name}): {len(ids)} Regeln, {len(ids & proven)} belegt, "
            f"{len(ids & ohne)} ohne Software, {left} {tail}"
        )


def main() -> int:
    print("\n".join(report()))
    errors = find_errors(load_regeln(), collect_tests(), load_ohne_software())
    for error in errors:
        print(error, file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
