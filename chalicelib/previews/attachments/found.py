"""Reads what attached files belong to: a comment of a task, or a message of an entity's chat."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from chalicelib.access import Actor, Production
from chalicelib.entities.access import entity_access
from chalicelib.entities.chats.records import ChatMessage, chat_messages, chats
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.errors import Forbidden
from chalicelib.store import gather, reading
from chalicelib.tasks.comments.records import AttachmentFile, Comment, comments
from chalicelib.web.filters import cut


class Source(NamedTuple):
    """What a file was attached to, and the entity that it is about."""

    comment: Comment | None = None
    chat_message: ChatMessage | None = None
    entity: Entity | None = None


def source_of(file: AttachmentFile) -> Source:
    """Return what a file was attached to. Costs two trips for a comment's, three for a chat's."""
    if file.comment_id is not None:
        return _comment_of(file.comment_id)
    if file.chat_message_id is not None:
        return _message_of(file.chat_message_id)
    return Source()


def _comment_of(comment_id: str) -> Source:
    address = comments.address(comment_id)
    if address is None:
        return Source()
    items = reading.records([address.key, address.above["entity"]])
    comment, entity = items.get(address.key), items.get(address.above["entity"])
    return Source(
        None if comment is None else comments.record(comment), None, None if entity is None else entities.record(entity)
    )


def _message_of(message_id: str) -> Source:
    message = chat_messages.find(message_id)
    chat = chats.find(message.chat_id) if message else None
    return Source(None, message, entities.find(chat.object_id) if chat else None)


def seen_source(by: Actor, file: AttachmentFile) -> Source:
    """Return what a file was attached to, if the caller may see that. Raises Forbidden."""
    source = source_of(file)
    if source.entity is None or not entity_access(by, Production(source.entity.project_id), source.entity):
        raise Forbidden("you may not see what this file was attached to")
    return source


def shown(file: AttachmentFile, source: Source) -> dict[str, Any]:
    """Return a file with what it was attached to."""
    return _with(file, source.comment, source.chat_message)


def _with(file: AttachmentFile, comment: Comment | None, message: ChatMessage | None) -> dict[str, Any]:
    found = {"comment": comment, "chat_message": message}
    return cut(file, relations=True, shown=None) | {
        name: record and cut(record, relations=False, shown=None) for name, record in found.items()
    }


def all_shown(found: Iterable[AttachmentFile]) -> list[dict[str, Any]]:
    """Return files with what they were attached to. Costs two trips for all together."""
    found = list(found)
    by_comment, by_message = gather(
        lambda: comments.many({file.comment_id for file in found if file.comment_id}),
        lambda: chat_messages.many({file.chat_message_id for file in found if file.chat_message_id}),
    )
    return [
        _with(file, by_comment.get(file.comment_id or ""), by_message.get(file.chat_message_id or ""))
        for file in found
    ]  # fmt: skip
