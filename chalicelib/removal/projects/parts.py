"""Removes productions with all that belongs to them, in as many commits as that takes; sent again, it goes on."""

from collections.abc import Sequence

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import entities
from chalicelib.people.persons.records import Standing, credentials, persons, standings
from chalicelib.projects.projects.records import Project
from chalicelib.removal.parts import remove_all
from chalicelib.removal.projects import belongings, log, rules
from chalicelib.removal.tasks.parts import remove_tasks
from chalicelib.store import gather, work
from chalicelib.tasks.tasks.records import tasks

STANDINGS_AT_ONCE = 40


def remove_all_of(project: Project, by: str) -> None:
    """Remove what belongs to a production: tasks before what they are done on, and at last what was told of it."""
    done, on_what = gather(lambda: tasks.within(project.id), lambda: entities.within(project.id))
    ids = {one.id for one in (*done, *on_what)}
    elsewhere = [*belongings.of_people(project.id, ids), *belongings.of_studio(project.id, ids)]
    remove_all(elsewhere, by)
    remove_tasks(done, by)
    for of in (*belongings.others(), entities):
        remove_all(belongings.of_kind(of, project.id), by)
    log.forget(project, by)


def dissolve(project: Project, by: str) -> None:
    """Take everybody off a production that goes, and remove its preview account."""
    work.in_parts(project.team, STANDINGS_AT_ONCE, lambda changes, ids: _left(changes, project, ids), by)


def _left(changes: Changes, project: Project, ids: Sequence[str]) -> list[Standing]:
    team, people, secrets = gather(
        lambda: standings.many(ids), lambda: persons.many(ids), lambda: credentials.many(ids)
    )
    accounts = [person.id for person in people.values() if person.preview_project_id == project.id]
    for account_id in accounts:
        for record in (people[account_id], secrets.get(account_id), team.pop(account_id, None)):
            if record is not None:
                changes.remove(record)
    return [changes.save(rules.left(standing, project)) for standing in team.values()]
