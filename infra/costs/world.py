"""A studio to measure in: a production of a size, with its people, tasks, comments and pictures."""

import functools
import io
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from chalicelib.store import files
from tests.harness import Client, Inari, Reply
from tests.studio import Studio, Values

SHOT_TYPES = ("Layout", "Animation", "Effects", "Lighting", "Rendering", "Compositing")
ASSET_TYPES = ("Design", "Modelling", "Rigging", "Shading")
SHOTS_A_SEQUENCE = 25
OPEN_TASKS = 30  # of one artist
TALK = 8  # comments on a task that is looked at
SEEN = 6  # tasks that people talk about and that have pictures
PICTURE = (1920, 1080)
MOVIE = Path("/work/shared/contract/assets/shot.mp4")
MOVIE_BYTES = 6 * 2**20  # more than Lambda can answer with, as most movies
TREE = {
    part: {
        "mountpoint": "/mnt", "root": part, "folder_path": {"shot": "<Project>/<Sequence>/<Shot>/<TaskType>"},
        "file_name": {"shot": "<Shot>_<Name>_v<Version>"},
    }
    for part in ("working", "output")
}  # fmt: skip


class Size(NamedTuple):
    """How large a production is, and how many are on its team."""

    shots: int
    assets: int
    team: int


class Patient(Inari):
    """An Inari whose background waits until it is told: what a request costs is not what its job costs."""

    def work_off(self) -> list[dict[str, Any]]:
        """Leave the work where it is; nothing has failed."""
        return []

    def work(self) -> None:
        """Do what is left to do in the background."""
        failed = super().work_off()
        assert not failed, failed


class World:
    """One production, and an artist (`user`), a supervisor and a manager in it, who do what is measured."""

    def __init__(self, inari: Patient, size: Size) -> None:
        inari.empty()
        self.inari, self.size, self.studio = inari, size, Studio(inari)
        self.project = self.studio.project(name="A production")
        self.id = str(self.project["id"])
        self.department = self.studio.department()
        flags: tuple[dict[str, bool], ...] = ({"is_default": True}, {"is_feedback_request": True}, {"is_retake": True})
        self.todo, self.review, self.retake = (self.studio.status(**flag) for flag in flags)
        self.roles = {
            role: self.studio.person(role, departments=[self.department["id"]])
            for role in ("user", "supervisor", "manager")
        }
        names = ({"first_name": "Ida", "last_name": f"{number}"} for number in range(size.team - len(self.roles)))
        crew = [self.studio.make("/data/persons", email=f"{one['last_name']}@example.org", **one) for one in names]
        for person in (*self.roles.values(), *crew):
            self.studio.join(self.project, person)
        self.clients: dict[str, Client] = {role: self.studio.log_in(one) for role, one in self.roles.items()}
        self._make_entities()
        self._make_tasks([self.roles["user"], *crew])
        self._talk()
        self._make_tools()

    def _make_entities(self) -> None:
        shots, many = self.size.shots, max(1, self.size.shots // SHOTS_A_SEQUENCE)
        self.sequences = [self.studio.sequence(self.project) for _ in range(many)]
        said = {"description": "The town from above; lamps go on one by one.", "nb_frames": 96}
        data = {"fps": "24", "frame_in": "1001", "frame_out": "1096", "camera": "35 mm"}
        self.shots = [
            self.studio.shot(self.project, self.sequences[number % many], data=data, **said) for number in range(shots)
        ]
        kinds = [self.studio.asset_type() for _ in range(4)]
        self.assets = [
            self.studio.asset(self.project, kinds[number % 4], description="Quick hands, sixty years old.")
            for number in range(self.size.assets)
        ]

    def _make_tasks(self, crew: list[Values]) -> None:
        self.types: list[Values] = []
        self.tasks: list[Values] = []
        for names, kind in ((SHOT_TYPES, "Shot"), (ASSET_TYPES, "Asset")):
            for name in names:
                made = self.studio.task_type(self.project, kind, name=name, department_id=self.department["id"])
                self.types.append(made)
                path = f"/actions/projects/{self.id}/task-types/{made['id']}/{kind.lower()}s/create-tasks"
                self.tasks += done(self.studio.admin.send("POST", path, [])).body
        for number, person in enumerate(crew):
            tasks = [task["id"] for task in self.tasks[number * OPEN_TASKS : (number + 1) * OPEN_TASKS]]
            done(self.studio.admin.put(f"/actions/persons/{person['id']}/assign", {"task_ids": tasks}))

    def _talk(self) -> None:
        """Have people talk about some tasks of the artist: comments, a picture that stands for the shot, hours."""
        self.seen = [str(task["id"]) for task in self.tasks[:SEEN]]
        self.previews = [self.announce(task) for task in self.seen]
        for task, preview in zip(self.seen, self.previews, strict=True):
            for number in range(TALK - 1):
                self.studio.comment({"id": task}, self.retake, f"Step {number} comes too late; the rest is lovely.")
            self.studio.comment({"id": task}, self.review, "Mended, and a little more life in the coat.")
            done(self.studio.admin.upload(f"/pictures/preview-files/{preview}", "frame.png", picture()))
            done(self.studio.admin.put(f"/actions/preview-files/{preview}/set-main-preview"))
        self.film = self.announce(self.seen[0])
        self.put_movie(self.film)
        self.inari.work()
        entries = [{"entity_id": shot["id"], "preview_file_id": preview}
                   for shot, preview in zip(self.shots, self.previews, strict=False)]  # fmt: skip
        self.playlist = self.studio.make("/data/playlists", name="Review", project_id=self.id, shots=entries)

    def _make_tools(self) -> None:
        """Make what the artists' programs publish with: software, a kind of output, and where files lie."""
        self.software = self.studio.make("/data/softwares", name="Blender", short_name="ble", file_extension=".blend")
        self.output = self.studio.make("/data/output-types", name="Cache", short_name="abc")
        done(self.studio.admin.put(f"/data/projects/{self.id}", {"file_tree": TREE}))

    def announce(self, task: str) -> str:
        """Comment on a task and announce a picture; returns the preview's id."""
        comment = self.studio.comment({"id": task}, self.review, "First pass.")
        announced = done(self.studio.admin.post(f"/actions/tasks/{task}/comments/{comment['id']}/add-preview"))
        return str(announced.body["id"])

    def put_movie(self, preview: str) -> None:
        """Send a movie straight to the bucket; its job is left to do."""
        body = {"preview_file_id": preview, "name": "shot.mp4", "size": MOVIE_BYTES}
        fields = done(self.studio.admin.post("/actions/uploads", body)).body["fields"]
        files.put(fields["key"], movie(), fields["Content-Type"])


def done(reply: Reply | None) -> Reply:
    """Return the answer, which must be a good one."""
    assert reply is not None
    assert reply.status < 400, (reply.status, reply.content[:300])
    return reply


def movie() -> bytes:
    """Return a short movie that is as long in bytes as a usual one: what follows its frames is to be skipped."""
    film = MOVIE.read_bytes()
    return film + (MOVIE_BYTES - len(film)).to_bytes(4, "big") + b"free" + bytes(MOVIE_BYTES - len(film) - 8)


@functools.cache
def picture() -> bytes:
    """Return a frame as PNG of some 2 MB: a smooth picture with a little grain, as a renderer gives it."""
    grain = Image.effect_noise(PICTURE, 3)
    smooth = Image.radial_gradient("L").resize(PICTURE)
    file = io.BytesIO()
    Image.merge("RGB", (Image.blend(smooth, grain, 0.2), smooth, Image.blend(smooth, grain, 0.1))).save(file, "PNG")
    return file.getvalue()
