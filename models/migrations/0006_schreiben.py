# Letters: drafts that stay with their case, and the letterhead of a Dienststelle.
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

    class Briefkopf(Model):
        einheit = ForeignKeyField(Einheit, unique=True)
        anschrift = TextField(default='')
        besuch = TextField(default='')
        telefon = CharField(default='', max_length=60)
        email = CharField(default='', max_length=120)
        internet = CharField(default='', max_length=120)
        logo = TextField(default='')
        logo_typ = CharField(default='', max_length=10)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'briefkopf'
    db.create_tables([Briefkopf])

    class Briefentwurf(Model):
        vorgang = ForeignKeyField(Vorgang, on_delete='CASCADE')
        schreiben = CharField(max_length=40)
        anschrift = TextField(default='')
        betreff = TextField(default='')
        text = TextField(default='')
        unterschrift = TextField(default='')
        geaendert_am = DateTimeField()
        geaendert_von = ForeignKeyField(Konto, null=True)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'briefentwurf'
            indexes = ((('vorgang', 'schreiben'), True),)
    db.create_tables([Briefentwurf])


def down(migrator, db):
    db.execute_sql('DROP TABLE briefentwurf')
    db.execute_sql('DROP TABLE briefkopf')
