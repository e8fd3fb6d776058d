"""Forms as data: groups of fields with German labels, values as the actions want them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from wtforms import (
    DateField,
    Form,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.core import Field, UnboundField
from wtforms.validators import (
    InputRequired,
    Length,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)

from admin.base import verzeichnis
from admin.base.verzeichnis import Option
from admin.formatters import field_label
from models.rules.fehler import RuleViolation
from models.rules.zeichen import is_blank, plain_text

LEERE_WAHL = SelectChoice("", "– bitte wählen –")
Feld = tuple[str, UnboundField]
_JA_NEIN = {"": None, "ja": True, "nein": False}
_RIESIG = 10**15
_SCHLUESSEL = re.compile(r"[0-9]{1,10}")
_ISO_UND_DEUTSCH = ["%Y-%m-%d", "%d.%m.%Y"]


@dataclass(frozen=True)
class Gruppe:
    """A fieldset. `klappt`: shut until it holds something or an error."""

    titel: str
    felder: tuple[Feld, ...]
    hilfe: str = ""
    klappt: bool = False

    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.felder)


class Formular(Form):
    """A form that speaks German; CSRF is checked for every POST of the application."""

    class Meta:
        locales = ["de"]

    sammelfehler: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sammelfehler = []

    @property
    def filled(self) -> set[str]:
        """Names of the fields that hold something or are wrong."""
        return {f.name for f in self if f.errors or f.data not in (None, "", False)}

    def drop(self, names: Iterable[str]) -> None:
        """Take fields out, so that nobody sets what is not hers to set."""
        for name in names:
            if name in self:
                del self[name]

    def add_violation(self, violation: RuleViolation) -> None:
        """Show a broken rule at its field, or above the form where it has none here."""
        for single in getattr(violation, "verstoesse", [violation]):
            field = self._fields.get(single.feld or "")
            if field is None:
                self.sammelfehler.append(single.satz)
            else:
                field.errors = [*field.errors, single.satz]


def build_form(gruppen: Iterable[Gruppe]) -> type[Formular]:
    """The form class of these groups."""
    fields = {name: field for gruppe in gruppen for name, field in gruppe.felder}
    return type("Eingabeformular", (Formular,), fields)


class Auswahlfeld(SelectField):
    """A select whose stored value stays choosable even when it has left the list.

    `leer`: what the choice of nothing is called.
    """

    def __init__(
        self, *args: Any, options: Callable[[], list[Option]], leer: str = "", **kwargs: Any
    ) -> None:
        self.options, self.leer = options, SelectChoice("", leer) if leer else LEERE_WAHL
        super().__init__(*args, choices=self._offered, coerce=_text, **kwargs)

    def _offered(self) -> list[SelectChoice]:
        return [self.leer, *(SelectChoice(*option) for option in self.options())]

    def process_data(self, value: Any) -> None:
        super().process_data(value)
        self._keep_choosable(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Blanks are no choice; wtforms would let them pass, unchosen or as the one required."""
        self.raw_data = [value.strip() for value in valuelist]
        super().process_formdata(self.raw_data)

    def _keep_choosable(self, value: str | None) -> None:
        if value and value not in labels(self):
            label = f"{self.stored_label(value)} (nicht mehr gültig)"
            self.choices = [*self._offered(), SelectChoice(value, label)]

    def stored_label(self, value: str) -> str:
        return verzeichnis.code_text(self.short_name, value)


class Schluesselfeld(Auswahlfeld):
    """A select of rows: its value is a key, or None."""

    def stored_label(self, value: str) -> str:
        return "Bisherige Angabe"

    @property
    def key(self) -> int | None:
        # None for what is no key: a wrong form is asked for its values, too, to be shown again.
        return int(self.data) if self.data and _SCHLUESSEL.fullmatch(self.data) else None


