"""No label on a person where it would be kept for all cases (MV-06)."""

from datetime import date

import pytest

from models.actions.codes import add_code, update_code
from models.actions.textbausteine import Fassung, save_textbaustein
from models.rules.fehler import RuleViolation
from tests.haus import HEUTE, JETZT, Haus

NEU = {"feld": "kategorie", "bezeichnung": "Wartezeit", "gueltig_ab": date(2026, 1, 1)}


@pytest.mark.regel("MV-06")
@pytest.mark.parametrize("label", ["Querulant", "Dauerkundin", "schwieriger Kunde"])
def test_no_list_and_no_textbaustein_takes_a_label(haus: Haus, label: str) -> None:
    anna = haus.akteur("anna")
    with pytest.raises(RuleViolation, match="nicht ihr Anliegen"):
        add_code(by=anna, now=JETZT, werte=NEU | {"bezeichnung": label})
    row = add_code(by=anna, now=JETZT, werte=NEU)
    with pytest.raises(RuleViolation, match="nicht ihr Anliegen"):
        update_code(by=anna, now=JETZT, code_id=row.id, version=1, werte={"bezeichnung": label})
    fassung = Fassung("baustein", "Anrede", f"Sie sind ein {label}.", HEUTE)
    with pytest.raises(RuleViolation, match="nicht ihr Anliegen"):
        save_textbaustein(by=anna, now=JETZT, fassung=fassung)
