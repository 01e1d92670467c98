"""Salary scales: what a position of a department costs, by seniority."""

import itertools
from typing import Literal

from chalicelib.refs import DepartmentId
from chalicelib.store import Collection, Record

POSITIONS = ("supervisor", "lead", "artist")
SENIORITIES = ("senior", "mid", "junior")
Place = tuple[str, str, str]  # department, position, seniority


class SalaryScale(Record, frozen=True, kw_only=True):
    """A monthly salary in the studio's currency; 0 as long as nobody has set it."""

    department_id: DepartmentId
    position: Literal["supervisor", "lead", "artist"] = "artist"
    seniority: Literal["senior", "mid", "junior"] = "mid"
    salary: int = 0


def place_of(scale: SalaryScale) -> Place:
    """Return what there is one scale of."""
    return scale.department_id, scale.position, scale.seniority


def places(department_ids: list[str]) -> list[Place]:
    """Return what there should be a scale of, in the order of lists."""
    return list(itertools.product(department_ids, POSITIONS, SENIORITIES))


salary_scales = Collection(
    SalaryScale, home="studio", sort=lambda scale: f"salary_scale#{'#'.join(place_of(scale))}"
)  # fmt: skip
