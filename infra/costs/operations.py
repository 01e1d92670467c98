"""What people and their programs ask for: each operation as requests that can be prepared, sent and measured."""

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

from infra.costs.world import MOVIE_BYTES, World, done, picture
from tests.harness import Reply
from tests.studio import PASSWORD

Send = Callable[[], Reply | None]
Prepare = Callable[[World, int], Send]  # prepares what is measured, for a turn, and returns what sends it

OTHERS = 90  # rows of an imported sheet that change what is there; ten are new
_numbers = itertools.count(1)


def get(path: str, role: str = "user") -> Prepare:
    """Return how to read a path."""
    return _sent(role, "GET", path, lambda _world, _turn: None)


def _sent(role: str, method: str, path: str, body: Callable[[World, int], Any]) -> Prepare:
    def prepare(world: World, turn: int) -> Send:
        where, what, client = filled(path, world, turn), body(world, turn), world.clients[role]
        return lambda: client.send(method, where, what, {"Accept-Encoding": "gzip"})

    return prepare


def filled(path: str, world: World, turn: int) -> str:
    """Return a path with ids of the world in it, those of other records each turn."""
    seen, today = turn % len(world.seen), dt.datetime.now(dt.UTC).date()
    return path.format(
        production=world.id, task=world.seen[seen], preview=world.previews[seen], playlist=world.playlist["id"],
        shot=world.shots[turn % len(world.shots)]["id"], me=world.roles["user"]["id"], movie=world.film,
        today=today, year=today.year,
    )  # fmt: skip


def unchanged(path: str) -> Prepare:
    """Return how to ask for a list that the browser has and that has not changed."""

    def prepare(world: World, turn: int) -> Send:
        client, where = world.clients["user"], filled(path, world, turn)
        tag = done(client.send("GET", where)).headers["ETag"]
        return lambda: client.send("GET", where, headers={"If-None-Match": tag})

    return prepare


def uploaded(name: str, content: Callable[[], bytes]) -> Prepare:
    """Return how to send a file through the API to a preview that was just announced."""

    def prepare(world: World, turn: int) -> Send:
        path = f"/pictures/preview-files/{world.announce(world.seen[turn % len(world.seen)])}"
        return lambda: world.clients["user"].upload(path, name, content())

    return prepare


def announced(world: World, turn: int) -> Send:
    """Prepare the request for the address of a direct upload."""
    preview = world.announce(world.seen[turn % len(world.seen)])
    body = {"preview_file_id": preview, "name": "shot.mp4", "size": MOVIE_BYTES}
    return lambda: world.clients["user"].post("/actions/uploads", body)


def picture_job(world: World, turn: int) -> Send:
    """Prepare the function that makes the sizes of an uploaded picture."""
    done(uploaded("frame.png", picture)(world, turn)())
    return world.inari.work


def movie_job(world: World, turn: int) -> Send:
    """Prepare the function that finishes a movie which came straight to the bucket."""
    world.put_movie(world.announce(world.seen[turn % len(world.seen)]))
    return world.inari.work


def imported(world: World, _turn: int) -> Send:
    """Prepare the import of a sheet of a hundred shots, ten of them new."""
    sequences = {one["id"]: one["name"] for one in world.sequences}
    there = [f"{sequences[shot['parent_id']]},{shot['name']},changed {next(_numbers)}" for shot in world.shots[:OTHERS]]
    new = [f"{world.sequences[0]['name']},NEW{next(_numbers)},new" for _ in range(100 - OTHERS)]
    sheet = "\n".join(["Sequence,Name,Description", *there, *new]).encode()
    path = f"/import/csv/projects/{world.id}/shots?update=true"
    return lambda: world.clients["manager"].upload(path, "shots.csv", sheet)


def tasks_for_shots(world: World, _turn: int) -> Send:
    """Prepare the making of a task for each of ten new shots."""
    shots = [world.studio.shot(world.project, world.sequences[0])["id"] for _ in range(10)]
    path = f"/actions/projects/{world.id}/task-types/{world.types[0]['id']}/shots/create-tasks"
    return lambda: world.clients["manager"].send("POST", path, shots)


def _hours(_world: World, turn: int) -> dict[str, int]:
    return {"duration": 60 + turn}


def _remark(world: World, turn: int) -> dict[str, str]:
    status = (world.review, world.todo)[turn % 2]
    return {"task_status_id": status["id"], "comment": f"Pass {turn}: her weight comes earlier now."}


def _assigned(world: World, turn: int) -> dict[str, list[str]]:
    return {"task_ids": [task["id"] for task in world.tasks[-10 * (turn + 1) :][:10]]}


