"""Whom a number counts: the same cases as the figure, and persons by their key."""

import random
import re
from datetime import date

import numpy as np
import pandas as pd
import pytest

from models.rules.fehler import RuleViolation
from notebooks import data
from notebooks.catalogue import BERICHTE, Bericht
from notebooks.data.aufnahme import Aufnahme
from notebooks.protect import profil, protect_frames
from notebooks.protect.rechnung import Rechnung
from notebooks.protect.zellen import ZAEHLUNGEN, places, require_counted
from tests.unit.notebooks.schutz.haus import house, random_case, tables

# Reorganisations of units count nobody.
OHNE_PERSONEN = {"nachfolgen"}
# Worked out of protected tables.
ABGELEITET = {"kategorien-ba", "kategorien-kommunal", "kategorien-beide", "seither"}
GEZEIGT = re.compile(r"""bericht\.tabelle\(\\?["']([a-z-]+)""")


@pytest.fixture(scope="module")
def a(tmp_path_factory: pytest.TempPathFactory) -> Aufnahme:
    zufall = random.Random(7)
    faelle = [random_case(zufall, date(2024, 1, 1), 730) for _ in range(300)]
    faelle.append({"art": None, "abgabefall": "widerspruch", "eingang_am": "2025-02-03"})
    pfad = tmp_path_factory.mktemp("schutz") / "a.sqlite"
    return data.load(house(pfad, faelle, 5), "2025-H1")


def test_every_number_of_every_table_counts_the_cases_the_figure_counts(a: Aufnahme) -> None:
    stellen = places(tables(a), a.abschnitte)
    rechnung = Rechnung(profil("agentur"), {s.zelle for s in stellen}, a)
    require_counted(stellen, rechnung.inhalte)
    assert len(stellen) > 400


@pytest.mark.parametrize("bericht", [b for b in BERICHTE if b.freigabe], ids=lambda b: b.name)
def test_of_every_table_that_leaves_the_house_persons_are_counted(bericht: Bericht) -> None:
    gezeigt = set(GEZEIGT.findall(bericht.notebook.read_text("utf-8")))
    assert len(gezeigt) > 5
    assert gezeigt - ZAEHLUNGEN.keys() - ABGELEITET - OHNE_PERSONEN == set()


def test_the_tables_of_these_tests_are_all_that_can_be_counted(a: Aufnahme) -> None:
    assert tables(a).keys() == ZAEHLUNGEN.keys()


def test_a_number_that_counts_others_than_it_says_stops_the_report(a: Aufnahme) -> None:
    zahlen = tables(a)
    zahlen["arten"].loc[0, "anzahl"] += 1
    with pytest.raises(RuleViolation, match="geht nicht nach außen"):
        protect_frames(profil("agentur"), zahlen, a)


def test_a_table_whose_persons_nobody_counts_stops_the_report(a: Aufnahme) -> None:
    with pytest.raises(RuleViolation, match="„neues“"):
        protect_frames(profil("agentur"), {"neues": tables(a)["arten"]}, a)


def test_persons_are_told_apart_by_key_and_a_case_without_one_is_its_own(a: Aufnahme) -> None:
    stellen = places(tables(a), a.abschnitte)
    rechnung = Rechnung(profil("agentur"), {s.zelle for s in stellen}, a)
    alle = pd.concat([teil.faelle for teil in rechnung.wahr]).drop_duplicates("id").set_index("id")
    for zelle in rechnung.zellen:
        dinge = rechnung.inhalte.of(zelle)
        if zelle.tabelle in ("abdeckung", "strichliste"):
            continue
        schluessel = alle.loc[np.unique(dinge // 8), "personenschluessel"]
        naiv = schluessel.dropna().nunique() + int(schluessel.isna().sum())
        assert rechnung.count_persons(dinge) == naiv, zelle
