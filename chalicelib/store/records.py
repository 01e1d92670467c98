"""What a record is: typed fields that are checked when it is written, and whose JSON is what the API answers."""

import datetime as dt
import types
import typing
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from chalicelib.errors import NotStored
from chalicelib.store.ids import new_id

Text2 = Annotated[str, Meta(max_length=2)]
Text8 = Annotated[str, Meta(max_length=8)]
Text10 = Annotated[str, Meta(max_length=10)]
Text12 = Annotated[str, Meta(max_length=12)]
Text20 = Annotated[str, Meta(max_length=20)]
Text30 = Annotated[str, Meta(max_length=30)]
Text40 = Annotated[str, Meta(max_length=40)]
Text60 = Annotated[str, Meta(max_length=60)]
Text80 = Annotated[str, Meta(max_length=80)]
Text120 = Annotated[str, Meta(max_length=120)]
Text150 = Annotated[str, Meta(max_length=150)]
Text160 = Annotated[str, Meta(max_length=160)]
Text200 = Annotated[str, Meta(max_length=200)]
Text250 = Annotated[str, Meta(max_length=250)]
Text400 = Annotated[str, Meta(max_length=400)]
Text500 = Annotated[str, Meta(max_length=500)]
Text600 = Annotated[str, Meta(max_length=600)]
Color = Annotated[str, Meta(max_length=7)]
NonEmpty = Annotated[str, Meta(min_length=1)]
Json = Any


def field(default: Callable[[], Any]) -> Any:
    """Return a field whose default is worked out when a record is made."""
    return msgspec.field(default_factory=default)


def now() -> dt.datetime:
    """Return the moment as records keep it: UTC, without a zone, in whole seconds."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)


class Record(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag=lambda name: name):
    """The fields that every record has.

    Times are UTC without a zone, in whole seconds as the contract answers them; the order within a second is that of
    the ids (creation) and of the item's own `updated_at` (change). Fields named in `RELATIONS` are lists of ids that an
    answer shows only when it is asked for relations; they are declared last. Those in `HIDDEN` are never answered.
    """

    id: str = msgspec.field(default_factory=new_id)
    created_at: dt.datetime = msgspec.field(default_factory=now)
    updated_at: dt.datetime = msgspec.field(default_factory=now)

    RELATIONS: typing.ClassVar[tuple[str, ...]] = ()
    HIDDEN: typing.ClassVar[tuple[str, ...]] = ()


MOST = 2**53 - 1  # of a whole number: clients in browsers read larger ones as others
FIXED = frozenset({"id", "created_at", "updated_at", "type"})  # never taken from a body


def kind_of(record_type: type) -> str:
    """Return the record type's name in snake case: TaskType is task_type."""
    name = record_type.__name__
    return "".join(
        "_" + letter.lower() if letter.isupper() and at else letter.lower() for at, letter in enumerate(name)
    )


class Only:
    """Narrows a record type in a signature: `Annotated[Entity, Only(is_shot)]` is a shot and nothing else."""

    def __init__(self, fits: Callable[[Any], bool]) -> None:
        self.fits = fits


class Field(typing.NamedTuple):
    """A field of a record type: `plain` is its type without None, `of` the kind of record that its id names."""

    name: str
    type: Any
    plain: Any
    nullable: bool
    required: bool
    default: Any
    of: dict[str, str] | None
    relation: bool


def fields_of(record_type: Any) -> dict[str, Field]:
    """Return the fields of a record type by name."""
    if record_type not in _fields:
        _fields[record_type] = _read_fields(record_type)
    return _fields[record_type]


_fields: dict[Any, dict[str, Field]] = {}


def _read_fields(record_type: Any) -> dict[str, Field]:
    hints = typing.get_type_hints(record_type, include_extras=True)
    relations = getattr(record_type, "RELATIONS", ())
    found = {}
    for info in msgspec.structs.fields(record_type):
        plain, nullable = _without_none(hints[info.name])
        default = info.default_factory() if info.default_factory is not msgspec.NODEFAULT else info.default
        item = typing.get_args(plain)[0] if typing.get_origin(plain) is list else plain
        of = next((m.extra for m in getattr(item, "__metadata__", ()) if isinstance(m, Meta) and m.extra), None)
        found[info.name] = Field(
            info.name, hints[info.name], plain, nullable, info.required, default, of, info.name in relations
        )
    return found


def _without_none(hint: Any) -> tuple[Any, bool]:
    if hint is Any:
        return hint, True
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        rest = [option for option in typing.get_args(hint) if option is not type(None)]
        return (rest[0] if len(rest) == 1 else hint), type(None) in typing.get_args(hint)
    return hint, False


def base_of(hint: Any) -> Any:
    """Return the type below its annotations: str for Text40."""
    return typing.get_args(hint)[0] if typing.get_origin(hint) is Annotated else hint


def checked(field: Field, value: Any) -> Any:
    """Return the value of a body as the field keeps it. Raises NotStored, and names the field."""
    if value is None:
        if field.nullable:
            return None
        raise NotStored(f"{field.name}: may not be null")
    base = base_of(field.plain)
    try:
        if base is dt.datetime:
            return moment_of(value)
        if base is dt.date:
            return dt.date.fromisoformat(value[:10]) if len(value) >= 10 else dt.date.fromisoformat(value)
        return msgspec.convert(_number_of(value, base), field.type)
    except (ValueError, TypeError, OverflowError, msgspec.ValidationError) as error:
        raise NotStored(f"{field.name}: {error}") from None


def _number_of(value: Any, base: Any) -> Any:
    """Return a number for its text, as clients with text fields send it; anything else as it is."""
    if base in (int, float) and isinstance(value, str):
        value = base(value)
    if base is int and isinstance(value, float) and value.is_integer():
        value = int(value)
    if base in (int, float) and isinstance(value, int) and abs(value) > MOST:
        raise ValueError(f"must be {-MOST} to {MOST}")
    return value


def moment_of(text: str) -> dt.datetime:
    """Return an ISO 8601 date or date-time as UTC without a zone, in whole seconds. Raises ValueError."""
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        try:
            moment = moment.astimezone(dt.UTC).replace(tzinfo=None)
        except OverflowError:
            raise ValueError(f"{text!r} is out of range in UTC") from None
    return moment.replace(microsecond=0)


def made(record_type: type[Any], values: dict[str, Any]) -> Any:
    """Return a new record of checked values. Raises NotStored for a field that is required and missing."""
    fields = fields_of(record_type)
    for name, field in fields.items():
        if field.required and name not in values:
            raise NotStored(f"{name}: is required")
    return record_type(**values)


def ref(kind: str, home: str = "") -> dict[str, str]:
    """Return what marks a field as the id of a record; `home` is the partition of kinds that share a fixed one."""
    return {"kind": kind, "home": home}
