"""How a saved e-mail is read, kind by kind; `models.rules.eml` is the door."""
