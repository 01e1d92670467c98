"""A production into which sheets are imported, for the tests of imports and exports."""

from typing import NamedTuple

from tests.harness import Client, Reply
from tests.studio import Studio, Values


class World(NamedTuple):
    """A production that animates shots and models assets, and the studio around it."""

    studio: Studio
    project: Values
    animation: Values
    modeling: Values

    def send(self, kind: str, text: str | bytes, by: Client | None = None, *, update: bool = False) -> Reply:
        """Import a sheet of a kind into the production."""
        content = text if isinstance(text, bytes) else text.encode()
        path = f"/import/csv/projects/{self.project['id']}/{kind}" + ("?update=true" if update else "")
        return (by or self.studio.admin).upload(path, "rows.csv", content)

    def names(self, kind: str) -> list[str]:
        """Return the names of the production's entities of a kind."""
        return sorted(one["name"] for one in self.studio.get(f"/data/projects/{self.project['id']}/{kind}").body)

    def sheet(self, kind: str, query: str = "", by: Client | None = None) -> list[str]:
        """Return the lines of the sheet of a kind."""
        reply = (by or self.studio.admin).get(f"/export/csv/projects/{self.project['id']}/{kind}.csv{query}")
        assert reply.status == 200, reply
        return reply.content.decode().split("\r\n")[:-1]

    def task(self, shot: Values) -> Values:
        """Return the one task of a shot."""
        (found,) = self.studio.get(f"/data/shots/{shot['id']}/tasks").body
        return dict(found)


def world(studio: Studio, **values: object) -> World:
    """Make the production."""
    studio.status(name="Todo", short_name="todo", is_default=True)
    studio.status(name="Work In Progress", short_name="wip", is_wip=True)
    studio.status(name="Retake", short_name="rtk", is_retake=True)
    project = studio.project(**values)
    types = (studio.task_type(None, name="Animation"), studio.task_type(None, "Asset", name="Modeling"))
    for place, one in enumerate(types, 1):
        studio.make(f"/data/projects/{project['id']}/settings/task-types", task_type_id=one["id"], priority=place)
    return World(studio, project, *types)
