"""Danger that the GF is told of at once (MV-08, BKW-34): kinds, patience, what is to be done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.rules.poststand import Poststand, moment_words

REGEL = "BKW-34"
SOFORT: dict[str, str] = {
    "drohpotenzial": "Drohpotenzial",
    "risiko_notlage": "besondere Notlage",
}
"""Facts the GF is told of at once."""
GEDULD = timedelta(minutes=15)
"""So long a report waits for a receipt before it comes back to front office and reporter."""
OHNE_NUMMER = "In KRM steht keine Telefonnummer der Geschäftsführung."


@dataclass(frozen=True)
class Meldestand:
    """What is known of a report: `satz`, and whether somebody has to telephone now."""

    satz: str
    gesehen: bool
    anrufen: bool


@dataclass(frozen=True)
class Quittung:
    """Who of the GF saw a report, and when."""

    am: datetime
    wer: str


def meldestand(
    gemeldet_am: datetime, quittung: Quittung | None, post: Poststand, now: datetime
) -> Meldestand:
    """What the screen says of a report; „benachrichtigt“ only where somebody confirmed it."""
    if quittung is not None:
        satz = f"Gesehen {moment_words(quittung.am, now)} von {quittung.wer}."
        return Meldestand(satz, gesehen=True, anrufen=False)
    if not post.traegt:
        return Meldestand(post.satz, gesehen=False, anrufen=True)
    # A clock set back must not make a report younger than it is.
    if abs(now - gemeldet_am) >= GEDULD:
        since = f"Seit {moment_words(gemeldet_am, now)} hat es niemand als gesehen bestätigt."
        return Meldestand(f"{post.satz} {since}", gesehen=False, anrufen=True)
    satz = f"{post.satz} Noch hat es niemand als gesehen bestätigt."
    return Meldestand(satz, gesehen=False, anrufen=False)


SELBST = (
    "Bitte bestätigen Sie mit „Gesehen“, dass Sie es wissen. Bis dahin werden die anderen gebeten, "
    "die Geschäftsführung anzurufen."
)


def call_words(telefon: str, selbst: bool = False) -> str:
    """„Bitte rufen Sie die Geschäftsführung an: …“, with the number where there is one.

    `selbst`: for who is of the GF; nobody is asked to call herself.
    """
    if selbst:
        return SELBST
    if telefon:
        return f"Bitte rufen Sie die Geschäftsführung an: {telefon}"
    return f"Bitte rufen Sie die Geschäftsführung an. {OHNE_NUMMER}"
