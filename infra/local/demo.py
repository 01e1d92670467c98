"""`make demo`: fills a running server with a small production, through the same requests that its clients send."""

import os
import sys
from typing import Any

import requests

from infra.local import pictures, studio
from infra.local.console import say, step
from infra.local.settings import ADMINISTRATOR, FIRST_PASSWORD

TIMEOUT = 60.0  # seconds for one request: the first of a topic imports it
PREVIEWS = 12

Record = dict[str, Any]
Ids = dict[str, str]


class Refused(Exception):
    """The server can't be filled; the message says why, to the person at the terminal."""


class Client:
    """A logged-in administrator."""

    def __init__(self, url: str, email: str, password: str) -> None:
        self.url, self.http = url.rstrip("/"), requests.Session()
        try:
            token = self.send("POST", "/auth/login", json={"email": email, "password": password})["access_token"]
        except requests.ConnectionError as error:
            raise Refused(f"Nobody answers at {self.url}. Start the server first: make run") from error
        self.http.headers["Authorization"] = f"Bearer {token}"

    def send(self, method: str, path: str, **body: Any) -> Any:
        """Return the answer's body."""
        answer = self.http.request(method, self.url + path, timeout=TIMEOUT, **body)
        if answer.status_code >= 400:
            raise Refused(f"{method} {path} was refused with {answer.status_code}: {answer.text[:300]}")
        return answer.json() if answer.content else None

    def make(self, path: str, **values: Any) -> str:
        """Make a record and return its id."""
        made: Record = self.send("POST", path, json=values)
        return str(made["id"])

    def named(self, path: str, name: str, **values: Any) -> str:
        """Return the id of the record of this name or short name, which is made if the studio has none."""
        short = values.get("short_name", name)
        there = [one["id"] for one in self.send("GET", path) if name == one["name"] or short == one.get("short_name")]
        return str(there[0]) if there else self.make(path, name=name, **values)


