"""Loading the steps of a Regelwerk from the file beside it: `<id>.ablauf.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from models.rules.ablauf_format import Ablaufwerk
from models.rules.ablauf_pruefung import check_ablaufwerk
from models.rules.fehler import RuleViolation
from models.rules.regelwerk import ORDNER, load_regelwerk, read_text
from models.rules.regelwerk_format import Regelwerk
from models.rules.tabelle import Ort, read_table

ENDUNG = ".ablauf.toml"
_OHNE = Ablaufwerk(id="")


def read_ablaufwerk(path: Path, regelwerk: Regelwerk) -> Ablaufwerk:
    """Read and check one file against its Regelwerk. Raises RuleViolation that names the place."""
    text = read_text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleViolation(f"{path.name}: Die Datei ist kein gültiges TOML ({error}).") from None
    werk = read_table(Ablaufwerk, data, Ort(path.name))
    check_ablaufwerk(werk, regelwerk, path)
    return werk


@cache
def load_ablaufwerk(id: str) -> Ablaufwerk:
    """The steps of the Regelwerk of that id, or of the one it is `wie`; none without a file."""
    regelwerk = load_regelwerk(id)
    path = ORDNER / f"{id}{ENDUNG}"
    if not path.exists():
        return _OHNE
    werk = read_ablaufwerk(path, regelwerk)
    return load_ablaufwerk(werk.wie) if werk.wie else werk
