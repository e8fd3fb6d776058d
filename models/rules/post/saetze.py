"""What KRM says about a mail that it could not read as it should be."""

_ORIGINAL = "Die ganze E-Mail wird als Original abgelegt."

VERSCHLUESSELT = (
    "Die E-Mail oder ein Teil davon ist verschlüsselt ({}). KRM kann ihn nicht lesen: Bitte im "
    "E-Mail-Programm öffnen und den Text von Hand übernehmen."
)
KALENDER = f"Die E-Mail enthält eine Kalendereinladung{{}}. {_ORIGINAL}"
TEXT_BESCHAEDIGT = (
    "Der Text der E-Mail ist beschädigt und nur so weit übernommen, wie er lesbar ist. Bitte "
    "prüfen."
)
ZEICHEN_UNLESBAR = "Einzelne Zeichen der E-Mail sind nicht lesbar (�). Bitte im Text prüfen."
TEXT_LANG = f"Der Text der E-Mail ist sehr lang und hier gekürzt. {_ORIGINAL}"
TEXT_AUS_DATEI = "Der Text stand nicht in der E-Mail selbst, sondern im Anhang „{}“."
KEIN_TEXT = "In der E-Mail ist kein Text, den KRM lesen kann. Bitte das Original ansehen."
ANHANG_BESCHAEDIGT = "Der Anhang „{}“ ist beschädigt und nur so weit übernommen, wie er lesbar ist."
ANHANG_LEER = "Der Anhang „{}“ ist leer oder nicht lesbar."
ZU_VIELE = "Mehr als {} Anhänge: „{}“ wurde nicht übernommen."
WINMAIL = (
    "Ein Anhang im Outlook-Format (winmail.dat) ist nicht lesbar. Bitte die Absenderin oder den "
    "Absender bitten, die Dateien einzeln zu senden."
)
GRENZE_FEHLT = (
    "Die E-Mail ist fehlerhaft aufgebaut. KRM hat den Text gelesen, so weit es geht; bitte prüfen."
)
ZU_TIEF = f"Ein Teil der E-Mail ist zu tief verschachtelt und nicht gelesen. {_ORIGINAL}"
