"""What a client asks for when it starts, and a person's own log ins and picture."""

from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import ADMIN, CLIENT, MANAGER, Actor
from chalicelib.changes import Changes
from chalicelib.entities.types.records import BUILT_IN
from chalicelib.people.persons.records import persons
from chalicelib.people.persons.rules import FOR_CLIENTS, SHORT
from chalicelib.people.presence.records import DesktopLoginLog, desktop_login_logs
from chalicelib.people.presence.rules import moment
from chalicelib.projects.projects import views
from chalicelib.settings import settings
from chalicelib.tasks.context.reading import Read, raw, read, values
from chalicelib.tasks.search_filters.rules import listed
from chalicelib.web.routes import Routes

routes = Routes(__name__)
Values = dict[str, Any]

# The lists of reference data, each with the kind of record that it shows as it is kept.
REFERENCE = {
    "custom_actions": "custom_action", "status_automations": "status_automation", "departments": "department",
    "studios": "studio", "project_status": "project_status", "task_types": "task_type", "task_status": "task_status",
    "preview_background_files": "preview_background_file", "plugins": "plugin",
}  # fmt: skip


@routes.get("/data/user/context", allow=access.signed_in)
def context(by: Actor) -> Values:
    """All that a client needs to know of the studio and of the caller before it shows anything."""
    found = read(by)
    open_ids = [project.id for project in found.projects]
    answer: Values = {name: raw(found.reference.get(kind, ())) for name, kind in REFERENCE.items()}
    answer |= {
        "asset_types": _asset_types(found),
        "notification_count": found.unread,
        "persons": _people(by, found),
        "project_roles": {place: role for place, role in by.standing.roles.items() if role},
        "projects": [
            views.full(project, by, columns, episodes)
            for project, columns, episodes in zip(found.projects, found.columns, found.episodes, strict=True)
        ],
        "search_filters": listed(by, found.filters, open_ids),
        "search_filter_groups": listed(by, found.groups, open_ids),
    }
    return answer | ({"user_limit": settings().user_limit} if by.is_admin else {})


def _asset_types(found: Read) -> list[Values]:
    """Return the entity types that are types of assets, which clients know by that name."""
    types = (values(item) for item in found.reference.get("entity_type", ()))
    return [one | {"type": "AssetType"} for one in types if one["name"] not in BUILT_IN]


def _people(by: Actor, found: Read) -> list[Any]:
    """Return people: whole to managers, short to others, and to a client those of the client's productions."""
    if by.role in (ADMIN, MANAGER):
        return raw(found.people)
    shown = FOR_CLIENTS if by.role == CLIENT else SHORT
    teams = {member for project in found.projects for member in project.team} | {by.id}
    everybody = (values(item) for item in found.people)
    return [
        {name: value for name, value in person.items() if name in shown}
        for person in everybody
        if by.role != CLIENT or person["id"] in teams
    ]


class LoggedIn(msgspec.Struct):
    """When somebody logged in; now where it isn't said."""

    date: str | None = None


@routes.get("/data/user/desktop-login-logs", allow=access.signed_in)
def log_ins(by: Actor) -> list[DesktopLoginLog]:
    """The caller's log ins on desktops, the latest first."""
    return sorted(desktop_login_logs.within(by.id), key=lambda log: log.date, reverse=True)


@routes.post("/data/user/desktop-login-logs", allow=access.signed_in)
def log_in(body: LoggedIn, by: Actor, changes: Changes) -> DesktopLoginLog:
    """Note that the caller logged in on a desktop."""
    log = changes.add(DesktopLoginLog(person_id=by.id, date=moment(body.date, changes.now)))
    person = persons.get(by.id)
    if person.last_presence is None or log.date.date() > person.last_presence:
        changes.save(replace(person, last_presence=log.date.date()))
    changes.tell("person:update", person_id=by.id)
    return log


@routes.delete("/actions/user/clear-avatar", allow=access.signed_in)
def clear_avatar(by: Actor, changes: Changes) -> None:
    """Take the caller's picture down."""
    person = persons.get(by.id)
    changes.save(replace(person, has_avatar=False))
    changes.discard(f"pictures/persons/{person.id}.png")
    changes.tell("person:update", person_id=by.id)