class Production:
    """The example production, made step by step."""

    def __init__(self, client: Client) -> None:
        self.client = client
        if any(project["name"] == studio.PRODUCTION for project in client.send("GET", "/data/projects")):
            raise Refused(f'"{studio.PRODUCTION}" is there already, nothing was changed. Rename it to make another.')

    def make_people(self) -> None:
        """Make the departments, and the people that aren't there."""
        client = self.client
        self.departments = {n: client.named("/data/departments", n, color=c) for n, c in studio.DEPARTMENTS.items()}
        there = {person["email"]: person["id"] for person in client.send("GET", "/data/persons")}
        self.people: Ids = {}
        for first, last, role, department in studio.PEOPLE:
            email = f"{first}.{last}@example.com".lower()
            member = [self.departments[department]] if department else []
            names = {"first_name": first, "last_name": last, "email": email}
            self.people[first] = there.get(email) or client.make(
                "/data/persons", **names, role=role, departments=member
            )

    def make_types(self) -> None:
        """Make statuses, task types and asset types, where they are missing."""
        client = self.client
        self.statuses = {
            short: client.named("/data/task-status", name, short_name=short, color=color, **more)
            for name, short, color, more in studio.STATUSES
        }
        self.task_types = {
            name: client.named(
                "/data/task-types", name, for_entity=entity, color=color, department_id=self.departments[department]
            )
            for name, entity, department, color in studio.TASK_TYPES
        }
        self.asset_types = {name: client.named("/data/entity-types", name) for name in studio.ASSETS}

    def make_production(self) -> None:
        """Make the production with its team and its types."""
        client = self.client
        self.id = client.make("/data/projects", name=studio.PRODUCTION, production_type="short")
        details = {"fps": studio.FRAMES_A_SECOND, "ratio": "16:9", "resolution": "1280x720"}
        client.send("PUT", f"/data/projects/{self.id}", json=details)
        for person in self.people.values():
            client.send("POST", f"/data/projects/{self.id}/team", json={"person_id": person})
        linked = (("task-types", "task_type_id", self.task_types), ("task-status", "task_status_id", self.statuses))
        for kind, field, ids in (*linked, ("asset-types", "asset_type_id", self.asset_types)):
            for linked_id in ids.values():
                client.send("POST", f"/data/projects/{self.id}/settings/{kind}", json={field: linked_id})

    def make_assets(self) -> None:
        """Make characters, props and environments."""
        self.assets: Ids = {}
        for kind, assets in studio.ASSETS.items():
            path = f"/data/projects/{self.id}/asset-types/{self.asset_types[kind]}/assets/new"
            for name, description in assets:
                self.assets[name] = self.client.make(path, name=name, description=description)

    def make_shots(self) -> None:
        """Make the sequences and their shots, and say who is seen in each."""
        self.shots: Ids = {}
        for sequence, shots in studio.SEQUENCES.items():
            sequence_id = self.client.make(f"/data/projects/{self.id}/sequences", name=sequence)
            for name, frames, description, seen in shots:
                values = {"name": name, "nb_frames": frames, "description": description, "sequence_id": sequence_id}
                shot = self.shots[f"{sequence} {name}"] = self.client.make(f"/data/projects/{self.id}/shots", **values)
                casting = [{"asset_id": self.assets[asset], "nb_occurences": 1} for asset in seen]
                self.client.send("PUT", f"/data/projects/{self.id}/entities/{shot}/casting", json=casting)

    def make_tasks(self) -> None:
        """Make every task, and give it to the people of its department in turn."""
        self.tasks: dict[str, list[Record]] = {}
        for name, entity, department, _ in studio.TASK_TYPES:
            folder, ids = ("shots", self.shots) if entity == "Shot" else ("assets", self.assets)
            path = f"/actions/projects/{self.id}/task-types/{self.task_types[name]}/{folder}/create-tasks"
            tasks = self.tasks[name] = self.client.send("POST", path, json=list(ids.values()))
            artists = [self.people[p[0]] for p in studio.PEOPLE if p[3] == department and p[2] == "user"]
            for turn, artist in enumerate(artists):
                mine = [task["id"] for task in tasks[turn :: len(artists)]]
                self.client.send("PUT", f"/actions/persons/{artist}/assign", json={"task_ids": mine})

    def publish(self) -> None:
        """Publish pictures of the first shots and assets, with what is said about them."""
        shots = list(zip(self.shots, self.tasks["Animation"], strict=False))[: PREVIEWS * 2 // 3]
        assets = list(zip(self.assets, self.tasks["Concept art"], strict=False))[: PREVIEWS - len(shots)]
        for number, (title, task) in enumerate([*shots, *assets]):
            remark, status = studio.REMARKS[number % len(studio.REMARKS)]
            comment = {"task_status_id": self.statuses[status], "comment": remark}
            comment_id = self.client.make(f"/actions/tasks/{task['id']}/comment", **comment)
            preview = self.client.make(f"/actions/tasks/{task['id']}/comments/{comment_id}/add-preview")
            picture = pictures.frame(f"{studio.PRODUCTION}   {title}", lamps=1 + number % 6, seed=number)
            self.client.send(
                "POST", f"/pictures/preview-files/{preview}", files={"file": ("frame.png", picture, "image/png")}
            )
            self.client.send("PUT", f"/actions/preview-files/{preview}/set-main-preview")


def fill(client: Client) -> None:
    """Make all of it, and say what is being made."""
    production = Production(client)
    with step("departments and people"):
        production.make_people()
    with step("statuses, task types, asset types"):
        production.make_types()
    with step(f"production: {studio.PRODUCTION}"):
        production.make_production()
    with step("assets"):
        production.make_assets()
    with step("sequences, shots and casting"):
        production.make_shots()
    with step("tasks and assignments"):
        production.make_tasks()
    with step("comments and pictures"):
        production.publish()


def main() -> int:
    """Fill the server at URL, logged in as EMAIL with PASSWORD."""
    url = os.environ.get("URL", "http://localhost:8000")
    try:
        fill(Client(url, os.environ.get("EMAIL", ADMINISTRATOR), os.environ.get("PASSWORD", FIRST_PASSWORD)))
    except Refused as reason:
        say(str(reason))
        return 1
    say(f"\nSee it with: gazu.project.get_project_by_name({studio.PRODUCTION!r})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
