"""Status operations: what runs here, how it is, and what clients need to know before anybody logs in."""

import datetime as dt
from typing import Any

from chalicelib import access
from chalicelib.auth.sessions.records import organisation
from chalicelib.changes import Changes
from chalicelib.events.status import records
from chalicelib.settings import settings
from chalicelib.web.http import Answer
from chalicelib.web.routes import Routes

routes = Routes(__name__)
NAME = "Inari"
# What a movie is compressed to where its production says nothing: megabits a second.
HIGH_BITRATE, LOW_BITRATE = 28, 6


@routes.get("/", allow=access.anyone)
def index() -> dict[str, str]:
    """What answers here."""
    return {"api": NAME, "version": settings().version}


@routes.get("/status", allow=access.anyone, shows=dict[str, str | bool])
def status() -> dict[str, Any]:
    """Whether the services are there that Inari works with."""
    return {"name": NAME, "version": settings().version, **records.services()}


@routes.get("/status.txt", allow=access.anyone)
def as_text() -> Answer:
    """The status, for people who look with curl."""
    lines = [f"name: {NAME}", f"version: {settings().version}"]
    lines += [f"{name}: {'up' if is_up else 'down'}" for name, is_up in records.services().items()]
    return Answer(200, {"Content-Type": "text/plain; charset=utf-8"}, ("\n".join(lines) + "\n").encode())


@routes.get("/status/influx", allow=access.anyone)
def as_numbers(changes: Changes) -> dict[str, float]:
    """The status, for programs that draw it."""
    now = changes.moment.replace(tzinfo=dt.UTC).timestamp()
    return {name: int(is_up) for name, is_up in records.services().items()} | {"time": now}


@routes.get("/status/resources", allow=access.anyone)
def resources(changes: Changes) -> dict[str, Any]:
    """What the machine has left that answers."""
    return records.machine(changes.moment)


@routes.get("/status/test-event", allow=access.anyone)
def test_event(changes: Changes) -> dict[str, bool]:
    """Tell all clients that listen of an event that means nothing."""
    changes.tell("main:test", kept=False)
    return {"success": True}


@routes.get("/config", allow=access.anyone, shows=dict[str, str | bool | int | None])
def config() -> dict[str, Any]:
    """What clients need to know before anybody logs in."""
    studio = organisation()
    return {
        "is_self_hosted": True, "crisp_token": "", "indexer_configured": False,
        "dark_theme_by_default": studio is not None and studio.dark_theme_by_default,
        "saml_enabled": False, "saml_idp_name": "", "oidc_enabled": False, "oidc_idp_name": "",
        "default_locale": settings().locale, "default_timezone": settings().timezone,
        "enforce_2fa": settings().second_factor_required,
        "movie_highdef_bitrate": HIGH_BITRATE, "movie_lowdef_bitrate": LOW_BITRATE, "preview_accounts_enabled": True,
    }  # fmt: skip


@routes.get("/stats", allow=access.admin)
def stats() -> dict[str, int]:
    """How much there is in the studio."""
    return records.counts()
