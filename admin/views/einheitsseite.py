"""What the page of a Dienststelle shows of its orders, its switches and its calendar."""

from dataclasses import dataclass
from datetime import date

from admin.formatters import LEER, format_date
from admin.views.einheitsfelder import schalter_words
from models.queries.erfassung import propose_for
from models.queries.regelwerke import Geltung, geltungen
from models.rules.kalender import LAENDER
from models.rules.regelwerk_format import Regelwerk
from models.rules.regelwerk_worte import GENDER, aufbewahrung_words
from models.rules.tage import added_words, day_words
from models.tables import Einheit


@dataclass(frozen=True)
class Hausangaben:
    """A house's settings as people read them."""

    regelwerke: list[tuple[Geltung, str]]
    schalter: list[str]
    kalender: list[tuple[str, str]]
    weiteres: list[tuple[str, str]]


def house_details(einheit: Einheit, today: date) -> Hausangaben:
    """Everything a Dienststelle decides, in words."""
    valid = geltungen(einheit, today)
    orders = [geltung.regelwerk for geltung in valid]
    return Hausangaben(
        [(geltung, when_words(geltung)) for geltung in valid],
        schalter_words(einheit.schalter, orders),
        _calendar(einheit),
        _more(einheit, orders),
    )


def when_words(geltung: Geltung) -> str:
    """„für Eingänge ab 01.01.2027 (gilt heute)“."""
    until = f" bis {format_date(geltung.bis)}" if geltung.bis else ""
    today = " (gilt heute)" if geltung.heute else ""
    return f"für Eingänge ab {format_date(geltung.ab)}{until}{today}"


def _calendar(einheit: Einheit) -> list[tuple[str, str]]:
    kinds = ", ".join(f"{name}e Feiertage" for name in (einheit.feiertagsarten or "").split())
    days = " ".join(map(day_words, einheit.dienstfreie_tage.split()))
    return [
        ("Land", LAENDER.get(einheit.land or "", LEER)),
        ("Gemeinde", einheit.gemeinde or LEER),
        ("Weitere Feiertage", kinds or LEER),
        ("Kalender geprüft bis", format_date(einheit.kalender_geprueft_bis)),
        ("Dienstfreie Tage", days or LEER),
        ("Zusätzliche Feiertage", added_words(einheit.zusaetzliche_feiertage or "") or LEER),
    ]


def _recording(einheit: Einheit) -> str:
    if einheit.erfassung_seit:
        return format_date(einheit.erfassung_seit)
    proposed = propose_for(einheit)
    return f"{format_date(proposed)} (aus den Vorgängen erkannt)" if proposed else "nicht erfasst"


def _more(einheit: Einheit, orders: list[Regelwerk]) -> list[tuple[str, str]]:
    years = einheit.aufbewahrung_jahre
    proposed = aufbewahrung_words(orders[-1].aufbewahrung) if orders else LEER
    kept = f"{years} {'Jahr' if years == 1 else 'Jahre'} nach Bearbeitungsende"
    form = GENDER.get(einheit.genderform, LEER)
    return [
        ("Aufbewahrung", kept if years else proposed),
        ("Erfassung seit", _recording(einheit)),
        ("Genderform", form),
        ("Telefon der Geschäftsführung bei einem Notfall", einheit.telefon_gf or LEER),
    ]
