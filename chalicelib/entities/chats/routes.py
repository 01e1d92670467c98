"""Operations of an entity's chat; joining and leaving are the caller's own business, in the tasks area."""

from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.access import entity_access
from chalicelib.entities.chats import rules
from chalicelib.entities.chats.records import Chat, ChatMessage, chat_messages, of_entity
from chalicelib.entities.entities.records import Entity
from chalicelib.store import files
from chalicelib.tasks.comments.records import AttachmentFile, attachment_files, file_of
from chalicelib.web.body import File, Sent
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)

CHAT = "/data/entities/{entity_id}/chat"
LONGEST_EXTENSION, LONGEST_NAME = 6, 250


class NewMessage(msgspec.Struct):
    """What somebody writes."""

    message: str


@routes.get(CHAT, allow=entity_access, shows=Chat)
def chat(entity: Entity, changes: Changes) -> dict[str, Any]:
    """An entity's chat with its messages; made when somebody looks for the first time."""
    found = _chat(changes, entity)
    return cut(found, relations=True, shown=None) | {"messages": _messages(found)}


@routes.get(CHAT + "/messages", allow=entity_access, shows=list[ChatMessage])
def messages(entity: Entity) -> list[dict[str, Any]]:
    """What was written in an entity's chat, the oldest first."""
    found = of_entity(entity.id)
    return [] if found is None else _messages(found)


@routes.post(CHAT + "/messages", allow=entity_access, shows=ChatMessage)
def write(entity: Entity, body: NewMessage, sent: Sent, by: Actor, changes: Changes) -> dict[str, Any]:
    """Write in an entity's chat, with files if there are any."""
    found = _chat(changes, entity)
    rules.check_participates(found, by.id)
    message = ChatMessage(chat_id=found.id, person_id=by.id, text=body.message)
    attached = [rules.as_shown(changes.add(_kept(file, message))) for file in sent.files.values()]
    written = rules.written(changes, found, replace(message, attachment_files=attached))
    return cut(written, relations=bool(attached), shown=None)


@routes.get(CHAT + "/messages/{message_id}", allow=entity_access, shows=ChatMessage)
def one(entity: Entity, message_id: str) -> dict[str, Any]:
    """One message of an entity's chat."""
    return _shown(_message(entity, message_id))


@routes.delete(CHAT + "/messages/{message_id}", allow=entity_access)
def take_back(entity: Entity, message_id: str, by: Actor, changes: Changes) -> None:
    """Delete a message."""
    message = _message(entity, message_id)
    attached = attachment_files.many(file["id"] for file in message.attachment_files)
    rules.taken_back(changes, by, message, attached.values())


def _chat(changes: Changes, entity: Entity) -> Chat:
    return of_entity(entity.id) or changes.add(Chat(object_id=entity.id))


def _message(entity: Entity, message_id: str) -> ChatMessage:
    """Return a message of the entity's chat. Raises NotFound, Forbidden."""
    message = chat_messages.get(message_id)
    rules.check_of(of_entity(entity.id), message)
    return message


def _messages(found: Chat) -> list[dict[str, Any]]:
    return [_shown(message) for message in chat_messages.within(found.id)]


def _shown(message: ChatMessage) -> dict[str, Any]:
    """Return a message with its files as lists show them."""
    attached = [{name: file[name] for name in ("id", "name", "extension")} for file in message.attachment_files]
    return cut(message, relations=False, shown=None) | {"attachment_files": attached}


def _kept(file: File, message: ChatMessage) -> AttachmentFile:
    """Put a file that was sent with a message into the bucket, and return its record."""
    name = file.name[-LONGEST_NAME:]
    _, dot, extension = name.rpartition(".")
    kind = file.content_type or "application/octet-stream"
    record = AttachmentFile(
        name=name, size=file.size, extension=extension.lower()[:LONGEST_EXTENSION] if dot else "", mimetype=kind,
        chat_message_id=message.id,
    )  # fmt: skip
    file.stream.seek(0)  # the request may run again
    files.put_stream(file_of(record.id), file.stream, file.size, kind)
    return record
