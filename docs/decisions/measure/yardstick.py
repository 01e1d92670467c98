"""Decision 0004: a board through the whole app beside boto3 alone fetching the same items with one Query chain.

python docs/decisions/measure/yardstick.py        (from the top of the repository; starts its own emulator)
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from infra.local.emulator import Emulator
from tests.harness import Client, Inari

SHOTS, RUNS = 500, 21
TYPES = ("Layout", "Animation", "Lighting", "FX", "Rendering", "Compositing")


def build(inari: Inari) -> tuple[Client, str]:
    """Make a production of 500 shots with six tasks each, through the API."""
    admin = inari.client()
    make = lambda path, **values: admin.post(path, values).body
    project = make("/data/projects", name="Yardstick")["id"]
    make("/data/task-status", name="Todo", short_name="todo", color="#000000", is_default=True)
    types = [make("/data/task-types", name=name, for_entity="Shot")["id"] for name in TYPES]
    for task_type in types:
        make(f"/data/projects/{project}/settings/task-types", task_type_id=task_type)
    sequences = [make(f"/data/projects/{project}/sequences", name=f"SQ{i:03}")["id"] for i in range(SHOTS // 25)]
    shots = [
        make(f"/data/projects/{project}/shots", name=f"SH{i:04}", sequence_id=sequences[i % len(sequences)], nb_frames=100)["id"]
        for i in range(SHOTS)
    ]
    for task_type in types:
        path = f"/actions/projects/{project}/task-types/{task_type}/shots/create-tasks"
        assert len(admin.post(path, shots).body) == SHOTS
    return admin, project


def chain(inari: Inari, project: str) -> int:
    """Fetch a production's items from Episode# to Shot# with boto3 alone, and do nothing with them."""
    asked = {
        "TableName": f"{inari.place.stack}-records",
        "ConsistentRead": True,
        "KeyConditionExpression": "#p = :p AND sort BETWEEN :a AND :b",
        "ExpressionAttributeNames": {"#p": "partition"},
        "ExpressionAttributeValues": {":p": {"S": f"entity#{project}"}, ":a": {"S": "Episode#"}, ":b": {"S": "Shot$"}},
    }
    count = 0
    while True:
        page = inari.place.dynamodb.query(**asked)
        count += page["Count"]
        if "LastEvaluatedKey" not in page:
            return count
        asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def median(calls: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Call all in turn, and return the median milliseconds of each."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for run in range(RUNS + 1):
        for name, call in calls.items():
            begun = time.perf_counter()
            call()
            if run:
                times[name].append((time.perf_counter() - begun) * 1000)
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        emulator = Emulator(Path(folder), pause=3600)
        try:
            emulator.wait()
            inari = Inari(emulator.url, "000000000555")
            admin, project = build(inari)
            path = f"/data/shots/with-tasks?project_id={project}"
            tag = admin.get(path).headers["ETag"]
            results = median(
                {
                    "boto3 alone": lambda: chain(inari, project),
                    "plain": lambda: admin.inari.answer("GET", path, {"Authorization": f"Bearer {admin.token}"}, b""),
                    "plain, gzip": lambda: admin.inari.answer(
                        "GET", path, {"Authorization": f"Bearer {admin.token}", "Accept-Encoding": "gzip"}, b""
                    ),
                    "compact, streamed": lambda: admin.inari.answer(
                        "GET", path + "&compact=true&stream=true", {"Authorization": f"Bearer {admin.token}"}, b""
                    ),
                    "304": lambda: admin.get(path, If_None_Match=tag),
                }
            )
            for name, found in results.items():
                print(f"{name:20}{found:8.1f} ms   {found / results['boto3 alone']:.2f} times boto3 alone")
        finally:
            emulator.kill()


if __name__ == "__main__":
    main()
