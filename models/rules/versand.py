"""Ways out of the house for personal data; plain e-mail is none (§ 35 SGB I, recht.md L23)."""

WEGE: dict[str, str] = {
    "post": "Post",
    "bote": "Bote oder persönliche Übergabe",
    "portal": "Portal oder Postfach",
    "e-mail-verschluesselt": "E-Mail mit verschlüsseltem Anhang",
    "fax": "Fax",
    "telefon": "Telefon",
    "einsicht": "Akteneinsicht",
}

BRIEFWEGE = ("post", "portal", "bote", "e-mail-verschluesselt", "fax")
"""Ways a letter takes, the usual ones first."""
OHNE_ANGABE = "ohne-angabe"
"""Stands where nobody said which way something took."""
KUNDIN = "Kundin oder Kunde"
"""The recipient of a letter in the log: never her name."""


def way_label(weg: str) -> str:
    """A way in words; empty for what older records kept instead."""
    return "Weg nicht angegeben" if weg == OHNE_ANGABE else WEGE.get(weg, "")
