"""A studio with one record of every plain table, made with what the contract requires and nothing else."""

import datetime as dt
import itertools
import json
from collections.abc import Callable
from typing import Any

from tests.contract.kinds import plain_paths
from tests.contract.transcripts import CONTRACT
from tests.studio import Studio, Values

HAS_CONTRACT = (CONTRACT / "operations.json").exists()
TABLES = plain_paths() if HAS_CONTRACT else []
OF_CONTRACT: dict[str, Any] = json.loads((CONTRACT / "records.json").read_text())["records"] if HAS_CONTRACT else {}
NOT_MADE = "salary-scales"  # the list makes them, and nobody adds any
DAY = dt.date(2026, 3, 2)

# What a record needs beyond the fields that are required: where it belongs, or what makes sense of what it names; it is
# made for the purpose where there can be but one such record of it.
PLACES: dict[str, Callable[["Furnished"], Values]] = {
    "asset-instances": lambda has: {"asset_id": has.studio.asset(has.project)["id"]},
    "attachment-files": lambda has: {"comment_id": has.id_of("comments")},
    "budgets": lambda has: has.place,
    "chats": lambda has: {"object_id": has.studio.shot(has.project)["id"]},
    "comments": lambda has: {"object_id": has.id_of("tasks"), "object_type": "Task"},
    "day-offs": lambda has: {"person_id": has.studio.person()["id"]},
    "entity-links": lambda has: {
        "entity_in_id": has.id_of("shots"),
        "entity_out_id": has.studio.asset(has.project)["id"],
    },
    "metadata-descriptors": lambda has: {"entity_type": "Asset", "data_type": "string"},
    "milestones": lambda has: has.place,
    "output-files": lambda has: {"entity_id": has.id_of("shots"), "revision": next(has.numbers)},
    "playlists": lambda has: has.place,
    "preview-files": lambda has: {"task_id": has.id_of("tasks")},
    "production-schedule-version-task-links": lambda has: {"task_id": has.make("tasks")["id"]},
    "schedule-items": lambda has: {**has.place, "task_type_id": has.task_type()["id"]},
    "search-filter-groups": lambda has: {"person_id": has.person["id"]},
    "search-filters": lambda has: {"person_id": has.person["id"]},
    "subscriptions": lambda has: {"task_id": has.make("tasks")["id"]},
    "tasks": lambda has: {**has.place, "entity_id": has.id_of("shots"), "task_type_id": has.task_type()["id"]},
    "time-spents": lambda has: {"person_id": has.person["id"], "task_id": has.make("tasks")["id"]},
    "working-files": lambda has: {"task_id": has.id_of("tasks")},
}


def kind_of(table: str) -> str:
    """Return the contract's name for the records of a table: `task_type` for `task-types`."""
    special = {"events": "api_event", "entities": "entity", "budget-entries": "budget_entry"}
    name = special.get(table, table.replace("-", "_"))
    return name if name.endswith("status") or name == "news" or table in special else name.removesuffix("s")


TABLE_OF = {kind_of(table): table for table in TABLES}


def fields_of(table: str) -> dict[str, Any]:
    """Return the fields of a table's records, as the contract describes them."""
    found: dict[str, Any] = OF_CONTRACT[kind_of(table)]["fields"]
    return found


class Furnished:
    """A production of a studio, with a person on its team to whom records belong; what is asked for is made once."""

    def __init__(self, studio: Studio, numbers: "itertools.count[int] | None" = None) -> None:
        self.studio, self.numbers = studio, numbers or itertools.count(1)
        self.project, self.person = studio.project(), studio.person()
        studio.join(self.project, self.person)
        self.place = {"project_id": self.project["id"]}
        self.made: dict[str, Values] = {}
        self.sent: dict[str, Values] = {}

    def task_type(self) -> Values:
        """Make a task type for shots, which the production uses."""
        return self.studio.task_type(self.project)

    def id_of(self, table: str) -> str:
        """Return the id of the record of a table, made now if it isn't there yet."""
        if table not in self.made:
            special = {
                "assets": lambda: self.studio.asset(self.project), "shots": lambda: self.studio.shot(self.project),
                NOT_MADE: self._scale,
            }  # fmt: skip
            self.sent[table] = {} if table in special else self.body(table)
            self.made[table] = (
                special[table]() if table in special else self.studio.make(f"/data/{table}", **self.sent[table])
            )
        return str(self.made[table]["id"])

    def _scale(self) -> Values:
        self.id_of("departments")
        scale: Values = self.studio.get("/data/salary-scales").body[0]
        return scale

    def make(self, table: str) -> Values:
        """Make a record of a table with what it needs, as the administrator."""
        return self.studio.make(f"/data/{table}", **self.body(table))

    def body(self, table: str) -> Values:
        """Return the least that a new record of a table needs."""
        place = PLACES[table](self) if table in PLACES else {}
        wanted = {name: field for name, field in fields_of(table).items() if field.get("required")}
        asked = {name: field for name, field in wanted.items() if "default" not in field and name not in place}
        return {name: self._value(name, field) for name, field in asked.items()} | place

    def _value(self, name: str, field: dict[str, Any]) -> Any:
        if "refers_to" in field:
            own = {"project": self.project["id"], "person": self.person["id"]}
            return own.get(field["refers_to"]) or self.id_of(TABLE_OF[field["refers_to"]])
        values = {
            "string": f"{name[:3]}{next(self.numbers)}", "integer": 1, "number": 8, "date": DAY.isoformat(),
            "choice": (field.get("allowed") or [""])[0],
        }  # fmt: skip
        return "#336699" if name == "color" else values[field["type"]]
