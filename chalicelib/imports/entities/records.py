"""Reads once what all rows of a sheet need: the production's entities with their tasks, its columns, types, people."""

import functools
from typing import Any

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity, entities, sort_key
from chalicelib.entities.types.records import EntityType, entity_types
from chalicelib.people.persons.records import Person, persons
from chalicelib.projects.descriptors.records import MetadataDescriptor, metadata_descriptors
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather, reading
from chalicelib.store.tables import RecordItem
from chalicelib.tasks.statuses.records import TaskStatus, task_statuses
from chalicelib.tasks.types.records import TaskType, task_types

Place = tuple[str, str | None, str]  # type, parent and name: what is unique of an entity


class World:
    """What is known of a production while a sheet is imported; it learns what each row adds.

    `first` and `last` are the kinds of entities that the sheet's own and their parents lie between.
    """

    def __init__(self, project: Project, kind: str, first: str, last: str) -> None:
        self.project, self.kind, self.range = project, kind, (first, last)
        self.columns: list[MetadataDescriptor]
        self.statuses: list[TaskStatus]
        types: list[TaskType]
        items, self.columns, (types, self.statuses), kinds = gather(
            self._items,
            lambda: [one for one in metadata_descriptors.within(project.id) if one.entity_type == kind],
            lambda: gather(task_types.all, task_statuses.all),
            entity_types.all,
        )
        self.all_task_types = types
        own = set(project.task_types)
        self.task_types = [one for one in types if one.id in own and one.for_entity == kind]
        self.entity_types = {one.id: one for one in kinds}
        self._learn_items(items)

    def _items(self) -> list[RecordItem]:
        first, last = self.range
        return reading.partition(entities.partition(self.project.id), sort_key(first), sort_key(last) + "\uffff")

    def _learn_items(self, items: list[RecordItem]) -> None:
        self.items: dict[str, RecordItem] = {}
        self.places: dict[Place, Entity] = {}
        for item in items:
            entity = entities.record(item)
            self.items[entity.id] = item
            self.learn(entity)

    def read_again(self) -> None:
        """Read the entities and their types once more, because somebody else was faster. Costs one trip."""
        items, kinds = gather(self._items, entity_types.all)
        self.entity_types = {one.id: one for one in kinds}
        self._learn_items(items)

    def learn(self, entity: Entity) -> None:
        """Know an entity from now on."""
        self.places[entity.entity_type_id, entity.parent_id, entity.name] = entity

    def learn_all(self, changes: Changes) -> None:
        """Know from now on what a row has added and changed, once that is committed."""
        for write in changes.writes.values():
            if isinstance(write.record, Entity):
                self.learn(write.record)
            elif isinstance(write.record, EntityType):
                self.entity_types[write.record.id] = write.record
            elif isinstance(write.record, TaskStatus):
                self.statuses.append(write.record)
            elif isinstance(write.record, Project):
                self.project = write.record

    def at(self, place: Place) -> Entity | None:
        """Return the entity that is known to lie there."""
        return self.places.get(place)

    def to_change(self, entity: Entity) -> Entity:
        """Return an entity as it is kept, for a commit that changes it. What was read first is good for one commit."""
        item = self.items.pop(entity.id, None)
        return entities.get(entity.id) if item is None else entities.record(item)

    @functools.cached_property
    def type_ids(self) -> dict[str, str]:
        """The ids of the built-in entity types by their names."""
        return {one.name: one.id for one in self.entity_types.values()}

    @functools.cached_property
    def people(self) -> dict[str, Person]:
        """People by id, by e-mail and by full name, in lower case; read when the first row names somebody."""
        found: dict[str, Person] = {}
        for person in sorted(persons.all(), key=lambda one: one.active):
            keys: tuple[Any, ...] = (person.full_name, person.email, person.id)
            found.update({str(key).strip().lower(): person for key in keys if key})
        return found
