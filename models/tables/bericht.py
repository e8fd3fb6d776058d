"""Reports and their runs: the ledger that decides what was published."""

from peewee import CharField, DateField, FloatField, ForeignKeyField, IntegerField, TextField

from models.rules.rollen import Recht
from models.tables.base import Base, UtcDateTimeField, Versioned, schutz
from models.tables.einheit import Einheit
from models.tables.sicht import units_with


class Bericht(Base):
    """What a report is about: name, period, unit, recipient. Its runs are its versions.

    `parameter`: its notebook's own that are not the defaults, as JSON; empty: none.
    """

    sicht = units_with(Recht.BERICHT_LESEN, "einheit")

    name = schutz("D", CharField(max_length=40))
    zeitraum = schutz("D", CharField(max_length=30))
    von = schutz("D", DateField())
    bis = schutz("D", DateField())
    einheit = schutz("D", ForeignKeyField(Einheit, backref="berichte"))
    empfaenger = schutz("D", CharField(max_length=40))
    parameter = schutz("D", CharField(max_length=2000, default=""))

    class Meta:
        indexes = ((("name", "von", "bis", "einheit", "empfaenger", "parameter"), True),)


class Lauf(Versioned):
    """One run of a report. A worker owns it by `token` until `lease_bis`.

    `status`: wartet, laeuft, fertig, gescheitert. `faellig_am` is set by schedules only.
    `freigabe`: a Berichtsstand once it is finished.
    `bis_ereignis`: the newest event that its snapshot knew, taken at `datenstand_zeit`.
    `rueckblick`: the moment, over by then, whose data it was asked for; None: its own.
    """

    sicht = units_with(Recht.BERICHT_LESEN, "einheit")

    bericht = schutz("D", ForeignKeyField(Bericht, backref="laeufe"))
    einheit = schutz("D", ForeignKeyField(Einheit, backref="laeufe"))
    zeitplan = schutz("D", CharField(max_length=60, null=True))
    faellig_am = schutz("D", UtcDateTimeField(null=True))
    status = schutz("D", CharField(max_length=20, default="wartet", index=True))
    versuch = schutz("D", IntegerField(default=0))
    token = schutz("D", CharField(max_length=40, null=True))
    lease_bis = schutz("D", UtcDateTimeField(null=True))
    schritt = schutz("D", CharField(max_length=200, default=""))
    anteil = schutz("D", FloatField(default=0.0))
    datenstand = schutz("D", DateField(null=True))
    datenstand_zeit = schutz("D", UtcDateTimeField(null=True))
    rueckblick = schutz("D", UtcDateTimeField(null=True))
    bis_ereignis = schutz("D", IntegerField(null=True))
    snapshot_sha256 = schutz("D", CharField(max_length=64, null=True))
    angelegt_am = schutz("C", UtcDateTimeField())
    begonnen_am = schutz("C", UtcDateTimeField(null=True))
    beendet_am = schutz("C", UtcDateTimeField(null=True))
    gestartet_von = schutz("B", CharField(max_length=80))
    ordner = schutz("D", CharField(max_length=300, null=True))
    fehler = schutz("C", TextField(null=True))
    freigabe = schutz("D", CharField(max_length=20, null=True, index=True))
    version = schutz("D", IntegerField(default=1))

    class Meta:
        indexes = ((("zeitplan", "faellig_am"), True),)
