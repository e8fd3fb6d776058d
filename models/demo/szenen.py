"""The cases of the demonstration that people have worked on, step by step: what is played.

A case comes in so many days ago (`tage`) and is played until the step `bis` is taken, which
happens `ende` days ago at the latest. Where nothing is to be seen of a desk, add a line here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.demo import texte
from models.rules.rollen import DAB

Paar = tuple[str, str]


@dataclass(frozen=True)
class Szene:
    """One case: `team` by its Kürzel, `werte` beside what is invented anyway.

    `umwege`: (the step that would come, the step that is taken instead, once); `danach`: (the
    step, what else is done after it: a name of `beiwerk.BEIWERK`, after „:“ by whom).
    """

    art: str
    team: str
    tage: int
    bis: str = ""
    ende: int = 1
    weg: str = "schriftlich"
    zeichnung: str = "tl"
    ergebnis: str = "unbegruendet"
    verantwortlich: str = ""
    vertretung: bool = False
    werte: Mapping[str, Any] = field(default_factory=dict)
    umwege: tuple[Paar, ...] = ()
    danach: tuple[Paar, ...] = ()


BS, FAB = "beschwerde", "fachaufsichtsbeschwerde"
_STUFEN: tuple[Paar, ...] = (("gespraech_tl", "einigung_erzielt"),)
_VERZICHT: tuple[Paar, ...] = (("antwort_entworfen", "verzicht_dokumentiert"),)
_BEMERKT: Paar = ("qmb_geprueft", "qmb_bemerkt")
_NOTIZ: Paar = ("verantwortung_festgelegt", "gespraech")


def _fueb(tage: int) -> dict[str, Any]:
    return _petition("fueb", "agentur-fuer-arbeit", "petitionsausschuss-bt", tage)


def _land(tage: int) -> dict[str, Any]:
    return _petition("land", "petitionsausschuss-agh", "petitionsausschuss-agh", tage)


def _petition(weg: str, stelle: str, adressat: str, tage: int) -> dict[str, Any]:
    """`tage`: from the Eingang to the date that the office set."""
    return {"weg": weg, "eingangsstelle": stelle, "adressat": adressat, "frist_extern": tage}


_OFFEN = (
    # just come in: Anna
    Szene(BS, "501", 1, weg="e-mail", danach=(("", "eingang"),)),
    Szene(BS, "502", 1, weg="kontaktformular"),
    Szene(BS, "501", 1, werte={"risiko_notlage": texte.NOTLAGE[2]}, weg="telefonisch"),
    Szene(BS, "531", 1, weg="persoenlich"),
    Szene("eingabe", "502", 1, werte={"eingangsstelle": "landesregierung"}),
    Szene(DAB, "511", 1, weg="e-mail"),
    Szene("hinweis", "502", 2),
    # with the team leaders
    Szene(BS, "501", 3, "zugeleitet", danach=(("", "eingang"), ("", "wiedervorlage:anna"))),
    Szene(BS, "501", 2, "zugeleitet", weg="e-mail"),
    Szene(BS, "502", 3, "zugeleitet", weg="digital"),
    Szene("lob", "501", 3, "zugeleitet", weg="meinungskarte"),
    Szene("anregung", "502", 4, "zugeleitet", weg="meinungskarte"),
    Szene(FAB, "512", 4, "zugeleitet"),
    # being worked on: Berta and her colleagues
    Szene(BS, "501", 6, "verantwortung_festgelegt", 3, verantwortlich="berta",
          danach=(("", "eingang"), _NOTIZ, ("verantwortung_festgelegt", "wiedervorlage:berta"))),
    Szene(BS, "501", 9, "verantwortung_festgelegt", 5, verantwortlich="berta", weg="e-mail",
          werte={"risiko_notlage": texte.NOTLAGE[1]}, danach=(_NOTIZ,)),
    Szene(BS, "501", 17, "verantwortung_festgelegt", 4, verantwortlich="berta",
          danach=(_NOTIZ, ("verantwortung_festgelegt", "zwischennachricht"),
                  ("verantwortung_festgelegt", "wiedervorlage:bernd"))),
    Szene(BS, "501", 8, "verantwortung_festgelegt", 5, verantwortlich="bodo", weg="digital"),
    Szene(BS, "502", 7, "verantwortung_festgelegt", 4, danach=(_NOTIZ,)),
    Szene(BS, "522", 12, "verantwortung_festgelegt", 9, danach=(_NOTIZ,)),
    Szene(BS, "501", 4, "gespraech_stelle", weg="telefonisch", verantwortlich="berta"),
    Szene(BS, "502", 6, "stelle_uebersprungen", weg="persoenlich",
          umwege=(("gespraech_stelle", "stelle_uebersprungen"),)),
    # to be signed, sent, judged
    Szene(BS, "501", 11, "antwort_entworfen", 1, verantwortlich="berta",
          danach=(("", "eingang"), _NOTIZ, ("antwort_entworfen", "wiedervorlage:bernd"))),
    Szene(BS, "502", 10, "antwort_entworfen", 2, zeichnung="bl", danach=(_NOTIZ,)),
    Szene(BS, "501", 13, "antwort_entworfen", 2, zeichnung="gf", verantwortlich="berta",
          danach=(("", "eingang"), _NOTIZ)),
    Szene(BS, "501", 12, "antwort_entworfen", 1, zeichnung="bl",
          umwege=(("schlussgezeichnet", "zeichnung_abgelehnt"),)),
    Szene(BS, "501", 14, "schlussgezeichnet", 2, zeichnung="gf", danach=(_NOTIZ,)),
    Szene(BS, "502", 12, "antwort_versandt", 1, danach=(("", "eingang"),)),
    Szene(BS, "501", 14, "ergebnis_festgestellt", 1, ergebnis="begruendet", weg="e-mail",
          vertretung=True),
    Szene(BS, "501", 15, "erledigung_gemeldet", 1, ergebnis="begruendet", danach=(_NOTIZ,)),
    Szene("lob", "502", 6, "lob_ausgewertet", weg="e-mail"),
    Szene("lob", "521", 8, "dankeschreiben_versandt", weg="persoenlich"),
    # petitions on their three ways
    Szene("petition", "501", 16, "qmb_bemerkt", 2, verantwortlich="bernd", werte=_fueb(30),
          umwege=(_BEMERKT,), danach=(("", "eingang"), ("zugeleitet", "wiedervorlage:anna"))),
    Szene("petition", "501", 20, "bl_mitgezeichnet", 2, werte=_fueb(34), umwege=(_BEMERKT,),
          danach=(("", "eingang"),)),
    Szene("petition", "502", 11, "qmb_informiert", 1, werte=_fueb(29), danach=(("", "eingang"),)),
    Szene("eingabe", "521", 13, "qmb_informiert", 2, werte=_fueb(32)),
    Szene("eingabe", "502", 24, "vorab_versandt", 3, werte=_fueb(35)),
    Szene("eingabe", "501", 9, "qmb_geprueft", 1, werte=_land(21)),
    Szene("petition", "511", 25, "gf_gezeichnet", 2,
          werte=_petition("traegerversammlung", "bmas", "bmas", 49)),
    # Dienstaufsichtsbeschwerden: Greta and Paul
    Szene(DAB, "522", 10, "gelegenheit_gegeben", 2),
    Szene(DAB, "531", 18, "aeusserung_liegt_vor", 2),
    Szene(DAB, "512", 24, "antwort_entworfen_dab", 2,
          umwege=(("vorwurf_bestaetigt", "vorwurf_nicht_bestaetigt"),)),
)  # fmt: skip
_ERLEDIGT = (
    Szene(BS, "501", 26, "ausgetragen", 12, verantwortlich="berta",
          danach=(("", "eingang"), _NOTIZ)),
    Szene(BS, "502", 24, "ausgetragen", 9, ergebnis="begruendet", zeichnung="bl",
          umwege=(("schlussgezeichnet", "zeichnung_abgelehnt"),)),
    Szene(BS, "501", 20, "ausgetragen", 6, weg="telefonisch", umwege=_STUFEN + _VERZICHT),
    Szene(BS, "502", 30, "wiedereroeffnet", 4, umwege=(("", "wiedereroeffnet"),)),
    Szene(BS, "511", 28, "ausgetragen", 13, ergebnis="nicht-bewertbar"),
    Szene(BS, "521", 22, "ausgetragen", 7, ergebnis="kein-krm", weg="e-mail"),
    Szene(FAB, "501", 32, "ausgetragen", 15, ergebnis="begruendet"),
    Szene("lob", "501", 16, "ausgetragen", 8, weg="e-mail"),
    Szene("lob", "502", 21, "ausgetragen", 12, weg="meinungskarte"),
    Szene("anregung", "501", 25, "ausgetragen", 14, weg="meinungskarte"),
    Szene("hinweis", "501", 12, "hinweis_erledigt", 9),
    Szene("petition", "501", 38, "ausgetragen", 8, werte=_fueb(33),
          umwege=(_BEMERKT, ("fueb_freigegeben", "fueb_bemerkt")), danach=(("", "eingang"),)),
    Szene("eingabe", "502", 33, "ausgetragen", 11, werte=_land(24)),
    Szene(DAB, "502", 36, "dab_ausgetragen", 6),
)  # fmt: skip
SZENEN: tuple[Szene, ...] = (*_OFFEN, *_ERLEDIGT)
