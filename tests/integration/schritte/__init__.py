"""Steps of cases on both databases, taken by people."""
