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
