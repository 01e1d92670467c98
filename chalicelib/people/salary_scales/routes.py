"""Salary scale operations."""

from collections.abc import Sequence
from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.people.departments.records import departments
from chalicelib.people.salary_scales.records import Place, SalaryScale, place_of, places, salary_scales
from chalicelib.store import work
from chalicelib.store.reading import gather
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes
from chalicelib.web.table import table

routes = Routes(__name__)

table(
    routes, "/data/salary-scales", salary_scales, read=access.admin, write=access.admin, without=["list", "create"],
    kept=["department_id", "position", "seniority"],
)  # fmt: skip


@routes.get("/data/salary-scales", allow=access.admin, shows=list[SalaryScale])
def listed(by: Actor) -> list[dict[str, Any]]:
    """All scales; those that are missing are made with a salary of 0."""
    of_studio, scales = gather(departments.all, salary_scales.all)
    wanted = places([department.id for department in of_studio])
    found = {place_of(scale): scale for scale in scales}
    missing = [place for place in wanted if place not in found]
    found |= {place_of(scale): scale for scale in work.in_parts(missing, 20, _made, by.id)}
    return [cut(found[place], relations=True, shown=None) for place in wanted]


def _made(changes: Changes, missing: Sequence[Place]) -> list[SalaryScale]:
    there = {place_of(scale): scale for scale in salary_scales.all()}
    return [
        there.get(place) or changes.add(SalaryScale(department_id=place[0], position=place[1], seniority=place[2]))  # type: ignore[arg-type]
        for place in missing
    ]


@routes.post("/data/salary-scales", allow=access.admin)
def create() -> None:
    """Refuse: the list makes every scale that there can be."""
    raise BreaksRule("there is a scale for every department, position and seniority already")
