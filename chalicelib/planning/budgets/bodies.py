"""What clients send about budgets."""

import datetime as dt
from typing import Annotated, Any

from msgspec import Meta, Struct

from chalicelib.planning.budgets.records import Currency, Position, Seniority
from chalicelib.store.records import NonEmpty

Name = Annotated[str, Meta(min_length=1, max_length=255)]


class NewBudget(Struct):
    """A new budget; its currency is left open by null only."""

    name: Name
    currency: Currency | None = "USD"


class BudgetChange(Struct):
    """What a budget is called, and its currency; null leaves it as it is."""

    name: Name | None = None
    currency: Currency | None = None


class Entry(Struct, kw_only=True):
    """A whole entry."""

    department_id: NonEmpty
    person_id: str | None = None
    start_date: dt.date
    months_duration: int
    daily_salary: float
    position: Position = "artist"
    seniority: Seniority = "mid"


class WholeEntry(Entry, kw_only=True):
    """A whole entry with the costs of single months; without them there are none."""

    exceptions: dict[str, Any] | None = None
