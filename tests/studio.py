"""What tests need of a studio: people with roles, productions, shots, tasks; all made through the API."""

import itertools
from typing import Any

from tests.harness import Client, Inari, Reply

PASSWORD = "a password of the tests"
Values = dict[str, Any]


class Studio:
    """A studio and its administrator; everything that it makes has a name of its own."""

    def __init__(self, inari: Inari) -> None:
        self.inari = inari
        self.admin = inari.client()
        self.nobody = Client(inari)
        self.numbers = itertools.count(1)
        self.made: dict[str, Any] = {}

    def _name(self, what: str) -> str:
        return f"{what} {next(self.numbers)}"

    def make(self, path: str, **values: Any) -> Values:
        """Make a record as the administrator and return it."""
        reply = self.admin.post(path, values)
        assert reply.status == 201, (path, reply)
        made: Values = reply.body
        return made

    def get(self, path: str) -> Reply:
        """Read something as the administrator."""
        return self.admin.get(path)

    def person(self, role: str = "user", **values: Any) -> Values:
        """Make somebody who can log in."""
        number = next(self.numbers)
        email = f"person{number}@example.com"
        names = {"first_name": f"First{number}", "last_name": f"Last{number}", "email": email}
        return self.make("/data/persons", **{**names, "role": role, "password": PASSWORD, **values})

    def log_in(self, person: Values) -> Client:
        """Return somebody logged in."""
        return self.inari.client(person["email"], PASSWORD)

    def as_(self, who: str, project: Values | None = None, **values: Any) -> Client:
        """Return somebody new of this role, on the production's team.

        "manager elsewhere" is one of another production; "nobody" is not logged in; "admin" is the administrator.
        """
        if who in ("nobody", "admin"):
            return self.nobody if who == "nobody" else self.admin
        role, _, elsewhere = who.partition(" ")
        person = self.person(role, **values)
        place = self.project() if elsewhere else project
        if place is not None:
            self.join(place, person)
        return self.log_in(person)

    def join(self, project: Values, person: Values, role: str | None = None) -> None:
        """Put somebody on a team."""
        self.make(f"/data/projects/{project['id']}/team", person_id=person["id"], role=role)

    def project(self, **values: Any) -> Values:
        """Make a production."""
        return self.make("/data/projects", **{"name": self._name("Production"), **values})

    def department(self, **values: Any) -> Values:
        """Make a department."""
        return self.make("/data/departments", **{"name": self._name("Department"), "color": "#336699", **values})

    def task_type(self, project: Values | None = None, for_entity: str = "Shot", **values: Any) -> Values:
        """Make a task type, and have the production use it."""
        made = self.make("/data/task-types", **{"name": self._name("Type"), "for_entity": for_entity, **values})
        if project is not None:
            self.make(f"/data/projects/{project['id']}/settings/task-types", task_type_id=made["id"])
        return made

    def status(self, **values: Any) -> Values:
        """Make a task status."""
        number = next(self.numbers)
        return self.make(
            "/data/task-status",
            **{"name": f"Status {number}", "short_name": f"s{number}", "color": "#112233", **values},
        )

    def sequence(self, project: Values, **values: Any) -> Values:
        """Make a sequence."""
        return self.make(f"/data/projects/{project['id']}/sequences", **{"name": self._name("SQ"), **values})

    def shot(self, project: Values, sequence: Values | None = None, **values: Any) -> Values:
        """Make a shot, in a sequence of its own if none is given."""
        parent = sequence or self.sequence(project)
        given = {"name": self._name("SH"), "sequence_id": parent["id"], **values}
        return self.make(f"/data/projects/{project['id']}/shots", **given)

    def asset_type(self, **values: Any) -> Values:
        """Make a type of assets."""
        return self.make("/data/entity-types", **{"name": self._name("Assets"), **values})

    def asset(self, project: Values, asset_type: Values | None = None, **values: Any) -> Values:
        """Make an asset."""
        kind = asset_type or self.asset_type()
        path = f"/data/projects/{project['id']}/asset-types/{kind['id']}/assets/new"
        return self.make(path, **{"name": self._name("Asset"), **values})

    def task(self, project: Values, entity: Values, task_type: Values, **values: Any) -> Values:
        """Make a task."""
        given = {"project_id": project["id"], "entity_id": entity["id"], "task_type_id": task_type["id"], **values}
        return self.make("/data/tasks", **given)

    def comment(self, task: Values, status: Values, text: str = "", by: Client | None = None, **values: Any) -> Values:
        """Comment on a task."""
        body = {"task_status_id": status["id"], "comment": text, **values}
        reply = (by or self.admin).post(f"/actions/tasks/{task['id']}/comment", body)
        assert reply.status == 201, reply
        made: Values = reply.body
        return made

    def events(self, name: str) -> list[Values]:
        """Return the last events of a name, the newest first."""
        found: list[Values] = self.admin.get(f"/data/events/last?name={name}").body
        return found
