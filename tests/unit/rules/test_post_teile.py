"""Parts of mails: pictures, mails in mails, signatures, what Outlook packs."""

import base64
import binascii
import contextlib
import struct
from datetime import date
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.fehler import RuleViolation
from tests.post import FAELLE, HTML, KOPF, LANG, PLAIN, parts, read, with_head


def test_pictures_are_attachments_whatever_they_are_called() -> None:
    png = "Content-Transfer-Encoding: base64\n\niVBORw0KGgo="
    data = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()
    entwurf = read(
        parts(
            "related",
            f'{HTML}<p>{LANG}</p><img src="cid:x"><img src="data:image/png;base64,{data}">',
            f"Content-Type: image/png\nContent-ID: <x>\n{png}",
            f"Content-Type: image/jpeg\nContent-ID: <y>\nContent-Disposition: inline\n{png}",
        )
    )
    assert [a.name for a in entwurf.anhaenge] == ["bild-1.png", "bild-2.png", "bild-3.jpg"]
    assert entwurf.text == LANG


def test_an_unnamed_part_gets_a_name() -> None:
    entwurf = read(parts("mixed", PLAIN + LANG, "Content-Type: application/pdf\n\n%PDF-1.7"))
    assert [a.name for a in entwurf.anhaenge] == ["anhang-1.pdf"]


def test_a_border_that_the_head_forgot_is_found() -> None:
    mail = parts("mixed", PLAIN + LANG, "Content-Type: application/pdf; name=a.pdf\n\n%PDF-1.7")
    entwurf = read(mail.replace("; boundary=AA", ""))
    assert LANG in entwurf.text
    assert [a.name for a in entwurf.anhaenge] == ["a.pdf"]
    assert "fehlerhaft aufgebaut" in " ".join(entwurf.hinweise)


@pytest.mark.parametrize(
    "header",
    [
        b'filename="Anh\xf6rung.pdf"',
        b'filename="Anh\xc3\xb6rung.pdf"',
        b"filename*=utf-8''Anh%C3%B6rung.pdf",
        b"filename*=iso-8859-1'de'Anh%F6rung.pdf",
        b"filename*0*=utf-8''Anh%C3%B6;\n filename*1=rung.pdf",
        b'filename="=?utf-8?Q?Anh=C3=B6rung.pdf?="',
        b"filename==?iso-8859-1?Q?Anh=F6rung.pdf?=",
    ],
)
def test_names_of_files_keep_their_umlauts(header: bytes) -> None:
    piece = b"--AA\nContent-Type: application/pdf\nContent-Disposition: attachment; "
    body = (
        b"Content-Type: multipart/mixed; boundary=AA\n\n"
        + piece
        + header
        + b"\n\n%PDF-1.7\n--AA--\n"
    )
    assert [a.name for a in read(KOPF.encode() + body).anhaenge] == ["Anhörung.pdf"]


def test_a_mail_in_a_mail_is_readable_however_it_is_packed() -> None:
    inner = f"{KOPF}\n{LANG}"
    packed = base64.encodebytes(inner.encode()).decode()
    entwurf = read(
        parts(
            "mixed",
            PLAIN + "Zur Kenntnis",
            f"Content-Type: message/rfc822\n\n{inner}",
            f"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{packed}",
        )
    )
    assert [read(anhang.daten).text for anhang in entwurf.anhaenge] == [LANG, LANG]


def test_an_invitation_says_what_and_when() -> None:
    event = (
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:Gespräch\n"
        "DTSTART:20261212T090000Z\nEND:VEVENT\nEND:VCALENDAR"
    )
    entwurf = read(parts("mixed", PLAIN + LANG, f"Content-Type: text/calendar\n\n{event}"))
    assert "„Gespräch“, 12.12.2026 um 10:00 Uhr" in " ".join(entwurf.hinweise)


