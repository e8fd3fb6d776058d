"""The tray: files that wait for their case, each under a random name and with its owner's card.

A form names what it waits with by that name, so two forms never share a file; whoever guesses the
name, or takes it from another account's form, finds nothing. The tray lies in the Ablage, not in
the database: taking a file in never waits for anybody's writing.
"""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from models.actions.ablage import write_whole
from models.rules.bruchstellen import reach
from models.rules.dateinamen import is_random_name, random_name
from models.rules.rechte import Akteur

LIEGT_HOECHSTENS = timedelta(days=1)
MAIL, DATEI, ANHANG = "mail", "datei", "anhang"
_ORDNER = "eingang"
_KARTE = ".json"


@dataclass(frozen=True)
class Stueck:
    """A file in the tray: `art` of MAIL, DATEI, ANHANG; `zettel` is what was read of it."""

    token: str
    art: str
    name: str
    zettel: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Korb:
    """The tray of an account, in this Ablage."""

    ablage: Path
    konto_id: int | None

    def put(self, art: str, name: str, daten: bytes, zettel: Mapping[str, Any] = {}) -> Stueck:
        """Keep a file, complete and safe from a power cut before its name is known to anybody."""
        stueck = Stueck(random_name(), art, name, zettel)
        self._path(stueck.token).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(daten, self._path(stueck.token))
        reach("eingang.korb")
        card = {"konto": self.konto_id, "art": art, "name": name, "zettel": dict(zettel)}
        half = self._path(stueck.token).with_suffix(f".{secrets.token_hex(4)}")
        write_whole(json.dumps(card).encode(), half)
        os.replace(half, self._path(stueck.token).with_suffix(_KARTE))
        return stueck

    def find(self, token: str) -> Stueck | None:
        """The file of this name, if it is here and this account's."""
        if not is_random_name(token):
            return None
        try:
            card = json.loads(self._path(token).with_suffix(_KARTE).read_bytes())
        except (FileNotFoundError, ValueError):
            return None
        if card["konto"] != self.konto_id or not self._path(token).is_file():
            return None
        return Stueck(token, card["art"], card["name"], card["zettel"])

    def mails(self) -> list[Stueck]:
        """This account's mails that wait, the oldest first."""
        cards = sorted(self._folder().glob(f"*{_KARTE}"), key=_age)
        found = (self.find(card.stem) for card in cards)
        return [stueck for stueck in found if stueck is not None and stueck.art == MAIL]

    def path(self, stueck: Stueck) -> Path:
        """Where the file lies."""
        return self._path(stueck.token)

    def drop(self, stueck: Stueck) -> None:
        """Take a file out, with what came out of it."""
        for token in (stueck.token, *stueck.zettel.get("anhaenge", ())):
            self._path(token).with_suffix(_KARTE).unlink(missing_ok=True)
            self._path(token).unlink(missing_ok=True)

    def _folder(self) -> Path:
        return self.ablage / _ORDNER

    def _path(self, token: str) -> Path:
        return self._folder() / token


def korb_of(by: Akteur, ablage: Path) -> Korb:
    """The tray of whoever acts."""
    return Korb(ablage, by.konto_id)


def sweep_korb(*, now: datetime, ablage: Path) -> int:
    """Delete what has waited for more than a day, and what a crash left half; returns how many."""
    limit, swept = (now - LIEGT_HOECHSTENS).timestamp(), 0
    for path in (ablage / _ORDNER).glob("*"):
        if _age(path) < limit:
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def _age(path: Path) -> float:
    """When the file was written; one that has just gone counts as new."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
