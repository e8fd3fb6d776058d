# Power is seen: acts that wait for a second person or are told, passwords that somebody else set,
# and which roles were given at set-up (from the log: by the system, not by a person).
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

    class Freigabe(Model):
        art = CharField(max_length=20)
        stand = CharField(max_length=20)
        einheit = ForeignKeyField(Einheit)
        konto = ForeignKeyField(Konto, null=True, on_delete='CASCADE')
        daten = TextField()
        beantragt_am = DateTimeField(index=True)
        beantragt_von = ForeignKeyField(Konto)
        entschieden_am = DateTimeField(null=True)
        entschieden_von = ForeignKeyField(Konto, null=True)
        grund = TextField(default='')
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'freigabe'
            indexes = ((('stand', 'beantragt_am'), False),)
    db.create_tables([Freigabe])

    class Kenntnis(Model):
        freigabe = ForeignKeyField(Freigabe, on_delete='CASCADE')
        konto = ForeignKeyField(Konto, on_delete='CASCADE')
        gesehen_am = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'kenntnis'
            indexes = ((('konto', 'gesehen_am'), False), (('freigabe', 'konto'), True))
    db.create_tables([Kenntnis])

    migrator.migrate(
        migrator.add_column('konto', 'passwort_vorlaeufig', BooleanField(default=False)),
        migrator.add_column('rollenzuweisung', 'bei_einrichtung', BooleanField(default=False)),
    )
    db.execute_sql(
        'UPDATE rollenzuweisung SET bei_einrichtung = true WHERE id IN (SELECT objekt_id FROM '
        "ereignis WHERE name = 'rolle_given' AND tabelle = 'rollenzuweisung' AND akteur = 'system')"
    )


def down(migrator, db):
    migrator.migrate(
        migrator.drop_column('rollenzuweisung', 'bei_einrichtung'),
        migrator.drop_column('konto', 'passwort_vorlaeufig'),
    )
    db.execute_sql('DROP TABLE kenntnis')
    db.execute_sql('DROP TABLE freigabe')
