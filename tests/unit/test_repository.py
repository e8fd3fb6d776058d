"""What the repository promises about itself: no foreign addresses, no strangers, in step."""

import importlib
import importlib.metadata
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-erkundung.lock", "requirements-dev.lock")
PACKAGES = ("admin", "models", "notebooks")
LARGEST = 300_000
# Letters in brackets, so that this file does not find itself.
MACHINE_PATHS = re.compile(r"/[w]ork/|/[r]oot/|/[h]ome/|/opt/[w]heels")
INDEX_LINE = re.compile(
    r"^\s*(--?(index|extra|find|trusted|constraint|c |f |i ))|://", re.MULTILINE
)
PIN = re.compile(r"^([a-z0-9._-]+)==(\S+) \\$", re.MULTILINE)


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def _pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / lock).read_text("utf-8")))


def _canonical(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[-_.]+", "-", name[0]).lower() if name else requirement


def _requirements() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return project["dependencies"] + sum(project["optional-dependencies"].values(), [])


@pytest.mark.parametrize("package", PACKAGES)
def test_our_packages_come_from_this_checkout(package: str) -> None:
    """A stranger's distribution may ship the same names; ours must win."""
    assert Path(importlib.import_module(package).__file__ or "").parent == ROOT / package


def test_no_tracked_file_is_large() -> None:
    assert {p.name: p.stat().st_size for p in _tracked() if p.stat().st_size > LARGEST} == {}


def test_no_tracked_file_names_a_path_of_one_machine() -> None:
    named = {}
    for path in _tracked():
        text = path.read_bytes().decode("utf-8", errors="replace")
        if found := MACHINE_PATHS.search(text):
            named[str(path.relative_to(ROOT))] = found[0]
    assert named == {}


def test_reports_out_is_empty_in_git() -> None:
    inside = [path.name for path in _tracked() if path.is_relative_to(ROOT / "reports_out")]
    assert inside == [".gitignore"]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_package_index(lock: str) -> None:
    assert INDEX_LINE.search((ROOT / lock).read_text("utf-8")) is None


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_in_a_lock_has_a_hash(lock: str) -> None:
    entries = re.split(r"^(?=[a-z0-9])", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert len(entries) == len(_pins(lock)) > 50


def test_each_lock_contains_the_smaller_one() -> None:
    runtime, explore, dev = (_pins(lock).items() for lock in LOCKS)
    assert runtime < explore < dev


def test_who_explores_gets_no_test_tools() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    tools = {_canonical(name) for name in project["optional-dependencies"]["dev"]}
    assert tools & _pins("requirements-erkundung.lock").keys() == set()
    assert "jupyterlab" in _pins("requirements-erkundung.lock")


def test_every_dependency_is_pinned() -> None:
    pinned = _pins("requirements-dev.lock")
    assert [name for name in map(_canonical, _requirements()) if name not in pinned] == []


@pytest.mark.parametrize("name", sorted(_pins("requirements-dev.lock")))
def test_a_pinned_package_runs_on_the_python_of_debian_12(name: str) -> None:
    needed = importlib.metadata.metadata(name).json.get("requires_python", "")
    assert "3.11.2" in SpecifierSet(str(needed))


def test_every_dependency_gives_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    silent = []
    for requirement in _requirements():
        (line,) = (line for line in lines if line.lstrip().startswith(f'"{requirement}",'))
        if not re.search(r'",\s+# \S+ \S+', line):
            silent.append(requirement)
    assert silent == []
