"""Textbausteine for the screen of who keeps them: wordings, what is in force, an example."""

from datetime import date

from models.queries.schreiben import Blatt, valid_textbausteine
from models.rules.platzhalter import fill_gaps, names_in
from models.rules.schreiben import BEISPIEL, BETREFF, TEXT
from models.tables import Textbaustein


def wordings_of(row: Textbaustein) -> list[Textbaustein]:
    """Every wording of the same passage, the newest first."""
    query = Textbaustein.select().where(
        Textbaustein.schreiben == row.schreiben, Textbaustein.name == row.name
    )
    return list(query.order_by(Textbaustein.gueltig_ab.desc()))


def passage_exists(schreiben: str, name: str) -> bool:
    """Whether there is a passage of this name."""
    query = Textbaustein.select(Textbaustein.id).where(
        Textbaustein.schreiben == schreiben, Textbaustein.name == name
    )
    return bool(query.exists())


def fill_example(text: str) -> str:
    """A wording with the values of an invented case; what is no gap stays as it is."""
    unknown = {name: f"{{{{{name}}}}}" for name in names_in(text)}
    return fill_gaps(text, unknown | BEISPIEL)


def example_letter(row: Textbaustein, on: date) -> Blatt:
    """The whole letter that this wording belongs to, of an invented case."""
    texts = valid_textbausteine(on) | {(row.schreiben, row.name): row.text}
    subject = texts.get((row.schreiben, BETREFF), row.name)
    text = texts.get((row.schreiben, TEXT), row.text)
    address = "Kim Muster\nMusterweg 1\n12345 Musterstadt"
    return Blatt(fill_example(subject), fill_example(text), address)
