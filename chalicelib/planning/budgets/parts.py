"""Removes the entries of a budget, in as many commits as that takes."""

from collections.abc import Sequence

from chalicelib.changes import Changes
from chalicelib.planning.budgets.records import Budget, BudgetEntry, budget_entries
from chalicelib.store import work

AT_ONCE = 40  # record and address of each


def remove_entries(budget: Budget, by: str) -> None:
    """Let all entries of a budget go."""

    def part(changes: Changes, ids: Sequence[str]) -> list[BudgetEntry]:
        found = list(budget_entries.many(ids).values())
        for entry in found:
            changes.remove(entry)
        return found

    work.in_parts([entry.id for entry in budget_entries.within(budget.id)], AT_ONCE, part, by)
