"""What a mail is, and in which letters it is written."""

import pytest

from models.rules.fehler import RuleViolation
from models.rules.post.zeichen import decode
from tests.post import KOPF, SATZ, read

INNEN = KOPF + "Message-ID: <1@mail.example>\n\nText."


@pytest.mark.parametrize(
    "content",
    [
        "\n\n \n" + INNEN,
        "\ufeff\n" + INNEN,
        "ï»¿" + INNEN,
        "From erika@mail.example Thu Nov 26 09:15:00 2026\n" + INNEN,
        ">From erika@mail.example Thu Nov 26 09:15:00 2026\n" + INNEN,
        "\nFrom - Thu Nov 26 09:15:00 2026\n" + INNEN,
        "*** Diese E-Mail wurde geprüft ***\n\n" + INNEN,
        "Virenscanner: keine Funde\n\n" + INNEN,
        INNEN.replace("Subject", "Von Virenscanner geprüft\nSubject"),
        INNEN.replace("\n", "\r\r\n"),
        INNEN.replace("\n", "\r"),
        INNEN.encode("utf-16"),
    ],
)
def test_a_mail_is_known_behind_what_programs_put_in_front(content: str | bytes) -> None:
    entwurf = read(content)
    assert (entwurf.name, entwurf.text, entwurf.betreff) == ("Probe", "Text.", "Beschwerde")


@pytest.mark.parametrize(
    "content",
    [
        "Guten Tag,\n\nFrom: anna@mail.example\nSubject: Hallo\n\nzitiert",
        "Von: Erika\nBetreff: Hallo\n\nText",
        "Ein Brief ohne Kopf.",
        "From: Erika\n\nNur eine Zeile.",
    ],
)
def test_a_text_that_quotes_a_mail_is_none(content: str) -> None:
    with pytest.raises(RuleViolation, match="keine E-Mail"):
        read(content)


def test_a_file_of_several_mails_says_so() -> None:
    line = "From erika@mail.example Thu Nov 26 09:15:00 2026\n"
    entwurf = read(f"{line}{INNEN}\n\n>From hier an Zitat\n\n{line}{INNEN}")
    assert entwurf.text == "Text.\n\nFrom hier an Zitat"
    assert "mehrere E-Mails" in " ".join(entwurf.hinweise)


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("cp1252", "iso-8859-1"),
        ("cp1252", "ISO_8859-1"),
        ("cp1252", "latin1"),
        ("cp1252", "us-ascii"),
        ("cp1252", "unknown-8bit"),
        ("cp1252", "windows 1252"),
        ("cp1252", "x-gibtsnicht"),
        ("cp1252", ""),
        ("cp1252", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("utf-8", "windows-1252"),
        ("utf-8", "us-ascii"),
        ("utf-8", "UTF8"),
        ("utf-8", "'utf-8'"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-7", "utf-7"),
        ("gb18030", "gb2312"),
    ],
)
def test_a_wrong_or_missing_charset_loses_no_letter(codec: str, label: str) -> None:
    assert decode(SATZ.encode(codec), label) == SATZ


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("koi8-r", "Добрый день, я жалуюсь на решение и прошу его проверить."),
        ("cp1251", "Добрый день, я жалуюсь на решение и прошу его проверить."),
        ("iso8859-9", "Şikayetim var, işlemler çok uzun sürüyor."),
        ("iso8859-15", "416 € zu wenig"),
        ("cp850", "Grüße aus Köln"),
        ("euc_jp", "苦情があります"),
    ],
)
def test_letters_of_other_languages_are_read_by_their_charset(codec: str, text: str) -> None:
    assert decode(text.encode(codec), codec.replace("iso8859", "iso-8859")) == text


def test_cyrillic_without_a_charset_is_not_taken_for_western_letters() -> None:
    text = "Добрый день, я жалуюсь на решение и прошу его проверить."
    assert decode(text.encode("cp1251"), "") == text


def test_bytes_that_nobody_can_read_are_said() -> None:
    mail = KOPF.encode() + b"Content-Type: text/plain; charset=windows-1252\n\nGr\xfc\xdfe \x81\x8d"
    entwurf = read(mail)
    assert entwurf.text.startswith("Grüße")
    assert "nicht lesbar" in " ".join(entwurf.hinweise)