def test_flowed_text_keeps_quotes_and_signature() -> None:
    body = "Erste \nZeile.\n> zitiert \n> weiter\n>> tiefer\n-- \nErika\n From hier\n"
    entwurf = with_head(f"Content-Type: text/plain; format=flowed\n\n{body}")
    assert entwurf.text == "Erste Zeile.\n> zitiert weiter\n>> tiefer\n--\nErika\nFrom hier"


def test_a_clear_pgp_signature_is_no_text_and_no_attachment() -> None:
    inline = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n"
        f"{LANG}\n- -- \nErika\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n"
        "-----END PGP SIGNATURE-----\n"
    )
    assert with_head(f"\n{inline}").text == f"{LANG}\n--\nErika"
    signed = parts(
        "signed", PLAIN + LANG, "Content-Type: application/pgp-signature; name=s.asc\n\niQEz"
    )
    assert (read(signed).text, read(signed).anhaenge, read(signed).hinweise) == (LANG, (), ())


@pytest.mark.parametrize(
    ("mail", "how"),
    [
        (KOPF + "\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n", "PGP"),
        (parts("encrypted", "Content-Type: application/pgp-encrypted\n\nVersion: 1",
               "Content-Type: application/octet-stream; name=encrypted.asc\n\nhQEM"), "PGP"),
        (KOPF + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n"
         "Content-Transfer-Encoding: base64\n\nMIAGCSqGSIb3DQEHA6CAMIACAQA=\n", "S/MIME"),
        (KOPF + "Content-Type: application/octet-stream; name=smime.p7m\n\nkaputt", "S/MIME"),
    ],
)  # fmt: skip
def test_what_is_encrypted_is_said_and_not_shown_as_text(mail: str, how: str) -> None:
    entwurf = read(mail)
    assert f"verschlüsselt ({how})" in " ".join(entwurf.hinweise)
    assert entwurf.text == ""
    assert entwurf.anhaenge == ()


def test_a_message_saved_by_outlook_is_read_like_any_mail() -> None:
    entwurf = read((FAELLE / "outlook.msg").read_bytes())
    assert entwurf.betreff == "Re: test internal"
    assert (entwurf.adresse, entwurf.datum) == ("bedfortest@tutanota.de", date(2020, 10, 6))
    assert entwurf.text.startswith("asdfasdf")
    assert [(a.name, len(a.daten)) for a in entwurf.anhaenge] == [("serveimage.jpg", 36739)]
    assert "über ein Jahr alt" in " ".join(entwurf.hinweise)


def winmail_mail(daten: bytes, text: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Erika Probe <erika@mail.example>", "Beschwerde"
    message.set_content(text)
    message.add_attachment(daten, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return message.as_bytes()


def test_files_in_a_winmail_are_attachments() -> None:
    entwurf = read(winmail_mail((FAELLE / "winmail-umlaut.dat").read_bytes(), LANG))
    assert "UmlautAnhang-äüö.txt" in [a.name for a in entwurf.anhaenge]
    assert "TBZ PARIV GmbH.jpg" in [a.name for a in entwurf.anhaenge]
    assert LANG in entwurf.text


def test_a_winmail_that_is_broken_or_a_bomb_is_said() -> None:
    part = struct.pack("<BIL", 2, 0x00069002, 0) + b"\0\0"
    bomb = struct.pack("<LH", 0x223E9F78, 1) + part * 100_000
    for daten in (b"kaputt", bomb):
        entwurf = read(winmail_mail(daten, LANG))
        assert "winmail.dat" in " ".join(entwurf.hinweise)
        assert entwurf.text == LANG


@given(st.binary(max_size=400))
def test_a_damaged_message_of_outlook_is_read_or_refused(junk: bytes) -> None:
    whole = (FAELLE / "outlook.msg").read_bytes()
    place = binascii.crc32(junk) % (len(whole) - 400)
    with contextlib.suppress(RuleViolation):
        read(whole[:place] + junk + whole[place + len(junk) :])
