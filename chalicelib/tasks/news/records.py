"""News: what happened in a production, a line for each comment."""

from chalicelib.refs import CommentId, PersonId, PreviewFileId, TaskId
from chalicelib.store import Collection, Record


class News(Record, frozen=True, kw_only=True):
    """A line of a production's news; `change`: the comment gave its task another status."""

    change: bool = False
    author_id: PersonId
    comment_id: CommentId | None = None
    task_id: TaskId
    preview_file_id: PreviewFileId | None = None
    project_id: str = ""


news = Collection(News, within="project_id", sort=lambda n: f"{n.created_at.isoformat()}#{n.id}")
