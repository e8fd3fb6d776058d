"""Fault points: each stands once in the code, and none is made up."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from models.rules import bruchstellen
from models.rules.bruchstellen import BRUCHSTELLEN, hook, reach

ROOT = Path(__file__).parents[3]


def _reached_in_code() -> Counter[str]:
    found: Counter[str] = Counter()
    for package in ("admin", "models", "notebooks"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
                if is_call and node.func.id == "reach":  # type: ignore[union-attr, attr-defined]
                    found[ast.literal_eval(node.args[0])] += 1  # type: ignore[attr-defined]
    return found


def test_each_fault_point_stands_once_in_the_code_and_once_in_the_list() -> None:
    assert _reached_in_code() == Counter(BRUCHSTELLEN.keys())


def test_a_test_is_told_of_each_place_and_nobody_else_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(bruchstellen.BRUCHSTELLEN, "probe", "nichts")
    told: list[str] = []
    reach("probe")
    hook(told.append)
    try:
        reach("probe")
        with pytest.raises(KeyError):
            reach("gibt-es-nicht")
    finally:
        hook(None)
    assert told == ["probe"]
