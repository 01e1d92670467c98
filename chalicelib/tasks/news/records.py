"""News: what happened in a production, a line for each comment."""

import datetime as dt

from chalicelib.refs import CommentId, PersonId, PreviewFileId, TaskId
from chalicelib.store import Collection, Record


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


news = Collection(News, within="production_id", sort=lambda n: f"{_moment(n.created_at)}#{n.id}")


def of_comment(project_id: str, created_at: dt.datetime, comment_id: str) -> list[News]:
    """Return a comment's lines. Costs one Query of the lines of that second."""
    return [line for line in news.within(project_id, f"{_moment(created_at)}#") if line.comment_id == comment_id]
