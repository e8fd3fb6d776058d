"""The Informationsvorlage for the Trägerversammlung: it informs, and asks for no decision.

Sources: MH-83 (half-yearly), BS-10 (no more than is necessary), BKW-48. What § 44c SGB II leaves to
the Trägerversammlung is a Beschlussvorlage of its own and never part of this one.
"""

from collections.abc import Sequence

from notebooks.data import Abschnitte, Zeitraum
from notebooks.prose.formate import datum

KENNTNIS = "Die Trägerversammlung nimmt die Auswertung zur Kenntnis."
KEIN_BESCHLUSS = (
    "Ein Beschluss ist nicht vorgesehen. Stellungnahmen zu Petitionen und Eingaben, die der "
    "Trägerversammlung vorbehalten sind (§ 44c Abs. 2 SGB II), kommen als eigene Beschlussvorlage."
)
OHNE_PERSONEN = (
    "Die Vorlage enthält keine personenbezogenen Daten: keine Namen, Aktenzeichen oder Freitexte, "
    "keine Zahlen zu einzelnen Beschäftigten und keine Zahlen, aus denen sich auf eine Person "
    "schließen ließe."
)
KEIN_BELEG = (
    "Wenige Beschwerden belegen keine Zufriedenheit, viele keine schlechte Arbeit: Auch Hürden, "
    "Resignation und gute Erreichbarkeit bewegen die Zahl."
)
BEGRIFFE = (
    "Kundenreaktion",
    "Stichtag",
    "Frist",
    "Ergebnisart",
    "Signal und kein Signal",
    "Abdeckung",
)
"""The few definitions without which the Vorlage cannot be read (names in grundlagen)."""


def titel(zeit: Zeitraum) -> str:
    """The title of the Vorlage; the period stands below it."""
    rhythmus = {"halbjahr": "halbjährliche ", "jahr": "jährliche "}.get(zeit.art, "")
    return f"Informationsvorlage: {rhythmus}Auswertung der Kundenreaktionen"


def anlass(regeln: Sequence[str], teile: Abschnitte) -> str:
    """Why the Vorlage comes, by which rule, and up to which day it counts."""
    grund = f" ({', '.join(regeln)})" if regeln else ""
    return (
        f"Die Trägerversammlung wird regelmäßig über das Kundenreaktionsmanagement unterrichtet"
        f"{grund}. Diese Vorlage beschränkt sich auf das dafür Nötige und gibt den Stand vom "
        f"{datum(teile.stichtag)} wieder."
    )
