"""Semantic blocks of a report: written once, read by HTML, PDF and CSV.

Notebooks import `notebooks.blocks.bericht`; who only reads blocks needs neither pandas nor charts.
"""

MIME = "application/vnd.krm.block+json"