class JaNeinFeld(SelectField):
    """Yes, no, or unknown: the three are different things."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        choices = [SelectChoice("", "nicht angegeben"), SelectChoice("ja"), SelectChoice("nein")]
        super().__init__(*args, choices=choices, **kwargs)

    def process_data(self, value: Any) -> None:
        self.data = {True: "ja", False: "nein"}.get(value, "")


class Mehrfachfeld(Field):
    """Several values of a list, ticked; its data are the codes with blanks between."""

    def __init__(self, *args: Any, options: Callable[[], list[Option]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = options

    def boxes(self) -> list[tuple[str, str, bool]]:
        """Value, label and whether it is ticked, also of a stored value that left the list."""
        ticked = (self.data or "").split()
        known = self.options()
        gone = [(code, code) for code in ticked if code not in dict(known)]
        return [(code, label, code in ticked) for code, label in (*known, *gone)]

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = " ".join(dict.fromkeys(" ".join(valuelist).split()))

    def pre_validate(self, form: Form) -> None:
        if set((self.data or "").split()) - {
            *dict(self.options()),
            *(self.object_data or "").split(),
        }:
            raise ValidationError("Dieser Wert steht nicht in der Liste.")


class Pflicht(InputRequired):
    """Something has to stand there; what nobody sees is nothing, as it is where nothing has to."""

    def __call__(self, form: Form, field: Field) -> None:
        if field.raw_data and isinstance(field.raw_data[0], str) and is_blank(field.raw_data[0]):
            field.raw_data = []
        super().__call__(form, field)


def labels(field: SelectField) -> dict[str, str]:
    """What people read for each value of a select."""
    return {choice.value: choice.label for choice in field.choices}


def text(name: str, *, laenge: int = 200, **options: Any) -> Feld:
    """One line of text."""
    return name, StringField(*_basics(name, options, [Length(max=laenge), _no_nul]),
                             filters=[_strip, _one_line], **options)  # fmt: skip


def langtext(name: str, *, zeilen: int = 4, **options: Any) -> Feld:
    """Several lines of text."""
    return name, TextAreaField(*_basics(name, options, [Length(max=20_000), _no_nul]),
                               filters=[_strip], render_kw={"rows": zeilen}, **options)  # fmt: skip


def datum(name: str, **options: Any) -> Feld:
    """A day, typed as the browser offers it or as 31.12.2026."""
    return name, DateField(*_basics(name, options, [_plausible_day]),
                           format=_ISO_UND_DEUTSCH, **options)  # fmt: skip


def zahl(name: str, *, von: int = 0, bis: int = 1_000_000, **options: Any) -> Feld:
    """A whole number."""
    return name, IntegerField(*_basics(name, options, [_no_giant, NumberRange(von, bis)]),
                              render_kw={"min": von, "max": bis}, **options)  # fmt: skip


def auswahl(name: str, *, liste: str | None = None, **options: Any) -> Feld:
    """A value of a code list, by default the one of the field's name."""
    choices = partial(verzeichnis.code_options, liste or name)
    return name, Auswahlfeld(*_basics(name, options), options=choices, **options)


def mehrfach(name: str, *, liste: str, **options: Any) -> Feld:
    """Several values of a code list."""
    choices = partial(verzeichnis.code_options, liste)
    return name, Mehrfachfeld(*_basics(name, options), options=choices, **options)


def wahl(name: str, choices: Iterable[Option], **options: Any) -> Feld:
    """One of some given values."""
    given = list(choices)
    return name, Auswahlfeld(*_basics(name, options), options=lambda: given, **options)


def einheit(name: str, **options: Any) -> Feld:
    """A unit; `recht` and `arten` narrow the choice."""
    choices = partial(
        verzeichnis.einheit_options, options.pop("recht", None), options.pop("arten", ())
    )
    return name, Schluesselfeld(*_basics(name, options), options=choices, **options)


def konto(name: str, **options: Any) -> Feld:
    """An account in view."""
    return name, Schluesselfeld(*_basics(name, options), options=verzeichnis.konto_options,
                                **options)  # fmt: skip


def ja_nein(name: str, **options: Any) -> Feld:
    """Yes, no or unknown."""
    return name, JaNeinFeld(*_basics(name, options), **options)


def typed(field: Field) -> Any:
    """A field's value as actions want it: keys as numbers, yes and no as truth values."""
    if isinstance(field, Schluesselfeld):
        return field.key
    if isinstance(field, JaNeinFeld):
        return _JA_NEIN.get(field.data or "")
    return None if field.data in ("", None) else field.data


def typed_values(form: Formular) -> Mapping[str, Any]:
    """All of a form's values as actions want them."""
    return {field.name: typed(field) for field in form}


def _basics(name: str, options: dict[str, Any], validators: Iterable[Any] = ()) -> tuple:
    label = options.pop("label", None) or field_label(name)
    required = options.pop("pflicht", False)
    first = Pflicht(f"{label} fehlt noch.") if required else Optional()
    options["description"] = options.pop("hilfe", "")
    return label, [first, *validators]


def _strip(value: str | None) -> str | None:
    # A NUL is no slip of a clipboard: `_no_nul` refuses it.
    if not value or "\x00" in value:
        return value
    return "" if is_blank(value) else plain_text(value).strip()


def _one_line(value: str | None) -> str | None:
    return value.replace("\n", " ") if value else value


def _text(value: Any) -> str:
    return "" if value is None else str(getattr(value, "id", value))


def _no_nul(form: Form, field: Field) -> None:
    if field.data and "\x00" in field.data:
        raise ValidationError("Der Text enthält ein unzulässiges Zeichen.")


def _no_giant(form: Form, field: Field) -> None:
    """Numbers that no float holds would break the comparison with the bounds."""
    if field.data is not None and abs(field.data) > _RIESIG:
        raise StopValidation("Diese Zahl ist zu groß.")


def _plausible_day(form: Form, field: Field) -> None:
    if isinstance(field.data, date) and not 1900 <= field.data.year <= 2200:
        raise ValidationError("Bitte ein Datum zwischen 1900 und 2200 angeben.")
