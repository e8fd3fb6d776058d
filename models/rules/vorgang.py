"""What must hold of a case whatever the Regelwerk says: checks, derived fields, rights by field."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from models.rules.codes import CODES, bezeichnung, codes_in
from models.rules.fehler import RuleViolation
from models.rules.regelwerk_format import Zeichnung
from models.rules.rollen import DAB, Recht
from models.rules.zeit import berlin_day

OHNE_ERGEBNISART = ("lob", "anregung", "hinweis", DAB)
HOECHSTENS_ANLIEGEN = 3

# Whose right it is to set a field (MH-37, MH-41, MH-57, MH-68, MH-75); else VORGANG_BEARBEITEN.
FELDRECHTE: dict[str, Recht] = {
    **dict.fromkeys(
        ("ergebnisart", "ergebnis_kriterium", "ergebnis_begruendung"), Recht.ERGEBNIS_FESTSTELLEN
    ),
    "ausgetragen_am": Recht.VORGANG_ABSCHLIESSEN,
    **dict.fromkeys(
        (
            "art",
            "abgabefall",
            "eingang_am",
            "eingangsweg",
            "eingangsstelle",
            "einheit",
            "prioritaet",
            "schlusszeichnung",
            "frist_am",
            "frist_begruendung",
            "zugeleitet_am",
            "zustaendige_tl",
            "mitlesend_bl",
        ),
        Recht.VORGANG_ERFASSEN,
    ),
}

# (earlier, later): the later date never lies before the earlier one.
_REIHENFOLGEN = tuple(
    ("eingang_am", later)
    for later in (
        "zugeleitet_am",
        "eb_am",
        "zwischennachricht_am",
        "erste_antwort_am",
        "antwort_versandt_am",
        "datum_der_klaerung",
        "schlussgezeichnet_am",
        "ausgetragen_am",
        "abgabe_am",
        "dankeschreiben_am",
        "betroffene_informiert_am",
        "aeusserung_gelegenheit_am",
        "dienstherr_informiert_am",
        "personalvorgang",
        "qmb_geprueft_am",
        "bl_mitgezeichnet_am",
        "fueb_vorab_am",
        "fueb_frei_am",
        "versandt_am",
    )
)
_FRUEHESTENS = (*_REIHENFOLGEN, ("eingang_am", "frist_am"))
_NIE_IN_ZUKUNFT = ("eingang_am", *(later for _, later in _REIHENFOLGEN))
_PFLICHT_BEIM_AUSTRAGEN = (
    ("datum_der_klaerung", "Vor dem Austragen muss das Datum der Klärung feststehen."),
    ("ergebnisart", "Vor dem Austragen muss die Teamleitung die Ergebnisart festgestellt haben."),
    ("art_der_klaerung", "Vor dem Austragen muss die Art der Klärung angegeben sein."),
)
_STATUS = (
    ("abgegeben", "abgabefall"),
    ("erledigt", "ausgetragen_am"),
    ("beantwortet", "antwort_versandt_am"),
    ("in-bearbeitung", "verantwortlich"),
    ("zugeleitet", "zugeleitet_am"),
)


# What stands in a text of „ja/nein + Grund“ when it says no; a reason may follow.
_NEIN = ("nein", "keine", "keiner", "-", "–")


Codes = frozenset[tuple[str, str]]
"""Pairs of list and code."""


class Verstoesse(RuleViolation):
    """Several broken rules at once; `verstoesse` lists them, the first speaks for all."""

    def __init__(self, verstoesse: list[RuleViolation]) -> None:
        first = verstoesse[0]
        super().__init__(first.satz, first.feld, first.regel)
        self.verstoesse = verstoesse


def check_vorgang(
    werte: Mapping[str, Any],
    *,
    today: date,
    bezeichnungen: Mapping[str, str],
    importiert: bool,
    eigene: Codes = frozenset(),
) -> list[RuleViolation]:
    """Every rule that these values break, each with its field; empty when all hold.

    `bezeichnungen` gives the German label of a field, `eigene` the codes that the house added.
    An imported case may lack what a foreign system never asked, so completeness is not required.
    """
    found = [
        *_check_kind(werte),
        *_check_codes(werte, eigene),
        *_check_dates(werte, today, bezeichnungen),
    ]
    if importiert:
        return found
    return [*found, *_check_abgabe(werte), *_check_result(werte), *_check_austragen(werte)]


def check_anliegen(
    anliegen: Sequence[Mapping[str, Any]], eigene: Codes = frozenset()
) -> list[RuleViolation]:
    """At most three concerns, each with known codes (HH Drs. 21/2910)."""
    found: list[RuleViolation] = []
    if len(anliegen) > HOECHSTENS_ANLIEGEN:
        found.append(RuleViolation("Ein Vorgang hat höchstens drei Anliegen.", "anliegen"))
    for nummer, punkt in enumerate(anliegen, start=1):
        for violation in _check_codes(punkt, eigene):
            feld = f"anliegen_{nummer}_{violation.feld}"
            found.append(RuleViolation(violation.satz, feld, violation.regel))
    return found


def says(text: str | None, unknown: bool | None = None) -> bool | None:
    """What a text of „ja/nein + Grund“ says; `unknown` where there is none."""
    if not text:
        return unknown
    word = text.strip().casefold()
    return word not in _NEIN and not word.startswith(("nein,", "nein "))


def calls_it_dab(text: str | None, unknown: bool | None = None) -> bool | None:
    """Whether the person named it a Dienstaufsichtsbeschwerde; `unknown` where nothing is said."""
    word = (text or "").casefold()
    return "dienstaufsicht" in word or word.strip() == "dab" if word else unknown


def derive_status(werte: Mapping[str, Any]) -> str:
    """The state that the dates tell: the last step that left its mark."""
    return next((status for status, mark in _STATUS if werte.get(mark)), "erfasst")


def derive_prioritaet(
    art: str | None, risiko: bool, wunsch: str | None, sofortsachen: tuple[str, ...]
) -> str:
    """What the Regelwerk calls a Sofortsache is one (MH-58); Notlage or Drohpotenzial raise.

    Nothing about the person enters (MV-07).
    """
    if art in sofortsachen:
        return "sofort"
    return "erheblich" if risiko and wunsch != "sofort" else wunsch or "normal"


def derive_schlusszeichnung(wunsch: str | None, zeichnung: Zeichnung) -> str:
    """The level set at intake (MH-41), of those the Regelwerk allows; without one its proposal.

    Where it allows one level, that one signs whatever was typed (MH-66, MH-76). Raises
    RuleViolation for a level that it does not have.
    """
    if len(zeichnung.stufen) == 1:
        return zeichnung.stufen[0]
    if wunsch is not None and wunsch not in zeichnung.stufen:
        labels = [bezeichnung("schlusszeichnung", stufe) for stufe in zeichnung.stufen]
        satz = f"Das Regelwerk lässt hier nur zeichnen: {', '.join(labels)}."
        raise RuleViolation(satz, "schlusszeichnung", zeichnung.regel)
    return wunsch or zeichnung.vorgabe


def _check_kind(werte: Mapping[str, Any]) -> Iterator[RuleViolation]:
    if bool(werte.get("art")) == bool(werte.get("abgabefall")):
        yield RuleViolation("Bitte eine Art der Kundenreaktion wählen.", "art", "MH-10")


def _check_abgabe(werte: Mapping[str, Any]) -> Iterator[RuleViolation]:
    if werte.get("abgabefall") and not (werte.get("abgabe_an") and werte.get("abgabe_am")):
        yield RuleViolation(
            "Eine Abgabe braucht Empfänger und Datum.",
            "abgabe_am" if werte.get("abgabe_an") else "abgabe_an",
            "MH-12",
        )


def _check_codes(werte: Mapping[str, Any], eigene: Codes) -> Iterator[RuleViolation]:
    for feld, wert in werte.items():
        if not wert or feld not in CODES:
            continue
        known = {code.code for code in CODES[feld]}
        if any(c not in known and (feld, c) not in eigene for c in codes_in(feld, wert)):
            yield RuleViolation("Dieser Wert steht nicht in der Liste.", feld)


def _check_dates(
    werte: Mapping[str, Any], today: date, bezeichnungen: Mapping[str, str]
) -> Iterator[RuleViolation]:
    for feld in _NIE_IN_ZUKUNFT:
        if (day := _day(werte.get(feld))) and day > today:
            yield RuleViolation(f"{bezeichnungen.get(feld, feld)} liegt in der Zukunft.", feld)
    for earlier, later in _FRUEHESTENS:
        first, second = _day(werte.get(earlier)), _day(werte.get(later))
        if first and second and second < first:
            label = bezeichnungen.get(later, later)
            yield RuleViolation(f"{label} liegt vor dem Eingang.", later, "MH-75")
    sent, promised = werte.get("zwischennachricht_am"), werte.get("neuer_termin_am")
    if sent and promised and promised <= sent:
        satz = "Der neue Termin liegt nach dem Tag der Zwischennachricht."
        yield RuleViolation(satz, "neuer_termin_am", "BKW-22")


def _check_result(werte: Mapping[str, Any]) -> Iterator[RuleViolation]:
    if werte.get("ergebnisart") and werte.get("art") in OHNE_ERGEBNISART:
        yield RuleViolation(
            "Lob, Anregung, Hinweis und Dienstaufsichtsbeschwerde haben keine Ergebnisart.",
            "ergebnisart",
            "MH-68",
        )


def _check_austragen(werte: Mapping[str, Any]) -> Iterator[RuleViolation]:
    if not werte.get("ausgetragen_am") or werte.get("abgabefall"):
        return
    for feld, satz in _PFLICHT_BEIM_AUSTRAGEN:
        excused = feld == "ergebnisart" and werte.get("art") in OHNE_ERGEBNISART
        if not werte.get(feld) and not excused:
            yield RuleViolation(satz, feld, "MH-75")


def _day(value: Any) -> date | None:
    return berlin_day(value) if isinstance(value, datetime) else value
