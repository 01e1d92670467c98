"""What the person at the terminal reads."""

import contextlib
import time
from collections.abc import Iterator


def say(text: str = "") -> None:
    """Print a line at once, even where the output is a file that somebody watches."""
    print(text, flush=True)  # noqa: T201 - the one place


@contextlib.contextmanager
def step(what: str) -> Iterator[None]:
    """Print what is done and the seconds that it took."""
    begun = time.monotonic()
    yield
    say(f"  {what:<58}{time.monotonic() - begun:6.1f} s")
