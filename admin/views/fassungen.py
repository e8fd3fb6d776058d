"""Two Fassungen of the same kind of document, compared."""

from typing import Any

from flask import abort, current_app, request
from flask_admin import expose

from models.queries.fassungen import compare_fassungen, fassungen_of
from models.rules.dateien import DOKUMENTARTEN
from models.rules.rollen import Recht
from models.rules.unterschied import ENTFALLEN, GEAENDERT, NEU
from models.tables import Dokument

_UEBLICH = "stellungnahme"
_WORTE = ((GEAENDERT, "geändert"), (NEU, "neu"), (ENTFALLEN, "entfallen"))


class Fassungsseiten:
    """`/vorgang/fassungen/?id=&art=&alt=&neu=`; without numbers, the last two."""

    @expose("/fassungen/")
    def fassungen_view(self) -> Any:
        row = self.requested_row(Recht.VORGANG_INHALT_LESEN)
        art = request.args.get("art") or _UEBLICH
        if art not in DOKUMENTARTEN:
            abort(404)
        reihe = fassungen_of(row.id, art)
        if len(reihe) < 2:
            return self.render("fassungen.html", row=row, label=DOKUMENTARTEN[art], reihe=[])
        alt, neu = _chosen(reihe, "alt", -2), _chosen(reihe, "neu", -1)
        ablage = current_app.config["KRM"].ablage_dir
        vergleich = compare_fassungen(alt, neu, ablage)
        return self.render(
            "fassungen.html",
            row=row,
            art=art,
            label=DOKUMENTARTEN[art],
            reihe=reihe,
            alt=alt,
            neu=neu,
            vergleich=vergleich,
            zahlen=[(word, count) for name, word in _WORTE if (count := vergleich.count(name))],
        )


def _chosen(reihe: list[Dokument], name: str, usual: int) -> Dokument:
    """The Fassung that the address names; 404 for one that is not there."""
    text = request.args.get(name, "")
    if not text:
        return reihe[usual]
    return next((d for d in reihe if str(d.fassung) == text), None) or abort(404)
