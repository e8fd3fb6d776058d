"""The snapshot on both databases."""
