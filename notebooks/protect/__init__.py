"""Who reads a report, and what may therefore stand in it."""

from notebooks.protect.profile import PROFILE, Profil, profil
from notebooks.protect.schutz import Freigegeben, protect_frames
from notebooks.protect.seither import since_told
from notebooks.protect.zellen import Zelle

__all__ = [
    "PROFILE",
    "Freigegeben",
    "Profil",
    "Zelle",
    "profil",
    "protect_frames",
    "since_told",
]
