"""The outbox on both databases, with a real SMTP server on this machine."""
