# Frozen copy of the tables as of 2026-11-22 03:12.
from peewee import *  # noqa: F403

def up(migrator, db):
    class Einheit(Model):
        class Meta:
            database = db
            table_name = 'einheit'

    class Konto(Model):
        class Meta:
            database = db
            table_name = 'konto'

    class Vorgang(Model):
        class Meta:
            database = db
            table_name = 'vorgang'

    class Dokument(Model):
        vorgang = ForeignKeyField(Vorgang, on_delete='CASCADE')
        art = CharField(max_length=40)
        fassung = IntegerField(default=1)
        name = TextField()
        ablagename = CharField(unique=True, max_length=64)
        medientyp = CharField(max_length=100)
        groesse = IntegerField()
        sha256 = CharField(max_length=64)
        hochgeladen_am = DateTimeField()
        hochgeladen_von = ForeignKeyField(Konto, null=True)
        class Meta:
            database = db
            table_name = 'dokument'
    db.create_tables([Dokument])

    class Kalenderlink(Model):
        konto = ForeignKeyField(Konto, on_delete='CASCADE')
        geheimnis = CharField(unique=True, max_length=64)
        angelegt_am = DateTimeField()
        widerrufen_am = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'kalenderlink'
    db.create_tables([Kalenderlink])

    class Massnahme(Model):
        vorgang = ForeignKeyField(Vorgang, on_delete='CASCADE')
        erforderlich = BooleanField(default=True)
        text = TextField(default='')
        verantwortlich = ForeignKeyField(Konto, null=True)
        termin = DateField(null=True)
        wirkung_geprueft_am = DateField(null=True)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'massnahme'
    db.create_tables([Massnahme])

    class Schritt(Model):
        vorgang = ForeignKeyField(Vorgang, on_delete='CASCADE')
        name = CharField(max_length=60)
        runde = IntegerField(default=1)
        gilt = BooleanField(default=True)
        getan_am = DateTimeField()
        getan_von = ForeignKeyField(Konto, null=True)
        vertretung_fuer = ForeignKeyField(Konto, null=True)
        class Meta:
            database = db
            table_name = 'schritt'
            indexes = ((('vorgang', 'name', 'runde'), True),)
    db.create_tables([Schritt])

    class Suchfilter(Model):
        konto = ForeignKeyField(Konto, on_delete='CASCADE')
        liste = CharField(max_length=40)
        name = CharField(max_length=80)
        kriterien = TextField()
        class Meta:
            database = db
            table_name = 'suchfilter'
            indexes = ((('konto', 'liste', 'name'), True),)
    db.create_tables([Suchfilter])

    class Teamlink(Model):
        einheit = ForeignKeyField(Einheit)
        geheimnis = CharField(unique=True, max_length=64)
        angelegt_am = DateTimeField()
        angelegt_von = ForeignKeyField(Konto, null=True)
        widerrufen_am = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'teamlink'
    db.create_tables([Teamlink])

    class Textbaustein(Model):
        schreiben = CharField(max_length=40)
        name = CharField(max_length=80)
        text = TextField()
        gueltig_ab = DateField()
        gueltig_bis = DateField(null=True)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'textbaustein'
            indexes = ((('schreiben', 'name', 'gueltig_ab'), True),)
    db.create_tables([Textbaustein])

    class Uebermittlung(Model):
        vorgang = ForeignKeyField(Vorgang, on_delete='CASCADE')
        empfaenger = CharField(max_length=120)
        am = DateField()
        weg = CharField(max_length=40)
        zweck = CharField(max_length=200)
        class Meta:
            database = db
            table_name = 'uebermittlung'
    db.create_tables([Uebermittlung])

    class Vermerk(Model):
        vorgang = ForeignKeyField(Vorgang, on_delete='CASCADE')
        art = CharField(max_length=40)
        schritt = CharField(null=True, max_length=60)
        datum = DateField()
        text = TextField()
        verfasst_am = DateTimeField()
        verfasst_von = ForeignKeyField(Konto, null=True)
        class Meta:
            database = db
            table_name = 'vermerk'
    db.create_tables([Vermerk])

    class Wiedervorlage(Model):
        vorgang = ForeignKeyField(Vorgang, on_delete='CASCADE')
        faellig_am = DateField(index=True)
        grund = TextField(default='')
        fuer = ForeignKeyField(Konto)
        angelegt_von = ForeignKeyField(Konto, null=True)
        erledigt_am = DateField(null=True)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'wiedervorlage'
    db.create_tables([Wiedervorlage])

    migrator.migrate(migrator.add_column('vorgang', 'naechster_schritt', CharField(index=True, null=True, max_length=60)))
    migrator.migrate(migrator.add_column('vorgang', 'wartet_auf', CharField(index=True, null=True, max_length=60)))
    migrator.migrate(migrator.add_column('vorgang', 'ergebnis_kriterium', CharField(null=True, max_length=60)))


def down(migrator, db):
    migrator.migrate(migrator.drop_index('vorgang', 'vorgang_wartet_auf'))
    migrator.migrate(migrator.drop_index('vorgang', 'vorgang_naechster_schritt'))
    migrator.migrate(migrator.drop_column('vorgang', 'ergebnis_kriterium'))
    migrator.migrate(migrator.drop_column('vorgang', 'wartet_auf'))
    migrator.migrate(migrator.drop_column('vorgang', 'naechster_schritt'))
    migrator.migrate(migrator.drop_table('wiedervorlage'))
    migrator.migrate(migrator.drop_table('vermerk'))
    migrator.migrate(migrator.drop_table('uebermittlung'))
    migrator.migrate(migrator.drop_table('textbaustein'))
    migrator.migrate(migrator.drop_table('teamlink'))
    migrator.migrate(migrator.drop_table('suchfilter'))
    migrator.migrate(migrator.drop_table('schritt'))
    migrator.migrate(migrator.drop_table('massnahme'))
    migrator.migrate(migrator.drop_table('kalenderlink'))
    migrator.migrate(migrator.drop_table('dokument'))
