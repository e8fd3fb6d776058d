"""The reports: notebooks that tell, and the functions that compute what they tell."""

import logging

# On a slow machine matplotlib warns that it looks for typefaces; a run takes any message for a
# fault, and it must be silenced before matplotlib is imported.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