def _drawing(_world: World, turn: int) -> dict[str, Any]:
    line = {"type": "path", "id": f"line {turn}", "path": [["Q", x, x / 2, x + 3, x / 2 + 3] for x in range(150)]}
    return {"additions": [{"time": turn / 24, "drawing": {"objects": [line]}}]}


def _revision(world: World, turn: int) -> dict[str, str]:
    return {"name": "main", "software_id": world.software["id"], "comment": f"version {turn}"}


def _cache(world: World, turn: int) -> dict[str, str]:
    names = {"output_type_id": world.output["id"], "task_type_id": world.types[0]["id"]}
    return {**names, "name": "main", "comment": f"version {turn}"}


BOARD = "?project_id={production}&stream=true&compact=true"
OPERATIONS: dict[str, Prepare] = {
    "log in": _sent("user", "POST", "/auth/login",
                    lambda world, _: {"email": world.roles["user"]["email"], "password": PASSWORD}),
    "am I logged in": get("/auth/authenticated"),
    "configuration": get("/config"),
    "context of the pages": get("/data/user/context"),
    "notifications": get("/data/user/notifications"),
    "my tasks": get("/data/user/tasks"),
    "my hours of a day": get("/data/user/time-spents/{today}"),
    "tasks to check": get("/data/user/tasks-to-check", "supervisor"),
    "board of shots": get("/data/shots/with-tasks" + BOARD),
    "board of shots, unchanged": unchanged("/data/shots/with-tasks" + BOARD),
    "board of assets": get("/data/assets/with-tasks" + BOARD),
    "board of assets, unchanged": unchanged("/data/assets/with-tasks" + BOARD),
    "a task": get("/data/tasks/{task}/full"),
    "comments of a task": get("/data/tasks/{task}/comments"),
    "do I follow a task": get("/data/user/tasks/{task}/subscribed"),
    "hours of a task": get("/actions/tasks/{task}/time-spents"),
    "thumbnail": get("/pictures/thumbnails/preview-files/{preview}.png"),
    "picture": get("/pictures/previews/preview-files/{preview}.png"),
    "movie, its address": get("/movies/low/preview-files/{movie}.mp4"),
    "news": get("/data/projects/{production}/news?page=1"),
    "search": _sent("user", "POST", "/data/search", lambda _world, turn: {"query": f"SH {turn}"}),
    "playlists": get("/data/projects/{production}/playlists", "supervisor"),
    "a playlist": get("/data/projects/{production}/playlists/{playlist}", "supervisor"),
    "team's week of hours": get("/data/persons/time-spents/week-table/{year}", "manager"),
    "all tasks, for a script": get("/data/tasks?project_id={production}"),
    "shots as CSV": get("/export/csv/projects/{production}/shots.csv", "manager"),
    "comment with a status": _sent("user", "POST", "/actions/tasks/{task}/comment", _remark),
    "announce a preview": lambda world, turn: _announce(world, turn),
    "send a picture": uploaded("frame.png", picture),
    "make a picture's sizes": picture_job,
    "address for a movie": announced,
    "finish a movie": movie_job,
    "book hours": _sent("user", "POST", "/actions/tasks/{task}/time-spents/{today}/persons/{me}", _hours),
    "draw on a picture": _sent("supervisor", "PUT", "/actions/preview-files/{preview}/update-annotations", _drawing),
    "assign ten tasks": _sent("manager", "PUT", "/actions/persons/{me}/assign", _assigned),
    "change a task": _sent("manager", "PUT", "/data/tasks/{task}", lambda _world, turn: {"priority": turn % 4}),
    "change a shot": _sent("manager", "PUT", "/data/entities/{shot}", lambda _world, turn: {"nb_frames": 50 + turn}),
    "new shot": _sent("manager", "POST", "/data/projects/{production}/shots",
                      lambda world, turn: {"name": f"SH9{turn:03}", "sequence_id": world.sequences[0]["id"]}),
    "tasks for ten shots": tasks_for_shots,
    "import of 100 shots": imported,
    "tool: productions": get("/data/projects/open"),
    "tool: a shot": get("/data/shots/{shot}"),
    "tool: tasks of a shot": get("/data/shots/{shot}/tasks"),
    "tool: new working file": _sent("user", "POST", "/data/tasks/{task}/working-files/new", _revision),
    "tool: new output": _sent("user", "POST", "/data/entities/{shot}/output-files/new", _cache),
}  # fmt: skip


def _announce(world: World, turn: int) -> Send:
    task = world.seen[turn % len(world.seen)]
    comment = world.studio.comment({"id": task}, world.review, "First pass.")
    return lambda: world.clients["user"].post(f"/actions/tasks/{task}/comments/{comment['id']}/add-preview")
