"""What the sheets of people, productions and task types show, each in its order."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chalicelib.people.persons.records import Person
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.types.records import TaskType

Names = Mapping[str, str]
PEOPLE = (
    "First Name", "Last Name", "Email", "Phone", "Role", "Departments", "Studio", "Country", "Contract Type",
    "Position", "Seniority", "Daily Salary", "Active",
)  # fmt: skip


def people(found: Iterable[Person], departments: Names, studios: Names) -> Iterator[list[Any]]:
    """Yield the people who work here: no bots, no guests, and no accounts that only look."""
    yield [*PEOPLE]
    own = [one for one in found if not (one.is_bot or one.is_guest or one.preview_project_id)]
    for one in sorted(own, key=lambda one: (one.first_name, one.last_name, one.id)):
        yield [
            one.first_name, one.last_name, one.email, one.phone, one.role,
            ",".join(sorted(departments[id] for id in one.departments if id in departments)),
            studios.get(one.studio_id or ""), one.country, one.contract_type, one.position, one.seniority,
            one.daily_salary, "yes" if one.active else "no",
        ]  # fmt: skip


def productions(found: Iterable[Project], statuses: Names) -> Iterator[list[Any]]:
    """Yield all productions with their statuses."""
    yield ["Name", "Status"]
    for one in sorted(found, key=lambda one: one.name):
        yield [one.name, statuses.get(one.project_status_id or "")]


def task_types(found: Iterable[TaskType], departments: Names) -> Iterator[list[Any]]:
    """Yield the task types that a department does."""
    yield ["Department", "Name"]
    pairs = [(departments.get(one.department_id or ""), one.name) for one in found]
    yield from sorted([department, name] for department, name in pairs if department is not None)
