"""Every write: keyword-only, `by=`, one transaction, the event inside."""
