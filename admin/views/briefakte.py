"""What the page of a case shows of its letters: which can be written, which lie there."""

from typing import Any

from admin.security import anfrage
from admin.views.briefhinweis import may_announce
from models.queries.briefe import BRIEFDOKUMENTE, letters_of
from models.queries.buergerpost import hinweise_of
from models.queries.dokumente import dokumente_of
from models.rules.dateien import DOKUMENTARTEN
from models.rules.rechte import may
from models.rules.rollen import Recht
from models.tables import Vorgang

_RECHTE = (Recht.VORGANG_BEARBEITEN, Recht.VORGANG_INHALT_LESEN)


def letters_context(row: Vorgang) -> dict[str, Any]:
    """`briefe`: None for who writes no letter here, else letters to write and letters filed."""
    akteur = anfrage.akteur()
    if not all(may(akteur, recht, row) for recht in _RECHTE):
        return {"briefe": None}
    filed = [d for d in dokumente_of(row.id) if d.art in BRIEFDOKUMENTE]
    hinweise = hinweise_of(row.id, [dokument.id for dokument in filed])
    return {
        "briefe": {
            "zu_schreiben": letters_of(row),
            "abgelegt": [
                (d, DOKUMENTARTEN[d.art], hinweise.get(d.id), may_announce(row, d)) for d in filed
            ],
        }
    }
