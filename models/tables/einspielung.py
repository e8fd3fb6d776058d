"""Imports written bit by bit: their cases are there, but nobody sees them until the end."""

from peewee import CharField, IntegerField

from models.tables.base import Base, UtcDateTimeField, schutz
from models.tables.sicht import system_only


class Einspielung(Base):
    """One import. Until `fertig_am` is set, its cases and events are in no view (`models.db`).

    That one row is the switch: all of the import is seen from one moment to the next.
    """

    sicht = system_only

    begonnen_am = schutz("D", UtcDateTimeField())
    fertig_am = schutz("D", UtcDateTimeField(null=True))


class Verborgen(Base):
    """A case that an import has written but not shown yet; asked for only while one goes on."""

    sicht = system_only

    fall = schutz("C", IntegerField(primary_key=True))
    einspielung = schutz("D", IntegerField(index=True))


class Nummernluecke(Base):
    """A number that an import gave back before anyone saw it: the next case gets it (MH-84)."""

    sicht = system_only

    jahr = schutz("D", IntegerField())
    nummer = schutz("D", IntegerField())

    class Meta:
        indexes = ((("jahr", "nummer"), True),)


class Nachlauf(Base):
    """A recalculation of the open cases of a Dienststelle, done up to the case with id `bis`."""

    sicht = system_only

    art = schutz("D", CharField(max_length=20))
    dienststelle_id = schutz("D", IntegerField())
    bis = schutz("D", IntegerField(default=0))
    begonnen_am = schutz("D", UtcDateTimeField())
