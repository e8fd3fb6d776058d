# Indexes of the desk: open cases by date, in one team, in many or for one person, so that 5,000
# open cases cost no more than 50. Two of them begin with a column that had an index of its own.
COLUMNS = (
    ('abschluss_am', 'frist_am', 'id'),
    ('abschluss_am', 'eingang_am', 'id'),
    ('einheit_id', 'abschluss_am', 'frist_am'),
    ('abschluss_am', 'prioritaet', 'frist_am'),
    ('wartet_auf', 'einheit_id', 'frist_am'),
    ('verantwortlich_id', 'abschluss_am', 'frist_am'),
)
REPLACED = ('abschluss_am', 'wartet_auf')


def up(migrator, db):
    for columns in COLUMNS:
        migrator.migrate(migrator.add_index('vorgang', columns))
    for column in REPLACED:
        migrator.migrate(migrator.drop_index('vorgang', f'vorgang_{column}'))


def down(migrator, db):
    for column in REPLACED:
        migrator.migrate(migrator.add_index('vorgang', (column,)))
    for columns in COLUMNS:
        migrator.migrate(migrator.drop_index('vorgang', 'vorgang_' + '_'.join(columns)))
