"""The statistics of episodes, as plain calls."""

from typing import Any

from chalicelib.entities.statistics.records import Work
from chalicelib.entities.statistics.rules import by_retake, by_status
from chalicelib.tasks.statuses.records import TaskStatus


def status(name: str, **flags: Any) -> TaskStatus:
    """Return a status of which only the name and what it means matter."""
    return TaskStatus(id=name, name=name, short_name=name, color="#112233", **flags)


STATUSES = {
    "todo": status("todo"), "done": status("done", is_done=True), "retake": status("retake", is_retake=True),
}  # fmt: skip
WORKS = [
    Work("e1", "animation", "retake", 2, 10, 5),
    Work("e1", "animation", "done", 1, 20, 6),
    Work("e2", "animation", "todo", 0, 40, 7),
]


def test_work_counts_for_its_episode_its_type_and_for_all():
    counted = by_status(WORKS, STATUSES)

    assert counted["e1"]["animation"]["done"] == {
        "name": "done", "color": "#112233", "count": 1, "frames": 20, "drawings": 6,
    }  # fmt: skip
    assert counted["all"]["all"]["todo"]["frames"] == 40
    assert by_status([], STATUSES) == {}


def test_each_take_is_a_retake_until_the_last_one():
    evolution = by_retake(WORKS, STATUSES)["e1"]["animation"]["evolution"]

    assert {take: {name: one["count"] for name, one in buckets.items()} for take, buckets in evolution.items()} == {
        "1": {"done": 0, "retake": 2, "other": 0}, "2": {"done": 1, "retake": 1, "other": 0},
    }  # fmt: skip


def test_retakes_of_all_are_there_without_any_work():
    nothing = {"count": 0, "frames": 0, "drawings": 0}

    assert by_retake([], STATUSES) == {
        "all": {"all": {"max_retake_count": 0, "evolution": {}, "done": nothing, "retake": nothing, "other": nothing}}
    }
