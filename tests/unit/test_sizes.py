"""Small files, small functions: what design.md calls small and flat, counted."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("admin", "models", "notebooks", "tests")
# Numbered migrations are frozen copies of the tables, written by a tool and never edited.
MIGRATIONS = ROOT / "models" / "migrations"
# Flask-Admin calls these with a signature of its own.
FOREIGN_SIGNATURES = {"get_list"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _files() -> list[Path]:
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return sorted(p for p in found if not (p.parent == MIGRATIONS and p.name[0].isdigit()))


def _line_counts() -> dict[str, int]:
    return {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in _files()}


def _functions(path: Path) -> Iterator[tuple[str, Function]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, Function):
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


@cache
def _all_functions() -> dict[str, Function]:
    return {name: node for path in _files() for name, node in _functions(path)}


def _length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _parameters(function: Function) -> int:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    rest = [extra for extra in (arguments.vararg, arguments.kwarg) if extra]
    return len(rest) + sum(argument.arg not in ("self", "cls") for argument in named)


def _share(numbers: list[int], limit: int) -> float:
    return sum(number <= limit for number in numbers) / len(numbers)


def test_no_file_has_more_than_400_lines() -> None:
    assert {name: n for name, n in _line_counts().items() if n > 400} == {}


def test_nine_of_ten_files_have_at_most_200_lines() -> None:
    counts = _line_counts()
    long = {name: n for name, n in counts.items() if n > 200}
    assert _share(list(counts.values()), 200) >= 0.9, long


def test_no_function_has_more_than_50_lines() -> None:
    long = {name: _length(f) for name, f in _all_functions().items() if _length(f) > 50}
    assert long == {}


def test_three_of_four_functions_have_at_most_20_lines() -> None:
    lengths = [_length(function) for function in _all_functions().values()]
    assert _share(lengths, 20) >= 0.75


def test_no_function_takes_more_than_five_parameters() -> None:
    ours = {n: f for n, f in _all_functions().items() if f.name not in FOREIGN_SIGNATURES}
    assert {name: _parameters(f) for name, f in ours.items() if _parameters(f) > 5} == {}


@pytest.mark.parametrize(
    ("source", "length", "parameters"),
    [
        ("def f(): pass", 1, 0),
        ("@wraps\ndef f(self, a, /, b, *c, d=1, **e):\n    pass", 2, 5),
        ("async def f(cls):\n    '''Text.'''\n    return 1", 3, 0),
    ],
)
def test_the_counting_itself(source: str, length: int, parameters: int) -> None:
    (function,) = (n for n in ast.walk(ast.parse(source)) if isinstance(n, Function))
    assert (_length(function), _parameters(function)) == (length, parameters)
