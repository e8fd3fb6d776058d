# What is known of mails and of reports of danger: receipts, when a mail was noted (a clock set
# back shows), signs of life of the background work, and the number to call.
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

    class Nachricht(Model):
        class Meta:
            database = db
            table_name = 'nachricht'

    migrator.migrate(
        migrator.add_column('einheit', 'telefon_gf', CharField(max_length=60, null=True)),
        migrator.add_column('nachricht', 'vermerkt_am', DateTimeField(null=True)),
    )

    class Gefahrmeldung(Model):
        einheit = ForeignKeyField(Einheit)
        vorgang = ForeignKeyField(Vorgang, null=True, on_delete='CASCADE')
        anlass = CharField(max_length=40)
        gemeldet_am = DateTimeField()
        gemeldet_von = ForeignKeyField(
            Konto, null=True, backref='gemeldete', on_delete='SET NULL')
        nachricht = ForeignKeyField(Nachricht, null=True, on_delete='SET NULL')
        gesehen_am = DateTimeField(index=True, null=True)
        gesehen_von = ForeignKeyField(Konto, null=True, backref='gesehene', on_delete='SET NULL')
        class Meta:
            database = db
            table_name = 'gefahrmeldung'
    db.create_tables([Gefahrmeldung])

    class Lebenszeichen(Model):
        name = CharField(max_length=40, unique=True)
        am = DateTimeField()
        class Meta:
            database = db
            table_name = 'lebenszeichen'
    db.create_tables([Lebenszeichen])


def down(migrator, db):
    db.execute_sql('DROP TABLE lebenszeichen')
    db.execute_sql('DROP TABLE gefahrmeldung')
    migrator.migrate(
        migrator.drop_column('nachricht', 'vermerkt_am'),
        migrator.drop_column('einheit', 'telefon_gf'),
    )
