"""Konten and the roles they hold, each for a unit and a period."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from models.tables.base import UtcDateTimeField, Versioned, schutz
from models.tables.einheit import Einheit
from models.tables.sicht import house, house_rollen


class Konto(Versioned):
    """An employee's account. `email`, `password`, `active` and `fs_uniquifier` are the names
    that the log-in library asks for."""

    sicht = house

    login = schutz("B", CharField(max_length=80, unique=True))
    name = schutz("B", CharField(max_length=200))
    email = schutz("B", CharField(max_length=200, unique=True))
    password = schutz("B", TextField(null=True))
    active = schutz("B", BooleanField(default=True))
    fs_uniquifier = schutz("B", CharField(max_length=64, unique=True))
    passwort_vorlaeufig = schutz("B", BooleanField(default=False))
    einheit = schutz("B", ForeignKeyField(Einheit, backref="konten"))
    angelegt_am = schutz("B", UtcDateTimeField())
    angemeldet_am = schutz("B", UtcDateTimeField(null=True))
    version = schutz("D", IntegerField(default=1))
    # `passwort_vorlaeufig`: somebody else set it, so the log-in asks for one of her own first.


class Rollenzuweisung(Versioned):
    """A role for a unit and a period; with `vertretung_fuer` it is a deputy's.

    `bei_einrichtung`: given at set-up, before anybody could have given it.
    """

    sicht = house_rollen

    konto = schutz("B", ForeignKeyField(Konto, backref="rollenzuweisungen", on_delete="CASCADE"))
    rolle = schutz("B", CharField(max_length=40))
    einheit = schutz("B", ForeignKeyField(Einheit, backref="rollenzuweisungen"))
    gueltig_ab = schutz("B", DateField())
    gueltig_bis = schutz("B", DateField(null=True))
    vertretung_fuer = schutz("B", ForeignKeyField(Konto, null=True, backref="vertretungen"))
    bei_einrichtung = schutz("D", BooleanField(default=False))
    version = schutz("D", IntegerField(default=1))
