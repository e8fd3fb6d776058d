"""Who is outside the house: orders, profiles, catalogue and the way out say the same."""

from models.rules.berichtsweg import leaves_house, way_of
from models.rules.regelwerk import load_regelwerke
from models.rules.regelwerk_format import KREISE
from notebooks.catalogue import BERICHTE
from notebooks.protect.profile import PROFILE


def test_the_circles_of_orders_and_profiles_are_the_same() -> None:
    assert {name: p.bezeichnung for name, p in PROFILE.items()} == KREISE
    for name, profil in PROFILE.items():
        assert leaves_house(name) is profil.extern, name


def test_a_report_for_outside_is_signed_off_and_one_for_inside_is_not() -> None:
    for bericht in BERICHTE:
        for kreis in bericht.empfaenger:
            assert leaves_house(kreis) is bericht.freigabe, (bericht.name, kreis)


def test_who_signs_off_is_as_the_papers_say() -> None:
    """MH-80, MH-81, MH-83: QMB makes them, the GF signs; BKW-48: the GF is the author."""
    orders = load_regelwerke()
    berlin = orders["marzahn-hellersdorf-2022"]
    for name, kreis in (("jahresbericht", "agentur"), ("jahresbericht", "bezirk"),
                        ("traegerversammlung", "traegerversammlung")):  # fmt: skip
        weg = way_of(berlin, name, kreis)
        assert (weg.freigabe, weg.vier_augen) == ("gf", True)
    author = way_of(orders["bernkastel-wittlich-2012"], "traegerversammlung", "traegerversammlung")
    assert (author.freigabe, author.vier_augen) == ("gf", False)


def test_where_no_order_speaks_the_gf_signs_with_four_eyes() -> None:
    weg = way_of(None, "jahresbericht", "agentur")
    assert (weg.freigabe, weg.vier_augen, weg.empfaenger) == ("gf", True, "Agentur für Arbeit")
