"""The demonstration: an invented Jobcenter with some years of cases; same seed, same data."""

from models.demo.fuellen import Umfang, fill, is_demo, reset_passwords
from models.demo.haus import PERSONAS, ROLLENTEXTE

__all__ = ["PERSONAS", "ROLLENTEXTE", "Umfang", "fill", "is_demo", "reset_passwords"]
