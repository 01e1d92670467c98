"""Task status operations."""

from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.tasks.statuses import rules
from chalicelib.tasks.statuses.records import TaskStatus, task_statuses
from chalicelib.tasks.statuses.usage import is_used
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)


def _added(changes: Changes, _by: Actor, status: TaskStatus) -> TaskStatus:
    _be_only_default(changes, status)
    return status


def _changed(changes: Changes, _by: Actor, old: TaskStatus, new: TaskStatus) -> TaskStatus:
    if (new.is_default, new.for_concept) != (old.is_default, old.for_concept):
        _be_only_default(changes, new)
    return new


def _be_only_default(changes: Changes, status: TaskStatus) -> None:
    for other in rules.ousted(status, task_statuses.all()) if status.is_default else ():
        changes.save(replace(other, is_default=False))


def _removed(_changes: Changes, _by: Actor, status: TaskStatus, _force: bool) -> None:
    rules.check_unused(status, used=is_used(status.id))


table(
    routes, "/data/task-status", task_statuses, read=access.signed_in, write=access.admin,
    hooks=Hooks(added=_added, changed=_changed, removed=_removed),
)  # fmt: skip
