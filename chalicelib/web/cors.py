"""Lets pages of other addresses call from a browser: those that the studio's settings name, and no others."""

from chalicelib.settings import settings
from chalicelib.web.http import Answer, Request

EXPOSED = "Content-Disposition, Content-Range, ETag, X-Request-Id"  # what pages may read beyond the plain headers
REMEMBERED = 3600  # seconds for which a browser need not ask again


def headers(request: Request) -> dict[str, str]:
    """Return the headers that let the calling page read the answer; none for a page that isn't named."""
    origin = request.headers.get("origin", "")
    if origin not in filter(None, (one.strip().rstrip("/") for one in settings().origins.split(","))):
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Expose-Headers": EXPOSED,
    }


def allowed(methods: set[str]) -> str:
    """Return the methods of a path as the header Allow has them, with those that every path has."""
    return ", ".join(sorted({*methods, "OPTIONS"} | ({"HEAD"} if "GET" in methods else set())))


def preflight(request: Request, methods: set[str]) -> Answer:
    """Answer a browser's question whether a page may send a request; to anybody else, which methods the path has."""
    answer = Answer(204, {"Allow": allowed(methods)})
    if headers(request):
        answer.headers |= {
            "Access-Control-Allow-Methods": allowed(methods),
            "Access-Control-Allow-Headers": request.headers.get("access-control-request-headers", ""),
            "Access-Control-Max-Age": str(REMEMBERED),
        }
    return answer
