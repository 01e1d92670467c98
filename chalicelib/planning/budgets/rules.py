"""What is true of budgets: how their revisions are numbered, and what their entries' exceptions are."""

from collections.abc import Iterable
from typing import Any

from chalicelib.changes import Changes
from chalicelib.errors import DoesNotFit
from chalicelib.planning.budgets.records import Budget, BudgetEntry
from chalicelib.planning.time_spents.records import TimeSpent

FIRST = 1
MOST = 10**15  # of any currency


def next_revision(found: Iterable[Budget]) -> int:
    """Return the number after the highest; a highest one that was removed leaves it free."""
    return max((budget.revision for budget in found), default=FIRST - 1) + 1


def amounts(exceptions: dict[str, Any] | None) -> dict[str, int]:
    """Return the costs of single months in whole numbers, without those that say none. Raises DoesNotFit."""
    try:
        found = {month: int(float(amount or 0)) for month, amount in (exceptions or {}).items()}
    except (ValueError, TypeError, OverflowError):
        raise DoesNotFit("exceptions", "must be numbers by month") from None
    if any(abs(amount) > MOST for amount in found.values()):
        raise DoesNotFit("exceptions", f"must be at most {MOST}")
    return {month: amount for month, amount in found.items() if amount}


def costs(times: Iterable[TimeSpent], departments: dict[str, str]) -> dict[str, Any]:
    """Return the minutes of each department, of each person in it, and of each of their months.

    `departments` are those of the tasks; what was spent on tasks of no department is left out.
    """
    found: dict[str, Any] = {}
    for time in times:
        if time.task_id in departments:
            of_department = found.setdefault(departments[time.task_id], {"total": 0.0})
            of_person = of_department.setdefault(time.person_id, {"total": 0.0})
            month = f"{time.date:%Y-%m}"
            of_department["total"] += time.duration
            of_person["total"] += time.duration
            of_person[month] = of_person.get(month, 0.0) + time.duration
    return found


def tell(changes: Changes, budget: Budget, what: str) -> None:
    """Tell of a budget."""
    changes.tell(f"budget:{what}", budget.project_id, budget_id=budget.id)


def tell_of_entry(changes: Changes, budget: Budget, entry: BudgetEntry, what: str) -> None:
    """Tell of an entry."""
    changes.tell(f"budget-entry:{what}", budget.project_id, budget_id=budget.id, budget_entry_id=entry.id)
