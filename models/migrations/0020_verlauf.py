# The dated record of cases: what held of each on which day. Filled from the log afterwards.
from peewee import *  # noqa: F403


def up(migrator, db):
    class Einheit(Model):
        class Meta:
            database = db
            table_name = 'einheit'

    class Vorgang(Model):
        class Meta:
            database = db
            table_name = 'vorgang'

    class Vorgangsstand(Model):
        vorgang = ForeignKeyField(Vorgang, on_delete='CASCADE')
        ab = DateField()
        bis = DateField(null=True)
        rekonstruiert = BooleanField(default=False)
        art = CharField(null=True, max_length=60)
        abgabefall = CharField(null=True, max_length=60)
        einheit = ForeignKeyField(Einheit, null=True, index=False)
        fachbereich = ForeignKeyField(Einheit, null=True, index=False)
        dienststelle = ForeignKeyField(Einheit, null=True, index=False)
        frist_am = DateField(null=True)
        frist_regel = CharField(null=True, max_length=60)
        abschluss_am = DateField(null=True)
        antwort_versandt_am = DateField(null=True)
        datum_der_klaerung = DateField(null=True)
        zwischennachricht_am = DateField(null=True)
        dankeschreiben_am = DateField(null=True)
        versandt_am = DateField(null=True)
        frist_gehalten = BooleanField(null=True)
        abschliessend_gehalten = BooleanField(null=True)
        ergebnisart = CharField(null=True, max_length=60)
        abhilfe = CharField(null=True, max_length=60)
        einvernehmlich_geklaert = BooleanField(null=True)
        entschuldigung = BooleanField(null=True)
        verzicht_liegt_vor = BooleanField(null=True)
        selbst_betroffen = BooleanField(null=True)
        class Meta:
            database = db
            table_name = 'vorgangsstand'
            indexes = ((('vorgang', 'ab'), True), (('ab', 'bis'), False))
    db.create_tables([Vorgangsstand])


def down(migrator, db):
    db.execute_sql('DROP TABLE vorgangsstand')
