"""The one e-mail a citizen may get: that a letter is on its way, and nothing else (L23).

Off unless the house switches it on. It goes out at most once per letter; what a crash leaves in
doubt is decided by a person.
"""

BETREFF = "Es gibt eine Nachricht für Sie"
TEXT = """\
Guten Tag,

wir haben Ihnen geschrieben. Sie bekommen das Schreiben mit der Post oder in Ihrem Online-Postfach.

Aus Gründen des Datenschutzes steht hier nicht mehr. Bitte antworten Sie nicht auf diese E-Mail.
"""
SCHLUESSEL = "buerger"

ENTSCHEIDUNGEN: dict[str, str] = {
    "angekommen": "Sie ist angekommen",
    "lassen": "Nicht noch einmal senden",
    "erneut": "Noch einmal senden, auch wenn sie dann vielleicht zweimal ankommt",
}
"""What a person may say of a notice in doubt or given up."""


def key_of(vorgang_id: int, dokument_id: int) -> str:
    """The cause of a notice in the outbox: one letter of one case."""
    return f"{SCHLUESSEL}:{vorgang_id}:{dokument_id}"


def ids_of(schluessel: str) -> tuple[int, int]:
    """(case, document) of a cause. Raises ValueError for another one."""
    name, vorgang_id, dokument_id = schluessel.split(":")
    if name != SCHLUESSEL:
        raise ValueError(schluessel)
    return int(vorgang_id), int(dokument_id)
