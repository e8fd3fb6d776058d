"""The notebooks in a person's folder: copies of ours that run wherever she puts them.

What she has not changed is kept up to date. What she has stays hers: where we have something new,
hers is put aside under the day's name.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from admin.config import WURZEL
from admin.jobs.erkundung import NOTIZBUECHER
from models.rules.zeit import berlin_day
from notebooks.catalogue import BERICHTE
from notebooks.data.momentaufnahme import ORT, read_meta, snapshots, zeitraum_of

VORLAGEN = WURZEL / "notebooks" / "erkundung"
_GEMERKT = ".vorlagen.json"
_ZEITRAUM = re.compile(r'^(zeitraum: str = )"[^"]*"', re.MULTILINE)
_ANFANG = """\
# Damit dieses Notizbuch überall läuft: wo KRM und Ihre Momentaufnahmen liegen.
import os, sys
os.environ.setdefault({ort!r}, {ordner!r})
sys.path.append({wurzel!r})"""
_BEISEITE = "Ihr „{alt}“ haben Sie geändert; es heißt jetzt „{neu}“, daneben liegt das neue."


@dataclass(frozen=True)
class Vorlage:
    """One of our notebooks as her folder gets it; `fassung` is the hash of ours."""

    name: str
    inhalt: dict[str, Any]
    fassung: str


def furnish(folder: Path, now: datetime) -> list[str]:
    """Put every notebook into the folder; returns what to tell her, a sentence each."""
    ziel = folder / NOTIZBUECHER
    gemerkt = _remembered(ziel / _GEMERKT)
    saetze = []
    for vorlage in _templates(folder):
        seen = gemerkt.get(vorlage.name, {})
        if satz := _put(ziel / vorlage.name, vorlage, seen, now):
            saetze.append(satz)
        gemerkt[vorlage.name] = {"fassung": vorlage.fassung, "kopie": _hash(vorlage.inhalt)}
    (ziel / _GEMERKT).write_text(json.dumps(gemerkt, indent=1), encoding="utf-8")
    return saetze


def _put(path: Path, vorlage: Vorlage, seen: dict[str, str], now: datetime) -> str | None:
    satz = None
    if path.exists() and _hash_of(path) not in (seen.get("kopie"), _hash(vorlage.inhalt)):
        if seen.get("fassung") == vorlage.fassung:
            return None
        aside = path.with_name(f"{path.stem} bis {berlin_day(now).isoformat()}.ipynb")
        path.rename(aside)
        satz = _BEISEITE.format(alt=path.name, neu=aside.name)
    path.write_text(json.dumps(vorlage.inhalt, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return satz


def _templates(folder: Path) -> list[Vorlage]:
    zeitraum = zeitraum_of(read_meta(snapshots(folder)[-1]))
    paths = [*sorted(VORLAGEN.glob("*.ipynb")), *(b.notebook for b in BERICHTE)]
    return [_template(path, folder, zeitraum) for path in paths]


def _template(path: Path, folder: Path, zeitraum: str) -> Vorlage:
    inhalt = json.loads(path.read_text("utf-8"))
    fassung = _hash(inhalt)
    for cell in inhalt["cells"]:
        if "parameters" in cell["metadata"].get("tags", ()):
            source = _ZEITRAUM.sub(rf'\1"{zeitraum}"', "".join(cell["source"]))
            cell["source"] = source.splitlines(keepends=True)
    inhalt["cells"].insert(0, _first_cell(folder))
    return Vorlage(path.name, inhalt, fassung)


def _first_cell(folder: Path) -> dict[str, Any]:
    source = _ANFANG.format(wurzel=str(WURZEL), ort=ORT, ordner=str(folder))
    return {
        "cell_type": "code",
        "id": "krm-anfang",
        "metadata": {"tags": ["krm-anfang"], "jupyter": {"source_hidden": True}},
        "execution_count": None,
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def _hash(inhalt: dict[str, Any]) -> str:
    """Of what the cells say: running them changes nothing."""
    sources = [(cell["cell_type"], "".join(cell["source"])) for cell in inhalt["cells"]]
    return hashlib.sha256(json.dumps(sources).encode()).hexdigest()


def _hash_of(path: Path) -> str | None:
    try:
        return _hash(json.loads(path.read_text("utf-8")))
    except (ValueError, KeyError, TypeError):
        return None  # not a notebook any more: hers


def _remembered(path: Path) -> dict[str, dict[str, str]]:
    try:
        found: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found
