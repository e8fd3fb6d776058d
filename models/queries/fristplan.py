"""A Dienststelle's deadlines: its Regelwerke and its calendar applied to the head of a case."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from models.rules.fehler import RuleViolation
from models.rules.fristen import Frist, Fristanlass, ampel_unverzueglich, compute_fristen
from models.rules.kalender import Kalender, parse_zusatz
from models.rules.regelwerk import load_regelwerk, load_succession, select_regelwerk
from models.rules.regelwerk_format import Regelwerk
from models.rules.rueckwaertsplan import Termin, plan_backwards
from models.tables import Einheit, Vorgang
from models.tables import Frist as Fristzeile

_REMEMBERED = 50_000  # an import asks for the same few days over and over


class Fristplan:
    """Regelwerke and calendar of one Dienststelle.

    `head` below is a mapping of a case's head fields (or `vorgang.__data__`): `art`,
    `eingang_am`, `eingangsweg`, `eb_am`, `weg`, `frist_extern`, `herkunft`, `regelwerk`.
    """

    def __init__(self, dienststelle: Einheit) -> None:
        if not dienststelle.regelwerk:
            raise RuleViolation(f"Für {dienststelle.name} ist kein Regelwerk festgelegt.")
        self._regelwerke = load_succession(dienststelle.regelwerk)
        self._dienststelle = dienststelle
        self._rechner: dict[int, _Rechner] = {}

    def choose(self, eingang: date) -> tuple[Regelwerk, bool]:
        """The Regelwerk valid on the Eingang; True beside it where it came before the first one.

        Source: design.md promise 1.
        """
        return select_regelwerk(self._regelwerke, eingang)

    def regelwerk_of(self, kopf: Mapping[str, Any]) -> Regelwerk:
        """The Regelwerk that a case keeps, or for a new one that of its Eingang."""
        kept = kopf.get("regelwerk")
        return load_regelwerk(kept) if kept else self.choose(kopf["eingang_am"])[0]

    def takes_own_date(self, kopf: Mapping[str, Any]) -> bool:
        """Whether the Regelwerk lets such a case have a date of its own (MH-57)."""
        rules = self.regelwerk_of(kopf).frist if kopf["art"] else ()
        return any(r.individuell and r.covers(kopf["art"], kopf["eingangsweg"]) for r in rules)

    def fristen(
        self,
        kopf: Mapping[str, Any],
        individuell: date | None,
        regelwerk: Regelwerk | None = None,
    ) -> tuple[Frist, ...]:
        """Deadlines of a case; `individuell` is the date of the Verfahrensdokumentation (MH-57).

        `regelwerk`: instead of its own, to see what another order would change. Empty where the
        Regelwerk cannot know one: a petition whose office has not set its date yet, an imported
        case of an Art that the Regelwerk does not have. Raises RuleViolation for days that no
        calendar vouches for.
        """
        regelwerk = regelwerk or self.regelwerk_of(kopf)
        art = kopf["art"]
        if art is None or (kopf["herkunft"] == "import" and art not in regelwerk.arten):
            return ()
        waits = any(art in weg.arten for weg in regelwerk.weg)
        if waits and not (kopf["weg"] and kopf["frist_extern"]):
            return ()
        weg, extern = (kopf["weg"], kopf["frist_extern"]) if waits else (None, None)
        anlass = Fristanlass(
            art=art,
            eingang=kopf["eingang_am"],
            eingangsweg=kopf["eingangsweg"],
            kalender=self._rechner_of(regelwerk).kalender,
            eb_versandt=kopf["eb_am"],
            weg=weg,
            frist_extern=extern,
            individuell=individuell,
            schalter=regelwerk.schalter_an(self._dienststelle.schalter),
        )
        return self._rechner_of(regelwerk).compute(anlass)

    def backward_plan(self, kopf: Mapping[str, Any]) -> tuple[Termin, ...]:
        """Steps of a Stellungnahme with the day each has to be done; empty without an outside date.

        Source: MH-62, MH-69 to MH-72, D24.
        """
        regelwerk = self.regelwerk_of(kopf)
        due = [f.faellig_am for f in self.fristen(kopf, None) if f.name == "stellungnahme"]
        if not due:
            return ()
        start = kopf["eingang_am"]
        kalender = self.kalender(kopf)
        return plan_backwards(regelwerk, kopf["weg"], due[0], kalender=kalender, eingang=start)

    def ampel(self, kopf: Mapping[str, Any], frist: Fristzeile, today: date) -> str | None:
        """„gruen“, „gelb“ or „rot“ of an open deadline that says „unverzüglich“; None for others.

        A signal, never a measure (design.md section 4).
        """
        if not frist.unverzueglich or frist.erledigt_am is not None:
            return None
        return ampel_unverzueglich(frist.start, today, self.kalender(kopf))

    def kalender(self, kopf: Mapping[str, Any]) -> Kalender:
        """The calendar that counts for a case."""
        return self._rechner_of(self.regelwerk_of(kopf)).kalender

    def _rechner_of(self, regelwerk: Regelwerk) -> "_Rechner":
        key = id(regelwerk)  # a draft may carry the id of the order it changes
        if key not in self._rechner:
            kalender = _kalender(self._dienststelle, regelwerk)
            self._rechner[key] = _Rechner(regelwerk, kalender)
        return self._rechner[key]


def ampeln(vorgang: Vorgang, fristen: Iterable[Fristzeile], today: date) -> dict[str, str]:
    """Signals of a case's „unverzüglich“ deadlines by name, for its page; empty without any."""
    rows = [frist for frist in fristen if frist.unverzueglich and frist.erledigt_am is None]
    if not rows:
        return {}
    plan = Fristplan(vorgang.dienststelle)
    found = {frist.name: plan.ampel(vorgang.__data__, frist, today) for frist in rows}
    return {name: signal for name, signal in found.items() if signal}


class _Rechner:
    """One Regelwerk with the calendar of the house; remembers what was asked before."""

    def __init__(self, regelwerk: Regelwerk, kalender: Kalender) -> None:
        self.regelwerk, self.kalender = regelwerk, kalender
        self.compute = lru_cache(_REMEMBERED)(self._compute)

    def _compute(self, anlass: Fristanlass) -> tuple[Frist, ...]:
        return compute_fristen(self.regelwerk, anlass)


def _kalender(house: Einheit, regelwerk: Regelwerk) -> Kalender:
    land = house.land or regelwerk.land
    if land is None:
        raise RuleViolation(f"Für {house.name} ist kein Land festgelegt.", "land")
    # a Gemeinde of the file counts where the file's Land does
    in_its_land = house.land in (None, regelwerk.land)
    return Kalender(
        land,
        gemeinde=house.gemeinde or (regelwerk.gemeinde if in_its_land else None),
        kategorien=tuple((house.feiertagsarten or "").split()) or regelwerk.feiertagsarten,
        dienstfrei=tuple(house.dienstfreie_tage.split()),
        zusaetzlich=parse_zusatz(house.zusaetzliche_feiertage or ""),
        geprueft_bis=house.kalender_geprueft_bis,
    )
