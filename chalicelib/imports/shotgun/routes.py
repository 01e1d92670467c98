"""Bringing a studio over from another tracker, and letting go what it lets go."""

import functools
from collections.abc import Callable
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.errors import BreaksRule, NotStored
from chalicelib.imports.shotgun import copying, letting_go, production, removing, rules
from chalicelib.people.persons.records import Person
from chalicelib.previews.files.records import PreviewFile
from chalicelib.projects.projects.records import Project
from chalicelib.store import Record, work
from chalicelib.tasks.comments.records import Comment
from chalicelib.tasks.statuses.records import TaskStatus
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType
from chalicelib.web.answers import list_of
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)

Values = dict[str, Any]
Copy = Callable[..., Any]
Remove = Callable[[Changes, int], Values]


class Removed(Struct):
    """Whether a record went, and which; none where there was none."""

    success: bool
    removed_instance_id: str | UnsetType = UNSET


COPIED: dict[str, tuple[type[Record], Copy]] = {
    "persons": (Person, copying.person),
    "projects": (Project, copying.project),
    "project-connections": (Project, copying.connection),
    "projectconnections": (Project, copying.connection),
    "steps": (TaskType, copying.step),
    "status": (TaskStatus, copying.status),
    "episodes": (Entity, production.episode),
    "sequences": (Entity, production.sequence),
    "scenes": (Entity, production.scene),
    "shots": (Entity, production.shot),
    "assets": (Entity, production.asset),
    "tasks": (Task, production.task),
    "versions": (PreviewFile, production.version),
    "notes": (Comment, production.note),
}
REMOVED: dict[str, Remove] = {
    "person": removing.person,
    "project": removing.project,
    "project-connection": removing.connection,
    "projectconnection": removing.connection,
    "step": removing.step,
    "status": removing.status,
    "asset": letting_go.asset,
    "task": letting_go.task,
    "version": letting_go.version,
    "note": letting_go.note,
    **{kind.lower(): functools.partial(letting_go.place, kind) for kind in ("Episode", "Sequence", "Scene", "Shot")},
}


def _copier(name: str, copy: Copy) -> Callable[..., list[Values]]:
    def copied(body: Any, by: Actor) -> list[Values]:
        """Bring records over, each in a commit of its own; those that lack something are passed over."""
        entries = rules.entries(body)
        try:
            done = [work.run(functools.partial(copy, entry=entry), by.id) for entry in entries]
        except NotStored as misfit:
            raise BreaksRule(str(misfit)) from None
        return [_shown(record) for record in done if record is not None]

    copied.__name__ = f"copy_{name.replace('-', '_')}"
    return copied


def _shown(record: Any) -> Values:
    return cut(record, relations=False, shown=None) | ({"type": "Entity"} if isinstance(record, Entity) else {})


def _remover(name: str, remove: Remove) -> Callable[..., Values]:
    def removed(body: Any, changes: Changes) -> Values:
        """Let a record go, and say which it was."""
        number = rules.number(body)
        if number is None:
            raise BreaksRule("the body must be an object with the number of the record")
        return remove(changes, number)

    removed.__name__ = f"remove_{name.replace('-', '_')}"
    return removed


for _name, (_kind, _copy) in COPIED.items():
    routes.post(f"/import/shotgun/{_name}", allow=access.admin, status=200, shows=list_of(_kind))(_copier(_name, _copy))
for _name, _remove in REMOVED.items():
    routes.post(f"/import/shotgun/remove/{_name}", allow=access.admin, status=200, shows=Removed)(
        _remover(_name, _remove)
    )
