"""One case on its way: who does what, what is refused, which mails go out."""

import itertools
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from models.actions.schritte import Tat, perform_schritt
from models.db import acting_as, writing
from models.queries.schritte import angebote
from models.rules.ablauf_angebot import Angebot
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.tables import (
    Dokument,
    Einheit,
    Konto,
    Nachricht,
    Rollenzuweisung,
    Schritt,
    Vermerk,
    Vorgang,
)
from tests.haus import HEUTE, JETZT, Haus

ERGEBNIS = {
    "ergebnisart": "begruendet",
    "ergebnis_kriterium": "frist",
    "ergebnis_begruendung": "Der Antrag lag zu lange.",
    "datum_der_klaerung": HEUTE,
    "art_der_klaerung": "schriftlich",
    "abhilfe": "ganz",
}
_files = itertools.count(1)


class Gang:
    """A house and the newest case in it."""

    def __init__(self, haus: Haus) -> None:
        self.haus = haus
        self.vorgang: Vorgang
        self.now: datetime = JETZT
        self._mails = 0

    def record(self, team: str = "JC", *, by: str = "anna", **werte: Any) -> Vorgang:
        self.vorgang = self.haus.record(team, by=by, **werte)
        return self.vorgang

    def akteur(self, wer: str) -> Akteur:
        return self.haus.akteur(wer, self.now.date())

    def konto(self, wer: str) -> int:
        return int(self.haus.konten[wer].id)

    def login(self, konto_id: int | None) -> str | None:
        """Whose account it is."""
        return next((name for name, k in self.haus.konten.items() if k.id == konto_id), None)

    def team(self, kuerzel: str = "501") -> int:
        return int(self.haus.einheiten[kuerzel].id)

    def do(self, wer: str, schritt: str, text: str = "", **werte: Any) -> Vorgang:
        """Somebody takes a step of the case as it stands."""
        self.vorgang = perform_schritt(
            by=self.akteur(wer),
            now=self.now,
            vorgang_id=self.vorgang.id,
            version=self.stored().version,
            tat=Tat(schritt, werte, text),
        )
        return self.vorgang

    def refused(self, wer: str, schritt: str, satz: str, text: str = "x", **werte: Any) -> None:
        """The step is refused with this sentence, and nothing of it stays."""
        before = self.stored().version, len(self.steps()), len(self._all_mails())
        with pytest.raises(RuleViolation, match=satz):
            self.do(wer, schritt, text, **werte)
        assert before == (self.stored().version, len(self.steps()), len(self._all_mails()))

    def offer(self, wer: str, schritt: str) -> Angebot:
        akteur = self.akteur(wer)
        with acting_as(akteur):
            found = [a for a in angebote(self.stored(), akteur) if a.schritt.name == schritt]
        assert found, f"„{schritt}“ wird nicht angeboten"
        return found[0]

    def file(self, art: str) -> None:
        """A document of this kind lies in the case."""
        with writing(by=SYSTEM):
            count = Dokument.select().where(
                Dokument.vorgang == self.vorgang.id, Dokument.art == art
            )
            Dokument.create(
                vorgang=self.vorgang.id,
                art=art,
                fassung=count.count() + 1,
                name="Schreiben",
                ablagename=f"{next(_files):064d}",
                medientyp="application/pdf",
                groesse=1,
                sha256="0" * 64,
                hochgeladen_am=JETZT,
            )

    def stored(self) -> Vorgang:
        with acting_as(SYSTEM):
            return Vorgang.get_by_id(self.vorgang.id)

    def stand(self) -> tuple[str, str | None, str | None]:
        """Status, next step, who is waited for, as stored."""
        row = self.stored()
        return row.status, row.naechster_schritt, row.wartet_auf

    def steps(self) -> list[str]:
        with acting_as(SYSTEM):
            rows = Schritt.select().where(Schritt.vorgang == self.vorgang.id).order_by(Schritt.id)
            return [row.name for row in rows]

    def notes(self) -> list[tuple[str, str | None, str]]:
        with acting_as(SYSTEM):
            rows = Vermerk.select().where(Vermerk.vorgang == self.vorgang.id).order_by(Vermerk.id)
            return [(row.art, row.schritt, row.text) for row in rows]

    def mails(self) -> list[tuple[str, str]]:
        """Log-ins of the recipients and of the copies of each mail since the last question."""
        new = self._all_mails()[self._mails :]
        self._mails += len(new)
        return [(_logins(mail.empfaenger), _logins(mail.kopie)) for mail in new]

    def _all_mails(self) -> list[Nachricht]:
        with acting_as(SYSTEM):
            return list(Nachricht.select().order_by(Nachricht.id))

    def texts(self) -> str:
        """Everything that all mails say."""
        return "\n".join(f"{mail.betreff}\n{mail.text}" for mail in self._all_mails())


@pytest.fixture
def gang(haus: Haus) -> Gang:
    """A case in Marzahn-Hellersdorf."""
    return Gang(haus)


@pytest.fixture
def gang_in(haus: Haus) -> Callable[[str], Gang]:
    """gang_in(regelwerk): the same house under another order, with Kim as KRM-Beauftragte."""

    def gang_in(regelwerk: str) -> Gang:
        with writing(by=SYSTEM):
            jc = haus.einheiten["JC"].id
            Einheit.update(regelwerk=regelwerk).where(Einheit.id == jc).execute()
        haus.konten["kim"] = add_person("kim", "krm_beauftragte", haus.einheiten["JC"])
        return Gang(haus)

    return gang_in


def add_person(login: str, rolle: str, einheit: Einheit) -> Konto:
    """Somebody else joins the house."""
    with writing(by=SYSTEM):
        konto = Konto.create(
            login=login,
            name=login.capitalize(),
            email=f"{login}@jobcenter.example",
            fs_uniquifier=f"kennung-{login}",
            einheit=einheit,
            angelegt_am=JETZT,
        )
        Rollenzuweisung.create(
            konto=konto, rolle=rolle, einheit=einheit, gueltig_ab=date(2020, 1, 1)
        )
    return konto


def _logins(addresses: str) -> str:
    parts = [part.strip().split("@")[0] for part in addresses.split(",") if part.strip()]
    return " ".join(sorted(parts))
