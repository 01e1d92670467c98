"""What a copied record keeps of what another server answered: its own fields, in the form in which they are kept."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from chalicelib.entities.entities.records import Entity
from chalicelib.entities.types.records import BUILT_IN
from chalicelib.errors import BreaksRule
from chalicelib.store.ids import well_formed
from chalicelib.store.records import FIXED, Field, checked, fields_of

Values = dict[str, Any]
FRAMES = ("frame_in", "frame_out", "fps")
PEOPLE = ("mentions", "acknowledgements", "department_mentions", "previews")
NO_ID = ("", "None", "null")  # how lists of boards write that there is none


class Around(NamedTuple):
    """What a record is copied beside: itself as it is here, what it lies below, and what else its kind looks at."""

    old: Any
    parent: Any
    beside: Any


def check_list(body: Any) -> list[Values]:
    """Return the records of a body. Raises BreaksRule for anything else than a list of objects with ids."""
    if not isinstance(body, list):
        raise BreaksRule("the body must be a list of records")
    for one in body:
        if not isinstance(one, dict) or not well_formed(one.get("id")):
            raise BreaksRule("each record must be an object with its id")
    return [one | {"id": one["id"].lower()} for one in body]


def own(record_type: type[msgspec.Struct], sent: Values) -> Values:
    """Return the values of a record's own fields; what an answer says of its neighbours is dropped."""
    hidden = {*getattr(record_type, "HIDDEN", ()), *FIXED} - {"created_at"}
    return {name: value for name, value in sent.items() if name in fields_of(record_type) and name not in hidden}


def fitted(record_type: type[msgspec.Struct], values: Values) -> Values:
    """Return values as the fields keep them; null for a field that has none is left out. Raises NotStored."""
    fields = fields_of(record_type)
    given = {name: value for name, value in values.items() if value is not None or fields[name].nullable}
    return {name: checked(fields[name], value) for name, value in given.items()}


def refs(record_type: type[msgspec.Struct], values: Values) -> Iterable[tuple[str, str, str]]:
    """Yield what values name of other records, as kind, home and id."""
    for name, value in values.items():
        of = fields_of(record_type)[name].of
        if of is not None and value is not None:
            yield from ((of["kind"], of["home"], one) for one in (value if isinstance(value, list) else [value]))


def resolved(record_type: type[msgspec.Struct], values: Values, there: set[str]) -> Values:
    """Return values with what isn't there dropped from lists. Raises BreaksRule for another field that names it."""
    fields = fields_of(record_type)
    return {name: _resolved(fields[name], value, there) for name, value in values.items()}


def _resolved(field: Field, value: Any, there: set[str]) -> Any:
    if field.of is None or value is None:
        return value
    if isinstance(value, list):
        return [one for one in value if one in there]
    if value not in there:
        raise BreaksRule(f"{field.name}: {value!r} names nothing that exists")
    return value


def as_sent(values: Values, _sent: Values, _around: Around) -> Values:
    """Return the values of a kind that is kept as it is answered."""
    return values


def of_production(values: Values, _sent: Values, around: Around) -> Values:
    """Return the values of a kind that is kept with the production of what it lies below."""
    return values if around.parent is None else values | {"production_id": around.parent.project_id}


def of_entity(values: Values, sent: Values, around: Around) -> Values:
    """Return an entity's values: answers call its parent, its type and its frames by other names."""
    types: Mapping[str, str] = around.beside
    values = {name: None if value in NO_ID and name != "name" else value for name, value in values.items()}
    _take(values, "parent_id", sent.get("sequence_id"))
    if sent.get("type") == "Asset":
        _take(values, "source_id", sent.get("episode_id"))
    by_name = {name: type_id for type_id, name in types.items()}
    _take(values, "entity_type_id", sent.get("asset_type_id") or by_name.get(str(sent.get("type"))))
    old: Entity | None = around.old
    frames = {name: sent[name] for name in FRAMES if sent.get(name) is not None}
    if frames:
        data = values.get("data", old.data if old else None)
        values["data"] = (data if isinstance(data, dict) else {}) | frames
    name = types.get(values.get("entity_type_id") or (old.entity_type_id if old else ""), "")
    return values | {"type": name if name in BUILT_IN else "Asset"}


def _take(values: Values, name: str, value: Any) -> None:
    if values.get(name) is None and value is not None and value not in NO_ID:
        values[name] = value


def of_comment(values: Values, _sent: Values, around: Around) -> Values:
    """Return a comment's values; whom it names is what the copy says, nobody if it says nothing."""
    people = {name: ids_of(values[name]) for name in PEOPLE if name in values}
    given = {"object_type": "Task", "mentions": []} if around.old is None else {"mentions": []}
    files = [one for one in values.pop("attachment_files", None) or [] if isinstance(one, dict)]
    shown = {"attachment_files": files} if files else {}
    return given | values | people | shown | {"project_id": around.parent.project_id}


def ids_of(found: Any) -> list[str]:
    """Return the ids of a list of ids, or of records that have some."""
    ids = [one.get("id") if isinstance(one, dict) else one for one in found or []]
    return [one for one in ids if isinstance(one, str)]


def of_preview(values: Values, _sent: Values, around: Around) -> Values:
    """Return a preview's values: its file did not come along."""
    data = values.get("data", around.old.data if around.old else None)
    status = values.get("status") or (around.old.status if around.old else "ready")
    imported = (data if isinstance(data, dict) else {}) | {"imported_only": True}
    return values | {"data": imported, "status": status, "comments": ids_of(values.get("comments"))}


def of_playlist(values: Values, _sent: Values, around: Around) -> Values:
    """Return a playlist's values: its builds are copied after it, and those that are here stay."""
    return values | {"build_jobs": around.old.build_jobs if around.old else []}


def of_news(values: Values, _sent: Values, around: Around) -> Values:
    """Return the values of a line of news, with what lists are filtered by."""
    task, comment = around.parent, around.beside.get(values.get("comment_id"))
    return values | {
        "production_id": task.project_id, "task_type_id": task.task_type_id, "entity_id": task.entity_id,
        "task_status_id": comment.task_status_id if comment else task.task_status_id,
    }  # fmt: skip
