"""The deletion of people."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Annotated, Any

from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import Forbidden, Refused
from chalicelib.files.output_files.records import output_files
from chalicelib.files.working_files.records import working_files
from chalicelib.people.leaving import records, rules
from chalicelib.people.leaving.records import Ties
from chalicelib.people.persons.records import Person, login_logs, picture_of, standings
from chalicelib.people.persons.records import credentials as all_credentials
from chalicelib.planning.budgets.records import budget_entries
from chalicelib.planning.day_offs.records import absences
from chalicelib.projects.projects.records import projects
from chalicelib.store import Collection, Record, collection, work
from chalicelib.store.reading import each, gather
from chalicelib.tasks.tasks.records import tasks
from chalicelib.web.filters import Query, is_true
from chalicelib.web.queries import Force
from chalicelib.web.routes import Routes

routes = Routes(__name__)
AT_ONCE = 10  # records of a commit: a task that changes writes up to nine items


@routes.delete("/data/persons/{person_id}", allow=access.admin, malformed=400)
def delete(person: Person, by: Actor, changes: Changes, query: Annotated[Query, Force]) -> None:
    """Delete somebody; with `force` also what hangs on them, in parts: what breaks off is done by sending it again."""
    if person.id == by.id:
        raise Forbidden("nobody deletes themselves")
    ties, standing, credentials, count = gather(
        lambda: records.ties_of(person.id),
        lambda: standings.find(person.id),
        lambda: all_credentials.find(person.id),
        lambda: absences.find(person.id),
    )
    teams = [] if standing is None else list(standing.roles)
    if (any(ties) or teams) and not is_true(query, "force"):
        raise Refused("there are log ins, teams or work of theirs; force deletes those too")
    _untie(person.id, by.id, ties, teams)
    for record in filter(None, (standing, credentials, count, person)):
        changes.remove(record)
    changes.discard(picture_of(person.id))
    changes.tell("person:delete", person_id=person.id)


def _untie(person_id: str, by_id: str, ties: Ties, teams: list[str]) -> None:
    """Take apart what hangs on somebody, a few records a commit."""
    work.in_parts(ties.logins, AT_ONCE, _forget_logins, by_id)
    work.in_parts(ties.own, AT_ONCE, _forget_own, by_id)
    work.in_parts(ties.comments, 1, _unsay, by_id)  # one may have told dozens of people
    work.in_parts(ties.tasks, AT_ONCE, partial(_leave_tasks, person_id), by_id)
    work.in_parts(ties.working_files, AT_ONCE, partial(_unname, working_files), by_id)
    work.in_parts(ties.output_files, AT_ONCE, partial(_unname, output_files), by_id)
    work.in_parts(ties.budget_entries, AT_ONCE, partial(_unname, budget_entries), by_id)
    work.in_parts(teams, AT_ONCE, partial(_leave_teams, person_id), by_id)


def _forget_logins(changes: Changes, ids: Sequence[str]) -> list[Record]:
    return _removed(changes, login_logs.many(ids).values())


def _forget_own(changes: Changes, own: Sequence[Record]) -> list[Record]:
    return _removed(changes, filter(None, each(lambda record: collection.of(type(record)).find(record.id), own)))


def _unsay(changes: Changes, ids: Sequence[str]) -> list[Record]:
    return _removed(changes, records.said_with(ids))


def _removed(changes: Changes, there: Iterable[Record]) -> list[Record]:
    gone = list(there)
    for record in gone:
        changes.remove(record)
    return gone


def _unname(of: Collection[Any], changes: Changes, ids: Sequence[str]) -> list[Record]:
    return [changes.save(replace(one, person_id=None)) for one in of.many(ids).values()]


def _leave_tasks(person_id: str, changes: Changes, ids: Sequence[str]) -> list[Record]:
    left = [changes.save(rules.without_in_task(task, person_id)) for task in tasks.many(ids).values()]
    for task in left:
        changes.tell("task:update", task.project_id, task_id=task.id)
    return list(left)


def _leave_teams(person_id: str, changes: Changes, ids: Sequence[str]) -> list[Record]:
    return [changes.save(rules.without_in_team(project, person_id)) for project in projects.many(ids).values()]
