"""The run ledger on both databases."""
