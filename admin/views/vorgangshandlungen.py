"""What may be brought into a case beside its steps, as data for Aktenseiten."""

from typing import Any

from flask import current_app

from admin.base.formular import Formular, Gruppe, datum, langtext, text, typed, wahl
from admin.base.verzeichnis import Option
from admin.security import anfrage
from admin.views.vorgangsseiten import Aktenhandlung
from models.actions.dokumente import remove_dokument
from models.actions.massnahmen import Vorhaben, confirm_wirkung, record_massnahme
from models.actions.uebermittlungen import Sendung, record_uebermittlung
from models.actions.vermerke import FREI, Notiz, write_vermerk
from models.actions.wiedervorlagen import (
    Vorlage,
    finish_wiedervorlage,
    move_wiedervorlage,
    set_wiedervorlage,
)
from models.actions.zwischennachricht import Zwischennachricht, record_zwischennachricht
from models.queries.akte import mitwirkende, own_accounts
from models.queries.dokumente import why_kept
from models.queries.zustand import plan_of
from models.rules.ablauf_format import VERMERKE
from models.rules.rollen import Recht
from models.rules.versand import BRIEFWEGE, OHNE_ANGABE, WEGE
from models.tables import Dokument, Frist, Massnahme, Vorgang, Wiedervorlage

KEINE = "Keine erforderlich"
_NOETIG = (("ja", "ja, das wird getan"), ("nein", "nein, keine erforderlich"))
_SCHREIBEN = (Recht.VORGANG_BEARBEITEN, Recht.VORGANG_INHALT_LESEN)
_LESEN = (Recht.VORGANG_INHALT_LESEN,)
_SCHRITT_ZWISCHENNACHRICHT = "zwischennachricht_versandt"


def _people(vorgang: Vorgang) -> list[Option]:
    """Who works on the case, oneself first."""
    me = anfrage.akteur().konto_id
    people = mitwirkende(vorgang, anfrage.today())
    people.sort(key=lambda konto: konto.id != me)
    return [(str(p.id), f"{p.name} (ich)" if p.id == me else p.name) for p in people]


def _open(vorgang: Vorgang) -> str:
    if vorgang.abschluss_am is None:
        return ""
    return "Der Vorgang ist abgeschlossen. Soll sich etwas ändern, wird er zuerst wieder eröffnet."


def _no_abgabe(vorgang: Vorgang, zeile: Any) -> str:
    """Of what was handed over at the door KRM keeps no content (MH-12)."""
    if vorgang.art is not None:
        return ""
    return "Zu einer Abgabe hält KRM keinen Inhalt fest; zuständig ist, wer sie bekam."


# --- Vermerke ---


def _vermerk_felder(vorgang: Vorgang, zeile: Any) -> tuple[Gruppe, ...]:
    arten = [(art, VERMERKE[art]) for art in FREI]
    return (Gruppe("Vermerk", (
        wahl("art", arten, label="Was ist es?", pflicht=True, default="gespraech"),
        datum("datum", label="Wann?", pflicht=True, default=anfrage.today),
        langtext("text", zeilen=6, label="Mit wem, worüber, was wurde vereinbart?", pflicht=True),
    )),)  # fmt: skip


def _write(vorgang: Vorgang, zeile: Any, form: Formular, version: int) -> None:
    write_vermerk(by=anfrage.akteur(), now=anfrage.now(), vorgang_id=vorgang.id,
                  notiz=Notiz(form["art"].data, form["text"].data, form["datum"].data))  # fmt: skip


# --- Wiedervorlagen ---


def _vorlage_felder(vorgang: Vorgang, zeile: Any) -> tuple[Gruppe, ...]:
    people = _people(vorgang)
    me = str(anfrage.akteur().konto_id)
    return (Gruppe("Wiedervorlage", (
        datum("faellig_am", label="Vorlegen am", pflicht=True),
        wahl("fuer", people, label="Wem?", pflicht=True,
             default=me if me in dict(people) else ""),
        text("grund", label="Wozu?", laenge=500, pflicht=True,
             hilfe="Steht auf dem Schreibtisch neben der Nummer."),
    )),)  # fmt: skip


def _set(vorgang: Vorgang, zeile: Any, form: Formular, version: int) -> None:
    vorlage = Vorlage(form["faellig_am"].data, form["grund"].data, int(form["fuer"].data))
    set_wiedervorlage(by=anfrage.akteur(), now=anfrage.now(), vorgang_id=vorgang.id,
                      vorlage=vorlage)  # fmt: skip


def _move_felder(vorgang: Vorgang, zeile: Any) -> tuple[Gruppe, ...]:
    return (Gruppe("Neuer Tag", (
        datum("faellig_am", label="Vorlegen am", pflicht=True, default=zeile.faellig_am),
    )),)  # fmt: skip


