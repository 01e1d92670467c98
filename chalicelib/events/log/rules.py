"""Who may read which events, and which of them are asked for."""

from collections.abc import Callable, Iterable
from typing import Annotated

from msgspec import Meta

from chalicelib.access import ADMIN, MANAGER, Actor
from chalicelib.events.log.months import AskedSpan, Id
from chalicelib.events.log.records import ApiEvent

Part = Annotated[str, Meta(pattern=r"^[a-z0-9-]+\Z")]
FILES = frozenset(
    {"preview-file:add-file", "organisation:set-thumbnail", "person:set-thumbnail", "project:set-thumbnail"}
)


class AskedEvents(AskedSpan, kw_only=True):
    """Which events are asked for: those that fit all fields, and of a list any entry."""

    project_id: Id | None = None
    name: str | None = None
    name_prefixes: list[Part] = []
    name_suffixes: list[Part] = []
    only_files: bool = False
    cursor_event_id: Id | None = None


Test = Callable[[ApiEvent], bool]


def may_read(by: Actor, project_id: str | None) -> bool:
    """Return whether somebody reads the log: managers that of their productions, admins all."""
    if by.is_admin or project_id is None:
        return by.role in (ADMIN, MANAGER)
    return by.on_team(project_id) and (by.role == MANAGER or by.manages(project_id))


def test_of(asked: AskedEvents, by: Actor) -> Test:
    """Return whether an event is asked for, and of a production that the caller may read."""
    tests: list[Test] = [] if by.is_admin else [lambda event: event.project_id in by.standing.roles]
    if asked.project_id is not None:
        tests.append(_among([asked.project_id.lower()], lambda event: event.project_id))
    if asked.name is not None:
        tests.append(_among([asked.name], lambda event: event.name))
    if asked.name_prefixes:
        tests.append(_among(asked.name_prefixes, lambda event: event.name.partition(":")[0]))
    if asked.name_suffixes:
        tests.append(_among(asked.name_suffixes, lambda event: event.name.partition(":")[2]))
    if asked.person_ids:
        tests.append(_among(map(str.lower, asked.person_ids), lambda event: event.user_id))
    if asked.only_files:
        tests.append(_among(FILES, lambda event: event.name))
    return lambda event: all(test(event) for test in tests)


def _among(values: Iterable[str], of: Callable[[ApiEvent], str | None]) -> Test:
    allowed = frozenset(values)
    return lambda event: of(event) in allowed
