"""Kinds that only the tests of the store have: the store knows no area, and these belong to none."""

from typing import Any, ClassVar

from chalicelib.changes import Changes
from chalicelib.store import Collection, Record, Shown, Stamp, Tally, Unique, work
from chalicelib.store.records import field

TOWN = "the town"


class Oil(Record, frozen=True, kw_only=True):
    """An oil to burn, of which there are few."""

    name: str


class Street(Record, frozen=True, kw_only=True):
    """A street with lamps."""

    name: str
    town_id: str = TOWN
    length: int = 0


class Lamp(Record, frozen=True, kw_only=True):
    """A lamp of a street; `tended_by` are the ids of those who light it."""

    RELATIONS: ClassVar = ("tended_by",)

    street_id: str
    number: int = 0
    serial: str | None = None
    notes: str = ""
    lit: dict[str, int] = field(dict)
    tended_by: list[str] = field(list)


oils = Collection(Oil, home="studio")
streets = Collection(
    Street, within="town_id", unique=[Unique("name", lambda s: s.name, "name: there is such a street")]
)
lamps = Collection(
    Lamp,
    within="street_id",
    unique=[Unique("serial", lambda lamp: lamp.serial, "serial: another lamp has it")],
    links=lambda lamp: {(f"tends#{one}", lamp.id): {"number": lamp.number} for one in lamp.tended_by},
    stamps=lambda lamp: [Stamp(f"street#{lamp.street_id}", lamp.id)],
    shown=Shown("street", "street_id", lambda lamp: [lamp.id, lamp.number]),
    tallies=lambda lamp: [Tally(f"lamps#{lamp.street_id}", "lit" if lamp.lit else "dark")],
)


def all_streets() -> list[Street]:
    """Return the streets that there are."""
    return streets.within(TOWN)


def added(record: Any, under: Any = None) -> Any:
    """Keep a new record in a commit of its own, and return it."""
    return work.run(lambda changes: changes.add(record, under))


def street(**values: Any) -> Street:
    """Keep a new street."""
    made: Street = added(Street(**{"name": "Harbour street", **values}))
    return made


def lamp(of: Street, **values: Any) -> Lamp:
    """Keep a new lamp in a street."""

    def place(changes: Changes) -> Lamp:
        return changes.add(Lamp(street_id=of.id, **values), under=streets.get(of.id))

    return work.run(place)
