"""What a broken rule says: one German sentence, the field, the rule."""


class RuleViolation(ValueError):
    """A rule of a Weisung, the law or the calendar forbids what was asked.

    `satz` is one German sentence that says what is wrong and what to do; `feld` the name from
    felder.csv it belongs to; `regel` the id from regeln.csv or the law behind it.
    """

    def __init__(self, satz: str, feld: str | None = None, regel: str | None = None) -> None:
        super().__init__(satz)
        self.satz = satz
        self.feld = feld
        self.regel = regel

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows below the cell (IPython asks for it): the sentence alone."""
        return [self.satz]
