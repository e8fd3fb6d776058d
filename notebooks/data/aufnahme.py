"""Load a snapshot into the frames that figures count in."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from models.rules.fehler import RuleViolation
from models.rules.puenktlichkeit import first_reply_suffices
from models.rules.regelwerk import load_regelwerk, regelwerk_ids
from models.rules.regelwerk_format import Berichtsempfang
from notebooks.data import abfragen as sql
from notebooks.data.abschnitte import Abschnitte, Spanne, abschnitte, check_recorded
from notebooks.data.ausgewiesen import Frueher, read_ausgewiesen
from notebooks.data.berichtigt import Berichtigt, read_berichtigt
from notebooks.data.codes import Codes, read_codes
from notebooks.data.doppel import read_doppel
from notebooks.data.fakten import add_fakten
from notebooks.data.lage import lay_out
from notebooks.data.struktur import Einheit, Struktur, eltern_on, nachfolgen, read_struktur
from notebooks.data.zeitraum import Zeitraum, check_begun, parse_zeitraum, vorjahr, vorperiode

SCHEMA = "7"
"""The layout of a snapshot that is read here; models.queries.snapshot_schema writes it."""


@dataclass(frozen=True)
class Aufnahme:
    """What one report knows. Frames hold one row per combination and `anzahl`, or per Vorgang."""

    meta: dict[str, str]
    codes: Codes
    zeitraum: Zeitraum
    vorperiode: Zeitraum
    abschnitte: Abschnitte
    erfasst_seit: str | None  # ISO day from which all Dienststellen of the report record
    einheiten: pd.DataFrame  # the structure of the Stichtag, the root first
    nachfolgen: pd.DataFrame  # vorgaenger, nachfolger (names), seit; within the months looked at
    bewegung: pd.DataFrame  # art, eingang_am, abschluss_am, wiedereroeffnet, anzahl
    bewegung_vor: pd.DataFrame  # the same as of the end of the period before
    eingaenge: pd.DataFrame  # art, eingangsweg, eingang_am, anzahl
    monate: pd.DataFrame  # monat, anzahl: Kundenreaktionen since the first, by the end of the month
    merkmale: pd.DataFrame  # what is known of a Vorgang at its Eingang, anzahl
    abschluesse: pd.DataFrame  # what is known at its Abschluss, anzahl
    fristen: pd.DataFrame  # one row per Vorgang by its Eingang: deadline and Klärung
    faellige: pd.DataFrame  # one row per Vorgang by its deadline: how it was answered
    offene: pd.DataFrame  # one row per Vorgang open and unanswered on the Stichtag
    anliegen: pd.DataFrame  # one row per combination of Anliegen, anzahl
    ohne_anliegen: pd.DataFrame  # eingang_am, anzahl: complaints without any Anliegen
    diskriminierung: pd.DataFrame  # one row per Vorgang with such an Anliegen
    massnahmen: pd.DataFrame  # one row per measure: festgelegt_am, erforderlich, termin, …
    strichliste: pd.DataFrame  # thema, tag, anzahl
    abgaben: pd.DataFrame  # abgabefall, eingang_am, anzahl
    luecken: pd.DataFrame  # feld, fehlt, von, vor_fehlt, vor_von
    doppel: pd.DataFrame  # merkmal, anzahl, von, vor_anzahl, vor_von: imports there twice
    fakten: int  # cases of the period that are deleted and counted by their sums
    fakten_vor: int  # the same of the period before
    berichtigt: Berichtigt  # what has changed since this report was published before
    pfad: Path | None = None  # where the snapshot lies, for who counts persons
    ausgewiesen: tuple[Frueher, ...] = ()  # numbers told outside before

    @property
    def datenstand(self) -> date:
        """The day the snapshot was taken."""
        return date.fromisoformat(self.meta["datenstand"])

    @property
    def leitmass(self) -> str | None:
        """Which measure of punctuality leads; None when the Regelwerke below differ."""
        namen = {_puenktlichkeit(name) for name in self.meta.get("regelwerk", "").split(", ")}
        return namen.pop() if len(namen) == 1 else None

    @property
    def regelwerk(self) -> str:
        """Names of the Regelwerke below, as people call them."""
        ids = [name for name in self.meta.get("regelwerk", "").split(", ") if name]
        return ", ".join(
            load_regelwerk(name).name if name in regelwerk_ids() else name for name in ids
        )

    def empfang(self, bericht: str, kreis: str) -> Berichtsempfang | None:
        """What the Regelwerke below say of this report to this circle of readers, if anything."""
        wer = kreis.partition(",")[0]
        passend = [e for e in self._auftraege if e.name == bericht and wer in e.empfaenger]
        return passend[0] if passend else None

    def regeln(self, bericht: str) -> list[str]:
        """The rules by which this report is made, each once."""
        return list(dict.fromkeys(e.regel for e in self._auftraege if e.name == bericht))

    @property
    def _auftraege(self) -> list[Berichtsempfang]:
        ids = self.meta.get("regelwerk", "").split(", ")
        bekannte = [name for name in ids if name in regelwerk_ids()]
        return [empfang for name in bekannte for empfang in load_regelwerk(name).bericht]

    @property
    def einheit(self) -> str:
        """Name of the Einheit the report covers."""
        return self.meta.get("einheit_name") or self.meta.get("einheit") or ""


def _puenktlichkeit(regelwerk: str) -> str | None:
    return load_regelwerk(regelwerk).puenktlichkeit if regelwerk in regelwerk_ids() else None


def connect(path: str | Path) -> sqlite3.Connection:
    """Open a snapshot read-only; `immutable`, because nobody writes to it any more."""
    adresse = Path(path).resolve().as_uri() + "?mode=ro&immutable=1"
    return sqlite3.connect(adresse, uri=True)


def read_aufnahme(path: str | Path, zeitraum: str | Zeitraum) -> Aufnahme:
    """Read everything the report on `zeitraum` needs from the snapshot at `path`."""
    zeit = zeitraum if isinstance(zeitraum, Zeitraum) else parse_zeitraum(zeitraum)
    with closing(connect(path)) as con:
        meta = {schluessel: wert for schluessel, wert in con.execute(sql.META)}
        require_schema(meta)
        datenstand = date.fromisoformat(meta["datenstand"])
        check_begun(zeit, datenstand)
        alle = [Einheit(*row) for row in con.execute(sql.EINHEITEN)]
        erste, seit = _erfasst_seit(alle)
        check_recorded(zeit, erste)
        stichtag = min(zeit.bis, datenstand).isoformat()
        struktur = read_struktur(alle, int(meta["einheit_id"]), stichtag)
        teile = abschnitte(zeit, datenstand, seit)
        lay_out(con, struktur, teile, _erster_tag(teile))
        frames = _zaehlungen(con, teile)
        perioden = (zeit, vorperiode(zeit), vorjahr(zeit))
        fakten, fakten_vor = add_fakten(con, frames, perioden, teile, _erster_tag(teile))
        return Aufnahme(
            meta=meta,
            codes=read_codes(con.execute(sql.CODES), teile.stichtag),
            zeitraum=zeit,
            vorperiode=vorperiode(zeit),
            abschnitte=teile,
            erfasst_seit=seit,
            einheiten=_einheiten(struktur),
            nachfolgen=_nachfolgen(alle, struktur, teile),
            luecken=_luecken(con, teile),
            doppel=read_doppel(con, teile),
            berichtigt=read_berichtigt(con, teile, meta.get("aufzeichnung_seit", "")),
            pfad=Path(path),
            ausgewiesen=read_ausgewiesen(con, int(meta["einheit_id"])),
            fakten=fakten,
            fakten_vor=fakten_vor,
            **frames,
            **_einzelne(con, teile),
        )


def require_schema(meta: dict[str, str]) -> None:
    """Raise RuleViolation for a snapshot of another layout than the one read here."""
    if meta.get("schema") != SCHEMA:
        satz = "Diese Momentaufnahme stammt aus einer anderen Fassung von KRM. Bitte neu erstellen."
        raise RuleViolation(satz, "snapshot")


def _erfasst_seit(einheiten: Sequence[Einheit]) -> tuple[str | None, str | None]:
    """Since when one Dienststelle of the report records, and since when all with cases do."""
    days = [einheit.erfassung_seit for einheit in einheiten if einheit.erfassung_seit]
    return min(days, default=None), max(days, default=None)


def _einheiten(struktur: Struktur) -> pd.DataFrame:
    rows = [(e.id, e.kuerzel, e.name, e.art, eltern_on(struktur, e)) for e in struktur.einheiten]
    frame = pd.DataFrame(rows, columns=["id", "kuerzel", "name", "art", "eltern_id"])
    return frame.astype({"eltern_id": "Int64"})


def _nachfolgen(alle: list[Einheit], struktur: Struktur, teile: Abschnitte) -> pd.DataFrame:
    paare = nachfolgen(alle, struktur, _erster_tag(teile), teile.stichtag)
    rows = [(f"{alt.name} ({alt.kuerzel})", f"{neu.name} ({neu.kuerzel})", neu.ab)
            for alt, neu in paare]  # fmt: skip
    return pd.DataFrame(rows, columns=["vorgaenger", "nachfolger", "seit"])


def _frame(con: sqlite3.Connection, text: str) -> pd.DataFrame:
    """One query as a frame; texts as `str`, also where no row or no value is there."""
    zeiger = con.execute(text)
    spalten = [spalte[0] for spalte in zeiger.description]
    frame = pd.DataFrame.from_records(zeiger.fetchall(), columns=spalten)
    leer = [s for s in spalten if frame[s].dtype == object]
    return frame.astype(dict.fromkeys(leer, "str")).astype(
        {"anzahl": "int64"} if "anzahl" in spalten else {}
    )


def _in_spannen(spalte: str, teile: Abschnitte) -> str:
    spannen = {(s.von, s.bis) for s in (teile.bericht, teile.vor)}
    return " OR ".join(f"{spalte} BETWEEN '{von}' AND '{bis}'" for von, bis in sorted(spannen))


def _zaehlungen(con: sqlite3.Connection, teile: Abschnitte) -> dict[str, pd.DataFrame]:
    """The frames that are counted in SQL: name → (columns, source, condition)."""
    con.execute(sql.TRAEGER)
    con.execute(sql.TRAEGER_JE_FALL)
    ausdruecke = {
        "eingang": sql.grob("eingang_am", teile.grenzen),
        "eingang_monat": sql.grob("eingang_am", teile.grenzen, je_monat=True),
        "abschluss": sql.grob("abschluss_am", teile.grenzen),
    }
    eingang = _in_spannen("eingang_am", teile)
    monate = f"eingang_am >= '{_erster_tag(teile)}'"
    plan = {
        "bewegung": (sql.BESTAND, "lage", _noch_da("bericht", teile.bericht)),
        "bewegung_vor": (sql.BESTAND, "lage", _noch_da("vor", teile.vor)),
        "eingaenge": (sql.EINGAENGE, "eingegangen", f"art IS NOT NULL AND {monate}"),
        "merkmale": (sql.MERKMALE, "eingegangen", f"art IS NOT NULL AND ({eingang})"),
        "abschluesse": (sql.ABSCHLUESSE, sql.MIT_TRAEGER, "art IS NOT NULL"),
        "anliegen": (
            sql.ANLIEGEN,
            "anliegen a JOIN eingegangen v ON v.id = a.vorgang_id",
            f"art IS NOT NULL AND ({eingang})",
        ),
        "abgaben": (
            sql.ABGABEN,
            "abgeschlossen",
            "art IS NULL AND abgabefall IS NOT NULL",
        ),
    }
    return {
        name: _frame(
            con, sql.zaehlung([s.format(**ausdruecke) for s in spalten], quelle, bedingung)
        )
        for name, (spalten, quelle, bedingung) in plan.items()
    }


def _faellig(teile: Abschnitte) -> str:
    """Deadlines that ran out in the report's span or in the one before."""
    spannen = (("bericht", teile.bericht), ("vor", teile.vor))
    return " OR ".join(
        f"(spanne = '{name}' AND frist_am BETWEEN '{s.von}' AND '{s.bis}')" for name, s in spannen
    )


