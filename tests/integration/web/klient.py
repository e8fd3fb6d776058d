"""A person at her desk: a test client that is logged in and reads every page strictly."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import html5lib
from flask import Flask
from flask.json.tag import TaggedJSONSerializer
from itsdangerous import URLSafeTimedSerializer
from peewee import Database
from werkzeug.test import TestResponse

from admin.security.sitzung import _hash
from models.actions.sitzungen import store_sitzung
from models.db import close, database
from models.rules.rechte import SYSTEM
from models.rules.zeit import utc_now
from tests.haus import Haus

ANMELDEN = "/anmelden"
_CHANGING = re.compile(r'nonce="[^"]*"|value="[^"]*"|[0-9]+')
_checked: set[int] = set()


@dataclass
class Mensch:
    """One browser. `get` and `post` fail on markup that a strict parser refuses."""

    app: Flask
    login: str
    kennung: str | None
    token: str
    abfragen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()
        if self.kennung:
            self.client.set_cookie("krm_sitzung", self.kennung)

    def get(self, url: str, **query: Any) -> TestResponse:
        return self._checked(self.client.get(url, query_string=query or None, buffered=True))

    def post(self, url: str, /, **form: Any) -> TestResponse:
        return self._checked(
            self.client.post(url, data={"csrf_token": self.token} | form, buffered=True)
        )

    def open(self, method: str, url: str) -> TestResponse:
        return self.get(url) if method == "GET" else self.post(url)

    def _checked(self, response: TestResponse) -> TestResponse:
        if response.mimetype == "text/html" and response.data:
            check_markup(response.text)
        close()
        return response


def check_markup(html: str) -> None:
    """Parse strictly, once for pages that differ only in secrets and keys."""
    shape = hash(_CHANGING.sub("", html))
    if shape not in _checked:
        parse(html)
        _checked.add(shape)


def parse(html: str) -> Any:
    """The page as a tree. Raises on any error of its markup."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


@dataclass
class Web:
    """The application over the house of the tests."""

    app: Flask
    haus: Haus

    def als(self, login: str | None) -> Mensch:
        """Somebody who has just logged in; None is a stranger with a session but no account."""
        kennung, geheim = secrets.token_urlsafe(16), secrets.token_hex(20)
        daten: dict[str, Any] = {"csrf_token": geheim}
        konto = self.haus.konten[login] if login else None
        if konto:
            daten |= {"_user_id": konto.fs_uniquifier, "_fresh": True}
        store_sitzung(
            by=SYSTEM,
            kennung=_hash(kennung),
            konto_id=konto.id if konto else None,
            daten=TaggedJSONSerializer().dumps(daten),
            now=utc_now(),
        )
        signer = URLSafeTimedSerializer(str(self.app.secret_key), salt="wtf-csrf-token")
        return Mensch(self.app, login or "niemand", kennung, signer.dumps(geheim))

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """Statements sent to the database inside this block.

        Without the look whether an import is going on, which each query takes at an empty table,
        and without the session, which has a store of its own.
        """
        seen: list[str] = []
        base: Database = database.obj
        execute = base.execute_sql

        def counted(sql: str, *args: Any, **kwargs: Any) -> Any:
            if "FROM einspielung" not in sql and '"sitzung"' not in sql:
                seen.append(sql)
            return execute(sql, *args, **kwargs)

        base.execute_sql = counted
        try:
            yield seen
        finally:
            del base.execute_sql
