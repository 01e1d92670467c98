"""What is true of budgets: how their revisions are numbered, and what their entries' exceptions are."""

from collections.abc import Iterable
from typing import Any

from chalicelib.changes import Changes
from chalicelib.errors import DoesNotFit
from chalicelib.planning.budgets.records import Budget, BudgetEntry

FIRST = 1


def next_revision(found: Iterable[Budget]) -> int:
    """Return the number after the highest; a highest one that was removed leaves it free."""
    return max((budget.revision for budget in found), default=FIRST - 1) + 1


def amounts(exceptions: dict[str, Any] | None) -> dict[str, int]:
    """Return the costs of single months in whole numbers, without those that say none. Raises DoesNotFit."""
    try:
        found = {month: int(float(amount or 0)) for month, amount in (exceptions or {}).items()}
    except (ValueError, TypeError, OverflowError):
        raise DoesNotFit("exceptions", "must be numbers by month") from None
    return {month: amount for month, amount in found.items() if amount}


def tell(changes: Changes, budget: Budget, what: str) -> None:
    """Tell of a budget."""
    changes.tell(f"budget:{what}", budget.project_id, budget_id=budget.id)


def tell_of_entry(changes: Changes, budget: Budget, entry: BudgetEntry, what: str) -> None:
    """Tell of an entry."""
    changes.tell(f"budget-entry:{what}", budget.project_id, budget_id=budget.id, budget_entry_id=entry.id)
