"""The web application: `create_app(config)` puts doors, screens and error pages together."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from werkzeug.middleware.proxy_fix import ProxyFix

from admin import base, security, views
from admin.base.hochladen import Anfrage
from admin.config import Config
from models.db import connect

_MAX_REQUEST = 2 * 1024 * 1024
_MAX_TEXT = 1024 * 1024
# Somebody who saves waits this long for others; then a page says so.
_GEDULD_MS = 15_000


def create_app(config: Config) -> Flask:
    """The application for these settings, bound to its database. No connection is opened yet.

    Raises ConfigError through `config`, RuleViolation for a database it cannot speak to.
    """
    if config.secret_key is None:
        raise ValueError("create_app braucht Schlüssel: provide_keys(config) geht voraus.")
    connect(config.database_url, geduld_ms=_GEDULD_MS)
    app = Flask(__name__)
    app.request_class = Anfrage
    if config.proxies:
        # Exactly as many entries as our own proxies wrote; what a stranger wrote before counts not.
        fixed = ProxyFix(app.wsgi_app, config.proxies, config.proxies, 0, 0, 0)
        app.wsgi_app = fixed  # type: ignore[method-assign]
    app.config.update(
        SECRET_KEY=config.secret_key,
        KRM=config,
        MAX_CONTENT_LENGTH=_MAX_REQUEST,
        MAX_FORM_MEMORY_SIZE=_MAX_TEXT,
        MAX_FORM_PARTS=500,
        TRUSTED_HOSTS=_hosts(config),
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
        BABEL_DEFAULT_LOCALE="de",
        BABEL_DEFAULT_TIMEZONE="Europe/Berlin",
        BOOTSTRAP_SERVE_LOCAL=True,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    Babel(app)
    Bootstrap5(app)
    security.init_app(app, config)
    base.init_app(app)
    views.init_app(app)
    return app


def _hosts(config: Config) -> list[str] | None:
    """Names we answer to; a foreign Host header must not end up in a link."""
    hostname = urlsplit(config.base_url).hostname or "localhost"
    # werkzeug cannot compare addresses of IPv6; those are only used on one's own machine.
    return None if ":" in hostname else [hostname, "localhost", "127.0.0.1"]
