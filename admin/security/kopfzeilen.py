"""Response headers: what a browser may load, frame, keep and tell others about our pages."""

import secrets

from flask import Flask, Response, g, request

from admin.config import Config

# Scripts run only with the nonce of this very response; everything else comes from ourselves.
SEITE = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# A published report brings its own styles and drawings along and must reach nothing else.
BERICHT = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
)
_FEST = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
_STATISCH = ("static", "bootstrap.static")
_EIN_JAHR = 31_536_000


def init_app(app: Flask, config: Config) -> None:
    """Send the headers with every answer."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in _FEST.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", SEITE.format(nonce=nonce()))
        if config.is_production:
            response.headers["Strict-Transport-Security"] = f"max-age={_EIN_JAHR}"
        if request.endpoint not in _STATISCH:
            response.headers["Cache-Control"] = "no-store"
        return response

    app.jinja_env.globals["csp_nonce"] = nonce


def nonce() -> str:
    """The nonce of this response."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(18)
    return g.nonce
