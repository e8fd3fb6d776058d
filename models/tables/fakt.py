"""Anonymous sums of deleted cases: what keeps published figures true."""

from peewee import CharField, ForeignKeyField, IntegerField

from models.tables.base import Base, schutz
from models.tables.einheit import Einheit
from models.tables.sicht import system_only


class Fakt(Base):
    """The part that deleted cases have in the Bestandsrechnung of a period, by Bereich and Art.

    A row is a sum and belongs to no case. With `monat` only `neu` is counted: the Eingänge of that
    month as of the end of the period (models.rules.fakten).
    """

    sicht = system_only

    zeitraum = schutz("D", CharField(max_length=10))
    monat = schutz("D", CharField(max_length=7, default=""))
    bereich = schutz("D", ForeignKeyField(Einheit, backref="fakten", index=False))
    art = schutz("D", CharField(max_length=60))
    uebernommen = schutz("D", IntegerField(default=0))
    neu = schutz("D", IntegerField(default=0))
    abgeschlossen = schutz("D", IntegerField(default=0))
    offen = schutz("D", IntegerField(default=0))
    wiedereroeffnet = schutz("D", IntegerField(default=0))

    class Meta:
        indexes = ((("zeitraum", "monat", "bereich", "art"), True),)
