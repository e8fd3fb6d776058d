"""Mails for tests: as text, in parts, read on one day."""

from datetime import date
from pathlib import Path

from models.rules.eml import Entwurf, parse_eml

HEUTE = date(2026, 11, 28)
KOPF = (
    "From: Erika Probe <erika@mail.example>\nSubject: Beschwerde\n"
    "Date: Thu, 26 Nov 2026 09:15:00 +0100\n"
)
FAELLE = Path(__file__).parent / "data" / "faelle"
SATZ = "Ärger über 416 € – „Bescheid“ ist falsch, größer als erlaubt."
LANG = "Ich beschwere mich über die Wartezeit von drei Stunden in der Eingangszone."
PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"
HTML = "Content-Type: text/html; charset=utf-8\n\n"


def read(mail: str | bytes) -> Entwurf:
    return parse_eml(mail if isinstance(mail, bytes) else mail.encode(), HEUTE)


def with_head(rest: str) -> Entwurf:
    return read(KOPF + rest)


def parts(kind: str, *pieces: str, head: str = KOPF) -> str:
    body = "".join(f"--AA\n{piece}\n" for piece in pieces)
    return f"{head}Content-Type: multipart/{kind}; boundary=AA\n\n{body}--AA--\n"
