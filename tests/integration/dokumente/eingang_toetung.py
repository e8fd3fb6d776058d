"""An intake in a process that is killed: `python -m … STELLE URL ABLAGE KONTO EINHEIT [TOKEN]`."""

import sys
from pathlib import Path

from models.actions.dokumente import Schein
from models.actions.eingang import Beilage, Eingang, Mappe, receive_mappe, record_eingang
from models.actions.eingangskorb import DATEI, korb_of
from models.actions.einmal import perform_once
from models.actions.vorgangsfelder import Eintrag
from models.db import acting_as, connect
from models.queries.akteure import load_akteur
from models.rules.rechte import SYSTEM
from models.tables import Konto
from tests import dateien
from tests.bruch import die_at
from tests.haus import HEUTE, JETZT


def main(stelle: str, url: str, ablage: str, *rest: str) -> None:
    """Put a letter into the tray, or record a case with the one that waits under its token."""
    konto, einheit, token = (*rest, "")[:3]
    connect(url)
    with acting_as(SYSTEM):
        by = load_akteur(Konto.get_by_id(int(konto)), HEUTE)
    korb = korb_of(by, Path(ablage))
    die_at(stelle)
    stueck = korb.find(token) if token else korb.put(DATEI, "brief.pdf", dateien.PDF)
    if not token or stueck is None:
        return
    werte = {"art": "beschwerde", "eingang_am": HEUTE, "eingangsweg": "schriftlich"}
    eingang = Eingang(Eintrag(einheit_id=int(einheit), werte=werte))
    mappe = Mappe(korb, (Beilage(stueck, Schein("eingang", stueck.name)),))
    with receive_mappe(mappe) as files:
        perform_once(
            by=by, now=JETZT, schluessel="k" * 64, ziel=lambda v: f"/vorgang/details/?id={v.id}",
            tut=lambda: record_eingang(by=by, now=JETZT, eingang=eingang, mappe=mappe,
                                       dateien=files),
        )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
