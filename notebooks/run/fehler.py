"""What a failed run says to people: one German sentence, no text of the data."""

from models.rules.fehler import RuleViolation
from models.rules.stoerung import sentence_for
from notebooks.run.kind import GateRot


def satz_for(fehler: Exception) -> tuple[str, bool]:
    """The sentence for an error of the working process, and whether it is the true reason.

    Where it is not sure, the parent looks at what the processes said as they ended.
    """
    if isinstance(fehler, RuleViolation):
        return fehler.satz, True
    if isinstance(fehler, GateRot):
        return str(fehler), True
    if isinstance(fehler, OSError) and (satz := sentence_for(fehler)):
        return satz, True
    return _satz_notebook(fehler)


def _satz_notebook(fehler: Exception) -> tuple[str, bool]:
    name = getattr(fehler, "ename", type(fehler).__name__)
    if name == "RuleViolation":
        return str(getattr(fehler, "evalue", "")), True
    zelle = getattr(fehler, "cell_index", None)
    wo = f" in Zelle {zelle + 1}" if zelle is not None else ""
    satz = (
        f"Der Bericht konnte nicht erstellt werden: Fehler {name}{wo}. Bitte der Administration "
        "melden; die Daten sind unverändert."
    )
    return satz, False
