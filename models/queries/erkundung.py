"""What somebody may explore: the unit whose reports she may read, and everything below it."""

from datetime import date

from models.queries.akteure import Baum
from models.queries.einheiten import find_einheit
from models.rules.fehler import RuleViolation
from models.rules.recht import Recht
from models.rules.rechte import Akteur, Bindung, Verdict, may
from models.tables import Einheit

BERICHTSRECHTE = (Recht.BERICHT_LESEN, Recht.BERICHT_STARTEN)


def may_explore(akteur: Akteur, objekt: object = None) -> Verdict:
    """Who may read or start reports may explore what they are made of, in the same units."""
    verdicts = [may(akteur, recht, objekt) for recht in BERICHTSRECHTE]
    return next((verdict for verdict in verdicts if verdict), verdicts[0])


def explored_unit(akteur: Akteur, kuerzel: str | None, today: date) -> Einheit:
    """The unit of this Kürzel; without one the largest in which `akteur` may read reports.

    Raises LookupError for a Kürzel that is not there, RuleViolation without the right.
    """
    baum = Baum.load()
    if kuerzel is not None:
        return find_einheit(kuerzel, today, baum)
    if akteur.system:
        return baum.root()
    held = [b for b in akteur.bindungen if set(BERICHTSRECHTE) & b.rechte]
    if not held:
        raise RuleViolation(may_explore(akteur).reason)
    return baum.by_id[max(held, key=_size).einheit_id]


def _size(bindung: Bindung) -> tuple[int, int]:
    return len(bindung.einheiten), -bindung.einheit_id
