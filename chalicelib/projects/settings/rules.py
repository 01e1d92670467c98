"""What a production has chosen of the studio's task types, statuses, asset types and automations."""

from collections.abc import Collection, Iterable
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.projects.projects import rules as projects_rules
from chalicelib.projects.projects.records import Project
from chalicelib.projects.projects.rules import HIGH, LOW, Setup, in_step
from chalicelib.projects.settings.bodies import Batch, TaskTypeChoice
from chalicelib.projects.templates.records import ProjectTemplate

LISTS = {
    "task_type": "task_types",
    "task_status": "task_statuses",
    "asset_type": "asset_types",
    "status_automation": "status_automations",
}


def using(setup: Setup, kind: str, ids: Iterable[str]) -> Setup:
    """Return a production or template that uses these too, with the options that everything begins with."""
    field: str = LISTS[kind]
    return in_step(replace(setup, **{field: [*dict.fromkeys([*getattr(setup, field), *ids])]}))


def without(setup: Setup, kind: str, ids: Iterable[str]) -> Setup:
    """Return a production or template that doesn't use these any more; their options are forgotten."""
    field, gone = LISTS[kind], set(ids)
    return in_step(replace(setup, **{field: [one for one in getattr(setup, field) if one not in gone]}))


def with_options(changes: Changes, setup: Setup, kind: str, record_id: str, **options: Any) -> Setup:
    """Return one with other options for a task type or status that it uses."""
    field = f"{kind}_links"
    links = getattr(setup, field)
    link = replace(links[record_id], **options, updated_at=changes.now) if options else links[record_id]
    return replace(setup, **{field: links | {record_id: link}})


def check_bitrates(setup: Project | ProjectTemplate, choice: TaskTypeChoice) -> None:
    """Refuse bitrates that no movie can be made with; the production's high one counts without one. BreaksRule."""
    projects_rules.check_bitrates(_bitrates(choice), getattr(setup, HIGH))


def _bitrates(choice: TaskTypeChoice) -> dict[str, int | None]:
    """Return the bitrates of a choice: both as soon as there is one, else none."""
    given = {name: getattr(choice, name) for name in (HIGH, LOW)}
    if all(value is UNSET for value in given.values()):
        return {}
    return {name: None if value is UNSET else value for name, value in given.items()}


def chosen(changes: Changes, setup: Setup, choice: TaskTypeChoice) -> Setup:
    """Return a production or template that uses a task type with these options.

    In a production the priority is that of a new one only.
    """
    options: dict[str, Any] = _bitrates(choice)
    is_new = choice.task_type_id not in setup.task_type_links
    if is_new or (choice.priority is not None and isinstance(setup, ProjectTemplate)):
        options["priority"] = choice.priority
    if choice.is_client_visible is not None:
        options["is_client_visible"] = choice.is_client_visible
    after = using(setup, "task_type", [choice.task_type_id])
    return with_options(changes, after, "task_type", choice.task_type_id, **options)


def with_entries(changes: Changes, setup: Setup, batch: Batch, known: Collection[str]) -> Setup:
    """Return a production or template that uses a batch's known task types; the last entry of one counts."""
    entries = {one.task_type_id: one for one in batch.task_types or [] if one.task_type_id in known}
    after = using(setup, "task_type", entries)
    if batch.replace_task_types:
        after = without(after, "task_type", set(after.task_types) - entries.keys())
    for entry in entries.values():
        given = {"priority": entry.priority, "is_client_visible": entry.is_client_visible}
        options = {name: value for name, value in given.items() if value is not None}
        after = with_options(changes, after, "task_type", entry.task_type_id, **options)
    return after


def reordered(changes: Changes, setup: Setup, kind: str, ids: list[str]) -> Setup:
    """Return one with priorities from 1 in this order; what it doesn't use keeps its place empty."""
    for position, record_id in enumerate(ids, 1):
        if record_id in getattr(setup, f"{kind}_links"):
            setup = with_options(changes, setup, kind, record_id, priority=position)
    return setup


def keep(changes: Changes, before: Project, after: Project, *, always: bool = False) -> Project:
    """Keep what has changed and tell of it; nobody is told of what changes nothing, unless always."""
    if after == before and not always:
        return before
    changes.tell("project:update", before.id)
    return changes.save(after)
