"""What factdb adds to Datasette: pages of its own, links between them, its look, and who may ask.

A database is held open for our own pages; Datasette reads it by connections of its own.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from pluggy import HookimplMarker

from factdb.browse import pages
from factdb.errors import FactdbError, NotFoundError
from factdb.report import visible
from factdb.store import Database, question

if TYPE_CHECKING:
    from datasette import Request, Response
    from datasette.app import Datasette

hookimpl = HookimplMarker("datasette")
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[dict[str, Any], Any, Send], Awaitable[None]]

NAME = "factdb"
"""What Datasette calls the file, whatever its name: /factdb/contested_claims; no page of ours can be hidden by it."""

# Columns of numbers and names with the pages that they lead to; a title leads where its row's own number or name does.
LINKED = {
    "slug": "/claim/",
    "other_slug": "/claim/",
    "article_id": "/article/",
    "copy_of": "/article/",
    "statement_id": "/statement/",
    "repeats_statement_id": "/statement/",
}
SHORT = 200
"""Characters of an article's text that a table shows."""

MOST_TYPED = 1000
HERE = (b"127.0.0.1", b"localhost")
# Nothing is fetched from elsewhere, whatever stands in an article; Datasette's own pages carry scripts.
POLICY = (
    b"default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
GUARDS = ((b"content-security-policy", POLICY), (b"referrer-policy", b"no-referrer"))


class Plugin:
    """The hooks of Datasette that factdb fills."""

    __name__ = "factdb.browse"  # by which Datasette finds templates and static files

    def __init__(self, database: Database) -> None:
        self._database = database

    @hookimpl
    def register_routes(self) -> list[tuple[str, Any]]:
        """The front page, and a page for each claim and article; a statement has its place in its article."""
        return [
            (r"^/$", self.front),
            (r"^/claim/(?P<name>[^/]+)$", self.claim),
            (r"^/article/(?P<name>[^/]+)$", self.article),
            (r"^/statement/(?P<name>[^/]+)$", self.statement),
        ]

    async def front(self, datasette: "Datasette", request: "Request") -> "Response":
        """What is contested, what can be asked, how to read it."""
        return await self.answered(datasette, request, "front.html", lambda _: pages.front(self._database))

    async def claim(self, datasette: "Datasette", request: "Request") -> "Response":
        """One claim with its timeline; the old name of a merged claim, or its number, leads to its name."""
        return await self.answered(datasette, request, "claim.html", lambda name: pages.claim(self._database, name))

    async def article(self, datasette: "Datasette", request: "Request") -> "Response":
        """One article with its statements marked, by its number."""
        return await self.answered(datasette, request, "article.html", lambda name: pages.article(self._database, name))

    async def statement(self, datasette: "Datasette", request: "Request") -> "Response":
        """Leads to a statement's place in its article, by its number."""
        return await self.answered(datasette, request, "", lambda name: pages.statement(self._database, name))

    async def answered(
        self, datasette: "Datasette", request: "Request", template: str, telling: Callable[[str], dict[str, Any]]
    ) -> "Response":
        """A page of ours, told by a thread that may wait for the database; what goes wrong is told in words.

        Where what was asked for has another `address`, it leads there.
        """
        from datasette import Response

        status = 200
        try:
            told = await asyncio.to_thread(telling, unquote(request.url_vars.get("name", "")))
        except FactdbError as error:
            template, told = "trouble.html", {"told": visible(error)}
            status = 404 if isinstance(error, NotFoundError) else 500
        address = told.get("address")
        if address is not None and unquote(address) != unquote(request.path):
            return Response.redirect(address)
        return Response.html(await datasette.render_template(template, told, request=request), status=status)

    @hookimpl
    def render_cell(self, row: Mapping[str, Any], value: Any, column: str, table: str | None) -> Any:
        """Names and numbers become links to our pages; of an article's text, its page tells the rest."""
        from markupsafe import Markup

        if column == "text" and table == "articles" and value:
            return f"{value[:SHORT]}…" if len(value) > SHORT else value
        names = tuple(row.keys())
        key = next((name for name in ("slug", "article_id") if column == "title" and name in names), column)
        if key not in LINKED or value in (None, "") or row[key] is None:
            return None
        return Markup('<a href="{}">{}</a>').format(LINKED[key] + quote(str(row[key]), safe=""), value)

    @hookimpl
    def extra_css_urls(self, datasette: "Datasette") -> list[str]:
        """Our look on Datasette's pages, too."""
        return [datasette.urls.static_plugins(self.__name__, "browse.css")]

    @hookimpl
    def prepare_connection(self, conn: Any) -> None:
        """Lets SQL search by whatever a person types."""
        conn.create_function("words_of", 1, words_of, deterministic=True)

    @hookimpl
    def asgi_wrapper(self) -> Callable[[App], App]:
        """Guards every answer."""
        return guarded


def words_of(typed: object) -> str:
    """What FTS5 is asked for so that no character is an operator; without a word, what finds nothing."""
    return question(str(typed or "")[:MOST_TYPED]) or '""'


def guarded(app: App) -> App:
    """Answers this machine alone, whatever name a page elsewhere gives it; lets it look, and fetch from here only."""

    async def guard(scope: dict[str, Any], receive: Any, send: Send) -> None:
        async def guarded_send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *GUARDS]}
            await send(message)

        if scope["type"] == "http" and host_of(scope["headers"]) not in HERE:
            await refuse(send, 403, b"This address is not known here.")
        elif scope["type"] == "http" and scope["method"] not in ("GET", "HEAD"):
            await refuse(send, 405, b"Nothing can be changed here.")
        else:
            await app(scope, receive, guarded_send)

    return guard


async def refuse(send: Send, status: int, why: bytes) -> None:
    """Answers with a sentence alone."""
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": why})


def host_of(headers: Sequence[tuple[bytes, bytes]]) -> bytes:
    """The host that a browser asked for, without its port."""
    return dict(headers).get(b"host", b"").rpartition(b":")[0]
