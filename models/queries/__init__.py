"""Every read that is more than one table's select."""
