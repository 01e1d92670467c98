"""What hangs on a person: their log ins, tasks and comments, and what is kept for them alone."""

import functools
from collections.abc import Sequence
from typing import Any, NamedTuple

from chalicelib.people.presence.records import desktop_login_logs
from chalicelib.planning.day_offs.records import day_offs
from chalicelib.planning.time_spents.records import time_spents
from chalicelib.projects.projects.records import projects
from chalicelib.store import Collection, Record
from chalicelib.store.reading import each, gather, links
from chalicelib.tasks.comments.records import Comment, attachment_files, comments, written_by
from chalicelib.tasks.news.records import News, of_comment
from chalicelib.tasks.notifications.records import notifications, placed
from chalicelib.tasks.search_filters.records import search_filter_groups, search_filters
from chalicelib.tasks.subscriptions.records import subscriptions
from chalicelib.tasks.tasks.records import tasks

# What a person has of their own: it goes with them.
OWN: tuple[Collection[Any], ...] = (
    notifications, subscriptions, desktop_login_logs, search_filters, search_filter_groups, time_spents, day_offs,
)  # fmt: skip

LINKED = ("logins", "assigned", "working-files-by", "output-files-by", "budget-entries-of")  # of a person


class Ties(NamedTuple):
    """What hangs on a person: the ids of log ins, tasks, comments, files and costs, and the records of their own."""

    logins: list[str]
    tasks: list[str]
    comments: list[str]
    working_files: list[str]
    output_files: list[str]
    budget_entries: list[str]
    own: list[Record]


def ties_of(person_id: str) -> Ties:
    """Return what hangs on a person. Costs two trips, and two chains of each production; a rare, slow path."""
    productions = [project.id for project in projects.all()]
    linked, own, written, given = gather(
        lambda: each(lambda source: links(f"{source}#{person_id}"), LINKED),
        lambda: each(lambda of: of.within(person_id), OWN),
        lambda: each(functools.partial(written_by, person_id), productions),
        lambda: each(tasks.within, productions),
    )
    logins, assigned, working, made, costs = ([link.target for link in found] for found in linked)
    said = [comment_id for ids in written for comment_id in ids]
    given_by = [task.id for found in given for task in found if task.assigner_id == person_id]
    of_tasks = [*dict.fromkeys([*assigned, *given_by])]
    return Ties(logins, of_tasks, said, working, made, costs, [record for kind in own for record in kind])


def said_with(comment_ids: Sequence[str]) -> list[Record]:
    """Return comments with what goes with them: notifications, files and lines of the news. Costs three trips."""
    found = list(comments.many(comment_ids).values())
    notes, files, lines = gather(
        lambda: placed(place for comment in found for place in comment.notified),
        lambda: attachment_files.many(file.id for comment in found for file in comment.attachment_files),
        lambda: each(_lines, found),
    )
    return [*found, *notes, *files.values(), *(line for of_one in lines for line in of_one)]


def _lines(comment: Comment) -> list[News]:
    return of_comment(comment.project_id, comment.created_at, comment.id)
