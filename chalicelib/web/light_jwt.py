"""PyJWT without cryptography: that takes 22 ms of every cold start to import, and our tokens, HS256, don't need it.

It is in the package for security keys only (docs/decisions/0003), and whoever needs it can still import it.
"""

import contextlib
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def _hidden(module: str) -> Iterator[None]:
    """Let imports inside find no such module, unless it is imported already."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


with _hidden("cryptography"):
    import jwt

__all__ = ["jwt"]
