"""The pages for people: the one on which the API is read and tried, and those that old links lead to."""

import base64
import functools
import hashlib
import re
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).with_name("page.html")
STYLE = "body { font: 15px/1.5 sans-serif; margin: 2em auto; max-width: 60em; color: #223; }\n"
ABOUT_TOKENS = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Inari</title><h1>Inari</h1>"
    "<p>Programs sign in with a token: POST /auth/login, then Authorization: Bearer."
)
# Nothing but this page's own style and script, and requests to where it came from; answers may be shown as pictures.
POLICY = (
    "default-src 'none'; style-src {style}; script-src {script}; connect-src 'self'; img-src blob: data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Page(NamedTuple):
    """A page and the headers that keep it from doing anything else than it is for."""

    content: bytes
    headers: dict[str, str | list[str]]


@functools.cache
def page() -> Page:
    """Return the page on which the API is tried."""
    content = PAGE.read_text(encoding="utf-8")
    policy = POLICY.format(style=_hash(content, "style"), script=_hash(content, "script"))
    headers: dict[str, str | list[str]] = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    return Page(content.encode(), headers)


def _hash(content: str, tag: str) -> str:
    """Return what allows the one element of this tag in a page, and no other, in the words of the policy."""
    (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", content, re.DOTALL)
    return f"'sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'"
