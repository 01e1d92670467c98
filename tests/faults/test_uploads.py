"""A file that came in is finished once and wholly: however often it is announced, and wherever the function dies."""

import json
import random
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chalicelib.previews.uploads.finishing import finish
from chalicelib.store import files
from infra.index import ROOT
from tests.faults.kept import added, counted
from tests.faults.messages import drop_messages, event_of, on_upload
from tests.previews.world import World, name_of, picture_of

MOST_CALLS = 60  # of DynamoDB and S3 for one upload; more would be a circle


@pytest.fixture
def world(studio):
    return World(studio)


def sent(world: World, preview: dict[str, Any], content: bytes, name: str = "frame.png") -> str:
    """Send a file straight to the bucket; returns its name there."""
    asked = {"preview_file_id": preview["id"], "name": name, "size": len(content)}
    fields = world.admin.post("/actions/uploads", asked).body["fields"]
    files.put(fields["key"], content, fields["Content-Type"])
    return str(fields["key"])


def finished(world: World, preview: dict[str, Any]) -> dict[str, Any]:
    """Return what must be the same in the end: all counts, and of the preview what is not its own."""
    shown = world.get(f"/data/preview-files/{preview['id']}").body
    own = ("id", "name", "position", "revision", "created_at", "updated_at", "comments")
    task = world.get(f"/data/tasks/{world.task['id']}").body["last_preview_file_id"] == preview["id"]
    return {"counts": counted(world.studio.inari), "stands": task} | {k: v for k, v in shown.items() if k not in own}


def test_the_same_event_five_times_one_after_the_other_is_one_upload(world):
    preview = world.announce()
    name = sent(world, preview, picture_of(320, 200))
    assert on_upload(name) == []
    assert on_upload(name_of(preview, "original.png")) == []
    once = finished(world, preview)

    for _ in range(4):
        assert on_upload(name, name_of(preview, "original.png")) == []

    assert finished(world, preview) == once
    assert once["status"] == "ready"


def test_the_same_event_five_times_at_once_is_one_upload(world):
    def outcome(times: int) -> dict[str, Any]:
        before = counted(world.studio.inari)
        preview = world.announce(comment=world.studio.comment(world.task, world.status))
        name = sent(world, preview, picture_of(320, 200))
        with ThreadPoolExecutor(times) as threads:
            assert list(threads.map(on_upload, [name] * times)) == [[]] * times
            original = name_of(preview, "original.png")
            assert list(threads.map(on_upload, [original] * times)) == [[]] * times
        return finished(world, preview) | {"counts": added(before, counted(world.studio.inari))}

    once = outcome(1)
    assert outcome(5) == once
    assert once["counts"]["events"]["preview-file:add-file"] == 1
    assert once["counts"]["files"]["previews/…/original.png"] == 1
    assert not once["counts"]["tickets"]


def at_once(*calls: Any) -> list[Any]:
    """Return what the calls return that begin at the same moment."""
    barrier = threading.Barrier(len(calls))

    def begin(call: Any) -> Any:
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(begin, calls))


@pytest.mark.parametrize("round_", range(5))
def test_of_two_files_that_are_sent_at_once_one_is_kept_whole(world, round_):
    preview = world.announce()
    contents = [random.Random(n).randbytes(30_000 + n) for n in range(3)]
    names = [sent(world, preview, content, "scene.blend") for content in contents]

    outcomes = at_once(*(lambda name=name: finish(name) for name in names))

    assert sorted(outcome.partition(":")[0] for outcome in outcomes) == ["dropped", "dropped", "ready"]
    winner = contents[outcomes.index("ready")]
    assert world.get(f"/data/preview-files/{preview['id']}").body["file_size"] == len(winner)
    assert world.get(f"/pictures/originals/preview-files/{preview['id']}.blend").content == winner
    assert len(files.below(f"previews/{preview['id']}/")) == 1
    assert files.below("uploads/") == []


@pytest.mark.parametrize("round_", range(3))
def test_of_two_forms_that_are_sent_at_once_one_is_kept_whole(world, round_):
    preview = world.announce()
    pictures = [picture_of(100 + n, 80) for n in range(3)]

    replies = at_once(*(lambda content=content: world.send(preview, "frame.png", content) for content in pictures))

    assert sorted(reply.status for reply in replies) == [201, 400, 400]
    [kept] = [reply.body for reply in replies if reply.status == 201]
    original = world.get(f"/pictures/originals/preview-files/{preview['id']}.png")
    assert len(original.content) == kept["file_size"]
    world.studio.inari.work_off()
    name_of(preview, "original.png")  # there is one
    assert len(files.below(f"previews/{preview['id']}/")) == 4


def dies_before(event: dict[str, Any], call: int) -> bool:
    """Work off an event in a process that is killed before a call; returns whether it came so far."""
    command = [sys.executable, "-m", "tests.faults.victim", json.dumps(event), str(call)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode == -signal.SIGKILL


def killed_everywhere(world: World, begin: Any, rest: Any) -> int:
    """Kill the function before each of its calls, and then do the work again; returns how many calls there were.

    What is there in the end, and what was added to each count, must be the same as where nothing was killed.
    """

    def outcome(call: int) -> tuple[bool, dict[str, Any]]:
        before = counted(world.studio.inari)
        preview, name = begin()
        drop_messages(world.studio.inari)
        killed = bool(call) and dies_before(event_of(name), call)
        assert on_upload(name) == []
        rest(preview)
        return killed, finished(world, preview) | {"counts": added(before, counted(world.studio.inari))}

    _, usual = outcome(0)
    for call in range(1, MOST_CALLS):
        killed, found = outcome(call)
        assert found == usual, f"killed before call {call}"
        if not killed:
            return call - 1
    raise AssertionError(f"more than {MOST_CALLS} calls")


def test_nothing_is_lost_or_left_when_the_function_is_killed_before_any_of_its_calls(world):
    def begin() -> tuple[dict[str, Any], str]:
        preview = world.announce(comment=world.studio.comment(world.task, world.status))
        return preview, sent(world, preview, picture_of(64, 48))

    calls = killed_everywhere(world, begin, lambda preview: on_upload(name_of(preview, "original.png")))

    assert calls >= 8
    assert files.below("uploads/") == []


def test_nothing_is_lost_when_it_is_killed_while_it_makes_the_sizes_of_a_picture(world):
    def begin() -> tuple[dict[str, Any], str]:
        preview = world.announce(comment=world.studio.comment(world.task, world.status))
        finish(sent(world, preview, picture_of(64, 48)))
        return preview, name_of(preview, "original.png")

    assert killed_everywhere(world, begin, lambda preview: None) >= 5
