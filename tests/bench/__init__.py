"""Benchmarks: `make bench`, or `python -m tests.bench NAME`. Ratios count, not seconds."""
