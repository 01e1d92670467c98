"""Budgets: what a production will cost, person by person and month by month."""

import datetime as dt
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from chalicelib.refs import DepartmentId, PersonId, ProjectId
from chalicelib.store import Collection, Record, Unique
from chalicelib.store.records import Json, ref

BudgetId = Annotated[str, Meta(extra=ref("budget"))]
BudgetName = Annotated[str, Meta(max_length=255)]
Currency = Annotated[str, Meta(max_length=3)]
Position = Literal["supervisor", "lead", "artist"]
Seniority = Literal["senior", "mid", "junior"]


class Budget(Record, frozen=True, kw_only=True):
    """One revision of a production's budget; `currency` is its ISO code.

    `numbered` says that the server chose the revision: then no other such budget of the production has it. What an
    administrator's script numbers itself may be there twice.
    """

    RELATIONS: ClassVar = ("numbered",)
    HIDDEN: ClassVar = ("numbered",)

    project_id: ProjectId
    revision: int = 1
    name: BudgetName
    currency: Currency | None = None
    numbered: bool = False


class BudgetEntry(Record, frozen=True, kw_only=True):
    """What a person, known or not yet, costs for some months from a day on.

    `daily_salary` is in the budget's currency; `exceptions` are the costs of single months (YYYY-MM).
    """

    budget_id: BudgetId
    department_id: DepartmentId
    person_id: PersonId | None = None
    start_date: dt.date
    months_duration: int
    daily_salary: float
    position: Position = "artist"
    seniority: Seniority = "mid"
    exceptions: Json = None


budgets = Collection(
    Budget,
    within="project_id",
    unique=[
        Unique(
            "revision",
            lambda b: f"{b.project_id}#{b.revision}" if b.numbered else None,
            "revision: the production has this one already",
        )
    ],
)
budget_entries = Collection(
    BudgetEntry,
    within="budget_id",
    links=lambda entry: {(f"budget-entries-of#{entry.person_id}", entry.id): None} if entry.person_id else {},
)
