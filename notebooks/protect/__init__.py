"""Who reads a report, and what may therefore stand in it."""

from notebooks.protect.profile import PROFILE, Profil, profil
from notebooks.protect.schutz import protect_frames

__all__ = ["PROFILE", "Profil", "profil", "protect_frames"]
