"""The reports: notebooks that tell, and the functions that compute what they tell."""
