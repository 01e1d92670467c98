"""Equipment: the machines and the software of a studio, and which department works with which."""

from typing import Any, NamedTuple

from chalicelib.refs import DepartmentId
from chalicelib.store import Collection, Record, Unique
from chalicelib.store.records import Json, Text20, Text40


class HardwareItem(Record, frozen=True, kw_only=True):
    """A kind of machine; `monthly_cost` is in the studio's currency, `inventory_amount` how many there are."""

    name: Text40
    short_name: Text20
    archived: bool = False
    monthly_cost: int = 0
    inventory_amount: int = 0


class Software(Record, frozen=True, kw_only=True):
    """A program; `monthly_cost` is that of one licence, `inventory_amount` how many licences there are."""

    name: Text40
    short_name: Text20
    archived: bool = False
    version: Text20 | None = None
    file_extension: Text20
    secondary_extensions: Json = None
    monthly_cost: int = 0
    inventory_amount: int = 0


class HardwareItemDepartmentLink(Record, frozen=True, kw_only=True):
    """A department that works with a machine."""

    department_id: DepartmentId
    hardware_item_id: str


class SoftwareDepartmentLink(Record, frozen=True, kw_only=True):
    """A department that works with a program."""

    department_id: DepartmentId
    software_id: str


class Kit(NamedTuple):
    """A kind of equipment: the things, the links of departments to them, and the links' field for the thing."""

    things: Collection[Any]
    links: Collection[Any]
    field: str

    def link(self, department_id: str, thing_id: str) -> Any:
        """Return the link of a department to a thing, None if there is none. Costs two trips."""
        return self.links.held("pair", f"{department_id}#{thing_id}")

    def used(self, thing_id: str) -> bool:
        """Return whether any department works with a thing. Costs one Query over all links, of which there are few."""
        return any(getattr(link, self.field) == thing_id for link in self.links.all())


def _kit(kind: type[Any], link_kind: type[Any], field: str) -> Kit:
    name = Unique("name", lambda thing: thing.name, "name: there is one of this name already")
    pair = Unique("pair", lambda link: f"{link.department_id}#{getattr(link, field)}", "the department has it already")
    things: Collection[Any] = Collection(kind, home="studio", unique=[name])
    links: Collection[Any] = Collection(link_kind, home=field.replace("_id", "-department-link"), unique=[pair])
    return Kit(things, links, field)


hardware = _kit(HardwareItem, HardwareItemDepartmentLink, "hardware_item_id")
software = _kit(Software, SoftwareDepartmentLink, "software_id")


def used_by(department_id: str) -> bool:
    """Return whether a department works with any equipment. Costs two Queries."""
    return any(link.department_id == department_id for kit in (hardware, software) for link in kit.links.all())
