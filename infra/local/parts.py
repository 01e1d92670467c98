"""The parts of the app that the local server drives; tests put others in their place."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from infra.local.background import Function
from infra.local.wsgi import Door


class Parts(NamedTuple):
    """The door that answers requests, the function of each queue by its name without the stack's, and two chores."""

    door: Door
    functions: Mapping[str, Function]
    seed: Callable[[], None]
    forget_caches: Callable[[], None]


def load() -> Parts:
    """Import the app; its environment must be set."""
    import app
    from chalicelib import store
    from chalicelib.web import door
    from infra.local.seed import seed

    return Parts(door.answer, {"uploads": app.on_upload}, seed, store.forget_caches)
