"""Where a row belongs: its team and Bereich as they stood on the day of the Eingang."""

from collections import defaultdict
from datetime import date

from models.actions.vorgangsfelder import Eintrag
from models.queries.akteure import Baum
from models.queries.einheiten import is_valid
from models.rules.fehler import RuleViolation
from models.tables import Einheit

_ARTEN = {"team": "Team", "fachbereich": "Fachbereich"}


class Ort:
    """The part of the tree that an import may fill, and the unit for rows that name none."""

    def __init__(self, baum: Baum, start: Einheit) -> None:
        self._baum = baum
        self.start = _default_unit(baum, start)
        self._by_name: dict[str, list[Einheit]] = defaultdict(list)
        for einheit_id in baum.below(self._house(start)):
            einheit = baum.by_id[einheit_id]
            for name in {einheit.kuerzel.casefold(), einheit.name.casefold()}:
                self._by_name[name].append(einheit)

    def place(self, team: str | None, fachbereich: str | None, eingang: date) -> int:
        """Id of the team, else of the Fachbereich, else of the unit for all rows.

        Raises RuleViolation with `feld` team or fachbereich; the names may be shown (class C).
        """
        bereich = self._find("fachbereich", "bereich", fachbereich, eingang)
        found = self._find("team", "team", team, eingang)
        if found and bereich and self._baum.of_art(found.id, "bereich") != bereich:
            raise RuleViolation(
                f"Das Team „{team}“ lag am {eingang:%d.%m.%Y} nicht im Fachbereich "
                f"„{fachbereich}“.",
                feld="team",
            )
        place = found or bereich or self.start
        if place is None:
            raise RuleViolation(
                "Ohne Team ist die Dienststelle nicht zu erkennen; bitte --einheit angeben.",
                feld="team",
            )
        return place.id

    def dienststelle_id(self, eintrag: Eintrag | None) -> int:
        """Id of the Dienststelle of a case; of a row that is none, that of all rows, or 0."""
        place = eintrag.einheit_id if eintrag else self.start.id if self.start else 0
        found = self._baum.of_art(place, "dienststelle") if place else None
        return found.id if found else 0

    def _house(self, start: Einheit) -> int:
        """Rows may name any team of the Dienststelle, also beside a team given for the rest."""
        found = self._baum.of_art(start.id, "dienststelle")
        return found.id if found else start.id

    def _find(self, feld: str, art: str, name: str | None, eingang: date) -> Einheit | None:
        if name is None:
            return None
        same = [e for e in self._by_name[name.casefold()] if e.art == art]
        valid = [einheit for einheit in same if is_valid(einheit, eingang)]
        if len(valid) == 1:
            return valid[0]
        label = f"„{name[:40]}“ als {_ARTEN[feld]}"
        if valid:
            satz = f"{label} gibt es mehrmals; bitte --einheit angeben."
        elif same:
            satz = f"{label} gab es am {eingang:%d.%m.%Y} nicht."
        else:
            satz = f"{label} gibt es nicht."
        raise RuleViolation(satz, feld=feld)


def _default_unit(baum: Baum, start: Einheit) -> Einheit | None:
    if start.art not in ("zentrale", "regionaldirektion"):
        return start
    below = [baum.by_id[einheit_id] for einheit_id in baum.below(start.id)]
    houses = [einheit for einheit in below if einheit.art == "dienststelle"]
    return houses[0] if len(houses) == 1 else None
