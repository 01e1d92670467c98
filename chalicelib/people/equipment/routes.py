"""Equipment operations: the plain tables, and the departments that work with a thing."""

from collections.abc import Callable
from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import DoesNotFit, NotFound, StillUsed
from chalicelib.files.working_files.records import any_made_with
from chalicelib.people.departments.records import Department
from chalicelib.people.equipment.records import Kit, Software, hardware, software
from chalicelib.store.ids import well_formed
from chalicelib.store.reading import gather
from chalicelib.web.answers import list_of, map_of
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)


def _hooks(kit: Kit, used_elsewhere: Callable[[str], bool] = lambda _: False) -> Hooks:
    def removed(_changes: Changes, _by: Actor, thing: Any, _force: bool) -> None:
        if kit.used(thing.id) or used_elsewhere(thing.id):
            raise StillUsed("departments work with it, or files were made with it")

    return Hooks(removed=removed)


table(
    routes, "/data/hardware-items", hardware.things, read=access.admin, write=access.admin, hooks=_hooks(hardware)
)  # fmt: skip
table(
    routes, "/data/softwares", software.things, read=access.signed_in, write=access.admin,
    hooks=_hooks(software, any_made_with), without=["get"],
)  # fmt: skip


@routes.get("/data/softwares/{software_id}", allow=access.signed_in, shows=Software)
def one_software(software: Software) -> dict[str, Any]:
    """One program; a malformed id is just an unknown one here, as the contract has it."""
    return cut(software, relations=True, shown=None)


def of_departments(path: str, kit: Kit) -> None:
    """Declare what departments do with a kind of equipment: the map of all, and one thing of one department."""
    one = path.replace("departments/", "departments/{department_id}/") + "/{thing_id}"
    by_department, given, shown, taken = _by_department(kit), _given(kit), _shown(kit), _taken(kit)
    routes.add("GET", path, by_department, access.admin, shows=map_of(list_of(kit.things.type)))
    routes.add(
        "POST", one.removesuffix("/{thing_id}"), given, access.admin, status=201, malformed=400, shows=kit.links.type
    )
    routes.add("GET", one, shown, access.admin, malformed=400, shows=kit.things.type)
    routes.add("DELETE", one, taken, access.admin, status=204, malformed=400)
    for function, name in ((by_department, "by_department"), (given, "give"), (shown, "of"), (taken, "take")):
        function.__name__ = f"{kit.things.kind}_{name}"


def _by_department(kit: Kit) -> Callable[..., Any]:
    def answer() -> dict[str, list[dict[str, Any]]]:
        links, things = gather(kit.links.all, kit.things.all)
        shown = {thing.id: cut(thing, relations=True, shown=None) for thing in things}
        found: dict[str, list[dict[str, Any]]] = {}
        for link in links:
            if getattr(link, kit.field) in shown:
                found.setdefault(link.department_id, []).append(shown[getattr(link, kit.field)])
        return found

    return answer


def _given(kit: Kit) -> Callable[..., Any]:
    def answer(department: Department, body: Any, changes: Changes) -> dict[str, Any]:
        thing_id = body.get(kit.field) if isinstance(body, dict) else None
        if not well_formed(thing_id):
            raise DoesNotFit(kit.field, "must be an id")
        thing = kit.things.get(str(thing_id).lower())
        link = kit.link(department.id, thing.id)
        if link is None:
            link = changes.add(kit.links.type(department_id=department.id, **{kit.field: thing.id}))
        return cut(link, relations=True, shown=None)

    return answer


def _shown(kit: Kit) -> Callable[..., Any]:
    def answer(department: Department, thing: Any) -> dict[str, Any]:
        if kit.link(department.id, thing.id) is None:
            raise NotFound("the department doesn't work with it")
        return cut(thing, relations=True, shown=None)

    answer.__annotations__["thing"] = kit.things.type
    return answer


def _taken(kit: Kit) -> Callable[..., Any]:
    def answer(department: Department, thing: Any, changes: Changes) -> None:
        link = kit.link(department.id, thing.id)
        if link is not None:
            changes.remove(link)

    answer.__annotations__["thing"] = kit.things.type
    return answer


of_departments("/data/departments/hardware-items", hardware)
of_departments("/data/departments/software-licenses", software)
