"""The pages that describe the API: for people, and as OpenAPI for programs."""

from chalicelib import access
from chalicelib.errors import NotFound
from chalicelib.events.manual import rules
from chalicelib.web import openapi as documents
from chalicelib.web.http import JSON, Answer
from chalicelib.web.routes import Routes

routes = Routes(__name__)
FILES = {"swagger-ui.css": ("text/css; charset=utf-8", rules.STYLE)}


@routes.get("/docs", allow=access.anyone)
def page() -> Answer:
    """All operations, on a page where people read and try them."""
    found = rules.page()
    return Answer(200, dict(found.headers), found.content)


@routes.get("/apidocs/", allow=access.anyone)
def old_page() -> Answer:
    """The same page, under the name that links know it by."""
    return page()


@routes.get("/apidocs/index.html", allow=access.anyone)
def index_page() -> Answer:
    """The same page, under its file's old name."""
    return page()


@routes.get("/openapi.json", allow=access.anyone)
def openapi() -> Answer:
    """All operations, as OpenAPI for programs."""
    return Answer(200, {"Content-Type": JSON}, documents.answered())


@routes.get("/openapi-raw.json", allow=access.anyone)
def raw_openapi() -> Answer:
    """The same document, under the name that older programs know it by."""
    return openapi()


@routes.get("/oauth2-redirect.html", allow=access.anyone)
def oauth_page() -> Answer:
    """How programs sign in, for those who come from an OAuth form."""
    return Answer(200, {"Content-Type": "text/html; charset=utf-8"}, rules.ABOUT_TOKENS.encode())


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
