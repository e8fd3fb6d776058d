"""The rules of Kundenreaktionsmanagement in plain Python: no peewee, no flask, no pandas."""
