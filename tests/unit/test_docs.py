"""Documents that must stay in step with the code."""

import re
from pathlib import Path

import pytest

from models.queries.desk import TISCHLAGEN
from models.queries.lagen import LAGEN
from models.rules.recht import Recht
from models.rules.rechte_worte import RECHTE
from notebooks.catalogue import BERICHTE
from tests.readme import README, with_tables
from tests.rollen import ROLLENKONZEPT, with_roles

ROOT = README.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))


def _name(path: Path) -> str:
    return path.name


def test_the_readme_lists_every_command_and_setting() -> None:
    text = README.read_text("utf-8")
    assert text == with_tables(text), "python -m tests.readme schreibt die Tabellen neu"


def test_the_readme_stays_short() -> None:
    assert len(README.read_text("utf-8").splitlines()) <= 120


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("decision", DECISIONS, ids=_name)
def test_a_decision_has_context_choice_and_consequences(decision: Path) -> None:
    headings = re.findall(r"^## (.+)$", decision.read_text("utf-8"), re.MULTILINE)
    assert headings == ["Kontext", "Entscheidung", "Folgen"]


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_the_role_concept_says_what_the_roles_are() -> None:
    text = ROLLENKONZEPT.read_text("utf-8")
    assert text == with_roles(text), "python -m tests.rollen schreibt die Seite neu"


def test_every_right_has_its_german_words() -> None:
    assert set(RECHTE) == set(Recht)


def test_the_list_for_the_personalrat_names_every_report_and_every_list_on_the_desk() -> None:
    text = (ROOT / "docs" / "auswertungen.md").read_text("utf-8")
    missing = [bericht.name for bericht in BERICHTE if f"`{bericht.name}`" not in text]
    missing += [lage.label for lage in (*TISCHLAGEN, *LAGEN) if f"„{lage.label}“" not in text]
    assert missing == []
