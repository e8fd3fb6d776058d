"""Reading saved mails: what people send, and what people send to do harm."""

from datetime import date
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.eml import Entwurf
from models.rules.eml import parse_eml as parse_eml_until
from models.rules.fehler import RuleViolation
from models.rules.post.html import html_to_text

HEUTE = date(2026, 11, 28)


def parse_eml(content: bytes) -> Entwurf:
    return parse_eml_until(content, HEUTE)


def mail(text: str = "Guten Tag,\nmein Bescheid ist falsch.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    given_headers = {
        "From": "Erika Müller <erika@post.example>",
        "To": "krm@jobcenter.example",
        "Subject": "Beschwerde über die Bearbeitungsdauer",
        "Date": "Wed, 01 Jul 2026 23:30:00 +0000",
    } | headers
    for name, value in given_headers.items():
        message[name] = value
    message.set_content(text)
    return message


def test_a_plain_mail_fills_the_draft() -> None:
    entwurf = parse_eml(mail().as_bytes())
    assert entwurf == Entwurf(
        betreff="Beschwerde über die Bearbeitungsdauer",
        name="Müller",
        vorname="Erika",
        adresse="erika@post.example",
        antwort_adresse=None,
        datum=date(2026, 7, 2),  # half past one in Berlin
        text="Guten Tag,\nmein Bescheid ist falsch.",
    )


def test_attachments_keep_their_names_and_bytes() -> None:
    message = mail()
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="Öl.pdf")
    message.add_attachment("notiz", subtype="plain", filename="notiz.txt")
    message.add_attachment(mail("Innen", Subject="Alt"))
    entwurf = parse_eml(message.as_bytes())
    assert [(a.name, a.daten[:5]) for a in entwurf.anhaenge] == [
        ("Öl.pdf", b"%PDF-"),
        ("notiz.txt", b"notiz"),
        ("weitergeleitete-nachricht.eml", b"From:"),
    ]
    assert "Innen" not in entwurf.text


def test_html_alone_becomes_text_and_runs_nothing() -> None:
    message = mail("x")
    message.set_content(
        "<html><head><title>T</title><style>p{}</style></head><body><p>Guten&nbsp;Tag,</p>"
        "<script>alert(1)</script><p>zwei<br>Zeilen<img src='https://fremd.example/x'></p>"
        "<!-- geheim --><svg><text>weg</text></svg></body></html>",
        subtype="html",
    )
    assert parse_eml(message.as_bytes()).text == "Guten Tag,\n\nzwei\nZeilen"


def test_the_plain_text_wins_over_the_html_beside_it() -> None:
    message = mail("Nur Text")
    message.add_alternative("<p>HTML</p>", subtype="html")
    assert parse_eml(message.as_bytes()).text == "Nur Text"


PLAIN = "Content-Type: text/plain"


def raw(*lines: str, body: bytes = b"Text") -> bytes:
    return "\r\n".join([*lines, "To: krm@jobcenter.example"]).encode("latin-1") + b"\r\n\r\n" + body


@pytest.mark.parametrize(
    ("content", "field", "value"),
    [
        (raw("From: a@b.example", "Subject: =?utf-8?Q?=C3=84rger?="), "betreff", "Ärger"),
        (raw("From: a@b.example", "Subject: =?utf-8?B?w4RyZ2Vy!?="), "betreff", "Ärger"),
        (raw("From: a@b.example", "Subject: =?zip?B?AAAA?="), "betreff", None),
        (raw("From: a@b.example", "Subject: Gr\xfc\xdfe"), "betreff", "Grüße"),
        (raw("From: a@b.example", "Subject: eins\r\n zwei"), "betreff", "eins zwei"),
        (raw("From: =?iso-8859-1?Q?M=FCller?= <a@b.example>"), "name", "Müller"),
        (raw('From: "Müller, Erika" <a@b.example>'), "name", "Müller"),
        (raw("From: ((((((" + "(" * 450), "adresse", ""),
        (raw("From: nur ein Name"), "adresse", ""),
        (raw("From: a@b.example", "Date: gestern"), "datum", None),
        (raw("From: a@b.example", "Date: Mon, 1 Jan 1800 00:00:00 +0000"), "datum", None),
        (raw("From: a@b.example", "Date: Fri, 31 Dec 9999 23:59:59 -1200"), "datum", None),
        (
            raw("From: a@b.example", f"{PLAIN}; charset=cp1252", body=b"Gr\xfc\xdfe"),
            "text",
            "Grüße",
        ),
        (
            raw("From: a@b.example", f"{PLAIN}; charset=rot13", body=b"Hallo"),
            "text",
            "Hallo",
        ),
        (
            raw("From: a@b.example", f"{PLAIN}; charset=utf-8", body=b"Gr\xfc\xdfe"),
            "text",
            "Grüße",
        ),
        (raw("From: a@b.example", body=b"a\x00b\x1b[31m"), "text", "ab[31m"),
        (
            raw("From: a@b.example", "Content-Transfer-Encoding: base64", body=b"!!!"),
            "text",
            None,
        ),
        (
            raw("From: a@b.example", "Content-Type: multipart/mixed", body=b"ohne Grenze"),
            "text",
            None,
        ),
    ],
)
def test_broken_mails_are_read_as_far_as_they_go(content: bytes, field: str, value: object) -> None:
    got = getattr(parse_eml(content), field)
    assert got == value if value is not None or field == "datum" else isinstance(got, str)


