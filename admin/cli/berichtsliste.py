"""`bericht --liste`: which reports there are, for whom, and what each can be asked for."""

from admin.cli.rahmen import print_json
from notebooks.catalogue import BERICHTE, Bericht


def show_reports(as_json: bool) -> None:
    """Print every report of the catalogue, for people or as JSON."""
    if as_json:
        names = ("name", "titel", "leser", "rhythmus", "empfaenger", "entscheidungen", "freigabe")
        print_json(
            [{name: getattr(art, name) for name in names} | {"parameter": _own(art)}
             for art in BERICHTE]
        )  # fmt: skip
        return
    for art in BERICHTE:
        print(f"{art.name}: {art.titel} ({art.leser}, {art.rhythmus})")
        print(f"  Empfängerkreise: {', '.join(art.empfaenger)}")
        print(f"  Entschieden wird damit: {'; '.join(art.entscheidungen)}.")
        for name, satz in _own(art).items():
            print(f"  --parameter {name}: {satz}")
        if art.freigabe:
            print("  Verlässt das Haus und braucht vorher eine Freigabe.")


def _own(art: Bericht) -> dict[str, str]:
    """Name → what it is, what is allowed, and the default."""
    return {p.name: f"{p.label}. {p.erlaubt} Vorgabe: {p.as_text(p.vorgabe)}." for p in art.eigene}
