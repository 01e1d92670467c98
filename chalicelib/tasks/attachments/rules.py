"""What happens when files come to a comment, and when one goes."""

from collections.abc import Iterable

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.tasks.comments.records import AttachmentFile, Comment, file_of
from chalicelib.tasks.comments.rules import as_shown, tell


def attach(changes: Changes, comment: Comment, project_id: str, kept: Iterable[AttachmentFile]) -> Comment:
    """Add files, whose bytes are kept already, to a comment; none change nothing."""
    added = [as_shown(changes.add(replace(file, comment_id=comment.id))) for file in kept]
    if not added:
        return comment
    changed = changes.save(replace(comment, attachment_files=[*comment.attachment_files, *added]))
    tell(changes, "comment:update", changed, project_id)
    return changed


def detach(changes: Changes, comment: Comment, project_id: str, file: AttachmentFile) -> None:
    """Take a file of a comment away, with its bytes."""
    left = [one for one in comment.attachment_files if one.id != file.id]
    changes.remove(file)
    changes.discard(file_of(file.id))
    tell(changes, "comment:update", changes.save(replace(comment, attachment_files=left)), project_id)
