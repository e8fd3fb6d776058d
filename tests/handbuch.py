"""The handbook and the glossary, made from the help's source: `python -m tests.handbuch`."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from admin.base import hilfetext
from admin.formatters import field_label
from admin.views import hilfeschritte
from models.importer import describe_columns
from models.rules.recht import Recht
from models.rules.rechte import holders
from models.rules.regelwerk import load_regelwerke

DOCS = Path(__file__).parents[1] / "docs"
HANDBUCH, GLOSSAR = DOCS / "handbuch.md", DOCS / "glossar.md"
_IMPORT = "Vorgänge übernehmen: die Spalten der Datei"
_WORTE = re.compile(r"(<!-- worte -->\n).*(<!-- /worte -->)", re.DOTALL)
_SCHRITTE, _REGELN, _GLOSSAR = "Die Schritte", "Die Regeln in einfachen Worten", "Glossar"
_EINLEITUNG = (
    "Für alle, die mit KRM arbeiten. Dieselben Texte stehen im Programm unter „Hilfe“; dort "
    "rechnet KRM dazu aus, was Sie in Ihrer Rolle dürfen. In Klammern steht hier, wer etwas darf. "
    "Diese Datei entsteht mit `python -m tests.handbuch`; geändert wird `admin/hilfe/`."
)


def handbook() -> str:
    """The whole handbook as Markdown, with its contents."""
    teile = [
        (hilfetext.erster_tag().titel, list(_first_day())),
        *((teil.titel, list(_chapter(teil))) for teil in hilfetext.kapitel()),
        (_SCHRITTE, list(_steps())),
        (_REGELN, list(_rules())),
        (_IMPORT, list(_import_columns())),
        (_GLOSSAR, [_words()]),
    ]
    contents = [f"- [{titel}](#{_slug(titel)})" for titel, _ in teile]
    body = [line for titel, lines in teile for line in (f"## {titel}", "", *lines, "")]
    return "\n".join(["# Handbuch", "", _EINLEITUNG, "", *contents, "", *body]).rstrip() + "\n"


def with_words(text: str) -> str:
    """The glossary's text with the words as the help has them now."""
    return _WORTE.sub(lambda marks: f"{marks[1]}{_words()}\n{marks[2]}", text)


def _first_day() -> Iterator[str]:
    tag = hilfetext.erster_tag()
    yield tag.wozu
    for teil in tag.abschnitt:
        yield from ("", f"### {tag.titel}: {teil.titel}", "", teil.einleitung, "")
        yield from (f"{nr}. **{p.was}** – {p.wie}" for nr, p in enumerate(teil.punkt, start=1))
    yield from ("", f"Regeln: {', '.join(tag.regeln)}")


def _chapter(teil: hilfetext.Kapitel) -> Iterator[str]:
    for seite in teil.seite:
        yield from (f"### {seite.titel}", "", seite.wozu, "")
        yield from (f"- {_doing(tun)}" for tun in seite.tun)
        if seite.fehler:
            yield from ("", "Wenn etwas nicht klappt:", "")
            yield from (f"- **{f.was}** {f.rat}" for f in seite.fehler)
        if seite.regeln:
            yield from ("", f"Regeln: {', '.join(seite.regeln)}")
        yield ""


def _doing(tun: hilfetext.Tun) -> str:
    return f"{tun.satz} *({', '.join(holders(Recht(tun.recht)))})*" if tun.recht else tun.satz


def _steps() -> Iterator[str]:
    titles: dict[str, list[str]] = {}
    for id, werk in load_regelwerke().items():
        yield from (f"### {werk.name}", "")
        for ablauf in hilfeschritte.ablaeufe(id):
            yield f"- **{ablauf.titel}:** {' → '.join(s.titel for s in ablauf.schritte)}"
            for schritt in ablauf.schritte:
                titles.setdefault(schritt.name, []).append(schritt.titel)
        yield ""
    yield from ("### Was die Schritte bedeuten", "", "| Schritt | Bedeutung |", "|---|---|")
    rows = ((" / ".join(dict.fromkeys(t)), name) for name, t in titles.items())
    sentences = hilfetext.schrittsaetze()
    yield from _table((titel, sentences[name]) for titel, name in sorted(rows))


def _rules() -> Iterator[str]:
    yield from ("Unsere Worte; maßgeblich ist die Weisung.", "")
    yield from ("| Regel | Bedeutung | Fundstelle |", "|---|---|---|")
    yield from _table(
        (r.id, r.satz, f"{r.haus}, {r.quelle}" if r.haus else r.quelle)
        for r in hilfetext.regeln().values()
    )


def _import_columns() -> Iterator[str]:
    yield (
        "Die Administration übernimmt Vorgänge aus einem anderen Verfahren mit "
        "`python -m admin import DATEI.csv`; `--probe` prüft zuerst und schreibt nichts. Die Datei "
        "ist eine CSV-Datei in UTF-8 mit Semikolon, ihre erste Zeile nennt die Spalten. N ist die "
        "Nummer des Anliegens, 1 bis 3."
    )
    yield from ("", "| Spalte | Feld | Inhalt | Pflicht |", "|---|---|---|---|")
    yield from _table(
        (f"`{c.name}`", field_label(c.feld), c.erwartet.replace("|", "\\|"), "ja" * c.pflicht)
        for c in describe_columns()
    )


def _words() -> str:
    rows = _table((wort.name, wort.satz) for wort in hilfetext.glossar())
    return "\n".join(["| Wort | Bedeutung |", "|---|---|", *rows])


def _table(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    return (f"| {' | '.join(row)} |" for row in rows)


def _slug(titel: str) -> str:
    return re.sub(r"[^\w -]", "", titel.lower()).replace(" ", "-")


if __name__ == "__main__":
    HANDBUCH.write_text(handbook(), "utf-8")
    GLOSSAR.write_text(with_words(GLOSSAR.read_text("utf-8")), "utf-8")
