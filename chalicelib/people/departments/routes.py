"""Department operations."""

from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import StillUsed
from chalicelib.people.departments.records import Department, departments
from chalicelib.people.equipment import records as equipment
from chalicelib.people.persons.records import Person, persons
from chalicelib.people.persons.views import known_to, shown
from chalicelib.people.salary_scales.records import salary_scales
from chalicelib.store.reading import gather
from chalicelib.tasks.types.records import task_types
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)


def _removed(changes: Changes, _by: Actor, department: Department, _force: bool) -> None:
    members, has_equipment, types, scales = gather(
        persons.all, lambda: equipment.used_by(department.id), task_types.all, salary_scales.all
    )
    if has_equipment or any(department.id in person.departments for person in members):
        raise StillUsed("people, machines or programs belong to this department")
    if any(task_type.department_id == department.id for task_type in types):
        raise StillUsed("task types belong to this department")
    for scale in scales:
        if scale.department_id == department.id:
            changes.remove(scale)


table(
    routes, "/data/departments", departments, read=access.signed_in, write=access.admin, hooks=Hooks(removed=_removed)
)  # fmt: skip


@routes.get("/data/departments/{department_id}/persons", allow=access.signed_in, malformed=400, shows=list[Person])
def members(department: Department, by: Actor) -> list[dict[str, Any]]:
    """The department's people, by name; a client sees those that they may see."""
    known = known_to(by)
    found = [person for person in persons.all() if department.id in person.departments and known(person)]
    found.sort(key=lambda person: (person.first_name, person.last_name))
    return [shown(person, by, single=False, relations=True) for person in found]