def _noch_da(name: str, spanne: Spanne) -> str:
    """Cases that were open at some time in the span."""
    offen = f"(abschluss_am IS NULL OR abschluss_am >= '{spanne.von}')"
    return f"spanne = '{name}' AND art IS NOT NULL AND {offen}"


def _erster_tag(teile: Abschnitte) -> str:
    """First day that the figures look at: that of the period before or of the year before."""
    return min(teile.vorjahr.von, teile.vor.von)


def _einzelne(con: sqlite3.Connection, teile: Abschnitte) -> dict[str, pd.DataFrame]:
    eingang = sql.grob("eingang_am", teile.grenzen)
    spannen = f"({_in_spannen('eingang_am', teile)})"
    ohne = sql.OHNE_ANLIEGEN.format(eingang=eingang, in_spannen=spannen, arten=sql.BESCHWERDEN)
    tag = sql.grob("tag", teile.grenzen)
    return {
        "fristen": _frame(con, sql.FRISTEN.format(in_spannen=spannen)),
        "faellige": _frame(con, sql.FAELLIGE.format(in_spannen=_faellig(teile))),
        "offene": _frame(
            con, sql.OFFENE.format(beantwortet=sql.beantwortet(first_reply_suffices()))
        ),
        "diskriminierung": _frame(con, sql.DISKRIMINIERUNG),
        "massnahmen": _frame(con, sql.MASSNAHMEN.format(stichtag=teile.stichtag)),
        "strichliste": _frame(con, sql.STRICHLISTE.format(tag=tag)),
        "ohne_anliegen": _frame(con, ohne),
        "monate": _frame(con, sql.MONATE.format(stichtag=teile.stichtag)),
    }


def _luecken(con: sqlite3.Connection, teile: Abschnitte) -> pd.DataFrame:
    jetzt, vorher = (_luecken_in(con, spanne) for spanne in (teile.bericht, teile.vor))
    zeilen = [(feld, *jetzt[feld], *vorher[feld]) for feld, _, _ in sql.LUECKEN]
    return pd.DataFrame(zeilen, columns=["feld", "fehlt", "von", "vor_fehlt", "vor_von"])


def _luecken_in(con: sqlite3.Connection, spanne: Spanne) -> dict[str, tuple[int, int]]:
    zeile = con.execute(sql.luecken(), (spanne.von, spanne.bis)).fetchone()
    return {
        feld: (zeile[2 * nummer], zeile[2 * nummer + 1])
        for nummer, (feld, _, _) in enumerate(sql.LUECKEN)
    }
