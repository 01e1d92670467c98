"""What the words of a comment do: they name people and departments, and send the comment to other tasks."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.people.departments.records import Department
from chalicelib.people.persons.records import Person
from chalicelib.tasks.types.records import TaskType

HASHTAG = re.compile(r"#([^\W\d_]+)")
EVERYWHERE = "all"


class Mentions(NamedTuple):
    """Whom a text names, as ids: people of the team, and departments."""

    persons: list[str]
    departments: list[str]


def mentions(text: str | None, team: Iterable[Person], departments: Iterable[Department]) -> Mentions:
    """Return whom a text names: `@Full Name` or `@Department`, before a space or the end."""
    text = text or ""
    if "@" not in text:
        return Mentions([], [])
    return Mentions(
        [person.id for person in team if _names(text, person.full_name)],
        [department.id for department in departments if _names(text, department.name)],
    )


def _names(text: str, name: str) -> bool:
    return bool(name) and re.search(rf"@{re.escape(name)}( |\Z)", text) is not None


def called(named: Mentions, team: Iterable[Person]) -> list[str]:
    """Return the people whom mentions reach: those who are named, and the team's members of the departments."""
    of_departments = [person.id for person in team if set(person.departments) & set(named.departments)]
    return list(dict.fromkeys([*named.persons, *of_departments]))


def sent_to(text: str | None, own: TaskType, siblings: Iterable[TaskType]) -> set[str]:
    """Return the ids of the sibling task types to which hashtags send a comment; `#all` is all but its own."""
    tags = {word.lower() for word in HASHTAG.findall(text or "")}
    return {one.id for one in siblings if one.id != own.id and (EVERYWHERE in tags or one.name.lower() in tags)}


def copied(text: str, own: TaskType) -> str:
    """Return the text of a comment as it is posted on another task, with a line that says where it comes from."""
    return f"{text}\n\nPosted from {own.name}."
