"""Charts as SVG with a text that says what they show."""

from notebooks.charts.balken import anteilsbalken, balken
from notebooks.charts.saeulen import saeulen
from notebooks.charts.stil import Bild
from notebooks.charts.verlauf import dauerkurve, regelkarte

__all__ = ["Bild", "anteilsbalken", "balken", "dauerkurve", "regelkarte", "saeulen"]
