"""The hours that a table counts."""

from collections.abc import Iterable

from msgspec import Struct

from chalicelib.access import Actor
from chalicelib.people.persons.records import persons
from chalicelib.planning.days import Period
from chalicelib.planning.time_spents.records import TimeSpent, of_person, of_production
from chalicelib.planning.timesheets.found import inside
from chalicelib.planning.timesheets.rules import PLANNERS, scope_of_studio
from chalicelib.projects.projects.records import projects
from chalicelib.refs import DepartmentId, ProjectId, StudioId
from chalicelib.store import each, gather
from chalicelib.web.filters import Query, asked_id


class Of(Struct):
    """Whose hours are counted: those on a production, of a department's task types, of a studio's people."""

    project_id: ProjectId | None = None
    department_id: DepartmentId | None = None
    studio_id: StudioId | None = None


def hours(by: Actor, period: Period, query: Query) -> list[TimeSpent]:
    """Return the hours of a period that the caller may see: planners those of productions, others their own.

    Costs a Query chain for each production, all at once, and two trips more where departments narrow it.
    """
    project_id, department_id, studio_id = (
        asked_id(query, name) for name in ("project_id", "department_id", "studio_id")
    )
    scope = scope_of_studio(by, project_id, department_id)
    times, people = gather(
        lambda: _times(by, scope.productions, period),
        lambda: [] if studio_id is None else persons.all(),
    )
    of_studio = {person.id for person in people if person.studio_id == studio_id}
    return inside(scope, [time for time in times if studio_id is None or time.person_id in of_studio])


def _times(by: Actor, productions: Iterable[str] | None, period: Period) -> list[TimeSpent]:
    if not by.is_admin and by.role not in PLANNERS:
        return of_person(by.id, *period)
    places = [one.id for one in projects.all()] if productions is None else list(productions)
    found = each(lambda place: of_production(place, *period), places)
    return [time for times in found for time in times]
