"""News: what happened in a production, a line for each comment."""

import datetime as dt

from chalicelib.refs import CommentId, PersonId, PreviewFileId, TaskId
from chalicelib.store import Collection, Record, Tally, stamps

ALL = "all"


class News(Record, frozen=True, kw_only=True):
    """A line of a production's news, dated as its comment; `change`: the comment gave its task another status.

    What lists are filtered by is kept with it: the task's type and entity, and the comment's status.
    """

    change: bool = False
    author_id: PersonId
    comment_id: CommentId | None = None
    task_id: TaskId
    preview_file_id: PreviewFileId | None = None
    production_id: str = ""
    task_type_id: str = ""
    task_status_id: str | None = None
    entity_id: str = ""


def _moment(moment: dt.datetime) -> str:
    return moment.replace(microsecond=0).isoformat()


def _tallies(line: News) -> list[Tally]:
    scope = _scope(line.production_id)
    by_status = [Tally(scope, line.task_status_id)] if line.change and line.task_status_id else []
    return [Tally(scope, ALL), *by_status]


def _scope(project_id: str) -> str:
    return f"news#{project_id}"


news = Collection(News, within="production_id", sort=lambda n: f"{_moment(n.created_at)}#{n.id}", tallies=_tallies)


def numbers(project_id: str) -> dict[str, int]:
    """Return how many lines a production has (`ALL`), and how many status changes to each status. Costs one Query."""
    return stamps.tallies(_scope(project_id))


def of_comment(project_id: str, created_at: dt.datetime, comment_id: str) -> list[News]:
    """Return a comment's lines. Costs one Query of the lines of that second."""
    return [line for line in news.within(project_id, f"{_moment(created_at)}#") if line.comment_id == comment_id]
