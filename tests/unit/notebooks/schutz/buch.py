"""The ledger of a test: publishes one report after the other and attacks them all together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from notebooks import data
from notebooks.data.aufnahme import Aufnahme
from notebooks.protect import Freigegeben, profil, protect_frames
from notebooks.protect import rechnung as rechnen
from notebooks.protect.angreifer import found_out
from notebooks.protect.modell import Modell
from notebooks.protect.sperren import Sperrung
from tests.unit.notebooks.schutz.haus import house

Faelle = list[dict[str, Any]]
Lade = Callable[..., Aufnahme]
Tabellen = Callable[[Aufnahme], Mapping[str, pd.DataFrame]]


def loader(ordner: Path) -> Lade:
    """Loads the snapshot of some cases, written below `ordner`."""
    nummern = count()

    def load(faelle: Faelle, zeitraum: str = "2025-H1", **mehr: Any) -> Aufnahme:
        return data.load(house(ordner / f"{next(nummern)}.sqlite", faelle, 5, **mehr), zeitraum)

    return load


class Buch:
    """What was told, and the model of each report with what it left out."""

    def __init__(self, lade: Lade, monkeypatch: pytest.MonkeyPatch) -> None:
        self._lade = lade
        self.zeilen: list[tuple[Any, ...]] = []
        self.modelle: list[tuple[Modell, Any]] = []
        echt = rechnen.require_safe

        def watched(modell: Modell, sperrung: Sperrung, gezeigt: int) -> None:
            self.modelle.append((modell, sperrung.gesperrt))
            echt(modell, sperrung, gezeigt)

        monkeypatch.setattr(rechnen, "require_safe", watched)

    def publish(
        self, faelle: Faelle, wer: str, zeitraum: str, stand: str, tabellen: Tabellen
    ) -> Freigegeben:
        """One report on what was entered by `stand`, as this reader gets it."""
        da = [fall for fall in faelle if fall["erfasst_am"] <= stand]
        a = self._lade(da, zeitraum, meta={"datenstand": stand}, ausgewiesen=self.zeilen)
        frei = protect_frames(profil(wer), tabellen(a), a)
        self.zeilen += [(1, *astuple(zelle)[:6], stand, wert) for zelle, wert in frei.zellen]
        return frei

    def found_out(self) -> Sequence[Any]:
        """What a reader of everything could work out, by each report as it came."""
        return [z for modell, gesperrt in self.modelle for z in found_out(modell, ~gesperrt)]
