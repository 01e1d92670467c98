"""What is true of chats: who may write, and who may take back what was written."""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.chats.records import Chat, ChatMessage
from chalicelib.errors import BreaksRule, Forbidden
from chalicelib.tasks.comments.records import AttachmentFile, file_of


def check_participates(chat: Chat, person_id: str) -> None:
    """Refuse what somebody writes who has not joined. Raises BreaksRule."""
    if person_id not in chat.participants:
        raise BreaksRule("join the chat first")


def written(changes: Changes, chat: Chat, message: ChatMessage) -> ChatMessage:
    """Keep a message and tell those who listen."""
    saved = changes.save(replace(chat, last_message=changes.now))
    changes.tell(
        "chat:new-message", kept=False, chat_id=chat.id, chat_message_id=message.id,
        last_message=msgspec.to_builtins(saved.last_message),
    )  # fmt: skip
    return changes.add(message, under=chat)


def check_of(chat: Chat | None, message: ChatMessage) -> None:
    """Refuse a message of another entity's chat. Raises Forbidden."""
    if chat is None or message.chat_id != chat.id:
        raise Forbidden("the message is another chat's")


def taken_back(changes: Changes, by: Actor, message: ChatMessage, attached: Iterable[AttachmentFile]) -> None:
    """Remove a message with its files, as its author or an administrator may. Raises Forbidden."""
    if by.id != message.person_id and not by.is_admin:
        raise Forbidden("only its author may delete a message")
    for file in attached:
        changes.remove(file)
        changes.discard(file_of(file.id))
    changes.remove(message)
    changes.tell("chat:deleted-message", kept=False, chat_id=message.chat_id, chat_message_id=message.id)


def as_shown(file: AttachmentFile) -> dict[str, Any]:
    """Return what a message says of a file that was sent with it."""
    return {"id": file.id, "name": file.name, "extension": file.extension, "size": file.size}
