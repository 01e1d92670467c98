"""Quotas: how many shots, frames and drawings were done, by whom and when."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.people.persons.records import Person
from chalicelib.planning.quotas import rules
from chalicelib.planning.quotas.found import shares_in
from chalicelib.planning.quotas.tally import quotas
from chalicelib.projects.projects.records import Project
from chalicelib.web.routes import Routes

routes = Routes(__name__)
Values = dict[str, Any]


class Asked(msgspec.Struct):
    """How is counted, and the studio whose tasks count."""

    count_mode: str = rules.DEFAULT
    studio_id: str | None = None


def planner_or_oneself(by: Actor, production: Production, person: Person) -> bool:
    """Allow the production's managers and supervisors, and on its team, but for clients, people what is their own."""
    if access.supervisor(by, production):
        return True
    return access.team_but_clients(by, production) and by.id == person.id


@routes.get("/data/projects/{project_id}/quotas/{task_type_id}", allow=access.team_but_clients)
def of_task_type(project: Project, task_type_id: str, query: Asked, by: Actor) -> Values:
    """What was done of a task type, by person."""
    mode, zone = rules.mode_of(query.count_mode), rules.zone_of(by)
    found = shares_in(project.id, lambda task: task.task_type_id == task_type_id, mode, query.studio_id or None, zone)
    return quotas(found, lambda share: share.person_id, project.fps)


@routes.get("/data/projects/{project_id}/quotas/persons/{person_id}", allow=planner_or_oneself)
def of_person(project: Project, person: Person, query: Asked, by: Actor) -> Values:
    """What somebody has done, by task type."""
    mode, zone = rules.mode_of(query.count_mode), rules.zone_of(by)
    found = shares_in(project.id, lambda _: True, mode, query.studio_id or None, zone)
    own = [share for share in found if share.person_id == person.id]
    return quotas(own, lambda share: share.task_type_id, project.fps)
