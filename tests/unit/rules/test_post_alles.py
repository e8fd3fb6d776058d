"""Mails of every make, all at once."""

import base64
import binascii
from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.rules.fehler import RuleViolation
from models.rules.post.datum import parse_day
from models.rules.post.html import html_to_text
from tests.post import HEUTE, KOPF, read

PACKEN: dict[str, Callable[[bytes], bytes]] = {
    "base64": base64.encodebytes,
    "quoted-printable": binascii.b2a_qp,
    "8bit": bytes,
}
WORTE = st.text(st.characters(codec="cp1252", categories=["L", "N"]), min_size=1, max_size=12)


@given(
    st.lists(WORTE, min_size=1, max_size=12).map(" ".join),
    st.sampled_from(["utf-8", "iso-8859-1", "windows-1252", "utf-16"]),
    st.sampled_from(["base64", "quoted-printable", "8bit"]),
    st.sampled_from(["plain", "html"]),
)
def test_what_was_written_stands_in_the_draft(text: str, charset: str, cte: str, kind: str) -> None:
    codec = "cp1252" if charset == "iso-8859-1" else charset
    roh = text.encode(codec)
    if charset == "utf-16" and cte == "8bit":
        cte = "base64"
    coded = PACKEN[cte](roh)
    head = (
        f"{KOPF}Content-Type: text/{kind}; charset={charset}\nContent-Transfer-Encoding: {cte}\n\n"
    )
    assert read(head.encode() + coded).text.split() == text.split()


STUECKE = st.sampled_from([
    "Content-Type: multipart/mixed; boundary=g", "Content-Type: multipart/alternative; boundary=g",
    "Content-Type: multipart/signed", "Content-Type: application/ms-tnef; name=winmail.dat",
    "Content-Type: application/pkcs7-mime", "Content-Type: text/calendar",
    "Content-Type: text/html",
    "Content-Type: message/rfc822", "Content-Type: message/delivery-status",
    "Content-Type: text/plain; format=flowed; delsp=yes", "Content-Transfer-Encoding: base64",
    "Content-Transfer-Encoding: quoted-printable", "Content-Transfer-Encoding: x-uuencode",
    "Content-Disposition: attachment; filename*0*=x''%ff", "Content-Disposition: inline",
    "Reply-To: x, y <z@w>", "Date: Do, 31 Feb 2026", "Received: ;;;", "--g", "--g--", "", "",
    "BEGIN:VCALENDAR", "BEGIN:VEVENT", "DTSTART:x", "END:VEVENT", "END:VCALENDAR", "MIAGCSqGSIb3",
    "> quoted ", "-----BEGIN PGP MESSAGE-----", "<table><tr><td>", "=", "\xff", "\ud83d".encode(
        "utf-8", "surrogatepass").decode("latin-1"), "From x", "begin 666 a",
])  # fmt: skip


@given(st.lists(STUECKE, max_size=30))
def test_any_mix_of_parts_is_a_draft_or_refused(pieces: list[str]) -> None:
    try:
        entwurf = read((KOPF + "\n".join(pieces)).encode("latin-1"))
    except RuleViolation:
        return
    assert entwurf.datum is None or entwurf.datum <= HEUTE
    assert all(satz.endswith(".") for satz in entwurf.hinweise)


@given(st.text(max_size=200))
def test_words_of_html_are_kept_however_deep(text: str) -> None:
    word = "".join(char for char in text if char.isalnum())
    assert word in html_to_text("<p>Hallo</p>" + "<div>" * 400 + word).replace("\n", "")


def test_a_day_stays_a_day_around_midnight_in_berlin() -> None:
    assert parse_day("Wed, 01 Jul 2026 23:30:00 +0000") == date(2026, 7, 1) + timedelta(days=1)
