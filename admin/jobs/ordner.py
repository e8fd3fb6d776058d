"""Where the attempts of a run write: names that say whose they are, so that waste is found."""

import re
from dataclasses import dataclass
from pathlib import Path

from admin.config import Config
from models.queries.laeufe import folder_name
from models.tables import Lauf
from notebooks.data import parse_zeitraum

_TOKEN = 8  # signs of the token in a folder's name
_ATTEMPT = re.compile(r"^\.?(?P<name>\d{8}-\d{6}-(?P<lauf>\d+))\.(?P<token>[0-9a-f]{8})$")


@dataclass(frozen=True)
class Ordner:
    """The folders of one attempt: `arbeit` holds the snapshot, `versteckt` the result until it is
    renamed to `endgueltig`. The first two carry the attempt's token, the last the run's name.

    `eintrag` is what the ledger keeps: `endgueltig` below the reports folder.
    """

    arbeit: Path
    versteckt: Path
    endgueltig: Path
    eintrag: str
    token: str


@dataclass(frozen=True)
class Rest:
    """A folder of an attempt, as its name tells."""

    path: Path
    name: str
    lauf_id: int
    token: str


def folders_of(lauf: Lauf, config: Config) -> Ordner:
    """The folders of the attempt that owns this run now."""
    name = folder_name(lauf)
    token = lauf.token[:_TOKEN]
    attempt = f"{name}.{token}"
    final = final_folder(lauf, config)
    return Ordner(
        arbeit=work_root(config) / attempt,
        versteckt=final.with_name(f".{attempt}"),
        endgueltig=final,
        eintrag=final.relative_to(config.reports_dir).as_posix(),
        token=token,
    )


def final_folder(lauf: Lauf, config: Config) -> Path:
    """Where the run is published: reports folder, report, period, run."""
    bericht = lauf.bericht
    zeitraum = parse_zeitraum(bericht.zeitraum).ordner
    return config.reports_dir / bericht.name / zeitraum / folder_name(lauf)


def work_root(config: Config) -> Path:
    """Where attempts keep snapshots while they run."""
    return config.var_dir / "laeufe"


def leftovers(config: Config) -> list[Rest]:
    """Every folder that looks like an attempt's, in both places."""
    found = [*work_root(config).glob("*"), *config.reports_dir.glob("*/*/.*")]
    matches = ((path, _ATTEMPT.match(path.name)) for path in sorted(found))
    return [Rest(p, m["name"], int(m["lauf"]), m["token"]) for p, m in matches if m]
