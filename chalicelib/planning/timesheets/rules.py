"""Whose hours somebody sees: their own, and as manager or supervisor those of the own productions."""

from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.access import MANAGER, SUPERVISOR, Actor
from chalicelib.errors import BreaksRule, Forbidden
from chalicelib.planning.time_spents.records import TimeSpent

PLANNERS = (MANAGER, SUPERVISOR)


class Scope(NamedTuple):
    """Which hours are shown: in these productions, of task types of these departments; None is all of them."""

    productions: frozenset[str] | None
    departments: frozenset[str] | None

    def holds(self, time: TimeSpent) -> bool:
        """Return whether hours were spent in one of the productions."""
        return self.productions is None or time.production_id in self.productions


def scope_of_person(by: Actor, person_id: str, project_id: str | None = None) -> Scope:
    """Return which of a person's hours somebody sees. The role that counts is the global one. Raises Forbidden."""
    if by.is_admin or by.id == person_id:
        return Scope(_one(project_id), None)
    if by.role not in PLANNERS:
        raise Forbidden("their hours are for themselves and those who plan their work")
    return Scope(_own_productions(by, project_id), _own_departments(by))


def scope_of_studio(by: Actor, project_id: str | None, department_id: str | None) -> Scope:
    """Return which hours a planner sees in the tables of the studio; the tables of others hold their own hours only.

    Raises Forbidden, BreaksRule.
    """
    if by.is_admin or by.role not in PLANNERS:
        return Scope(_one(project_id), _one(department_id))
    productions, departments = _own_productions(by, project_id), _own_departments(by)
    if department_id is not None and departments is not None and department_id not in departments:
        raise BreaksRule("department_id: is none of your departments")
    return Scope(productions, departments if department_id is None else _one(department_id))


def _one(chosen: str | None) -> frozenset[str] | None:
    return None if chosen is None else frozenset({chosen})


def _own_productions(by: Actor, project_id: str | None) -> frozenset[str]:
    if project_id is not None and not by.on_team(project_id):
        raise Forbidden("project_id: is none of your productions")
    return frozenset(by.standing.roles) if project_id is None else frozenset({project_id})


def _own_departments(by: Actor) -> frozenset[str] | None:
    """Return the departments that a supervisor is bound to, None where all count."""
    return frozenset(by.departments) if by.role == SUPERVISOR and by.departments else None


def summed(times: Iterable[TimeSpent]) -> dict[str, float]:
    """Return the minutes of each task."""
    found: dict[str, float] = {}
    for time in times:
        found[time.task_id] = found.get(time.task_id, 0) + time.duration
    return found
