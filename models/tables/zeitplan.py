"""Schedules: which report is made for whom, how often, without anybody starting it."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField

from models.rules.rollen import Recht
from models.tables.base import UtcDateTimeField, Versioned, schutz
from models.tables.einheit import Einheit
from models.tables.sicht import units_with


class Zeitplan(Versioned):
    """One schedule; its runs carry its number and the moment they were due.

    `bericht` and `empfaenger` as in the catalogue; `rhythmus`, `tag`, `uhrzeit` („06:00“, Berlin)
    and `nachholen` as in models.rules.zeitplan. `gesehen_bis`: up to this moment its occurrences
    are dealt with. `pausiert_bis`: what falls due up to this day is left out. `beendet`: for good.
    """

    sicht = units_with(Recht.BERICHT_LESEN, "einheit")

    einheit = schutz("D", ForeignKeyField(Einheit, backref="zeitplaene"))
    bericht = schutz("D", CharField(max_length=40))
    empfaenger = schutz("D", CharField(max_length=40))
    rhythmus = schutz("D", CharField(max_length=20))
    tag = schutz("D", IntegerField())
    uhrzeit = schutz("D", CharField(max_length=5))
    nachholen = schutz("D", CharField(max_length=10))
    pausiert_bis = schutz("D", DateField(null=True))
    beendet = schutz("D", BooleanField(default=False))
    gesehen_bis = schutz("D", UtcDateTimeField())
    version = schutz("D", IntegerField(default=1))

    @property
    def stand(self) -> str:
        """„laeuft“ or „beendet“, as the form asks for it."""
        return "beendet" if self.beendet else "laeuft"
