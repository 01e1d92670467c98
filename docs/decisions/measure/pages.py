"""Decision 0009: an administrator's page of 100 of 20,000 tasks, beside the whole list: units, trips, milliseconds.

python docs/decisions/measure/pages.py        (from the top of the repository; starts its own emulator; takes minutes)
"""

import math
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from chalicelib.store.tables import client
from infra.local.emulator import Emulator
from tests.harness import Client, Inari

SHOTS, AT_ONCE = 3_334, 500
TYPES = ("Layout", "Animation", "Lighting", "FX", "Rendering", "Compositing")
STATUSES = ("todo", "wip", "wfa", "done")


def build(inari: Inari) -> tuple[Client, str, list[str], list[str]]:
    """Make a production of 20,004 tasks, through the API, every fourth of each status."""
    admin = inari.client()
    make = lambda path, **values: admin.post(path, values).body
    project = make("/data/projects", name="Pages")["id"]
    statuses = [make("/data/task-status", name=name, short_name=name, color="#000000", is_default=name == "todo")["id"] for name in STATUSES]
    types = [make("/data/task-types", name=name, for_entity="Shot")["id"] for name in TYPES]
    for task_type in types:
        make(f"/data/projects/{project}/settings/task-types", task_type_id=task_type)
    sequence = make(f"/data/projects/{project}/sequences", name="SQ")["id"]
    shots = [make(f"/data/projects/{project}/shots", name=f"SH{i:05}", sequence_id=sequence)["id"] for i in range(SHOTS)]
    tasks: list[str] = []
    for task_type in types:
        for at in range(0, SHOTS, AT_ONCE):
            path = f"/actions/projects/{project}/task-types/{task_type}/shots/create-tasks"
            tasks += [one["id"] for one in admin.post(path, shots[at : at + AT_ONCE]).body]
    for number, task in enumerate(tasks):
        if number % 4:
            admin.put(f"/data/tasks/{task}", {"task_status_id": statuses[number % 4]})
    return admin, project, types, statuses


class Units:
    """Read units by DynamoDB's rules: 4 KB a unit, of a Query's page together, of a batch item by item."""

    def __init__(self) -> None:
        self.units, self.calls = 0, 0
        client().meta.events.register("after-call.dynamodb.*", self.count)

    def count(self, parsed: dict[str, Any], model: Any, **_: Any) -> None:
        self.calls += 1
        if model.name == "Query":
            self.units += max(1, math.ceil(sum(map(size, parsed["Items"])) / 4096))
        elif model.name == "BatchGetItem":
            self.units += sum(math.ceil(size(item) / 4096) for items in parsed["Responses"].values() for item in items)


def size(item: dict[str, dict[str, str]]) -> int:
    return sum(len(name) + sum(len(str(text).encode()) for text in value.values()) for name, value in item.items())


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        emulator = Emulator(Path(folder), pause=3600)
        try:
            emulator.wait()
            inari = Inari(emulator.url, "000000000779")
            admin, project, types, statuses = build(inari)
            units = Units()
            asked = {
                "the whole list": "relations=true",
                "page 1 of all": "page=1&limit=100",
                "page 1 of a type (a sixth)": f"page=1&limit=100&task_type_id={types[2]}",
                "page 1 of a status (a quarter)": f"page=1&limit=100&task_status_id={statuses[2]}",
                "page 1 of a production": f"page=1&limit=100&project_id={project}",
                "page 20 of a status": f"page=20&limit=100&task_status_id={statuses[2]}",
                "page 1 of a priority (index only)": "page=1&limit=100&priority=0",
                "page 1 of a field without facet": "page=1&limit=100&difficulty=3",
            }
            for name, query in asked.items():
                admin.get(f"/data/tasks?{query}")
                units.units = units.calls = 0
                begun = time.perf_counter()
                reply = admin.get(f"/data/tasks?{query}")
                spent = (time.perf_counter() - begun) * 1000
                total = reply.body["total"] if isinstance(reply.body, dict) else len(reply.body)
                print(f"{name:36} {units.units:6} units {units.calls:4} calls {spent:8.1f} ms   total {total}")
        finally:
            emulator.kill()


if __name__ == "__main__":
    main()
