"""What a failed run says to people: one German sentence, no text of the data."""

from models.rules.fehler import RuleViolation
from notebooks.run.kind import GateRot


def satz_for(fehler: Exception, speicher_mb: int) -> str:
    """The sentence for an error of the working process."""
    if isinstance(fehler, RuleViolation):
        return fehler.satz
    if isinstance(fehler, GateRot):
        return str(fehler)
    return _satz_notebook(fehler, speicher_mb)


def _satz_notebook(fehler: Exception, speicher_mb: int) -> str:
    name = getattr(fehler, "ename", type(fehler).__name__)
    if name == "RuleViolation":
        return str(getattr(fehler, "evalue", ""))
    if name == "MemoryError":
        return f"Der Speicher reicht für diesen Bericht nicht (Grenze {speicher_mb} MB)."
    if name == "DeadKernelError":
        return "Der Rechenprozess ist abgestürzt oder wurde beendet. Bitte noch einmal starten."
    zelle = getattr(fehler, "cell_index", None)
    wo = f" in Zelle {zelle + 1}" if zelle is not None else ""
    return f"Der Bericht konnte nicht erstellt werden: Fehler {name}{wo}."