def nested(depth: int) -> bytes:
    opened = b"".join(
        b'Content-Type: multipart/mixed; boundary="g%d"\n\n--g%d\n' % (n, n) for n in range(depth)
    )
    return b"From: a@b.example\n" + opened + b"\nInnen"


def matryoshka(depth: int) -> bytes:
    return b"From: a@b.example\nContent-Type: message/rfc822\n\n" * depth + b"From: x\n\nInnen"


BOMBS = {
    "deep multiparts": lambda: nested(5_000),
    "mails in mails": lambda: matryoshka(5_000),
    "a head without end": lambda: b"From: a@b.example\n" + b"X-Lang: a\n" * 40_000,
    "one endless header": lambda: b"From: a@b.example\nX: " + b"a" * 300_000 + b"\n\n",
    "a header of quotes": lambda: (
        b"From: a@b.example\nContent-Type: text/plain; " + b'a=";' * 50_000 + b"\n\nx"
    ),
    "quotes in a part": lambda: (
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=g\n\n--g\n"
        b"Content-Type: text/plain; " + b'a=";\n ' * 50_000 + b"\n\nx"
    ),
    "a million lines": lambda: b"From: a@b.example\n\n" + b"\n" * 1_000_000,
    "many parts": lambda: (
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=g\n\n"
        + b"--g\nContent-Type: text/plain\n\nx\n" * 2_000
    ),
    "too large": lambda: b"From: a@b.example\n\n" + b"x" * (25 * 2**20),
    "no mail": lambda: b"PK\x03\x04 something else",
    "nothing": lambda: b"",
}


@pytest.mark.parametrize("case", BOMBS)
def test_mails_built_to_harm_are_refused_before_they_cost(case: str) -> None:
    content = BOMBS[case]()
    with pytest.raises(RuleViolation) as caught:
        parse_eml(content)
    assert caught.value.satz.endswith(".")


def test_more_than_twenty_attachments_are_told_not_taken() -> None:
    message = mail()
    for number in range(22):
        message.add_attachment(b"x", maintype="image", subtype="png", filename=f"{number}.png")
    entwurf = parse_eml(message.as_bytes())
    assert len(entwurf.anhaenge) == 20
    assert len(entwurf.hinweise) == 2
    assert "21.png" in entwurf.hinweise[1]


def test_a_draft_does_not_spill_into_logs() -> None:
    entwurf = parse_eml(mail().as_bytes())
    assert "Erika" not in repr(entwurf)


@given(st.binary(max_size=600))
def test_any_bytes_are_a_draft_or_refused(content: bytes) -> None:
    draft_or_refuse(b"From: a@b.example\n" + content)
    draft_or_refuse(content)


TOKENS = st.sampled_from(
    [
        *(b"From: ", b"Subject: ", b"Date: ", b"Content-Type: ", b"Content-Disposition: "),
        *(b"multipart/mixed; boundary=g", b"text/html; charset=", b"message/rfc822", b"\n\n"),
        *(b"--g\n", b"--g--\n", b"\n", b"\n ", b"base64", b"Content-Transfer-Encoding: "),
        *(b"=?utf-8?b?", b"?=", b"utf-7", b"attachment; filename*0*=", b"''%ff", b'"', b"\xff"),
        *(b"<p>", b"x-uuencode", b"begin 666 x\n", b"a@b.example", b"quoted-printable", b"=3D="),
    ]
)


@given(st.lists(TOKENS, max_size=40))
def test_any_mix_of_what_mails_are_made_of_is_a_draft_or_refused(tokens: list[bytes]) -> None:
    draft_or_refuse(b"From: a@b.example\n" + b"".join(tokens))


@given(st.text(max_size=300))
def test_any_html_becomes_text_without_markup_that_runs(html: str) -> None:
    assert "<script" not in html_to_text(f"<div>{html}</div><script>alert(1)</script>")


def draft_or_refuse(content: bytes) -> None:
    try:
        entwurf = parse_eml(content)
    except RuleViolation:
        return
    assert "\x00" not in entwurf.text + entwurf.betreff + entwurf.name + entwurf.vorname
    assert "\n" not in entwurf.betreff + entwurf.adresse + entwurf.name + entwurf.vorname


def test_a_lone_carriage_return_does_not_get_past_the_limits() -> None:
    mail = (
        b"From: a@mail.example\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=b\n\n"
        b"--b\rContent-Disposition: attachment" + b";" * 100_000 + b"\r\rx\r--b--\r"
    )
    with pytest.raises(RuleViolation):
        parse_eml(mail)
