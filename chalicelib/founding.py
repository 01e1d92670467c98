"""What a new studio begins with: its administrator, its organisation, and the types that every production needs."""

from chalicelib.auth.passwords.rules import hashed
from chalicelib.changes import Changes
from chalicelib.entities.types.records import BUILT_IN, EntityType, entity_types
from chalicelib.people.organisation.records import Organisation, organisations
from chalicelib.people.persons.records import Credentials, Person, Standing, by_email
from chalicelib.people.persons.rules import full_name
from chalicelib.store import work
from chalicelib.tasks.types.records import TaskType, task_types

CONCEPT_COLOR = "#8D6E63"


def found(email: str, password: str) -> None:
    """Make what is missing of a new studio; what is there stays as it is."""
    work.run(_organisation)
    work.run(_types)
    work.run(lambda changes: _administrator(changes, email, password))


def _organisation(changes: Changes) -> None:
    if not organisations.all():
        changes.add(Organisation(name=Organisation.DEFAULT_NAME))


def _types(changes: Changes) -> None:
    there = {one.name for one in entity_types.all()}
    for name in BUILT_IN:
        if name not in there:
            changes.add(EntityType(name=name))
    if not any(one.for_entity == "Concept" for one in task_types.all()):
        changes.add(TaskType(name="Concept", short_name="", color=CONCEPT_COLOR, for_entity="Concept"))


def _administrator(changes: Changes, email: str, password: str) -> None:
    if by_email(email) is None:
        person = Person(
            first_name="Super", last_name="Admin", full_name=full_name("Super", "Admin"), email=email, role="admin",
            desktop_login="",
        )  # fmt: skip
        changes.add(Credentials(id=person.id, password=hashed(password)))
        changes.add(Standing(id=person.id))
        changes.add(person)
