"""Reading one case: what hangs on it, as far as the actor in force may see it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Anliegen, Ereignis, Frist, Inhalt, Konto, Vorgang


@dataclass(frozen=True)
class Verlaufszeile:
    """One event of a case as people read it; `felder` are the names of what changed."""

    zeitpunkt: datetime
    ereignis: str
    wer: str
    vertreten: str | None
    felder: tuple[str, ...]


@dataclass(frozen=True)
class Akte:
    """A case with everything on it; `inhalt` is None where only the head may be seen."""

    vorgang: Vorgang
    inhalt: Inhalt | None
    anliegen: Sequence[Anliegen]
    fristen: Sequence[Frist]
    verlauf: Sequence[Verlaufszeile]


def load_akte(vorgang_id: int) -> Akte:
    """A case in the actor's view. Raises DoesNotExist where there is none for her."""
    vorgang = Vorgang.get_by_id(vorgang_id)
    inhalt = Inhalt.get_or_none(Inhalt.vorgang == vorgang_id)
    return Akte(
        vorgang=vorgang,
        inhalt=inhalt,
        anliegen=list(
            Anliegen.select().where(Anliegen.vorgang == vorgang_id).order_by(Anliegen.anliegen_nr)
        ),
        fristen=list(
            Frist.select().where(Frist.vorgang == vorgang_id).order_by(Frist.faellig_am, Frist.id)
        ),
        verlauf=verlauf(vorgang),
    )


def verlauf(vorgang: Vorgang) -> list[Verlaufszeile]:
    """The events of a case already in view, oldest first; who may see the case sees them."""
    with acting_as(SYSTEM):
        ereignisse = list(
            Ereignis.select()
            .where(Ereignis.vorgangsnummer == vorgang.vorgangsnummer)
            .order_by(Ereignis.id)
        )
        logins = {e.akteur for e in ereignisse} | {e.in_vertretung_fuer for e in ereignisse}
        names = {SYSTEM.login: "KRM"} | {
            konto.login: konto.name
            for konto in Konto.select(Konto.login, Konto.name).where(
                Konto.login << [login for login in logins if login]
            )
        }
    return [_zeile(ereignis, names) for ereignis in ereignisse]


def _zeile(ereignis: Ereignis, names: dict[str, str]) -> Verlaufszeile:
    daten: dict[str, Any] = json.loads(ereignis.daten)
    anliegen = daten.get("anliegen")
    felder = [*daten.get("werte", ()), *daten.get("geschuetzt", ())]
    vertreten = ereignis.in_vertretung_fuer
    return Verlaufszeile(
        zeitpunkt=ereignis.zeitpunkt,
        ereignis=ereignis.name,
        wer=names.get(ereignis.akteur, ereignis.akteur),
        vertreten=names.get(vertreten, vertreten) if vertreten else None,
        felder=(*felder, *anliegen) if isinstance(anliegen, list) else tuple(felder),
    )
