"""The sheets of a studio's people, productions and task types."""

from chalicelib import access
from chalicelib.exports import sheets
from chalicelib.exports.studio import rules
from chalicelib.people.departments.records import departments
from chalicelib.people.persons.records import persons
from chalicelib.people.studios.records import studios
from chalicelib.projects.projects.records import projects
from chalicelib.projects.statuses.records import project_statuses
from chalicelib.store import gather
from chalicelib.tasks.types.records import task_types as all_task_types
from chalicelib.web.http import Answer
from chalicelib.web.routes import Routes

routes = Routes(__name__)


@routes.get("/export/csv/persons.csv", allow=access.global_manager)
def persons_sheet() -> Answer:
    """The people of the studio."""
    found, own, places = gather(persons.all, departments.all, studios.all)
    names, of_studios = ({one.id: one.name for one in kind} for kind in (own, places))
    return sheets.answer("people", rules.people(found, names, of_studios))


@routes.get("/export/csv/projects.csv", allow=access.global_manager)
def projects_sheet() -> Answer:
    """The productions of the studio, closed ones too."""
    found, statuses = gather(projects.all, project_statuses.all)
    return sheets.answer("projects", rules.productions(found, {one.id: one.name for one in statuses}))


@routes.get("/export/csv/task-types.csv", allow=access.global_manager)
def task_types_sheet() -> Answer:
    """The task types of the studio's departments."""
    found, own = gather(all_task_types.all, departments.all)
    return sheets.answer("task types", rules.task_types(found, {one.id: one.name for one in own}))
