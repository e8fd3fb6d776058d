"""Code lists of the snapshot: which codes exist, in which order, and what they are called."""

from collections.abc import Iterable
from dataclasses import dataclass

OFFEN = "9999-12-31"
OHNE_ANGABE = "ohne Angabe"


@dataclass(frozen=True)
class Codes:
    """Labels by field and code, in the order of the code list."""

    listen: dict[str, dict[str, str]]

    def of(self, feld: str) -> tuple[str, ...]:
        """All codes of `feld`, also those that no Vorgang uses."""
        return tuple(self.listen.get(feld, ()))

    def label(self, feld: str, code: str) -> str:
        """The label; a code that is in no list stands for itself."""
        return self.listen.get(feld, {}).get(code, code)


def read_codes(zeilen: Iterable[tuple[str, str, str, str | None, str | None]], tag: str) -> Codes:
    """Rows (feld, code, bezeichnung, gueltig_ab, gueltig_bis); the label valid on `tag` wins."""
    listen: dict[str, dict[str, str]] = {}
    for feld, code, bezeichnung, ab, bis in zeilen:
        bekannt = listen.setdefault(feld, {})
        if code not in bekannt or (ab or "") <= tag <= (bis or OFFEN):
            bekannt[code] = bezeichnung
    return Codes(listen)
