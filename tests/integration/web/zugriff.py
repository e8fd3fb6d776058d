"""The access table: every address of the application × everybody × own and foreign row.

  +  allowed          3  403, with the reason     4  404, as if it were not there
  A  to the log-in    .  open to anybody

An address without a line here fails the build. Addresses of one row stand here once per row
(after the @); `niemand` has no account, `gesperrt` one that was locked after she logged in.
"""

from collections.abc import Iterator
from dataclasses import dataclass

WER = ("niemand", "gesperrt", "anna", "bernd", "clara", "dora", "emil", "greta", "paul", "ines",
       "adam", "berta", "victor", "zoe")  # fmt: skip

# Rows: b501, b601 Beschwerden of teams 501 (Berta responsible) and 601; dab a forwarded
# Dienstaufsichtsbeschwerde; ueber_bernd a case of 501 about Bernd; fehlt a key that is not there.
TABELLE = """
                               niemand gesperrt anna bernd clara dora emil greta paul ines adam berta victor zoe
static                         .  .  .  .  .  .  .  .  .  .  .  .  .  .
bootstrap.static               .  .  .  .  .  .  .  .  .  .  .  .  .  .
security.login                 .  .  .  .  .  .  .  .  .  .  .  .  .  .
security.logout                A  A  +  +  +  +  +  +  +  +  +  +  +  +
start.index                    A  A  +  +  +  +  +  +  +  +  +  +  +  +
start.wach                     A  A  +  +  +  +  +  +  +  +  +  +  +  +

ich.index                      A  A  +  +  +  +  +  +  +  +  +  +  +  +
ich.vertretung_view            A  A  +  +  +  +  +  +  +  +  +  3  3  +
ich.vertretungsende_view       A  A  4  4  4  4  4  4  4  4  4  3  4  4
ich.filter_view                A  A  4  4  4  4  4  4  4  3  3  4  4  4
ich.kalender_view              A  A  +  +  +  +  +  +  +  +  +  +  +  +
ich.passwort_view              A  A  +  +  +  +  +  +  +  +  +  +  +  +
kalender.feed                  4  4  4  4  4  4  4  4  4  4  4  4  4  4
freigabe.index                 A  A  +  +  +  +  +  +  +  +  +  +  +  +
freigabe.entscheidung_view     A  A  4  4  4  4  4  4  4  4  4  4  4  4
freigabe.kenntnis_view         A  A  4  4  4  4  4  4  4  4  4  4  4  4
hilfe.index                    A  A  +  +  +  +  +  +  +  +  +  +  +  +
hilfe.seite                    A  A  +  +  +  +  +  +  +  +  +  +  +  +
hilfe.schritte                 A  A  +  +  +  +  +  +  +  +  +  +  +  +
hilfe.schritt                  A  A  +  +  +  +  +  +  +  +  +  +  +  +
hilfe.erster_tag               A  A  +  +  +  +  +  +  +  +  +  +  +  +
hilfe.glossar                  A  A  +  +  +  +  +  +  +  +  +  +  +  +

vorgang.index_view             A  A  +  +  +  +  +  +  +  3  3  +  +  +
vorgang.filter_view            A  A  +  +  +  +  +  +  +  3  3  +  +  +
vorgang.merken_view            A  A  +  +  +  +  +  +  +  3  3  +  +  +
vorgang.export                 A  A  +  +  +  +  +  +  +  3  3  3  +  +
vorgang.xlsx_view              A  A  +  +  +  +  +  +  +  3  3  3  +  +
vorgang.details_view@b501      A  A  +  +  4  +  +  +  4  4  4  +  +  4
vorgang.details_view@b601      A  A  +  4  4  +  4  +  4  4  4  4  4  4
vorgang.details_view@dab       A  A  +  4  4  4  4  +  +  4  4  4  4  4
vorgang.details_view@ueber_bernd A A +  4  4  +  +  +  4  4  4  4  4  4
vorgang.details_view@fehlt     A  A  4  4  4  4  4  4  4  4  4  4  4  4
vorgang.edit_view@b501         A  A  +  +  4  3  +  +  4  4  4  +  +  4
vorgang.edit_view@b601         A  A  +  4  4  3  4  +  4  4  4  4  4  4
vorgang.edit_view@dab          A  A  +  4  4  4  4  +  +  4  4  4  4  4
vorgang.edit_view@ueber_bernd  A  A  +  4  4  3  +  +  4  4  4  4  4  4
vorgang.edit_view@fehlt        A  A  4  4  4  4  4  4  4  4  4  4  4  4

vorgang.schritt_view@b501      A  A  +  +  4  +  +  +  4  4  4  +  +  4
vorgang.schritt_view@dab        A  A  +  4  4  4  4  +  +  4  4  4  4  4
vorgang.schritt_view@ueber_bernd A A +  4  4  +  +  +  4  4  4  4  4  4
vorgang.schritt_view@fehlt     A  A  4  4  4  4  4  4  4  4  4  4  4  4
vorgang.schreiben_view@b501    A  A  +  +  4  3  +  +  4  4  4  +  +  4
vorgang.schreiben_view@dab     A  A  3  4  4  4  4  +  +  4  4  4  4  4
vorgang.schreiben_view@ueber_bernd A A +  4  4  3  +  +  4  4  4  4  4  4
vorgang.schreiben_view@fehlt   A  A  4  4  4  4  4  4  4  4  4  4  4  4
vorgang.dokument_view@b501     A  A  +  +  4  3  +  +  4  4  4  +  +  4
vorgang.dokument_view@dab      A  A  +  4  4  4  4  +  +  4  4  4  4  4
vorgang.dokument_view@fehlt    A  A  4  4  4  4  4  4  4  4  4  4  4  4
vorgang.akte_view@b501         A  A  +  +  4  3  +  +  4  4  4  +  +  4
vorgang.akte_view@dab          A  A  3  4  4  4  4  +  +  4  4  4  4  4
vorgang.akte_view@fehlt        A  A  4  4  4  4  4  4  4  4  4  4  4  4
vorgang.datei_view@fehlt       A  A  4  4  4  4  4  4  4  4  4  4  4  4
vorgang.fassungen_view@b501    A  A  +  +  4  +  +  +  4  4  4  +  +  4
vorgang.fassungen_view@dab     A  A  3  4  4  4  4  +  +  4  4  4  4  4
vorgang.fassungen_view@fehlt   A  A  4  4  4  4  4  4  4  4  4  4  4  4

verfahren.index@b501           A  A  +  +  4  +  +  +  4  4  4  +  +  4
verfahren.index@dab            A  A  +  4  4  4  4  +  +  4  4  4  4  4
verfahren.index@ueber_bernd    A  A  +  4  4  +  +  +  4  4  4  4  4  4
verfahren.index@fehlt          A  A  4  4  4  4  4  4  4  4  4  4  4  4
verfahren.datei_view@b501      A  A  +  +  4  +  +  +  4  4  4  +  +  4
verfahren.datei_view@ueber_bernd A A +  4  4  +  +  +  4  4  4  4  4  4
verfahren.datei_view@fehlt     A  A  4  4  4  4  4  4  4  4  4  4  4  4
verfahren.ablegen_view@b501    A  A  +  +  4  3  +  +  4  4  4  +  +  4
verfahren.ablegen_view@dab     A  A  3  4  4  4  4  +  +  4  4  4  4  4
verfahren.ablegen_view@fehlt   A  A  4  4  4  4  4  4  4  4  4  4  4  4

eingang.index                  A  A  +  3  3  3  3  3  3  3  3  3  3  +
eingang.form_view              A  A  +  3  3  3  3  3  3  3  3  3  3  +
eingang.frueher_view           A  A  +  3  3  3  3  3  3  3  3  3  3  +
eingang.mail_view              A  A  +  3  3  3  3  3  3  3  3  3  3  +

gefahr.index                   A  A  +  +  +  +  +  +  +  +  +  +  +  +
gefahr.meldung                 A  A  4  4  4  4  4  4  4  4  4  4  4  4
gefahr.gesehen                 A  A  4  4  4  4  4  4  4  4  4  4  4  4

post.index                     A  A  +  3  3  3  3  3  3  3  +  3  3  +
post.nochmal                   A  A  4  3  3  3  3  3  3  3  4  3  3  4
post.beiseite                  A  A  4  3  3  3  3  3  3  3  4  3  3  4

strichliste.index_view         A  A  +  +  +  +  +  +  3  3  3  +  +  +
strichliste.filter_view        A  A  +  +  +  +  +  +  3  3  3  +  +  +
strichliste.export             A  A  +  +  +  +  +  +  3  3  3  +  +  +
strichliste.create_view        A  A  +  +  +  3  3  3  3  3  3  +  +  +
strichliste.edit_view@strich501 A A  +  +  4  3  3  3  4  4  4  +  +  4
strichliste.edit_view@fehlt    A  A  4  4  4  4  4  4  4  4  4  4  4  4

strichliste.strich_view        A  A  4  4  4  3  3  3  3  3  3  4  4  4
strichliste.zurueck_view       A  A  +  +  +  3  3  3  3  3  3  +  +  +
strichliste.link_view          A  A  4  4  4  3  3  3  3  3  3  3  4  4
zaehlen.seite                  4  4  4  4  4  4  4  4  4  4  4  4  4  4

bericht.index_view             A  A  +  3  3  +  +  +  3  3  3  3  3  +
bericht.filter_view            A  A  +  3  3  +  +  +  3  3  3  3  3  +
bericht.create_view            A  A  +  3  3  +  3  +  3  3  3  3  3  +
bericht.details_view@lauf      A  A  +  4  4  +  4  +  4  4  4  4  4  4
bericht.stand_view@lauf        A  A  +  4  4  +  4  +  4  4  4  4  4  4
bericht.datei_view@lauf        A  A  +  4  4  +  4  +  4  4  4  4  4  4
bericht.details_view@lauf50    A  A  +  4  4  +  +  +  4  4  4  4  4  4
bericht.stand_view@lauf50      A  A  +  4  4  +  +  +  4  4  4  4  4  4
bericht.datei_view@lauf50      A  A  +  4  4  +  +  +  4  4  4  4  4  4
bericht.zip_view@lauf          A  A  +  4  4  +  4  +  4  4  4  4  4  4
bericht.zip_view@lauf50        A  A  +  4  4  +  +  +  4  4  4  4  4  4
bericht.vergleich_view@lauf    A  A  4  4  4  4  4  4  4  4  4  4  4  4
bericht.vergleich_view@lauf50  A  A  4  4  4  4  4  4  4  4  4  4  4  4
bericht.handlung_view@lauf     A  A  3  4  4  3  4  +  4  4  4  4  4  4
bericht.handlung_view@lauf50   A  A  3  4  4  3  3  +  4  4  4  4  4  4
bericht.datei_view@fehlt       A  A  4  4  4  4  4  4  4  4  4  4  4  4

berichtsadresse.index_view     A  A  +  3  3  +  3  +  3  3  3  3  3  +
berichtsadresse.create_view    A  A  +  3  3  +  3  +  3  3  3  3  3  +
berichtsadresse.details_view@adresse A A + 4 4 + 4  +  4  4  4  4  4  4
berichtsadresse.edit_view@adresse A A + 4 4 + 4  +  4  4  4  4  4  4
zeitplan.index_view            A  A  +  3  3  +  +  +  3  3  3  3  3  +
zeitplan.create_view           A  A  +  3  3  +  3  +  3  3  3  3  3  +
zeitplan.details_view@zeitplan A  A  +  4  4  +  4  +  4  4  4  4  4  4
zeitplan.edit_view@zeitplan    A  A  +  4  4  +  4  +  4  4  4  4  4  4

regelwerk.index                A  A  +  +  +  +  +  +  +  +  +  +  +  +
regelwerk.werk_view            A  A  4  4  4  4  4  4  4  4  4  4  4  4
regelwerk.vergleich_view       A  A  4  4  4  4  4  4  4  4  4  4  4  4

einheit.index_view             A  A  +  +  +  +  +  +  +  +  +  +  +  +
einheit.filter_view            A  A  +  +  +  +  +  +  +  +  +  +  +  +
einheit.create_view            A  A  3  3  3  3  3  3  3  3  +  3  3  3
einheit.details_view@team501   A  A  +  +  +  +  +  +  +  +  +  +  +  +
einheit.edit_view@team501      A  A  3  3  3  3  3  3  3  3  +  3  3  3
einheit.delete_view@team501    A  A  3  3  3  3  3  3  3  3  +  3  3  3
einheit.handlung_view@team501  A  A  3  3  3  3  3  3  3  3  +  3  3  3
einheit.edit_view@team701      A  A  3  3  3  3  3  3  3  3  3  3  3  3
einheit.delete_view@team701    A  A  3  3  3  3  3  3  3  3  3  3  3  3
einheit.handlung_view@team701  A  A  3  3  3  3  3  3  3  3  3  3  3  3

konto.index_view               A  A  +  +  +  3  +  +  +  3  +  3  +  +
konto.filter_view              A  A  +  +  +  3  +  +  +  3  +  3  +  +
konto.create_view              A  A  3  3  3  3  3  3  3  3  +  3  3  3
konto.details_view@berta       A  A  +  +  +  4  +  +  +  4  +  4  +  4
konto.edit_view@berta          A  A  3  3  3  4  3  3  3  4  +  4  3  4
konto.delete_view@berta        A  A  3  3  3  4  3  3  3  4  +  4  3  4
konto.handlung_view@berta      A  A  3  3  3  4  3  3  3  4  +  4  3  4
konto.details_view@zoe         A  A  4  4  4  4  4  4  4  4  4  4  4  +
konto.edit_view@zoe            A  A  4  4  4  4  4  4  4  4  4  4  4  3
konto.delete_view@zoe          A  A  4  4  4  4  4  4  4  4  4  4  4  3
konto.handlung_view@zoe        A  A  4  4  4  4  4  4  4  4  4  4  4  3

rolle.index_view               A  A  +  +  +  3  +  +  +  3  +  3  +  +
rolle.filter_view              A  A  +  +  +  3  +  +  +  3  +  3  +  +
rolle.create_view              A  A  3  3  3  3  3  3  3  3  +  3  3  3
rolle.details_view@rolle_berta A  A  +  +  +  4  +  +  +  4  +  4  +  4
rolle.handlung_view@rolle_berta A A  3  3  3  4  3  3  3  4  +  4  3  4
rolle.details_view@rolle_zoe   A  A  4  4  4  4  4  4  4  4  4  4  4  +
rolle.handlung_view@rolle_zoe  A  A  4  4  4  4  4  4  4  4  4  4  4  3

code.index_view                A  A  +  +  +  +  +  +  +  +  +  +  +  +
code.filter_view               A  A  +  +  +  +  +  +  +  +  +  +  +  +
code.create_view               A  A  +  3  3  3  3  3  3  3  +  3  3  +
code.details_view@code         A  A  +  +  +  +  +  +  +  +  +  +  +  +
code.edit_view@code            A  A  +  3  3  3  3  3  3  3  +  3  3  +
code.handlung_view@code        A  A  +  3  3  3  3  3  3  3  +  3  3  +

textbaustein.index_view        A  A  +  3  3  3  3  3  3  3  3  3  3  +
textbaustein.filter_view       A  A  +  3  3  3  3  3  3  3  3  3  3  +
textbaustein.create_view       A  A  +  3  3  3  3  3  3  3  3  3  3  +
textbaustein.details_view@baustein A A +  4  4  4  4  4  4  4  4  4  4  +
textbaustein.edit_view@baustein A A  +  4  4  4  4  4  4  4  4  4  4  +
textbaustein.handlung_view@baustein A A + 4  4  4  4  4  4  4  4  4  4  +
textbaustein.muster_view@baustein A A +  4  4  4  4  4  4  4  4  4  4  +

briefkopf.index_view           A  A  +  3  3  3  3  3  3  3  3  3  3  +
briefkopf.create_view          A  A  +  3  3  3  3  3  3  3  3  3  3  +
briefkopf.details_view@briefkopf A A +  4  4  4  4  4  4  4  4  4  4  +
briefkopf.edit_view@briefkopf  A  A  +  4  4  4  4  4  4  4  4  4  4  3
briefkopf.handlung_view@briefkopf A A + 4  4  4  4  4  4  4  4  4  4  3
briefkopf.logo_view@briefkopf  A  A  +  4  4  4  4  4  4  4  4  4  4  3
briefkopf.muster_view@briefkopf A A  +  4  4  4  4  4  4  4  4  4  4  3

protokoll.index_view           A  A  3  3  3  3  3  3  3  +  3  3  3  3
protokoll.filter_view          A  A  3  3  3  3  3  3  3  +  3  3  3  3
"""  # noqa: E501


@dataclass(frozen=True)
class Zugriff:
    """One cell: what `wer` gets at `endpoint`, for the row of that name where it needs one."""

    endpoint: str
    zeile: str
    wer: str
    erwartet: str


def lines() -> Iterator[list[str]]:
    """The table's lines as words, without head and blank ones."""
    for line in TABELLE.strip().splitlines()[1:]:
        if line.strip():
            yield line.split()


def cells() -> Iterator[Zugriff]:
    """Every cell. Raises ValueError for a line that does not have one sign for everybody."""
    for name, *signs in lines():
        endpoint, _, zeile = name.partition("@")
        for wer, sign in zip(WER, signs, strict=True):
            yield Zugriff(endpoint, zeile, wer, sign)


def endpoints() -> set[str]:
    """Endpoints that have a line."""
    return {line[0].partition("@")[0] for line in lines()}
