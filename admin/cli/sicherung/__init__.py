"""Backup and restore: the image of the database, the archive around it, and the two commands."""
