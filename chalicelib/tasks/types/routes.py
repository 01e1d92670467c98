"""Task type operations."""

from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.store import gather, work
from chalicelib.tasks.types import rules
from chalicelib.tasks.types.records import TaskType, task_types
from chalicelib.tasks.types.usage import forget_links, forget_workflows, has_work, linking, scheduled, unschedule
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)

IN_ONE_COMMIT = 90


class Order(msgspec.Struct):
    """Task types in the order that they shall have."""

    task_type_ids: list[str]


def _added(_changes: Changes, _by: Actor, task_type: TaskType) -> TaskType:
    _check_name(task_type)
    return task_type


def _changed(_changes: Changes, _by: Actor, old: TaskType, new: TaskType) -> TaskType:
    if new.name != old.name:
        _check_name(new)
    return new


def _check_name(task_type: TaskType) -> None:
    """Raises BreaksRule for a twin, as the contract has it; the collection's own rule holds where two are at once."""
    twin = task_types.held("name", task_type.name.lower())
    if twin is not None and twin.id != task_type.id:
        raise BreaksRule(f"name: another task type is called {twin.name}")


def _removed(changes: Changes, _by: Actor, task_type: TaskType, force: bool) -> None:
    links, items = gather(lambda: linking(task_type.id), lambda: scheduled(task_type.id))
    rules.check_unlinked(task_type, linked=bool(links or items), force=force)
    rules.check_without_work(task_type, has_work=has_work(task_type.id))
    unschedule(items)
    forget_workflows(changes, task_type.id)
    forget_links(links, task_type.id)


table(
    routes, "/data/task-types", task_types, read=access.signed_in, write=access.admin,
    hooks=Hooks(added=_added, changed=_changed, removed=_removed),
)  # fmt: skip


@routes.post("/actions/task-types/reorder", allow=access.admin, status=200, terse=True, shows=list[TaskType])
def reorder(body: Order, by: Actor) -> list[dict[str, Any]]:
    """Give task types their places in lists, from 1; unknown ones are passed over."""
    places = {one: place for place, one in enumerate(body.task_type_ids, start=1)}

    def put(changes: Changes, ids: Any) -> list[TaskType]:
        found = task_types.many(ids).values()
        for one in found:
            changes.tell("task-type:update", task_type_id=one.id)
        return [changes.save(replace(one, priority=places[one.id])) for one in found]

    ordered = work.in_parts(list(places), IN_ONE_COMMIT, put, by.id)
    return [cut(one, relations=False, shown=None) for one in ordered]
