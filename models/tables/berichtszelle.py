"""The ledger of numbers: what reports told readers outside, number by number."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField

from models.rules.rollen import Recht
from models.tables.base import Base, UtcDateTimeField, schutz
from models.tables.bericht import Lauf
from models.tables.einheit import Einheit
from models.tables.sicht import units_with


class Berichtszelle(Base):
    """One number of a report for readers outside, or the gap where one was left out.

    Where it stands (`tabelle`, `zeile`, `spalte`), for which span and as of which Stichtag
    (`schluss`). `wert` is empty where it was left out. `veroeffentlicht_am` is set when the run
    goes out; the row then outlives its run, because what is known outside stays known.
    """

    sicht = units_with(Recht.BERICHT_LESEN, "einheit")

    lauf = schutz("D", ForeignKeyField(Lauf, null=True, backref="zellen", on_delete="SET NULL"))
    einheit = schutz("D", ForeignKeyField(Einheit, backref="berichtszellen"))
    tabelle = schutz("D", CharField(max_length=40))
    zeile = schutz("D", CharField(max_length=80))
    spalte = schutz("D", CharField(max_length=40))
    von = schutz("D", DateField())
    bis = schutz("D", DateField())
    schluss = schutz("D", DateField())
    datenstand = schutz("D", DateField())
    wert = schutz("D", IntegerField(null=True))
    veroeffentlicht_am = schutz("C", UtcDateTimeField(null=True))
