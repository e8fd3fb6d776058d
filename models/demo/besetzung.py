"""Who plays in the demonstration: the account that takes a step of a case, with its rights."""

from datetime import date, datetime

from models.db import acting_as
from models.demo.lage import Team
from models.demo.szenen import Szene
from models.queries.akteure import Baum, load_akteur
from models.rules.ablauf_format import Schrittregel
from models.rules.rechte import SYSTEM, Akteur
from models.rules.zeit import berlin_day
from models.rules.zustaendig import SCHLUSSZEICHNUNG, VERANTWORTLICH
from models.tables import Konto, Vorgang

_AEMTER = {"vz_gf": "anna", "qmb": "dora", "gf": "greta", "personal": "paul"}
_STELLVERTRETUNG = "victor"


class Besetzung:
    """Accounts by log-in, teams by Kürzel."""

    def __init__(self, konten: dict[str, Konto], teams: dict[str, Team]) -> None:
        self.konten, self.teams = konten, teams
        self._by_id = {konto.id: konto for konto in konten.values()}
        self._akteure: dict[tuple[int, date], Akteur] = {}
        with acting_as(SYSTEM):
            self._baum = Baum.load()

    def akteur(self, konto_id: int, moment: datetime) -> Akteur:
        """The account with the roles of that day."""
        key = (konto_id, berlin_day(moment))
        if key not in self._akteure:
            self._akteure[key] = load_akteur(self._by_id[konto_id], key[1], self._baum)
        return self._akteure[key]

    def login(self, name: str) -> int:
        """The account's id."""
        return int(self.konten[name].id)

    def who(
        self, szene: Szene, schritt: Schrittregel, vorgang: Vorgang, moment: datetime
    ) -> Akteur:
        """The first of the step's roles that somebody holds in this case; her deputy if there."""
        found = (self._holder(szene, rolle, vorgang) for rolle in schritt.rollen)
        akteur = self.akteur(next(konto for konto in found if konto is not None), moment)
        deputy = self.akteur(self.login(_STELLVERTRETUNG), moment)
        is_for_her = any(b.vertretung_fuer_id == akteur.konto_id for b in deputy.bindungen)
        return deputy if szene.vertretung and is_for_her else akteur

    def _holder(self, szene: Szene, rolle: str, vorgang: Vorgang) -> int | None:
        team = self.teams[szene.team]
        if rolle == SCHLUSSZEICHNUNG:
            rolle = vorgang.schlusszeichnung or "tl"
        if rolle in _AEMTER:
            return self.login(_AEMTER[rolle])
        known = {VERANTWORTLICH: vorgang.verantwortlich_id, "tl": team.tl}
        return known.get(rolle, (team.bl or self.login("greta")) if rolle == "bl" else None)
