"""A socket of ours with two words behind it: `python -m tests.integration.betrieb.dose PORT`."""

import sys
from collections.abc import Iterable
from typing import Any

from admin.cli.annahme import listen


def pages(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    size = len(environ["wsgi.input"].read())
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [f"{size} Zeichen".encode()]


if __name__ == "__main__":
    listen(pages, lambda cookie: "anna" in cookie, "127.0.0.1", int(sys.argv[1]), threads=2).run()
