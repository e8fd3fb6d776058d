"""What may be done to an account: password, lock, open again."""

from wtforms import Form, PasswordField
from wtforms.fields.core import Field
from wtforms.validators import InputRequired, Length, ValidationError

from admin.base import KrmView
from admin.base.formular import Formular, Gruppe
from admin.base.handlung import Handlung
from admin.security import anfrage
from admin.security.passwort import HOECHSTENS, MINDESTENS, fault_of, hash_password
from models.actions.konten import lock_konto, set_passwort
from models.rules.fehler import RuleViolation
from models.rules.rollen import Recht
from models.tables import Konto


def state(view: KrmView, context: object, row: Konto, name: str) -> str:
    """Whether an account can be used, in words."""
    if not row.active:
        return "gesperrt"
    return "aktiv" if row.password else "noch ohne Passwort"


def _set_passwort(row: Konto, form: Formular, version: int) -> None:
    if fault := fault_of(form["passwort"].data, row.login):
        raise RuleViolation(fault, feld="passwort")
    set_passwort(by=anfrage.akteur(), now=anfrage.now(), konto_id=row.id,
                 passwort_hash=hash_password(form["passwort"].data))  # fmt: skip


def _lock(row: Konto, form: Formular, version: int) -> None:
    lock_konto(by=anfrage.akteur(), now=anfrage.now(), konto_id=row.id, version=version)


def _unlock(row: Konto, form: Formular, version: int) -> None:
    lock_konto(by=anfrage.akteur(), now=anfrage.now(), konto_id=row.id, version=version,
               active=True)  # fmt: skip


def _same(form: Form, field: Field) -> None:
    if field.data != form["passwort"].data:
        raise ValidationError("Die beiden Eingaben sind nicht gleich.")


def _password(label: str, *validators: object) -> PasswordField:
    return PasswordField(
        label,
        [InputRequired("Bitte ein Passwort eingeben."), *validators],
        render_kw={"autocomplete": "new-password"},
    )


PASSWORT = (Gruppe("Neues Passwort", (
    ("passwort", _password("Neues Passwort", Length(max=HOECHSTENS))),
    ("wiederholung", _password("Noch einmal", _same)),
), hilfe=f"Mindestens {MINDESTENS} Zeichen; ein Satz ist besser als Sonderzeichen."),)  # fmt: skip

HANDLUNGEN = (
    Handlung("passwort", "Passwort setzen", Recht.KONTO_PFLEGEN, _set_passwort,
             "Das Passwort ist gesetzt; alle Sitzungen des Kontos sind beendet.",
             "Alle laufenden Sitzungen dieses Kontos enden sofort.", PASSWORT, symbol="key"),
    Handlung("sperren", "Sperren", Recht.KONTO_PFLEGEN, _lock, "Das Konto ist gesperrt.",
             "Die Person kann sich nicht mehr anmelden, laufende Sitzungen enden sofort.",
             passt=lambda row: row.active, symbol="lock"),
    Handlung("entsperren", "Entsperren", Recht.KONTO_PFLEGEN, _unlock, "Das Konto ist offen.",
             "Die Person kann sich wieder anmelden.", passt=lambda row: not row.active,
             symbol="key"),
)  # fmt: skip
