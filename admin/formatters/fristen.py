"""A deadline as people say it: in words, with a tone for the eye that never stands alone."""

from dataclasses import dataclass
from datetime import date, timedelta

from admin.formatters.werte import format_date

BALD = timedelta(days=7)


@dataclass(frozen=True)
class Fristlage:
    """`wort` says it, `zusatz` gives the day; `ton` is one of ruhig, bald, heute, spaet, gut."""

    wort: str
    zusatz: str
    ton: str


def frist_lage(faellig_am: date | None, today: date, gehalten: bool | None = None,
               beendet: bool = False, wieder_offen: bool = False) -> Fristlage:  # fmt: skip
    """Where a deadline stands on `today`; `gehalten` once the answer is out, `beendet` once the
    case has left the stock, `wieder_offen` where it was opened again since."""
    if faellig_am is None:
        return Fristlage("keine Frist", "", "ruhig")
    zusatz = format_date(faellig_am)
    if gehalten is not None and wieder_offen and not beendet:
        wort = "eingehalten" if gehalten else "nicht eingehalten"
        return Fristlage(f"{wort}, wieder eröffnet", zusatz, "ruhig")
    if gehalten is not None:
        return Fristlage(*(("eingehalten", zusatz, "gut") if gehalten else
                           ("nicht eingehalten", zusatz, "ruhig")))  # fmt: skip
    if beendet:
        return Fristlage("beendet", zusatz, "ruhig")
    return _open(faellig_am, today, zusatz)


def _open(faellig_am: date, today: date, zusatz: str) -> Fristlage:
    days = (faellig_am - today).days
    if days < 0:
        return Fristlage(f"überfällig seit {_days(-days)}", zusatz, "spaet")
    if days == 0:
        return Fristlage("heute fällig", zusatz, "heute")
    if faellig_am - today <= BALD:
        return Fristlage("morgen fällig" if days == 1 else f"in {_days(days)}", zusatz, "bald")
    return Fristlage(f"in {_days(days)}", zusatz, "ruhig")


def _days(number: int) -> str:
    return "1 Tag" if number == 1 else f"{number} Tagen"
