"""The chain of events: what its hashes cover, and what anchors outside the database prove."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

ANFANG = "0" * 64
"""What the first event takes for the hash before it."""
WIEDERHERGESTELLT = "sicherung_restored"
"""Name of the event that a restored backup leaves; it explains anchors that were set later."""


def link_hash(ereignis: Any) -> str:
    """The hash of an event: sha256 over the hash before it and its own content."""
    content = [
        ereignis.vorheriger,
        ereignis.zeitpunkt.astimezone(UTC).isoformat(),
        ereignis.name,
        ereignis.akteur,
        ereignis.in_vertretung_fuer or "",
        ereignis.tabelle,
        ereignis.objekt_id,
        ereignis.vorgangsnummer or "",
        ereignis.daten,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Anker:
    """The end of the chain as somebody outside the database wrote it down.

    `quelle`: where it stands, for people. `zeit`: when, in UTC. `anfang`: hash of the first event,
    which tells the logs of two databases apart; not every anchor has it.
    """

    quelle: str
    laenge: int
    hash: str
    zeit: datetime
    anfang: str | None = None


@dataclass(frozen=True)
class Kettenende:
    """Length and last hash of the chain, and the hash of its first event."""

    laenge: int
    hash: str
    anfang: str | None = None

    def as_anchor(self, zeit: datetime) -> dict[str, Any]:
        """What an anchor writes down."""
        moment = zeit.astimezone(UTC).isoformat(timespec="seconds")
        return {"laenge": self.laenge, "hash": self.hash, "anfang": self.anfang, "zeit": moment}


@dataclass(frozen=True)
class Rueckkehr:
    """A backup that was put back: the chain went on after `laenge` of its events, at `zeit`."""

    laenge: int
    zeit: datetime


def read_anker(quelle: str, eintrag: Mapping[str, Any], zeit: str | None = None) -> Anker | None:
    """An anchor from a manifest, a lauf.json or a line of the anchor file; None where it has none.

    The manifest of a backup writes `kette` as a list, the others as a mapping. Raises ValueError
    or TypeError for what is no anchor.
    """
    kette = eintrag.get("kette")
    if not kette:
        return None
    if isinstance(kette, Mapping):
        laenge, value, anfang = kette["laenge"], kette["hash"], kette.get("anfang")
        zeit = kette["zeit"]
    else:
        (laenge, value), anfang = kette, None
    moment = datetime.fromisoformat(str(zeit)).astimezone(UTC)
    return Anker(quelle, int(laenge), str(value), moment, anfang)


def unexplained(
    anker: Iterable[Anker], hashes: Mapping[int, str], rueckkehren: Iterable[Rueckkehr]
) -> list[Anker]:
    """The anchors that the chain contradicts; `hashes`: of its events by their place.

    An anchor set before a backup was put back, beyond the backup's end, is explained by that.
    """
    back = list(rueckkehren)
    return [
        one
        for one in anker
        if hashes.get(one.laenge) != one.hash
        and not any(r.laenge < one.laenge and one.zeit <= r.zeit for r in back)
    ]
