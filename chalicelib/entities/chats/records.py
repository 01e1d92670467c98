"""Chats: what people say to each other about an entity, beside its tasks."""

import datetime as dt
from typing import Any, ClassVar

from chalicelib.refs import PersonId
from chalicelib.store import Collection, Record, Unique
from chalicelib.store.records import Text80


class Chat(Record, frozen=True, kw_only=True):
    """The chat of an entity (`object_id`); `last_message` is when somebody wrote last."""

    RELATIONS: ClassVar = ("participants",)

    object_id: str
    object_type: Text80 = "entity"
    last_message: dt.datetime | None = None
    participants: list[PersonId] = []


class ChatMessage(Record, frozen=True, kw_only=True):
    """A message; `attachment_files` are [{id, name, extension, size}], sizes in bytes."""

    RELATIONS: ClassVar = ("attachment_files",)

    chat_id: str
    person_id: PersonId
    text: str | None = None
    attachment_files: list[dict[str, Any]] = []


chats = Collection(
    Chat,
    home="chat",
    unique=[Unique("object_id", lambda chat: chat.object_id, "object_id: the entity has a chat already")],
    links=lambda chat: {(f"chats#{person_id}", chat.id): None for person_id in chat.participants},
)
chat_messages = Collection(ChatMessage, within="chat_id")


def of_entity(entity_id: str) -> Chat | None:
    """Return an entity's chat, None if nobody has asked for it yet. Costs two trips."""
    return chats.held("object_id", entity_id)
