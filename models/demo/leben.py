"""Playing the scenes: people take the steps of their cases at plausible times, in one order."""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from models.actions.nachrichten import claim_nachricht, mark_sent
from models.actions.schritte import perform_schritt
from models.actions.vorgaenge import record_vorgang
from models.db import acting_as
from models.demo.beiwerk import BEIWERK, Moment, lay_down
from models.demo.besetzung import Besetzung
from models.demo.faelle import take_in
from models.demo.gaben import Umstand, tat_of
from models.demo.lage import Lage
from models.demo.szenen import Szene
from models.demo.zugang import next_workday, previous_workday
from models.queries.zustand import plan_of
from models.rules.ablauf_format import Schrittregel
from models.rules.rechte import SYSTEM, Akteur
from models.rules.zeit import BERLIN, berlin_day
from models.tables import Vorgang

_MORGENS, _ABENDS = 8, 16
_EILIG = (10, 45)
"""Minutes between two steps where time is short."""
_LEASE_S = 60
_UEBLICH, _JE_UMWEG = 4, 3
"""Steps to one that the Ablauf does not ask of every case; steps that a detour costs."""
_OHNE_ZULEITUNG = ("hinweis",)


@dataclass
class Gang:
    """A case on its way: when it came in, by when its last step is taken, what was done."""

    szene: Szene
    eingang: date
    schluss: datetime
    verantwortlich: int
    vorgang_id: int = 0
    laenge: int = 0
    getan: list[str] = field(default_factory=list)
    umwege: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        last = self.getan[-1] if self.getan else ""
        return last == self.szene.bis and not self.umwege and bool(self.vorgang_id)