def _move(vorgang: Vorgang, zeile: Any, form: Formular, version: int) -> None:
    move_wiedervorlage(by=anfrage.akteur(), now=anfrage.now(), wiedervorlage_id=zeile.id,
                       version=version, faellig_am=form["faellig_am"].data)  # fmt: skip


def _finish(vorgang: Vorgang, zeile: Any, form: Formular, version: int) -> None:
    finish_wiedervorlage(by=anfrage.akteur(), now=anfrage.now(), wiedervorlage_id=zeile.id,
                         version=version)  # fmt: skip


def _not_hers(vorgang: Vorgang, zeile: Any) -> str:
    if zeile.erledigt_am is not None:
        return "Diese Wiedervorlage ist schon erledigt."
    mine = own_accounts(anfrage.akteur()) & {zeile.fuer_id, zeile.angelegt_von_id}
    return "" if mine else "Diese Wiedervorlage gehört jemand anderem."


# --- Maßnahmen ---


def _massnahme_felder(vorgang: Vorgang, zeile: Any) -> tuple[Gruppe, ...]:
    return (Gruppe("Maßnahme", (
        wahl("noetig", _NOETIG, label="Ist eine Maßnahme erforderlich?", pflicht=True,
             default="ja"),
        langtext("massnahme", zeilen=3, label="Was wird getan?",
                 hilfe="Bei „nein“ darf das Feld leer bleiben."),
        wahl("massnahme_verantwortlich", _people(vorgang), label="Wer sorgt dafür?"),
        datum("massnahme_termin", label="Bis wann?"),
    )),)  # fmt: skip


def _plan(vorgang: Vorgang, zeile: Any, form: Formular, version: int) -> None:
    needed = form["noetig"].data == "ja"
    owner = form["massnahme_verantwortlich"].data
    what = form["massnahme"].data or ("" if needed else KEINE)
    vorhaben = Vorhaben(what, int(owner) if owner else None, form["massnahme_termin"].data, needed)
    record_massnahme(by=anfrage.akteur(), now=anfrage.now(), vorgang_id=vorgang.id,
                     vorhaben=vorhaben)  # fmt: skip


def _wirkung_felder(vorgang: Vorgang, zeile: Any) -> tuple[Gruppe, ...]:
    return (Gruppe("Wirkung", (
        datum("wirkung_geprueft_am", label="Geprüft am", pflicht=True, default=anfrage.today),
    ), hilfe=zeile.text),)  # fmt: skip


def _confirm(vorgang: Vorgang, zeile: Any, form: Formular, version: int) -> None:
    confirm_wirkung(by=anfrage.akteur(), now=anfrage.now(), massnahme_id=zeile.id, version=version,
                    geprueft_am=form["wirkung_geprueft_am"].data)  # fmt: skip


def _no_effect(vorgang: Vorgang, zeile: Any) -> str:
    if zeile.wirkung_geprueft_am is not None:
        return "Die Wirkung dieser Maßnahme ist schon geprüft."
    return "" if zeile.erforderlich else "Wo keine Maßnahme nötig war, wirkt auch keine."


# --- was das Haus verlässt ---


def _sendung_felder(vorgang: Vorgang, zeile: Any) -> tuple[Gruppe, ...]:
    return (Gruppe("Übermittlung", (
        text("empfaenger", label="An welche Stelle?", laenge=120, pflicht=True,
             hilfe="Die Stelle, nicht der Name einer Person."),
        datum("am", label="Wann?", pflicht=True, default=anfrage.today),
        wahl("weg", WEGE.items(), label="Auf welchem Weg?", pflicht=True),
        text("zweck", label="Was und wozu?", laenge=200, pflicht=True,
             hilfe="Zum Beispiel: Stellungnahme vorab zur Freigabe. Keine Namen."),
    )),)  # fmt: skip


def _send(vorgang: Vorgang, zeile: Any, form: Formular, version: int) -> None:
    sendung = Sendung(**{name: typed(form[name]) for name in ("empfaenger", "am", "weg", "zweck")})
    record_uebermittlung(by=anfrage.akteur(), now=anfrage.now(), vorgang_id=vorgang.id,
                         sendung=sendung)  # fmt: skip


def _zwischen_felder(vorgang: Vorgang, zeile: Any) -> tuple[Gruppe, ...]:
    return (Gruppe("Zwischennachricht", (
        datum("zwischennachricht_am", label="Versandt am", pflicht=True, default=anfrage.today),
        wahl("weg", [(weg, WEGE[weg]) for weg in BRIEFWEGE], label="Auf welchem Weg?",
             default="post"),
        langtext("grund", zeilen=2, label="Grund der Verzögerung", pflicht=True),
        langtext("stand", zeilen=2, label="Bearbeitungsstand", pflicht=True),
        datum("neuer_termin_am", label="Neuer Termin", pflicht=True),
    )),)  # fmt: skip


