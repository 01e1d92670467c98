"""Reads once what all rows of a sheet need: the production's entities with their tasks, its columns, types, people."""

import functools

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity, entities, sort_key
from chalicelib.entities.types.records import EntityType, entity_types
from chalicelib.imports.once import Once
from chalicelib.imports.people import by_name
from chalicelib.people.persons.records import Person
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
        self.places: dict[Place, Entity] = {}
        self.once = Once(entities, items)
        for entity in self.once.records():
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

    @functools.cached_property
    def type_ids(self) -> dict[str, str]:
        """The ids of the built-in entity types by their names."""
        return {one.name: one.id for one in self.entity_types.values()}

    @functools.cached_property
    def people(self) -> dict[str, Person]:
        """Everybody by what sheets call them; read when the first row names somebody."""
        return by_name()