class Spiel:
    """Plays scenes in the order of time; `lage` draws from chances of its own."""

    def __init__(self, lage: Lage, besetzung: Besetzung, ablage: Path) -> None:
        self.lage, self.besetzung, self.ablage = lage, besetzung, ablage

    def play(self, szenen: Iterable[Szene], before: Callable[[datetime], None]) -> None:
        """Record each case and take its steps; `before(moment)` is called ahead of each thing."""
        gaenge = [self._gang(szene) for szene in szenen]
        queue = [(self._arrival(gang), number) for number, gang in enumerate(gaenge)]
        heapq.heapify(queue)
        while queue:
            moment, number = heapq.heappop(queue)
            before(moment)
            gang = gaenge[number]
            self._advance(gang, moment)
            if not gang.is_over:
                heapq.heappush(queue, (self._later(gang, moment), number))

    def _gang(self, szene: Szene) -> Gang:
        team, heute = self.besetzung.teams[szene.team], self.lage.heute
        named = self.besetzung.konten.get(szene.verantwortlich)
        workers = team.bearbeitung or (team.tl,)
        eingang, ende = (
            previous_workday(heute - timedelta(days=days)) for days in (szene.tage, szene.ende)
        )
        return Gang(
            szene=szene,
            eingang=eingang,
            schluss=_clock(ende, _ABENDS),
            verantwortlich=named.id if named else self.lage.rng.choice(workers),
            umwege=list(szene.umwege),
        )

    def _arrival(self, gang: Gang) -> datetime:
        minutes = self.lage.rng.randint(0, 150)
        return _clock(gang.eingang, _MORGENS) + timedelta(minutes=minutes)

    def _later(self, gang: Gang, moment: datetime) -> datetime:
        """When the next step is taken, so that the last one is in time."""
        rng = self.lage.rng
        share = (gang.schluss - moment) / (_steps_left(gang) + 1) * rng.uniform(0.5, 1.3)
        day = next_workday(berlin_day(moment + share))
        later = _clock(day, _MORGENS) + timedelta(minutes=rng.randint(0, 60 * (_ABENDS - _MORGENS)))
        if moment < later <= gang.schluss:
            return later
        return moment + timedelta(minutes=rng.randint(*_EILIG))

    def _advance(self, gang: Gang, now: datetime) -> None:
        if gang.vorgang_id:
            self._take(gang, now)
        else:
            self._record(gang, now)

    def _record(self, gang: Gang, now: datetime) -> None:
        szene = gang.szene
        eintrag = take_in(self.lage, szene.art, gang.eingang, szene.weg)
        werte = {**eintrag.werte, **szene.werte}
        werte.pop("lob_art", None)  # the leader finds it out by a step
        if szene.art in _OHNE_ZULEITUNG:
            place = self.besetzung.teams[szene.team].einheit_id
            eintrag = replace(eintrag, einheit_id=place)
        if "frist_extern" in werte:
            werte["frist_extern"] = gang.eingang + timedelta(days=werte["frist_extern"])
        anna = self.besetzung.akteur(self.besetzung.login("anna"), now)
        vorgang = record_vorgang(by=anna, now=now, eintrag=replace(eintrag, werte=werte))
        gang.vorgang_id, gang.laenge = vorgang.id, _length(szene, vorgang)
        self._do_besides(gang, "", self._moment(gang, vorgang, anna, now))

    def _take(self, gang: Gang, now: datetime) -> None:
        with acting_as(SYSTEM):
            vorgang = Vorgang.get_by_id(gang.vorgang_id)
        schritt = _next_step(gang, vorgang)
        by = self.besetzung.who(gang.szene, schritt, vorgang, now)
        moment = self._moment(gang, vorgang, by, now)
        if schritt.unterlage:
            lay_down(schritt.unterlage, moment, gang.getan.count(schritt.name) + 1)
        perform_schritt(by=moment.by, now=now, vorgang_id=vorgang.id, version=vorgang.version,
                        tat=tat_of(schritt, moment.umstand))  # fmt: skip
        gang.getan.append(schritt.name)
        self._do_besides(gang, schritt.name, moment)

    def _moment(self, gang: Gang, vorgang: Vorgang, by: Akteur, now: datetime) -> Moment:
        umstand = Umstand(
            szene=gang.szene,
            rng=self.lage.rng,
            team=self.besetzung.teams[gang.szene.team],
            ursachen=self.lage.ursachen,
            verantwortlich=gang.verantwortlich,
            tag=berlin_day(now),
            nummer=vorgang.vorgangsnummer,
        )
        return Moment(by, now, self.lage.heute, vorgang.id, umstand, self.ablage)

    def _do_besides(self, gang: Gang, schritt: str, moment: Moment) -> None:
        for after, what in gang.szene.danach:
            if after != schritt or gang.getan.count(schritt) > 1:
                continue
            name, _, login = what.partition(":")
            if login:
                by = self.besetzung.akteur(self.besetzung.login(login), moment.now)
                moment = replace(moment, by=by)
            BEIWERK[name](moment)


def settle_mail(now: datetime) -> None:
    """Mark the mails of the past as sent, so that a worker does not send them today."""
    while (nachricht := claim_nachricht(now=now, lease_s=_LEASE_S)) is not None:
        sent = nachricht.faellig_am + timedelta(minutes=1)
        mark_sent(token=nachricht.token or "", now=sent)


def _next_step(gang: Gang, vorgang: Vorgang) -> Schrittregel:
    """What would come, or the detour that the scene takes here."""
    name = vorgang.naechster_schritt or ""
    umweg = next((pair for pair in gang.umwege if pair[0] == name), None)
    if umweg:
        gang.umwege.remove(umweg)
        name = umweg[1]
    plan = plan_of(vorgang.__data__)
    schritt = plan.schritt(name) if plan else None
    if schritt is None:
        raise LookupError(f"{gang.szene}: nach {gang.getan} kommt kein Schritt „{name}“")
    return schritt


def _length(szene: Szene, vorgang: Vorgang) -> int:
    """How many steps lead to the last one, roughly: time is shared out among them."""
    plan = plan_of(vorgang.__data__)
    names = [schritt.name for schritt in plan.schritte if not schritt.optional] if plan else []
    return names.index(szene.bis) + 1 if szene.bis in names else _UEBLICH


def _steps_left(gang: Gang) -> int:
    return max(0, gang.laenge - len(gang.getan)) + _JE_UMWEG * len(gang.umwege)


def _clock(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), BERLIN).astimezone(UTC)
