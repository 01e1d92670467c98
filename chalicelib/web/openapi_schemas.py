"""The JSON schemas of what is sent and answered, made of the types that operations declare."""

import inspect
import types
import typing
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from chalicelib import errors
from chalicelib.store.records import FIXED, Field, Record, fields_of
from chalicelib.web import queries, refusals

Schema = dict[str, Any]

ABOUT = (
    "Log in with `POST /auth/login` and send `Authorization: Bearer <access_token>`. A path answers with and without a "
    "slash at its end. Times are UTC, without a zone. `x-allow` says who may call."
)
ID: Schema = {"type": "string", "format": "uuid"}
SEGMENT: Schema = {"type": "string", "minLength": 1, "pattern": "^[^/]+$"}
FILE: Schema = {"type": "string", "format": "binary"}
_PLACE = "#/components/schemas/{name}"
_FAILURES: dict[type[errors.Failure], errors.Failure] = {errors.DoesNotFit: errors.DoesNotFit("name", "is required")}


class Schemas:
    """The schemas of all types of a document: `components` are those with a name, for the others to refer to."""

    def __init__(self, hints: Iterable[Any]) -> None:
        every = {_key(hint): hint for named in hints for hint in (named, *_structs_in(named))}
        known = {key: hint for key, hint in every.items() if _has_schema(hint)}
        found, self.components = msgspec.json.schema_components(known.values(), ref_template=_PLACE)
        self._by_hint: dict[Any, Schema] = dict(zip(known, found, strict=True))
        for schema in self.components.values():
            schema["description"] = inspect.cleandoc(schema.get("description", ""))
        for hint in known.values():
            if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
                _refine(self._component(hint), hint)

    def of(self, hint: Any) -> Schema:
        """Return the schema of a type; what could be anything has none."""
        return self._by_hint.get(_key(hint), {})

    def _component(self, hint: Any) -> Schema:
        reference = self._by_hint.get(_key(hint), {}).get("$ref", "")
        found: Schema = self.components.get(reference.rpartition("/")[2], {})
        return found

    def fields(self, hint: Any) -> dict[str, Schema]:
        """Return the schemas of a struct's fields by their names."""
        return dict(self._component(hint).get("properties", {}))

    def asked(self, part: Any) -> dict[str, Schema]:
        """Return the schemas of the names that a query may have, by a struct or by the fields of a record."""
        schemas = self.fields(part)
        if issubclass(part, Record):
            fields = fields_of(part)
            return {name: _filter(fields[name], schemas[name]) for name in queries.filters_of(part)}
        return {name: _without_null(schema) for name, schema in schemas.items()}

    def required(self, hint: Any) -> list[str]:
        """Return the names of the fields that a struct must have."""
        return list(self._component(hint).get("required", ()))

    def written(self, record: Any, *, whole: bool) -> Schema:
        """Return what may be set of a record; `whole`: with all that a new one needs."""
        fields = {name: schema for name, schema in self.fields(record).items() if name not in FIXED}
        found: Schema = {"type": "object", "properties": fields}
        needed = [name for name, field in fields_of(record).items() if field.required and name not in FIXED]
        return found | ({"required": needed} if whole and needed else {})


def _refine(schema: Schema, struct: Any) -> None:
    """Say what msgspec doesn't: which texts are ids; and which fields of a record an answer may lack, or never has."""
    for name, field in fields_of(struct).items():
        if field.of is not None or name == "id":
            shape = schema["properties"][name]
            for option in shape.get("anyOf", [shape]):
                option.get("items", option).update(ID if option["type"] in ("string", "array") else {})
    if issubclass(struct, Record):
        schema["required"] = ["id", "type"]
        for name in struct.HIDDEN:
            del schema["properties"][name]


def _structs_in(hint: Any) -> Iterator[Any]:
    """Yield the structs that a type is made of, with those of their fields."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
        parts = [field.type for field in fields_of(hint).values()]
    else:
        parts = list(typing.get_type_hints(hint).values() if typing.is_typeddict(hint) else typing.get_args(hint))
    for part in parts:
        yield from _structs_in(part)


def may_be(hint: Any, kind: type) -> bool:
    """Return whether a value of this type can be of a class."""
    return kind in (typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,))


def _has_schema(hint: Any) -> bool:
    try:
        msgspec.json.schema(hint)
    except TypeError:
        return False
    return True


def _key(hint: Any) -> Any:
    """Return what a type is found by: some can't be hashed."""
    return hint if isinstance(hint, type) else repr(hint)


def _without_null(schema: Schema) -> Schema:
    """Return the schema of what a query says, where nothing is said by leaving it out."""
    options = [option for option in schema.get("anyOf", ()) if option != {"type": "null"}]
    if not options:
        return schema
    rest = {key: value for key, value in schema.items() if key not in ("anyOf", "default")}
    if schema.get("default") is not None:
        rest["default"] = schema["default"]
    return rest | (options[0] if len(options) == 1 else {"anyOf": options})


def _filter(field: Field, schema: Schema) -> Schema:
    """Return how a filter's value is written: one value of the field; text also stands for a list of values in JSON."""
    if field.of is not None:
        return ID
    options = schema.get("anyOf", [schema])
    kinds = [option for option in options if option.get("type") in ("boolean", "integer", "number")]
    found: Schema = dict(kinds[0]) if kinds else {"type": "string"}
    found.pop("default", None)
    return found


def with_files(values: Schema) -> Schema:
    """Return a form's fields, with the file beside them."""
    fields = {**values.get("properties", {}), "file": FILE} if "$ref" not in values else {"file": FILE}
    form: Schema = {"type": "object", "properties": fields}
    return {"allOf": [values, form]} if "$ref" in values else form


def refusal(status: int) -> Schema:
    """Return the shapes of a failure's body, read off the table of refusals."""
    kinds = {kind: shape for kind, (answered, shape) in refusals.TABLE.items() if answered == status}
    shapes = [shape(_FAILURES.get(kind) or kind("why")) for kind, shape in kinds.items()]
    if status == 400:
        shapes.append({"error": True, "message": "why"})
    unlike = {repr(schema): schema for schema in map(_like, shapes)}
    return {"anyOf": list(unlike.values())} if len(unlike) > 1 else next(iter(unlike.values()))


def _like(value: Any) -> Schema:
    """Return the schema of values like this one."""
    match value:
        case dict():
            fields = {name: _like(inner) for name, inner in value.items()}
            return {"type": "object", "required": list(value), "properties": fields}
        case list():
            return {"type": "array", "items": _like(value[0])}
        case bool():
            return {"const": value}
        case None:
            return {"type": "null"}
    return {"type": "string"}
