"""Back-off for log-ins: guessing gets slow, an office behind one address stays able to work."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.actions.sitzungen import forget_fehlversuche, record_fehlversuch
from models.queries.sitzungen import list_versuche
from models.rules.rechte import SYSTEM

VERGESSEN = timedelta(minutes=30)


@dataclass(frozen=True)
class Bremse:
    """After `frei` failures each further one doubles the wait, from one second to `laengstens`."""

    art: str
    frei: int
    laengstens: timedelta

    def wait(self, fehler: int) -> timedelta:
        """How long after the last of `fehler` failures the next try has to wait."""
        over = fehler - self.frei
        if over < 0:
            return timedelta(0)
        return min(timedelta(seconds=2 ** min(over, 20)), self.laengstens)


# Who guesses one account from one place waits longest. The account alone and the address alone
# wait little: a stranger must not lock out a person, nor one person her whole office.
PAAR = Bremse("paar", frei=5, laengstens=timedelta(minutes=15))
KONTO = Bremse("konto", frei=20, laengstens=timedelta(seconds=30))
ADRESSE = Bremse("adresse", frei=60, laengstens=timedelta(seconds=30))


def seconds_to_wait(login: str, adresse: str, now: datetime) -> int:
    """Seconds until this account may be tried again from this address; 0 when at once."""
    keys = dict(_keys(login, adresse))
    versuche = list_versuche(keys, now - VERGESSEN)
    ends = [row.zuletzt_am + keys[key].wait(row.fehler) for key, row in versuche.items()]
    return max((int((end - now).total_seconds()) + 1 for end in ends if end > now), default=0)


def record_failure(login: str, adresse: str, now: datetime) -> None:
    """Count a failed log-in."""
    keys = [key for key, _ in _keys(login, adresse)]
    record_fehlversuch(by=SYSTEM, schluessel=keys, since=now - VERGESSEN, now=now)


def record_success(login: str, adresse: str) -> None:
    """Forget the failures of this account; those of the address stay, others may guess there."""
    keys = [key for key, bremse in _keys(login, adresse) if bremse is not ADRESSE]
    forget_fehlversuche(by=SYSTEM, schluessel=keys)


def _keys(login: str, adresse: str) -> Iterator[tuple[str, Bremse]]:
    login = login.strip().lower()
    values = {PAAR: f"{login}|{adresse}", KONTO: login, ADRESSE: adresse}
    for bremse, value in values.items():
        yield hashlib.sha256(f"{bremse.art}:{value}".encode()).hexdigest(), bremse
