"""A stranger recomputes what the report says of the Leistungsträger, as in test_fremde_fristen."""

from pathlib import Path

from tests.unit.notebooks.fremde import (
    BEIDE,
    BESCHWERDEARTEN,
    JEDE_BESCHWERDE,
    Csv,
    ask,
    came_in,
    cases,
    numbers,
    pfad,
    tabellen,
    within,
)

__all__ = ["pfad", "tabellen"]
TRAEGER = {
    "90-kategorien-ba": "ba",
    "91-kategorien-kommunal": "kommunal",
    "92-kategorien-beide": "beide",
}


def _traeger(pfad: Path, tabellen: Csv) -> dict[int, str]:
    """Case → Träger of all its Anliegen of known Kategorie, else „beide“."""
    je_kategorie = {k: t for name, t in TRAEGER.items() for k in tabellen[name]}
    je_fall: dict[int, set[str]] = {}
    for nr, kategorie in ask(pfad, "SELECT vorgang_id, kategorie FROM anliegen"):
        if kategorie in je_kategorie:
            je_fall.setdefault(nr, set()).add(je_kategorie[kategorie])
    return {nr: t.pop() if len(t) == 1 else "beide" for nr, t in je_fall.items()}


def test_concerns_by_leistungstraeger(pfad: Path, tabellen: Csv) -> None:
    je_kategorie = {k: t for name, t in TRAEGER.items() for k in tabellen[name]}
    ids = {f["id"] for f in came_in(cases(pfad), "") if f["a"] in JEDE_BESCHWERDE}
    rows = ask(pfad, "SELECT vorgang_id, kategorie FROM anliegen")
    gezaehlt = [je_kategorie.get(k, "unbekannt") for nr, k in rows if nr in ids]
    for traeger, zeile in tabellen["23-leistungstraeger"].items():
        eigene = [t for t in gezaehlt if t != "unbekannt" and traeger in (t, "gesamt")]
        n = len(eigene) if traeger != "unbekannt" else gezaehlt.count("unbekannt")
        assert int(zeile["anzahl"]) == n, traeger
    for name, traeger in TRAEGER.items():
        summe = sum(int(zeile["anzahl"]) for zeile in tabellen[name].values())
        assert summe == gezaehlt.count(traeger) > 5


def test_results_by_leistungstraeger(pfad: Path, tabellen: Csv) -> None:
    je_fall = _traeger(pfad, tabellen)
    weg = within(cases(pfad), "weg", "", (BESCHWERDEARTEN[0], BESCHWERDEARTEN[2]))
    bewertet = [(je_fall.get(f["id"], "unbekannt"), f["e"]) for f in weg if f["e"]]
    spalten = {"begruendet": "begruendet", "unbegruendet": "unbegruendet", "kein_krm": "kein-krm"}
    tabelle = tabellen["93-ergebnis-traeger"]
    assert set(tabelle) == {"ba", "kommunal", "beide", "unbekannt", "gesamt"}
    for traeger, zeile in tabelle.items():
        eigene = [e for t, e in bewertet if traeger in (t, "gesamt")]
        gedruckt = numbers(zeile, *spalten, "nicht_bewertbar", "anzahl")
        assert gedruckt == (*(eigene.count(e) for e in spalten.values()), 0, len(eigene)), traeger
        assert eigene
    assert tabelle["gesamt"]["anzahl"] == tabellen["30-ergebnisarten"]["gesamt"]["anzahl"]


@BEIDE
def test_shares_by_leistungstraeger(pfad: Path, tabellen: Csv, vorsatz: str) -> None:
    je_fall = _traeger(pfad, tabellen)
    weg = within(cases(pfad, vorsatz), "weg", vorsatz, (BESCHWERDEARTEN[0], BESCHWERDEARTEN[2]))
    for traeger, zeile in tabellen["94-begruendet-traeger"].items():
        eigene = [f["e"] for f in weg if je_fall.get(f["id"], "unbekannt") == traeger]
        ja, nein = eigene.count("begruendet"), eigene.count("unbegruendet")
        assert numbers(zeile, f"{vorsatz}anzahl", f"{vorsatz}von") == (ja, ja + nein), traeger
