"""Charts as SVG with a text that says what they show."""

from notebooks.charts.balken import anteilsbalken, balken
from notebooks.charts.dauerkurve import dauerkurve
from notebooks.charts.monatskarte import monatskarte
from notebooks.charts.saeulen import saeulen
from notebooks.charts.stil import Bild

__all__ = ["Bild", "anteilsbalken", "balken", "dauerkurve", "monatskarte", "saeulen"]
