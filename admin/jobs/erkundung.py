"""A person's folder for exploring: her snapshots, and the notebooks that read the newest one.

KRM_VAR_DIR/erkundung/LOGIN/2026-11-29-031500-JC-2026-H1.sqlite   read-only, 30 days
KRM_VAR_DIR/erkundung/LOGIN/notizbuecher/                          hers
"""

import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from admin.config import Config
from admin.jobs.herstellen import fassung
from models.actions.momentaufnahmen import note_momentaufnahme, require_exploring
from models.queries.snapshot import Ausschnitt, write_snapshot_for
from models.rules.rechte import Akteur
from models.rules.zeit import BERLIN, berlin_day
from models.tables import Einheit
from notebooks.data import Zeitraum
from notebooks.data.momentaufnahme import snapshots

NOTIZBUECHER = "notizbuecher"
AUFBEWAHRUNG = timedelta(days=30)
_HAUS = "_haus"  # no log-in begins like this: the system, which is nobody
_UNFERTIG = ".unfertig-"


@dataclass(frozen=True)
class Wunsch:
    """What somebody wants to explore; without `zeitraum` everything there is."""

    einheit: Einheit
    zeitraum: Zeitraum | None = None


def folder_of(by: Akteur, config: Config) -> Path:
    """Where this person's snapshots and notebooks lie; made for this account of the machine."""
    folder = config.var_dir / "erkundung" / (_HAUS if by.system else by.login)
    for each in (folder.parent, folder, folder / NOTIZBUECHER):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def take_momentaufnahme(*, by: Akteur, now: datetime, wunsch: Wunsch, config: Config) -> Path:
    """Write a snapshot of what `by` may see and put it into her folder, read-only.

    Raises RuleViolation without the right. It gets its name only once the log tells of it.
    """
    require_exploring(by, wunsch.einheit.id)
    folder = folder_of(by, config)
    _sweep_folder(folder, now)
    zeitraum = wunsch.zeitraum
    ausschnitt = Ausschnitt(
        einheit_id=wunsch.einheit.id,
        stand=berlin_day(now),
        fassung=fassung(),
        zeitraum=zeitraum.text if zeitraum else "",
        bis=zeitraum.bis if zeitraum else None,
    )
    name = _name(now, wunsch)
    hidden = folder / f"{_UNFERTIG}{name}"
    snapshot = write_snapshot_for(by, hidden, ausschnitt, _key(by, config))
    try:
        hidden.chmod(0o400)
        note_momentaufnahme(by=by, now=now, ausschnitt=ausschnitt, snapshot=snapshot)
        return hidden.rename(folder / name)
    except BaseException:
        hidden.unlink(missing_ok=True)
        raise


def sweep_erkundung(now: datetime, config: Config) -> int:
    """Remove snapshots of more than 30 days ago, and unfinished ones; returns how many."""
    return sum(_sweep_folder(folder, now) for folder in (config.var_dir / "erkundung").glob("*"))


def _sweep_folder(folder: Path, now: datetime) -> int:
    oldest = (now - AUFBEWAHRUNG).timestamp()
    unfinished = (now - timedelta(days=1)).timestamp()
    old = [path for path in snapshots(folder) if path.stat().st_mtime < oldest]
    old += [p for p in folder.glob(f"{_UNFERTIG}*") if p.stat().st_mtime < unfinished]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _name(now: datetime, wunsch: Wunsch) -> str:
    kuerzel = re.sub(r"\W", "_", wunsch.einheit.kuerzel)
    parts = [f"{now.astimezone(BERLIN):%Y-%m-%d-%H%M%S}", kuerzel]
    if wunsch.zeitraum:
        parts.append(wunsch.zeitraum.ordner)
    return "-".join(parts) + ".sqlite"


def _key(by: Akteur, config: Config) -> bytes:
    if config.pseudonym_key is None:
        raise ValueError("Ohne KRM_PSEUDONYM_KEY gibt es keine Momentaufnahme: provide_keys.")
    # A key for each person who explores: what two of them hold cannot be joined.
    purpose = f"personenschluessel|erkundung|{by.login}".encode()
    return hmac.digest(config.pseudonym_key.encode(), purpose, "sha256")
