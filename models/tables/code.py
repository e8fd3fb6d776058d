"""Code lists that a Dienststelle may extend, each value with its period of validity."""

from peewee import CharField, DateField, IntegerField

from models.tables.base import Versioned, schutz
from models.tables.sicht import everybody


class Codewert(Versioned):
    """One value of a list (`feld`) from `gueltig_ab` until `gueltig_bis`.

    A new meaning is a new row: what was counted under the old one keeps its label.
    """

    sicht = everybody

    feld = schutz("D", CharField(max_length=40))
    code = schutz("D", CharField(max_length=60))
    bezeichnung = schutz("D", CharField(max_length=200))
    gueltig_ab = schutz("D", DateField())
    gueltig_bis = schutz("D", DateField(null=True))
    position = schutz("D", IntegerField(default=0))
    version = schutz("D", IntegerField(default=1))

    class Meta:
        indexes = ((("feld", "code", "gueltig_ab"), True),)
