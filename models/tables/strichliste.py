"""Reactions settled on the spot: counted per team, day and topic, without any person."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField

from models.rules.rollen import Recht
from models.tables.base import Versioned, schutz
from models.tables.einheit import Einheit
from models.tables.sicht import units_with


class Strichliste(Versioned):
    """How often a team settled a topic at once on one day (MH-39, MH-40, BS-12)."""

    sicht = units_with(Recht.STRICHLISTE_LESEN, "einheit")
    scoped_writes = True

    einheit = schutz("D", ForeignKeyField(Einheit, backref="strichliste"))
    tag = schutz("D", DateField())
    thema = schutz("D", CharField(max_length=60))
    anzahl = schutz("D", IntegerField(default=0))
    version = schutz("D", IntegerField(default=1))

    class Meta:
        indexes = ((("einheit", "tag", "thema"), True),)
