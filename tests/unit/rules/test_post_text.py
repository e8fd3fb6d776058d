"""Which text of a mail carries its message, and how its bytes were packed."""

import base64

import pytest

from tests.post import HTML, LANG, PLAIN, SATZ, parts, read, with_head


@pytest.mark.parametrize(
    "mail",
    [
        parts("alternative", PLAIN, f"{HTML}<p>{LANG}</p>"),
        parts("alternative", f"{PLAIN} \n", f"{HTML}<p>{LANG}</p>"),
        parts("alternative", f"{PLAIN}Ihr Programm zeigt kein HTML.", f"{HTML}<p>{LANG}</p>"),
        parts("alternative", f"{PLAIN}-- \nAuf Viren geprüft", f"{HTML}<p>{LANG}</p>"),
        parts("alternative", f"{PLAIN}Diese E-Mail wurde von Avast auf Viren geprüft und ist in "
              "Ordnung, so sagt es der Scanner.", f"{HTML}<p>{LANG}</p>"),
        parts("mixed", f"{PLAIN}-- \nAuf Viren geprüft", f"{HTML}<p>{LANG}</p>"),
        parts("mixed", f"{HTML}<p>{LANG}</p>", f"{PLAIN}Geprüft."),
        parts("related", f"{HTML}<p>{LANG}</p>"),
        parts("alternative", f"{PLAIN}{LANG[:30]}", f"{HTML}<p>{LANG}</p>"),
        parts("mixed", f"Content-Type: text/plain\nContent-Disposition: attachment\n\n{LANG}"),
        parts("mixed", 'Content-Type: text/html; name="ATT00001.htm"\nContent-Disposition: '
              f'attachment; filename="ATT00001.htm"\n\n<p>{LANG}</p>'),
        parts("mixed", f"{PLAIN}-- \nAuf Viren geprüft", 'Content-Type: text/plain; '
              f'name="brief.txt"\n\n{LANG}'),
    ],
)  # fmt: skip
def test_the_message_stands_in_the_form_wherever_the_mail_keeps_it(mail: str) -> None:
    assert LANG in read(mail).text


def test_a_text_that_comes_twice_is_read_once() -> None:
    assert read(parts("mixed", PLAIN + LANG, f"{HTML}<p>{LANG}</p>")).text == LANG
    assert read(parts("alternative", PLAIN + LANG, f"{HTML}<p>{LANG}</p>")).text == LANG


CTE = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
CODED = base64.encodebytes((SATZ * 3).encode()).decode()


@pytest.mark.parametrize(
    "body",
    [
        f"{CTE}base64 \n\n{CODED}",
        f"{CTE}BASE64;\n\n{CODED}",
        f"{CTE}base64\n\n{CODED.replace(chr(10), ' ' + chr(10))}",
        f"{CTE}base64\n\n{' '.join(CODED[n : n + 8] for n in range(0, len(CODED), 8))}",
        f"{CTE}base64\n\n\n{CODED.rstrip().rstrip('=')}",
        f"{CTE}base64\n\n{CODED}\n-- \nGeprüft durch das Gateway\n",
    ],
)
def test_base64_is_read_with_blanks_without_padding_and_with_a_footer(body: str) -> None:
    assert with_head(body).text.startswith(SATZ * 3)


def test_damaged_base64_is_read_as_far_as_it_goes_and_said() -> None:
    letters = CODED.replace("\n", "")
    entwurf = with_head(f"{CTE}base64\n\n{letters[:101]}")
    assert entwurf.text.startswith("Ärger über 416 €")
    assert "beschädigt" in " ".join(entwurf.hinweise)


@pytest.mark.parametrize("how", ["quoted-printable", "Quoted-Printable ", "quoted_printable;"])
def test_quoted_printable_is_read_with_its_faults(how: str) -> None:
    body = "Gr=C3=BC=c3=9fe aus K=C3=B6=  \nln, 100 =% sicher =3D gut="
    assert with_head(f"{CTE}{how}\n\n{body}").text == "Grüße aus Köln, 100 =% sicher = gut"


def test_a_damaged_attachment_is_named() -> None:
    piece = 'Content-Type: application/pdf; name="a.pdf"\n'
    piece += "Content-Transfer-Encoding: base64\n\nJVBERi0xLjc"
    entwurf = read(parts("mixed", PLAIN + LANG, piece + "x!"))
    assert entwurf.anhaenge[0].daten.startswith(b"%PDF-1.7")
    assert "„a.pdf“ ist beschädigt" in " ".join(entwurf.hinweise)


def test_a_text_over_the_limit_is_cut_between_letters_and_said() -> None:
    for kind in ("plain", "html"):
        entwurf = with_head(f"Content-Type: text/{kind}; charset=utf-8\n\n{'üäö ' * 200_000}")
        assert entwurf.text.startswith("üäö üäö")
        assert "\ufffd" not in entwurf.text
        assert "hier gekürzt" in " ".join(entwurf.hinweise)
