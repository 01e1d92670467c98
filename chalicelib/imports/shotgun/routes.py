"""Bringing a studio over from another tracker, and letting go what it lets go."""

import functools
from collections.abc import Callable
from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.errors import BreaksRule, NotStored
from chalicelib.imports.shotgun import copying, letting_go, production, removing, rules
from chalicelib.store import work
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)

Values = dict[str, Any]
Copy = Callable[..., Any]
Remove = Callable[[Changes, int], Values]

COPIED: dict[str, Copy] = {
    "persons": copying.person,
    "projects": copying.project,
    "project-connections": copying.connection,
    "projectconnections": copying.connection,
    "steps": copying.step,
    "status": copying.status,
    "episodes": production.episode,
    "sequences": production.sequence,
    "scenes": production.scene,
    "shots": production.shot,
    "assets": production.asset,
    "tasks": production.task,
    "versions": production.version,
    "notes": production.note,
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


for _name, _copy in COPIED.items():
    routes.post(f"/import/shotgun/{_name}", allow=access.admin, status=200)(_copier(_name, _copy))
for _name, _remove in REMOVED.items():
    routes.post(f"/import/shotgun/remove/{_name}", allow=access.admin, status=200)(_remover(_name, _remove))
