"""What is true of custom columns: who sees them, who may change them, and under which key their values are."""

import re
from collections.abc import Iterable
from typing import Any, get_args

from msgspec.structs import replace

from chalicelib.access import CLIENT, SUPERVISOR, VENDOR, Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.projects.descriptors.bodies import ColumnChange, NewColumn
from chalicelib.projects.descriptors.records import DataType, MetadataDescriptor
from chalicelib.spelling import without_accents

KINDS = ("Asset", "Shot", "Edit", "Episode", "Sequence", "Project", "Task")
DATA_TYPES = get_args(DataType)
LONGEST = 120


def visible(column: MetadataDescriptor, by: Actor) -> bool:
    """Return whether somebody sees a column: clients theirs, vendors those of no or of their departments."""
    role = by.role_in(column.project_id)
    if role == CLIENT:
        return column.for_client
    if role == VENDOR:
        return not column.departments or bool(set(column.departments) & set(by.departments))
    return role is not None


def may_write(by: Actor, project_id: str, departments: Iterable[str]) -> bool:
    """Return whether somebody may change a column for these departments.

    A manager may; a supervisor if all of the own departments are among them, never one that is for everybody.
    """
    for_whom = set(departments)
    supervises = by.role_in(project_id) == SUPERVISOR and bool(for_whom) and set(by.departments) <= for_whom
    return by.manages(project_id) or supervises


def key_of(name: str) -> str:
    """Return the key of a column's values: its name in lower case, without accents, signs made one `_`.

    A name in another script keeps its letters. Raises BreaksRule for a name without any letter or digit.
    """
    key = re.sub("[^a-z0-9]+", "_", without_accents(name)).strip("_") or re.sub(r"[\W_]+", "_", name.casefold()).strip(
        "_"
    )
    if not key:
        raise BreaksRule("name: needs a letter or a digit")
    return key[:LONGEST].strip("_")  # without its signs a name may be longer: one of ß has two letters


def in_order(columns: Iterable[MetadataDescriptor]) -> list[MetadataDescriptor]:
    """Return columns by position, those without one behind, by name."""
    return sorted(columns, key=lambda c: (c.position is None, c.position or 0, c.name))


def check_free(columns: Iterable[MetadataDescriptor], column: MetadataDescriptor) -> None:
    """Refuse a name or key that another column of the kind has. Raises BreaksRule."""
    scope = (column.entity_type, column.task_type_id)
    for other in columns:
        if other.id == column.id or (other.entity_type, other.task_type_id) != scope:
            continue
        if other.name == column.name or other.field_name == column.field_name:
            raise BreaksRule(f"name: {column.entity_type} has this column already")


def made(project_id: str, body: NewColumn, kind: str, departments: Iterable[str]) -> MetadataDescriptor:
    """Return a new column of what a client sent. Raises BreaksRule."""
    return MetadataDescriptor(
        project_id=project_id, entity_type=checked_kind(kind, body.task_type_id), task_type_id=body.task_type_id,
        name=_name(body.name), field_name=key_of(body.name), data_type=_data_type(body.data_type),
        choices=body.choices or [], for_client=bool(body.for_client), departments=list(departments),
    )  # fmt: skip


def changed(column: MetadataDescriptor, body: ColumnChange, departments: Iterable[str]) -> MetadataDescriptor:
    """Return a column as a client wants it from now on; a new name makes a new key. Raises BreaksRule."""
    name = column.name if body.name is None else _name(body.name)
    return replace(
        column, name=name, field_name=column.field_name if name == column.name else key_of(name),
        data_type=_data_type(body.data_type), choices=body.choices or [], for_client=bool(body.for_client),
        departments=list(departments),
    )  # fmt: skip


def checked_kind(kind: str, task_type_id: str | None = None) -> str:
    """Return the kind of a column, that of tasks with a task type, any other without. Raises BreaksRule."""
    if kind not in KINDS:
        raise BreaksRule(f"entity_type: must be one of {', '.join(KINDS)}")
    if (task_type_id is not None) != (kind == "Task"):
        raise BreaksRule("task_type_id: a column of tasks has one, no other has")
    return kind


def _name(name: str) -> str:
    if not 0 < len(name) <= LONGEST:
        raise BreaksRule(f"name: must have 1 to {LONGEST} characters")
    return name


def check_data_type(data_type: Any) -> None:
    """Refuse a type that no column has. Raises BreaksRule."""
    if data_type is not None and data_type not in DATA_TYPES:
        raise BreaksRule(f"data_type: must be one of {', '.join(DATA_TYPES)}")


def _data_type(data_type: str | None) -> Any:
    check_data_type(data_type)
    return data_type or "string"


def reordered(columns: Iterable[MetadataDescriptor], ids: list[str]) -> list[MetadataDescriptor]:
    """Return a kind's columns with positions from 1: these first, the others by name. Raises BreaksRule."""
    left = {column.id: column for column in columns}
    if not ids or set(ids) - left.keys():
        raise BreaksRule("descriptor_ids: must be columns of this kind, at least one")
    first = [left.pop(one) for one in dict.fromkeys(ids)]
    rest = sorted(left.values(), key=lambda column: column.name)
    return [replace(column, position=position) for position, column in enumerate([*first, *rest], 1)]


def in_key_order(columns: Iterable[MetadataDescriptor], keys: list[str]) -> list[MetadataDescriptor]:
    """Return a kind's columns with positions from 1: those of these keys first; unknown keys are passed over."""
    columns = list(columns)
    place = {key: position for position, key in enumerate(dict.fromkeys(keys))}
    known = [column for column in columns if column.field_name in place]
    return reordered(columns, [one.id for one in sorted(known, key=lambda one: place[one.field_name])])


def tell(changes: Changes, column: MetadataDescriptor, what: str) -> None:
    """Note the event of a column."""
    changes.tell(f"metadata-descriptor:{what}", column.project_id, metadata_descriptor_id=column.id)


def copied(columns: Iterable[MetadataDescriptor], project_id: str) -> list[MetadataDescriptor]:
    """Return for a new production what others keep of a whole production: one column a key, the first in order."""
    found: dict[str, MetadataDescriptor] = {}
    names: set[str] = set()
    for column in in_order(column for column in columns if column.entity_type == "Project"):
        if column.field_name not in found and column.name not in names:
            names.add(column.name)
            found[column.field_name] = MetadataDescriptor(
                project_id=project_id, entity_type="Project", name=column.name, field_name=column.field_name,
                data_type=column.data_type, choices=column.choices, for_client=column.for_client,
                departments=column.departments,
            )  # fmt: skip
    return list(found.values())
