"""The parts of the app that the local server drives; tests put others in their place."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import NamedTuple

from infra.local.background import Function
from infra.local.timetable import Run, shown
from infra.local.wsgi import Door


class Parts(NamedTuple):
    """The door that answers requests, the function of each queue by its name without the stack's, and two chores.

    `scheduled` are the functions that are called again and again, by their names in app.py.
    """

    door: Door
    functions: Mapping[str, Function]
    seed: Callable[[], None]
    forget_caches: Callable[[], None]
    scheduled: Mapping[str, Run] = {}


def load() -> Parts:
    """Import the app; its environment must be set."""
    import app
    from chalicelib import store
    from chalicelib.auth.mails.jobs import send_waiting
    from chalicelib.store.calls import due
    from chalicelib.web import door
    from infra.local.seed import seed

    scheduled = {
        "send_mails": lambda: send_waiting(shown),
        "nightly_export": lambda: app.nightly_export(due(dt.datetime.now(dt.UTC)), None),
    }
    return Parts(door.answer, {"uploads": app.on_upload}, seed, store.forget_caches, scheduled)
