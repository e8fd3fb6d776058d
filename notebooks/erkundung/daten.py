"""The snapshot as frames to explore: codes in words, days as days, the team beside every row."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from notebooks.data import Zeitraum, parse_zeitraum
from notebooks.data.abfragen import CODES
from notebooks.data.aufnahme import connect, require_schema
from notebooks.data.codes import Codes, read_codes
from notebooks.data.momentaufnahme import find_snapshot, read_meta, zeitraum_of
from notebooks.erkundung.felder import TAG, ZEILE, dictionary
from notebooks.prose.formate import datum

_VORGAENGE = """
SELECT v.*, e.name AS team, e.kuerzel AS team_kuerzel FROM vorgang v
LEFT JOIN einheit e ON e.id = v.einheit_id
WHERE v.art IS NOT NULL AND v.art <> 'hinweis' ORDER BY v.id
"""
_ANLIEGEN = """
SELECT a.*, v.art, v.eingangsweg, v.eingang_am, v.abschluss_am, v.datum_der_klaerung,
       e.name AS team FROM anliegen a JOIN vorgang v ON v.id = a.vorgang_id
LEFT JOIN einheit e ON e.id = v.einheit_id
WHERE v.art IS NOT NULL AND v.art <> 'hinweis' ORDER BY v.id, a.nr
"""
_STAENDE = "SELECT * FROM stand ORDER BY vorgang_id, ab"
_STRICHLISTE = """
SELECT s.*, e.name AS team FROM strichliste s LEFT JOIN einheit e ON e.id = s.einheit_id
ORDER BY s.tag, s.einheit_id, s.thema
"""
_EINHEITEN = "SELECT * FROM einheit ORDER BY id"


@dataclass(frozen=True)
class Daten:
    """A snapshot: every method gives a fresh frame, so that nothing you do to one hurts another."""

    pfad: Path
    meta: dict[str, str]
    codes: Codes

    def vorgaenge(self) -> pd.DataFrame:
        """Every Kundenreaktion (no Hinweise, no Abgaben), a row each, as it is today."""
        return self._frame(_VORGAENGE)

    def anliegen(self) -> pd.DataFrame:
        """Every Anliegen, a row each, with Art, Eingangsweg, Eingang and team of its Vorgang."""
        return self._frame(_ANLIEGEN)

    def staende(self) -> pd.DataFrame:
        """What held of every Vorgang from which day on."""
        return self._frame(_STAENDE)

    def strichliste(self) -> pd.DataFrame:
        """The strokes per unit, day and topic."""
        return self._frame(_STRICHLISTE)

    def einheiten(self) -> pd.DataFrame:
        """Every unit there is or was."""
        return self._frame(_EINHEITEN)

    def tabellen(self) -> pd.DataFrame:
        """The tables of the file, and what one row of each is."""
        return pd.DataFrame(ZEILE.items(), columns=["tabelle", "zeile"])

    def felder(self, tabelle: str = "") -> pd.DataFrame:
        """What every column means: label, meaning, unit, protection class; of one table or all."""
        with closing(connect(self.pfad)) as con:
            alle = dictionary(con, self.codes)
        return alle[alle["tabelle"] == tabelle].reset_index(drop=True) if tabelle else alle

    def in_worten(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The same rows with the names of the codes instead of the codes; unknown stays empty."""
        listen = {spalte: self.codes.listen.get(spalte, {}) for spalte in frame.columns}
        worte = {s: frame[s].map(w).fillna(frame[s]) for s, w in listen.items() if w}
        return frame.assign(**worte)

    def name(self, feld: str, code: str) -> str:
        """What a code is called, as on the screen."""
        return self.codes.label(feld, code)

    def zeitraum(self, text: str = "") -> Zeitraum:
        """The period of that text; without one what the snapshot is about."""
        return parse_zeitraum(text or zeitraum_of(self.meta))

    @property
    def bis(self) -> date:
        """The last day that the snapshot tells of."""
        stand = date.fromisoformat(self.meta["datenstand"])
        return min(stand, self.zeitraum().bis) if "zeitraum" in self.meta else stand

    @property
    def stand(self) -> str:
        """One sentence: from when, of what, and in whose view."""
        wer = self.meta.get("sicht")
        satz = (
            f"Momentaufnahme vom {datum(date.fromisoformat(self.meta['datenstand']))}: "
            f"{self.meta['einheit_name']}"
        )
        if not wer:
            return f"{satz}, alle Vorgänge."
        return (
            f"{satz}, was {wer} sehen darf. Zahlen können kleiner sein als in den Berichten des "
            "Hauses, weil zum Beispiel Dienstaufsichtsbeschwerden fehlen."
        )

    def _frame(self, query: str) -> pd.DataFrame:
        with closing(connect(self.pfad)) as con:
            frame = pd.read_sql_query(query, con)
            alle = dictionary(con, self.codes)
        for spalte in alle.loc[alle["einheit"] == TAG, "spalte"]:
            if spalte in frame:
                frame[spalte] = pd.to_datetime(frame[spalte], format="%Y-%m-%d")
        return frame


def oeffne(snapshot: str = "") -> Daten:
    """Open a snapshot: without a path the newest one of yours.

    Raises RuleViolation with one sentence that says what is missing.
    """
    pd.options.display.max_colwidth = 90
    pd.options.display.max_rows = 200
    pd.options.display.float_format = lambda wert: f"{wert:.3f}".replace(".", ",")
    pfad = find_snapshot(snapshot)
    meta = read_meta(pfad)
    require_schema(meta)
    with closing(connect(pfad)) as con:
        codes = read_codes(con.execute(CODES), meta["datenstand"])
    return Daten(pfad, meta, codes)
