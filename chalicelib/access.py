"""Who may do what: plain functions of an actor and, where it matters, of the production that a record belongs to.

The role that counts is the one on the production: a team link's role replaces the global one. An admin is an admin
everywhere and on no team. Functions that need a task or an entity stand with those, in their area's access module.
"""

import datetime as dt
from typing import NewType

import msgspec

Production = NewType("Production", str)
"""The id of the production that the records of a path belong to."""

ADMIN, MANAGER, SUPERVISOR, ARTIST, CLIENT, VENDOR = "admin", "manager", "supervisor", "user", "client", "vendor"
ROLES = (ADMIN, MANAGER, SUPERVISOR, ARTIST, CLIENT, VENDOR)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A person's productions, each with the role that the team link gives or None, as access reads it."""

    roles: dict[str, str | None] = {}
    subscribed: int = 0
    """How often the person's subscriptions have changed."""
    token_jti: str | None = None
    """The id of the one token of a bot that is good."""


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who calls: a person as access sees it."""

    id: str
    role: str
    active: bool = True
    is_bot: bool = False
    first_name: str = ""
    last_name: str = ""
    timezone: str | None = None
    departments: list[str] = []
    preview_project_id: str | None = None
    preview_opened_at: dt.datetime | None = None
    preview_open_until: dt.datetime | None = None
    standing: Standing = Standing()
    identity_type: str = "person"

    @property
    def is_admin(self) -> bool:
        """Return whether the person runs the studio."""
        return self.role == ADMIN

    @property
    def only_looks(self) -> bool:
        """Return whether this is a production's preview account, which changes nothing."""
        return self.preview_project_id is not None

    def looks_since(self, began: dt.datetime, now: dt.datetime) -> bool:
        """Return whether a preview account's session that began then goes on: while it stays open, and no longer."""
        opened, until = self.preview_opened_at, self.preview_open_until
        return opened is not None and until is not None and opened <= began and now < until

    def role_in(self, production: str) -> str | None:
        """Return the role that counts on a production, None for somebody who is not on its team."""
        if self.is_admin:
            return ADMIN
        if production not in self.standing.roles:
            return None
        return self.standing.roles[production] or self.role

    def on_team(self, production: str) -> bool:
        """Return whether the person is on the production's team, as an admin is in effect."""
        return self.is_admin or production in self.standing.roles

    def manages(self, production: str) -> bool:
        """Return whether the person is the production's manager."""
        return self.role_in(production) in (ADMIN, MANAGER)

    def has_department(self, department_id: str | None) -> bool:
        """Return whether a supervisor of no or of this department is meant."""
        return not self.departments or department_id in self.departments

    def supervises(self, production: str, department_id: str | None) -> bool:
        """Return whether the person manages the production, or supervises this department there."""
        role = self.role_in(production)
        return role in (ADMIN, MANAGER) or (role == SUPERVISOR and self.has_department(department_id))


def anyone() -> bool:
    """Allow even those who are not logged in."""
    return True


def signed_in(by: Actor) -> bool:
    """Allow everybody who is logged in."""
    return bool(by.id)


def person(by: Actor) -> bool:
    """Allow everybody who is logged in and no bot."""
    return not by.is_bot


def admin(by: Actor) -> bool:
    """Allow those who run the studio."""
    return by.is_admin


def admin_person(by: Actor) -> bool:
    """Allow those who run the studio, but no bot of theirs."""
    return by.is_admin and not by.is_bot


def global_manager(by: Actor) -> bool:
    """Allow those whose own role is manager, whatever they are on a production."""
    return by.role in (ADMIN, MANAGER)


def no_global_vendor(by: Actor) -> bool:
    """Allow all but those whose own role is vendor."""
    return by.role != VENDOR


def team(by: Actor, production: Production) -> bool:
    """Allow the production's team."""
    return by.on_team(production)


def team_but_clients(by: Actor, production: Production) -> bool:
    """Allow the production's team without its clients."""
    return by.role_in(production) not in (None, CLIENT)


def team_but_vendors(by: Actor, production: Production) -> bool:
    """Allow the production's team without its vendors."""
    return by.role_in(production) not in (None, VENDOR)


def studio_team(by: Actor, production: Production) -> bool:
    """Allow the production's team without its clients and vendors."""
    return by.role_in(production) not in (None, CLIENT, VENDOR)


def manager(by: Actor, production: Production) -> bool:
    """Allow the production's managers."""
    return by.manages(production)


def supervisor(by: Actor, production: Production) -> bool:
    """Allow the production's managers and supervisors."""
    return by.role_in(production) in (ADMIN, MANAGER, SUPERVISOR)
