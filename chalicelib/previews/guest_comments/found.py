"""Reads what was said of what a shared playlist shows, as far as it is for guests."""

from typing import Any, NamedTuple

from chalicelib.errors import NotFound
from chalicelib.people.persons.records import Person, persons
from chalicelib.previews.guest_comments import rules
from chalicelib.previews.guests.found import reviewing
from chalicelib.previews.playlists.records import Playlist
from chalicelib.previews.shared.found import Key, tasks_in
from chalicelib.store import each, gather
from chalicelib.tasks.comments import views
from chalicelib.tasks.comments.ground import statuses_of
from chalicelib.tasks.comments.records import AttachmentFile, Comment, attachment_files, comments, of_task, order
from chalicelib.web.filters import cut

Values = dict[str, Any]


class Said(NamedTuple):
    """The comments that guests may read, the newest first, and all people who are named around them, by id."""

    comments: list[Comment]
    people: dict[str, Person]


def said_in(playlist: Playlist) -> Said:
    """Return what was said of what a playlist shows. Costs four trips, however many tasks that are."""
    found = [comment for some in each(of_task, tasks_in(playlist)) for comment in some]
    people = persons.many(views.people_of(found))
    visible = [one for one in found if rules.is_visible(one, people.get(one.person_id))]
    return Said(sorted(visible, key=order, reverse=True), people)


def listed(said: Said) -> list[Values]:
    """Return comments as guests see them. Costs a trip."""
    around = views.Around(said.people, statuses_of(said.comments), {})
    return [_listed(comment, around) for comment in said.comments]


def _listed(comment: Comment, around: views.Around) -> Values:
    shown = cut(comment, relations=False, shown=None) | views.with_names(comment, around)
    shown["replies"] = [rules.reply_shown(reply) for reply in shown["replies"]]
    if shown["person"] is not None:
        shown["person"]["is_guest"] = around.people[comment.person_id].is_guest
    return shown | {"attachment_files": comment.attachment_files}


def author_in(said: Said, person_id: str) -> Person:
    """Return the author of a comment or a reply that guests may read. Raises NotFound."""
    authors = {comment.person_id for comment in said.comments}
    authors |= {str(reply.get("person_id")) for comment in said.comments for reply in comment.replies}
    if person_id not in authors or person_id not in said.people:
        raise NotFound("nobody of this id has said anything here")
    return said.people[person_id]


def file_in(playlist: Playlist, file_id: str) -> AttachmentFile:
    """Return a file of a comment that guests may read. Raises NotFound. Costs at most five trips."""
    file = attachment_files.get(file_id)
    comment, task_ids = gather(lambda: comments.get(file.comment_id or ""), lambda: tasks_in(playlist))
    if comment.object_id in task_ids and rules.is_visible(comment, persons.find(comment.person_id)):
        return file
    raise NotFound("the playlist has no such file")


def own_comment(token: str, key: Key, guest_id: str, comment: Comment) -> Person:
    """Return the guest whose comment this is, on what a link shows. Raises NotFound, Forbidden. Costs five trips."""
    playlist, guest = reviewing(token, key, guest_id)
    rules.check_own(comment, guest)
    rules.check_listed(comment.object_id, tasks_in(playlist))
    return guest
