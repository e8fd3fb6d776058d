"""The head of a run: the only part of a report that differs between two runs on the same data."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from models.rules.zeit import BERLIN
from notebooks.publish.bloecke import MIME
from notebooks.run.auftrag import Auftrag, Rueckblick

ERKLAERUNG = (
    "Daran lässt sich dieser Lauf wiedererkennen; bei gleichem Datenstand ist alles andere gleich."
)
FRUEHER = "Früherer Datenstand"
GELOESCHT = "Seither gelöschte Vorgänge zählen nur noch in Summen."
"""Without their number: the report may be for readers outside."""
_DAHINTER = ("pruefungen", "ende")


@dataclass(frozen=True)
class Laufkopf:
    """Number of the run, moment and hash of its snapshot, and the end of the log at that moment."""

    nummer: int | None
    snapshot_sha256: str
    kette: Mapping[str, Any]
    rueckblick: Rueckblick | None = None

    @classmethod
    def of(cls, auftrag: Auftrag) -> "Laufkopf":
        """The head of what is asked for; a snapshot without a hash is told by its bytes."""
        sha256 = auftrag.snapshot_sha256 or sha256_of(auftrag.snapshot)
        return cls(auftrag.nummer, sha256, auftrag.kette or {}, auftrag.rueckblick)

    @property
    def zeit(self) -> datetime | None:
        """When the snapshot was taken (Berlin)."""
        moment = self.kette.get("zeit")
        return datetime.fromisoformat(moment).astimezone(BERLIN) if moment else None

    def manifest(self) -> dict[str, Any]:
        """The same for lauf.json."""
        told = {
            "lauf": self.nummer,
            "datenstand_zeit": self.zeit.isoformat() if self.zeit else None,
            "snapshot_sha256": self.snapshot_sha256,
            "kette": dict(self.kette),
            "rueckblick": self._rueckblick(),
        }
        return {name: value for name, value in told.items() if value}

    def block(self) -> dict[str, Any]:
        """The block of the report; `kurz` is for the foot of its pages."""
        nummer, stand = self._nummer(), self._stand()
        angaben = [("Lauf", nummer), ("Datenstand", stand)]
        angaben += [(FRUEHER, self._frueher()), ("Momentaufnahme, SHA-256", self.snapshot_sha256)]
        angaben += [("Protokoll", self._protokoll())]
        kurz = [f"Lauf {nummer}" if nummer else "", f"Datenstand {stand}" if stand else ""]
        kurz += [self._vom()]
        block = {
            "typ": "lauf",
            "text": ERKLAERUNG,
            "angaben": [list(paar) for paar in angaben if paar[1]],
            "kurz": " · ".join(teil for teil in kurz if teil),
        }
        return block | ({"frueher": self._frueher()} if self.rueckblick else {})

    def _rueckblick(self) -> dict[str, Any] | None:
        if self.rueckblick is None:
            return None
        erstellt = self.rueckblick.erstellt.astimezone(BERLIN).isoformat(timespec="seconds")
        return {"erstellt": erstellt, "geloescht": self.rueckblick.geloescht}

    def _vom(self) -> str:
        if self.rueckblick is None:
            return ""
        return f"Rückblick vom {self.rueckblick.erstellt.astimezone(BERLIN):%d.%m.%Y}"

    def _frueher(self) -> str:
        """What a reader has to know of a report that shows an earlier moment; else empty."""
        if self.rueckblick is None:
            return ""
        erstellt = self.rueckblick.erstellt.astimezone(BERLIN)
        satz = (
            f"Erstellt am {erstellt:%d.%m.%Y}; gezeigt wird, was am {self._stand()} bekannt war, "
            "ohne spätere Einträge und Berichtigungen."
        )
        return f"{satz} {GELOESCHT}" if self.rueckblick.geloescht else satz

    def _nummer(self) -> str:
        return _zahl(self.nummer) if self.nummer else ""

    def _stand(self) -> str:
        return f"{self.zeit:%d.%m.%Y, %H:%M} Uhr" if self.zeit else ""

    def _protokoll(self) -> str:
        if not self.kette:
            return ""
        return f"Eintrag {_zahl(self.kette['laenge'])}, Prüfsumme {self.kette['hash']}"


def _zahl(n: int) -> str:
    # As in notebooks.prose, which whoever only asks for a run shall not load with all its frames.
    return f"{n:,}".replace(",", ".")


def sha256_of(pfad: Path) -> str:
    """Hash of a file's bytes."""
    with pfad.open("rb") as datei:
        return hashlib.file_digest(datei, "sha256").hexdigest()


def add_head(notebook: Any, block: dict[str, Any]) -> None:
    """Put the head's block behind everything that is read in an executed notebook.

    An earlier Datenstand is told on the first page, too.
    """
    from nbformat.v4 import new_output

    from notebooks.blocks.html import als_html

    kopf = new_output("display_data", data={MIME: block, "text/html": als_html(block)})
    for zelle in notebook.cells:
        for nr, ausgabe in enumerate(zelle.get("outputs", ())):
            daten = ausgabe.get("data", {})
            typ = daten.get(MIME, {}).get("typ")
            if typ == "titel" and block.get("frueher"):
                titel = dict(daten[MIME])
                titel["angaben"] = [*titel["angaben"], [FRUEHER, block["frueher"]]]
                daten |= {MIME: titel, "text/html": als_html(titel)}
            if typ in _DAHINTER:
                zelle.outputs.insert(nr, kopf)
                return
