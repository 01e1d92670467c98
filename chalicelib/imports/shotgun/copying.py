"""Brings over what a studio has in another tracker: people, productions, teams, task types, statuses."""

from typing import Any

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.imports.shotgun import rules
from chalicelib.imports.shotgun.records import ProjectConnection, project_connections
from chalicelib.imports.shotgun.rules import BLACK, Values
from chalicelib.people.departments.records import Department, departments
from chalicelib.people.persons.records import Credentials, Person, Standing, by_email, persons, standings
from chalicelib.people.persons.rules import checked_values, full_name
from chalicelib.projects.projects.records import Project, projects
from chalicelib.projects.statuses.records import ProjectStatus, project_statuses
from chalicelib.projects.team.rules import join
from chalicelib.store.records import checked, fields_of, made
from chalicelib.tasks.statuses.records import TaskStatus, task_statuses
from chalicelib.tasks.types.records import TaskType, task_types


def fitted(record_type: Any, values: Values) -> Values:
    """Return values as the fields keep them. Raises NotStored."""
    fields = fields_of(record_type)
    return {name: checked(fields[name], value) for name, value in values.items()}


def _set(changes: Changes, record_type: Any, old: Any, values: Values) -> Any:
    """Add a record of these values, or give them to the one that is here."""
    fitting = fitted(record_type, values)
    return changes.add(made(record_type, fitting)) if old is None else changes.save(replace(old, **fitting))


def person(changes: Changes, entry: Values) -> Person | None:
    """Welcome somebody; of who is here already only the department changes."""
    email = entry.get("email")
    here = rules.numbered(persons.all(), entry["id"]) or (by_email(email) if isinstance(email, str) else None)
    name = rules.department_name(entry)
    own = [] if name is None else [_department(changes, name, BLACK).id]
    if here is not None:
        return changes.save(replace(here, departments=own)) if own else here
    values = rules.person(entry)
    if values is None:
        return None
    names = {"full_name": full_name(str(values["first_name"]), str(values["last_name"])), "departments": own}
    new: Person = changes.add(made(Person, fitted(Person, checked_values(values | names))))
    changes.add(Credentials(id=new.id))
    changes.add(Standing(id=new.id))
    return new


def _department(changes: Changes, name: str, color: str) -> Department:
    return departments.held("name", name) or changes.add(Department(name=name, color=color))


def project(changes: Changes, entry: Values) -> Project | None:
    """Make a production, or give it the values that it has over there."""
    values = rules.project(entry)
    if values is None:
        return None
    name = entry["sg_status"]
    status = project_statuses.held("name", name) or changes.add(ProjectStatus(name=name, color=BLACK))
    here = rules.numbered(projects.all(), entry["id"])
    kept: Project = _set(changes, Project, here, values | {"project_status_id": status.id})
    return kept


def connection(changes: Changes, entry: Values) -> Project | None:
    """Put somebody on a team, and remember under which number; who is unknown over here is passed over."""
    project_here = rules.numbered(projects.all(), rules.number(entry.get("project")))
    person_here = rules.numbered(persons.all(), rules.number(entry.get("user")))
    standing = standings.find(person_here.id) if person_here is not None else None
    if project_here is None or standing is None:
        return None
    known = project_connections.held("shotgun_id", str(entry["id"]))
    values = {"shotgun_id": entry["id"], "project_id": project_here.id, "person_id": standing.id}
    _set(changes, ProjectConnection, known, values)
    return join(changes, project_here, standing)


def step(changes: Changes, entry: Values) -> TaskType | None:
    """Make a task type of a step, or give it its values; one that is found by its name keeps that."""
    values = rules.step(entry)
    if values is None:
        return None
    found = task_types.all()
    here = rules.numbered(found, entry["id"])
    if here is None:
        same = (values["name"].lower(), values["for_entity"])
        here = next((one for one in found if (one.name.lower(), one.for_entity) == same), None)
        values |= {"name": here.name} if here else {}
    if here is None:
        values["department_id"] = _department(changes, values["name"].split()[0], values["color"]).id
    kept: TaskType = _set(changes, TaskType, here, values)
    return kept


def status(changes: Changes, entry: Values) -> TaskStatus | None:
    """Make a task status, or give it its values."""
    values = rules.status(entry)
    if values is None:
        return None
    here = rules.numbered(task_statuses.all(), entry["id"]) or task_statuses.held("short_name", values["short_name"])
    kept: TaskStatus = _set(changes, TaskStatus, here, values)
    return kept
