"""The pages that describe the API."""

from typing import Any

from chalicelib import access
from chalicelib.errors import NotFound
from chalicelib.events.manual import rules
from chalicelib.index import TOPICS
from chalicelib.settings import settings
from chalicelib.web.http import Answer
from chalicelib.web.routes import Routes

routes = Routes(__name__)
FILES = {"swagger-ui.css": ("text/css; charset=utf-8", rules.STYLE)}


def _html(text: str) -> Answer:
    return Answer(200, {"Content-Type": "text/html; charset=utf-8"}, text.encode())


@routes.get("/apidocs/", allow=access.anyone)
def page() -> Answer:
    """All operations, on a page for people."""
    return _html(rules.page(TOPICS, settings().version))


@routes.get("/apidocs/index.html", allow=access.anyone)
def index_page() -> Answer:
    """The same page, under the name that links know it by."""
    return page()


@routes.get("/openapi.json", allow=access.anyone)
def openapi() -> dict[str, Any]:
    """All operations, as OpenAPI for programs."""
    return rules.openapi(TOPICS, settings().version)


@routes.get("/openapi-raw.json", allow=access.anyone)
def raw_openapi() -> dict[str, Any]:
    """The same document, under the name that older programs know it by."""
    return openapi()


@routes.get("/oauth2-redirect.html", allow=access.anyone)
def oauth_page() -> Answer:
    """How programs sign in, for those who come from an OAuth form."""
    return _html(rules.about_tokens())


@routes.get("/docs/{file}", allow=access.anyone)
def docs_file(file: str) -> Answer:
    """A file of the pages."""
    if file not in FILES:
        raise NotFound(f"there is no file {file}")
    kind, text = FILES[file]
    return Answer(200, {"Content-Type": kind}, text.encode())


@routes.get("/static/{file}", allow=access.anyone)
def static_file(file: str) -> Answer:
    """A file of the pages, under the name that older pages know it by."""
    return docs_file(file)