def _write_zwischen(vorgang: Vorgang, zeile: Any, form: Formular, version: int) -> None:
    nachricht = Zwischennachricht(
        am=form["zwischennachricht_am"].data,
        weg=form["weg"].data or OHNE_ANGABE,
        grund=form["grund"].data,
        stand=form["stand"].data,
        neuer_termin=form["neuer_termin_am"].data,
    )
    record_zwischennachricht(by=anfrage.akteur(), now=anfrage.now(), vorgang_id=vorgang.id,
                             version=version, nachricht=nachricht)  # fmt: skip


def _no_zwischen(vorgang: Vorgang, zeile: Any) -> str:
    """One way only: where the Ablauf has the step, it is the step."""
    if vorgang.fristgerecht is not None or vorgang.abschluss_am is not None:
        return "Der Vorgang ist schon beantwortet; eine Zwischennachricht kommt davor."
    answer = Frist.select().where(Frist.vorgang == vorgang.id, Frist.name == "antwort")
    if vorgang.frist_am is None or not answer.exists():
        return "Ohne Frist für die Antwort gibt es keine Zwischennachricht."
    plan = plan_of(vorgang.__data__)
    if plan is not None and plan.schritt(_SCHRITT_ZWISCHENNACHRICHT) is not None:
        return "Die Zwischennachricht ist hier ein Schritt; er steht oben unter den Schritten."
    return ""


def _remove(vorgang: Vorgang, zeile: Any, form: Formular, version: int) -> None:
    remove_dokument(by=anfrage.akteur(), now=anfrage.now(), dokument_id=zeile.id,
                    ablage=current_app.config["KRM"].ablage_dir)  # fmt: skip


def _stays(vorgang: Vorgang, zeile: Any) -> str:
    return _open(vorgang) or why_kept([zeile], vorgang).get(zeile.id, "")


HANDLUNGEN: tuple[Aktenhandlung, ...] = (
    Aktenhandlung("vermerk", "Vermerk schreiben", "Vermerk schreiben", "Der Vermerk steht jetzt "
                  "in der Akte.", _write, _SCHREIBEN, _vermerk_felder,
                  hindert=_no_abgabe,
                  hilfe="Ein Vermerk bleibt, wie er geschrieben ist."),
    Aktenhandlung("wiedervorlage", "Wiedervorlage anlegen", "Wiedervorlage anlegen",
                  "Die Wiedervorlage ist angelegt.", _set, _LESEN,
                  _vorlage_felder, hindert=_no_abgabe),
    Aktenhandlung("wiedervorlage-verschieben", "Wiedervorlage verschieben", "Verschieben",
                  "Die Wiedervorlage ist verschoben.", _move, _LESEN,
                  _move_felder, Wiedervorlage, _not_hers),
    Aktenhandlung("wiedervorlage-erledigt", "Wiedervorlage erledigen", "Erledigt",
                  "Die Wiedervorlage ist erledigt.", _finish, _LESEN,
                  zeile=Wiedervorlage, hindert=_not_hers),
    Aktenhandlung("massnahme", "Maßnahme festhalten", "Maßnahme festhalten",
                  "Die Maßnahme ist festgehalten.", _plan, (Recht.ERGEBNIS_FESTSTELLEN,),
                  _massnahme_felder, hindert=_no_abgabe),
    Aktenhandlung("massnahme-wirkung", "Wirkung der Maßnahme prüfen", "Wirkung bestätigen",
                  "Die Wirkung ist als geprüft vermerkt.", _confirm, (Recht.ERGEBNIS_FESTSTELLEN,),
                  _wirkung_felder, Massnahme, _no_effect),
    Aktenhandlung("uebermittlung", "Übermittlung eintragen", "Übermittlung eintragen",
                  "Die Übermittlung ist eingetragen.", _send, _SCHREIBEN, _sendung_felder,
                  hilfe="Hier steht, welche Stelle außerhalb des Hauses etwas aus dem Vorgang "
                        "bekommen hat (Art. 15 DSGVO). Was ein Schritt versendet, trägt er selbst "
                        "ein. Der Eintrag bleibt, wie er ist."),
    Aktenhandlung("zwischennachricht", "Zwischennachricht eintragen", "Zwischennachricht eintragen",
                  "Die Zwischennachricht ist eingetragen.", _write_zwischen,
                  _SCHREIBEN, _zwischen_felder, None, _no_zwischen,
                  hilfe="Sie nennt Grund, Bearbeitungsstand und den neuen Termin. Die Frist für "
                        "die Antwort bleibt, wie sie ist."),
    Aktenhandlung("dokument-entfernen", "Dokument entfernen", "Entfernen",
                  "Das Dokument ist entfernt.", _remove, _SCHREIBEN, zeile=Dokument, hindert=_stays,
                  hilfe="Für irrtümlich Abgelegtes. Die Datei wird gelöscht; im Verlauf steht, "
                        "dass es sie gab. Andere Fassungen bleiben.", gefahr=True),
)  # fmt: skip
