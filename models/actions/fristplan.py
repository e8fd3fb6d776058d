"""A Dienststelle's deadlines: its Regelwerk and its calendar applied to the head of a case."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from models.rules.fehler import RuleViolation
from models.rules.fristen import Frist, Fristanlass, compute_fristen
from models.rules.kalender import Kalender
from models.rules.regelwerk import load_regelwerk
from models.tables import Einheit

_REMEMBERED = 50_000  # an import asks for the same few days over and over


class Fristplan:
    """Regelwerk and calendar of one Dienststelle."""

    def __init__(self, dienststelle: Einheit) -> None:
        if not dienststelle.regelwerk:
            raise RuleViolation(f"Für {dienststelle.name} ist kein Regelwerk festgelegt.")
        self.regelwerk = load_regelwerk(dienststelle.regelwerk)
        self._kalender = _kalender(dienststelle, self.regelwerk.land)
        self._schalter = frozenset(dienststelle.schalter.split()) or None
        self._compute = lru_cache(_REMEMBERED)(self._fristen_of)

    def before_first(self, eingang: date) -> bool:
        """Whether a case came in before the Regelwerk was in force (design.md promise 1)."""
        return eingang < self.regelwerk.gueltig_ab

    def takes_own_date(self, kopf: Mapping[str, Any]) -> bool:
        """Whether the Regelwerk lets such a case have a date of its own (MH-57)."""
        rules = self.regelwerk.frist if kopf["art"] else ()
        return any(r.individuell and r.covers(kopf["art"], kopf["eingangsweg"]) for r in rules)

    def fristen(self, kopf: Mapping[str, Any], individuell: date | None) -> tuple[Frist, ...]:
        """Deadlines of a case; `individuell` is the date of the Verfahrensdokumentation (MH-57).

        None where the Regelwerk cannot know one: a petition whose office has not set its date
        yet, an imported case of an Art that the Regelwerk does not have. Raises RuleViolation
        for days that no calendar vouches for.
        """
        art = kopf["art"]
        if art is None or (kopf["herkunft"] == "import" and art not in self.regelwerk.arten):
            return ()
        waits = any(art in weg.arten for weg in self.regelwerk.weg)
        if waits and not (kopf["weg"] and kopf["frist_extern"]):
            return ()
        weg, extern = (kopf["weg"], kopf["frist_extern"]) if waits else (None, None)
        return self._compute(
            Fristanlass(
                art=art,
                eingang=kopf["eingang_am"],
                eingangsweg=kopf["eingangsweg"],
                kalender=self._kalender,
                eb_versandt=kopf["eb_am"],
                weg=weg,
                frist_extern=extern,
                individuell=individuell,
                schalter=self._schalter,
            )
        )

    def _fristen_of(self, anlass: Fristanlass) -> tuple[Frist, ...]:
        return compute_fristen(self.regelwerk, anlass)


def _kalender(dienststelle: Einheit, land: str | None) -> Kalender:
    if not (dienststelle.land or land):
        raise RuleViolation(f"Für {dienststelle.name} ist kein Land festgelegt.", "land")
    return Kalender(
        dienststelle.land or land,
        gemeinde=dienststelle.gemeinde,
        dienstfrei=tuple(dienststelle.dienstfreie_tage.split()),
        geprueft_bis=dienststelle.kalender_geprueft_bis,
    )
