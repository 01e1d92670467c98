"""What is true of tasks: which entities they fit, what their values mean, and what a supervisor may plan."""

from typing import Any

from chalicelib.access import Actor
from chalicelib.entities.entities.records import Entity
from chalicelib.errors import BreaksRule, Forbidden, NotStored, Refused
from chalicelib.store.ids import well_formed
from chalicelib.tasks.access import PLANNED
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType

Values = dict[str, Any]
MAIN = "main"
EASIEST, HARDEST = 1, 5


def check_sent(body: Any) -> Values:
    """Return the body of a new task, which must name what it is of. Raises BreaksRule."""
    if not isinstance(body, dict):
        raise BreaksRule("the body must be a JSON object")
    for name in ("entity_id", "task_type_id"):
        if not well_formed(body.get(name)):
            raise BreaksRule(f"{name}: {body.get(name)!r} is no id")
    if not isinstance(body.get("assignees") or [], list):
        raise BreaksRule("assignees: must be a list of ids")
    return body


def check_fits(by: Actor, task_type: TaskType, entity: Entity) -> None:
    """Refuse a type that isn't for such entities, and an entity of a production that isn't the caller's to manage.

    Raises Refused, Forbidden.
    """
    if task_type.for_entity != entity.type:
        raise Refused(f"task_type_id: {task_type.name} is for {task_type.for_entity}, not for {entity.type}")
    if not by.manages(entity.project_id):
        raise Forbidden("entity_id: the entity is of a production that you don't manage")


def prepared(values: Values, old: Task | None) -> Values:
    """Return a task's values as they are kept: what is said of `data` is merged into it. Raises NotStored."""
    values = dict(values)
    if old is None and values.get("name") == "":
        values["name"] = MAIN
    if "data" in values and old is not None:
        values["data"] = merged(old.data, values["data"])
    difficulty = values.get("difficulty")
    if isinstance(difficulty, int) and not EASIEST <= difficulty <= HARDEST:
        raise NotStored(f"difficulty: must be {EASIEST} to {HARDEST}")
    return values


def merged(before: Any, change: Any) -> Any:
    """Return free data with what a change says of it; what it doesn't name stays."""
    if not isinstance(change, dict):
        return before if change is None else change
    return {**(before if isinstance(before, dict) else {}), **change}


def check_may_plan(by: Actor, task: Task, values: Values) -> None:
    """Refuse what is not a supervisor's to change. Raises Forbidden."""
    if not by.manages(task.project_id) and not values.keys() <= PLANNED:
        raise Forbidden(f"a supervisor changes {', '.join(sorted(PLANNED))} only")
