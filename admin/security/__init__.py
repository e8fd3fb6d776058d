"""Who asks: log-in, sessions, the actor of a request, and what browsers may do with our pages."""

from flask import Flask

from admin.config import Config
from admin.security import anmeldung, kopfzeilen, sitzung, zugang


def init_app(app: Flask, config: Config) -> None:
    """Put the doors into the application; the order is the order of a request."""
    sitzung.init_app(app, config)
    kopfzeilen.init_app(app, config)
    anmeldung.init_app(app)
    zugang.init_app(app)
