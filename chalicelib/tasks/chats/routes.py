"""The chats that people take part in; what is said in them belongs to the entities."""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.access import entity_access
from chalicelib.entities.chats.records import Chat, ChatMessage, chat_messages, chats, of_entity
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.errors import NotStored, StillUsed
from chalicelib.store import gather, reading
from chalicelib.store.ids import well_formed
from chalicelib.tasks.news.names import NOBODY, named
from chalicelib.tasks.tasks.places import open_productions
from chalicelib.web.answers import list_of, part_of
from chalicelib.web.filters import Query, cut
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)
OWN = part_of(
    Chat, ("id", "object_id", "last_message"), "OwnChat", entity_name=str, project_id=str, preview_file_id=str | None
)
Values = dict[str, Any]


def _prepared(_changes: Changes, _by: Actor, values: Values, _old: Chat | None) -> Values:
    if "object_id" in values and not well_formed(values["object_id"]):
        raise NotStored(f"object_id: {values['object_id']!r} is no id")
    return values


def _unused(_changes: Changes, _by: Actor, chat: Chat, _force: bool) -> None:
    if chat_messages.within(chat.id):
        raise StillUsed("the chat has messages")


def _in_chat(_changes: Changes, _by: Actor, message: ChatMessage) -> ChatMessage:
    if chats.find(message.chat_id) is None:
        raise NotStored(f"chat_id: {message.chat_id!r} names nothing that exists")
    return message


def _all_chats(_by: Actor, query: Query) -> Iterable[str]:
    asked = query.get("chat_id", [""])[0]
    return [asked] if well_formed(asked) else [chat.id for chat in chats.all()]


table(
    routes, "/data/chats", chats, read=access.admin, write=access.admin,
    hooks=Hooks(prepare=_prepared, removed=_unused), kept=("object_id",),
)  # fmt: skip
table(
    routes, "/data/chat-messages", chat_messages, read=access.admin, write=access.admin, parents=_all_chats,
    hooks=Hooks(added=_in_chat), kept=("chat_id",),
)  # fmt: skip


@routes.get("/data/user/chats", allow=access.signed_in, shows=list_of(OWN))
def own(by: Actor) -> list[Values]:
    """The chats that the caller takes part in, in open productions."""
    links, productions = gather(lambda: reading.links(f"chats#{by.id}"), lambda: open_productions(by))
    found = chats.many(link.target for link in links)
    about, names = gather(
        lambda: entities.many(chat.object_id for chat in found.values()),
        lambda: named([chat.object_id for chat in found.values()]),
    )
    return [
        {
            "id": chat.id,
            "object_id": chat.object_id,
            "last_message": chat.last_message,
            "entity_name": names.get(chat.object_id, NOBODY).full_name,
            "project_id": about[chat.object_id].project_id,
            "preview_file_id": about[chat.object_id].preview_file_id,
        }
        for chat in found.values()
        if chat.object_id in about and about[chat.object_id].project_id in productions
    ]


@routes.post("/actions/user/chats/{entity_id}/join", allow=entity_access, status=200, shows=Chat)
def join(entity: Entity, by: Actor, changes: Changes) -> Values:
    """Take part in an entity's chat, which is made when the first one joins."""
    chat = of_entity(entity.id)
    if chat is None:
        chat = changes.add(Chat(object_id=entity.id, participants=[by.id]))
        changes.tell("chat:new", entity.project_id, chat_id=chat.id)
    elif by.id not in chat.participants:
        chat = changes.save(replace(chat, participants=[*chat.participants, by.id]))
        changes.tell("chat:joined", entity.project_id, kept=False, chat_id=chat.id, person_id=by.id)
    return cut(chat, relations=False, shown=None)


@routes.delete("/actions/user/chats/{entity_id}/join", allow=entity_access)
def leave(entity: Entity, by: Actor, changes: Changes) -> None:
    """Take part no more; nobody who doesn't is asked why."""
    chat = of_entity(entity.id)
    if chat is not None and by.id in chat.participants:
        left = [person_id for person_id in chat.participants if person_id != by.id]
        changes.save(replace(chat, participants=left))
        changes.tell("chat:left", entity.project_id, kept=False, chat_id=chat.id, person_id=by.id)
