"""Log-in and log-out by Flask-Security: by log-in name, argon2id, one answer for every failure."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from flask import Flask, g, request
from flask_login import user_logged_in, user_logged_out
from flask_security import LoginForm, Security, UserMixin
from flask_security.datastore import UserDatastore
from flask_security.utils import validate_redirect_url
from flask_wtf import CSRFProtect
from wtforms import PasswordField, StringField, SubmitField
from wtforms.validators import InputRequired, Length

from admin.security import anfrage, bremse, sitzung
from models.queries.sitzungen import find_konto
from models.tables import Konto

FEHLSCHLAG = (
    "Die Anmeldung ist nicht gelungen. Bitte Anmeldenamen und Passwort prüfen; "
    "hilft das nicht, wenden Sie sich an die Administration."
)
WARTEN = "Zu viele Fehlversuche. Bitte versuchen Sie es in {sekunden} Sekunden noch einmal."


class Anmeldekonto(UserMixin):
    """An account as Flask-Security sees it. Roles are not its business: `may()` decides."""

    fs_uniquifier: str = ""
    roles: tuple = ()

    def __init__(self, konto: Konto) -> None:
        self.konto = konto
        self.id = konto.id
        self.email = konto.email
        self.password = konto.password
        self.active = konto.active
        self.fs_uniquifier = konto.fs_uniquifier

    def get_id(self) -> str:
        return self.fs_uniquifier


class Kontenspeicher(UserDatastore):
    """Finds accounts for the log-in; it changes none, that is what actions are for."""

    def __init__(self) -> None:
        super().__init__(user_model=Anmeldekonto, role_model=None)

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> Anmeldekonto | None:
        konto = _of_session(kwargs.get("fs_uniquifier")) or find_konto(
            login=kwargs.get("login"), uniquifier=kwargs.get("fs_uniquifier")
        )
        return Anmeldekonto(konto) if konto else None

    def find_role(self, role: str) -> None:
        return None

    def put(self, model: Any) -> Any:
        return model

    def commit(self) -> None:
        """Nothing is pending: actions commit themselves."""


class Anmeldeformular(LoginForm):
    """Log-in name and password; says the same whatever was wrong."""

    # The library looks for faults at the e-mail address, by which nobody logs in here.
    email = SimpleNamespace(data=None, errors=())
    remember = None
    login = StringField(
        "Anmeldename",
        [InputRequired("Bitte den Anmeldenamen eingeben."), Length(max=80)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "autofocus": True},
    )
    password = PasswordField(
        "Passwort",
        [InputRequired("Bitte das Passwort eingeben."), Length(max=256)],
        render_kw={"autocomplete": "current-password"},
    )
    submit = SubmitField("Anmelden")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not validate_redirect_url(self.next.data or ""):
            self.next.data = ""

    def validate(self, **kwargs: Any) -> bool:
        name, adresse = self.login.data or "", request.remote_addr or ""
        if not (name.strip() and self.password.data):
            return super(LoginForm, self).validate(**kwargs)
        if seconds := bremse.seconds_to_wait(name, adresse, anfrage.now()):
            return self._fail(WARTEN.format(sekunden=seconds))
        self.ifield = self.login
        self.user = Kontenspeicher().find_user(login=name)
        passed = super().validate(**kwargs)
        with sitzung.must_be_kept(sitzung.ANMELDUNG_SCHEITERT):
            if passed:
                bremse.record_success(name, adresse)
            else:
                bremse.record_failure(name, adresse, anfrage.now())
        return passed or self._fail(FEHLSCHLAG)

    def _fail(self, satz: str) -> bool:
        for field in (self.login, self.password):
            field.errors = []
        self.form_errors = [satz]
        return False


def _of_session(uniquifier: str | None) -> Konto | None:
    """The account that came with the session, unless its mark has changed since log-in."""
    konto: Konto | None = g.get("sitzungskonto")
    return konto if konto and konto.fs_uniquifier == uniquifier else None


def init_app(app: Flask) -> None:
    """`/anmelden` and `/abmelden`, CSRF for every POST of the application."""
    app.config.update(
        # The token lives as long as the session: a form may stay open over lunch.
        WTF_CSRF_TIME_LIMIT=None,
        # Our pages send no referrer (Referrer-Policy); asking for one over TLS refuses every form.
        WTF_CSRF_SSL_STRICT=False,
        SECURITY_LOGIN_URL="/anmelden",
        SECURITY_LOGOUT_URL="/abmelden",
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_POST_LOGIN_VIEW="/",
        SECURITY_POST_LOGOUT_VIEW="/anmelden",
        SECURITY_LOGIN_USER_TEMPLATE="anmelden.html",
        SECURITY_USER_IDENTITY_ATTRIBUTES=[{"login": {"mapper": str, "case_insensitive": True}}],
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_DEPRECATED_PASSWORD_SCHEMES=[],
        # Hashes are plain argon2id: whoever sets a password needs no key of the web server.
        SECURITY_PASSWORD_SINGLE_HASH=True,
        SECURITY_PASSWORD_SALT="",
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_FRESHNESS=timedelta(seconds=-1),
        SECURITY_FLASH_MESSAGES=False,
        SECURITY_STATIC_FOLDER=None,
        SECURITY_CLI_USERS_NAME="",
        SECURITY_CLI_ROLES_NAME="",
    )
    CSRFProtect(app)
    Security(app, Kontenspeicher(), login_form=Anmeldeformular)
    user_logged_in.connect(_begin_session, app)
    user_logged_out.connect(_end_session, app)


def _begin_session(app: Flask, user: Anmeldekonto, **_: Any) -> None:
    sitzung.sweep(anfrage.now())
    sitzung.current().renew(user.id)


def _end_session(app: Flask, **_: Any) -> None:
    sitzung.current().end()
