"""A small working day, by requests: what is asked when tables are throttled."""

from typing import Any

from chalicelib.store import files
from tests.faults.messages import drop_messages, on_upload
from tests.previews.world import picture_of
from tests.studio import Studio

CSV = "Type,Name,Description\nProps,Lamp,Of brass\nProps,Key,\nCharacters,Orla,Sixty years old\n"
SHOTS, COMMENTS = 6, 2


class Asked(Exception):
    """A request was not answered as it should be."""


class Day:
    """The requests of a day; `answers` are their statuses."""

    def __init__(self, studio: Studio, tries: int = 1) -> None:
        self.studio, self.tries = studio, tries
        self.answers: list[int] = []

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request, again where the answer says so, and return what was answered."""
        for _ in range(self.tries):
            reply = self.studio.admin.send(method, path, body)
            self.answers.append(reply.status)
            if reply.status != 503:
                break
            assert reply.headers["Retry-After"].isdigit()
        if reply.status not in (200, 201):
            raise Asked(f"{method} {path}: {reply.status} {reply.content[:300]!r}")
        return reply.body

    def make(self, path: str, **values: Any) -> Any:
        """Make a record."""
        return self.ask("POST", path, values)

    def work(self) -> dict[str, Any]:
        """Make a production with shots, tasks, comments, a picture and imported assets; returns what its lists show."""
        project = self.make("/data/projects", name="The Lamplighter")
        status = self.make("/data/task-status", name="Todo", short_name="todo", color="#112233", is_default=True)
        types = [
            self.make("/data/task-types", name=name, for_entity="Shot", color="#334455") for name in ("Layout", "Light")
        ]
        for kind in types:
            self.make(f"/data/projects/{project['id']}/settings/task-types", task_type_id=kind["id"])
        sequence = self.make(f"/data/projects/{project['id']}/sequences", name="SQ01")
        shots = [
            self.make(f"/data/projects/{project['id']}/shots", name=f"SH{n:02}", sequence_id=sequence["id"])
            for n in range(SHOTS)
        ]
        ids = [shot["id"] for shot in shots]
        for kind in types:
            self.ask("POST", f"/actions/projects/{project['id']}/task-types/{kind['id']}/shots/create-tasks", ids)
        board = self.ask("GET", f"/data/shots/with-tasks?project_id={project['id']}")
        task = board[0]["tasks"][0]
        for n in range(COMMENTS):
            remark = {"task_status_id": status["id"], "comment": f"Remark {n}"}
            comment = self.make(f"/actions/tasks/{task['id']}/comment", **remark)
        self.publish(task, comment)
        self.bring_in(project)
        return {
            "board": self.ask("GET", f"/data/shots/with-tasks?project_id={project['id']}"),
            "comments": self.ask("GET", f"/data/tasks/{task['id']}/comments"),
            "assets": self.ask("GET", f"/data/assets/with-tasks?project_id={project['id']}"),
        }

    def publish(self, task: dict[str, Any], comment: dict[str, Any]) -> None:
        """Send a picture straight to the bucket, and have the function finish it."""
        preview = self.make(f"/actions/tasks/{task['id']}/comments/{comment['id']}/add-preview")
        content = picture_of()
        asked = {"preview_file_id": preview["id"], "name": "frame.png", "size": len(content)}
        fields = self.make("/actions/uploads", **asked)["fields"]
        files.put(fields["key"], content, fields["Content-Type"])
        self.deliver(fields["key"])
        for name in files.below(f"previews/{preview['id']}/"):
            self.deliver(name)
        drop_messages(self.studio.inari)

    def deliver(self, name: str) -> None:
        """Hand a message to the function, as often as the queue would."""
        if not any(on_upload(name) == [] for _ in range(self.tries)):
            raise Asked(f"{name} was not worked off")

    def bring_in(self, project: dict[str, Any]) -> None:
        """Import assets from a sheet."""
        for _ in range(self.tries):
            reply = self.studio.admin.upload(f"/import/csv/projects/{project['id']}/assets", "assets.csv", CSV.encode())
            self.answers.append(reply.status)
            if reply.status != 503:
                break
        if reply.status != 201:
            raise Asked(f"import: {reply.status} {reply.content[:300]!r}")


def shape(shown: dict[str, Any]) -> Any:
    """Return what lists have shown without ids and times: how many tasks each shot has, what is said, what is there."""
    return {
        "board": sorted((shot["name"], len(shot["tasks"])) for shot in shown["board"]),
        "comments": sorted(comment["text"] for comment in shown["comments"]),
        "assets": sorted(asset["name"] for asset in shown["assets"]),
    }
