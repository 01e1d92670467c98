"""Budget operations: an administrator's plain ones, and those of a production's managers."""

from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.people.departments.records import departments
from chalicelib.people.persons.records import persons
from chalicelib.planning import parents
from chalicelib.planning.access import check_formed, place_of
from chalicelib.planning.budgets import rules
from chalicelib.planning.budgets.bodies import BudgetChange, Entry, NewBudget, WholeEntry
from chalicelib.planning.budgets.parts import remove_entries
from chalicelib.planning.budgets.records import Budget, BudgetEntry, budget_entries, budgets
from chalicelib.planning.rows import types_of_tasks
from chalicelib.planning.time_spents.records import of_production
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.tasks.types.records import task_types
from chalicelib.web.answers import list_of, part_of
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table
from chalicelib.web.table import create as table_create

routes = Routes(__name__)
Values = dict[str, Any]

BUDGETS = "/data/projects/{project_id}/budgets"
BUDGET = f"{BUDGETS}/{{budget_id}}"
ENTRY = f"{BUDGET}/entries/{{entry_id}}"
BRIEF = frozenset({"id", "project_id", "revision", "name", "currency"})
BRIEF_ENTRY = frozenset(BudgetEntry.__struct_fields__) - {"created_at", "updated_at"}


def _removed(_changes: Changes, by: Actor, budget: Budget, _force: bool) -> None:
    remove_entries(budget, by.id)


table(
    routes, "/data/budgets", budgets, read=access.admin, write=access.admin, parents=parents.productions,
    kept=["project_id", "revision", "numbered"], hooks=Hooks(removed=_removed),
)  # fmt: skip
entries = table(
    routes, "/data/budget-entries", budget_entries, read=access.admin, write=access.admin, kept=["budget_id"],
    parents=parents.below("budget_id", lambda: parents.in_productions(budgets)), without=["create"],
)  # fmt: skip


@routes.post("/data/budget-entries", allow=access.admin, shows=BudgetEntry)
def add_entry(body: Any, by: Actor, changes: Changes) -> Values:
    """Add an entry to a budget, as it is sent."""
    entry = table_create(entries, changes, by, body)
    return _whole(changes.add(entry, under=budgets.get(entry.budget_id)))


def manager(by: Actor, project: Project | None, project_id: str) -> bool:
    """Allow the production's managers."""
    return access.manager(by, place_of(by, project, project_id))


@routes.get(BUDGETS, allow=manager, shows=list_of(part_of(Budget, BRIEF, "BudgetInShort")))
def all_of(project: Project | None) -> list[Values]:
    """The production's budgets, in short."""
    found = [] if project is None else budgets.within(project.id)
    return [cut(budget, relations=False, shown=BRIEF) for budget in found]


def admin(by: Actor, project_id: str) -> bool:
    """Allow administrators."""
    check_formed(project_id)
    return by.is_admin


@routes.get(f"{BUDGETS}/time-spents", allow=admin, shows=dict[str, dict[str, float | dict[str, float]]])
def time_spents(project_id: str) -> Values:
    """What a production's departments have spent, by person and month, in minutes."""
    times, found, types = gather(lambda: of_production(project_id), lambda: types_of_tasks(project_id), task_types.all)
    departments = {one.id: one.department_id for one in types if one.department_id}
    of_tasks = {task: departments[type_id] for task, type_id in found.items() if type_id in departments}
    return rules.costs(times, of_tasks)


@routes.post(BUDGETS, allow=access.manager, malformed=400, status=200, shows=Budget)
def create(project: Project, body: NewBudget, changes: Changes) -> Values:
    """Begin a new revision of the production's budget."""
    revision = rules.next_revision(budgets.within(project.id))
    budget = Budget(project_id=project.id, revision=revision, name=body.name, currency=body.currency, numbered=True)
    rules.tell(changes, budget, "create")
    return _whole(changes.add(budget))


@routes.get(BUDGET, allow=access.manager, malformed=400, shows=Budget)
def one(project: Project, budget: Budget) -> Values:
    """One budget."""
    return _whole(budget)


@routes.put(BUDGET, allow=access.manager, malformed=400, shows=Budget)
def change(project: Project, budget: Budget, body: BudgetChange, changes: Changes) -> Values:
    """Change a budget's name and currency."""
    rules.tell(changes, budget, "update")
    changed = replace(budget, name=body.name or budget.name, currency=body.currency or budget.currency)
    return _whole(changes.save(changed))


@routes.delete(BUDGET, allow=access.manager, malformed=400)
def remove(project: Project, budget: Budget, by: Actor, changes: Changes) -> None:
    """Remove a budget with its entries."""
    remove_entries(budget, by.id)
    rules.tell(changes, budget, "delete")
    changes.remove(budget)


@routes.get(
    f"{BUDGET}/entries",
    allow=access.manager,
    malformed=400,
    shows=list_of(part_of(BudgetEntry, BRIEF_ENTRY, "BudgetEntryInShort")),
)
def entries_of(project: Project, budget: Budget | None, budget_id: str) -> list[Values]:
    """A budget's entries; one that was removed has none."""
    check_formed(budget_id)
    found = [] if budget is None else budget_entries.within(budget.id)
    return [cut(entry, relations=False, shown=BRIEF_ENTRY) | {"id": entry.id} for entry in found]


@routes.post(f"{BUDGET}/entries", allow=access.manager, malformed=400, status=200, shows=BudgetEntry)
def create_entry(project: Project, budget: Budget, body: Entry, changes: Changes) -> Values:
    """Add an entry to a budget."""
    _check_named(body)
    entry = BudgetEntry(budget_id=budget.id, exceptions={}, **msgspec.structs.asdict(body))
    rules.tell_of_entry(changes, budget, entry, "create")
    return _whole(changes.add(entry, under=budget))


@routes.get(ENTRY, allow=access.manager, malformed=400, shows=BudgetEntry)
def one_entry(project: Project, budget: Budget, entry: BudgetEntry) -> Values:
    """One entry of a budget."""
    return _whole(entry)


@routes.put(ENTRY, allow=access.manager, malformed=400, shows=BudgetEntry)
def change_entry(project: Project, budget: Budget, entry: BudgetEntry, body: WholeEntry, changes: Changes) -> Values:
    """Replace an entry by what is sent."""
    _check_named(body)
    values = msgspec.structs.asdict(body) | {"exceptions": rules.amounts(body.exceptions)}
    rules.tell_of_entry(changes, budget, entry, "update")
    return _whole(changes.save(replace(entry, **values)))


@routes.delete(ENTRY, allow=access.manager, malformed=400)
def remove_entry(project: Project, budget: Budget, entry: BudgetEntry, changes: Changes) -> None:
    """Take an entry off a budget."""
    rules.tell_of_entry(changes, budget, entry, "delete")
    changes.remove(entry)


def _check_named(entry: Entry) -> None:
    """Refuse an entry that names no department or nobody that there is. Raises BreaksRule."""
    department, person = gather(
        lambda: departments.find(entry.department_id),
        lambda: persons.find(entry.person_id) if entry.person_id is not None else None,
    )
    if department is None:
        raise BreaksRule(f"department_id: there is no department {entry.department_id}")
    if entry.person_id is not None and person is None:
        raise BreaksRule(f"person_id: there is nobody {entry.person_id}")


def _whole(record: Budget | BudgetEntry) -> Values:
    return cut(record, relations=True, shown=None)
