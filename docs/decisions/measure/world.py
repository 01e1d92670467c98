"""A production to measure with: 500 shots, 3,000 tasks, ids random so that nothing compresses too well."""

import datetime as dt
import random
import uuid

import msgspec

SHOTS, SEQUENCES, EPISODES, TASK_TYPES, PEOPLE = 500, 20, 2, 6, 20
# The order of the contract (`task_fields` of the shots board); a compact row holds its values so.
TASK_FIELDS = (
    "id", "duration", "due_date", "end_date", "done_date", "entity_id", "estimation", "is_subscribed",
    "last_comment_date", "last_preview_file_id", "nb_assets_ready", "priority", "real_start_date", "retake_count",
    "start_date", "difficulty", "nb_drawings", "task_status_id", "task_type_id", "assignees", "data",
)  # fmt: skip
WORDS = "wide close pan dolly rain night hero crowd smoke castle river chase door light sunset bridge storm".split()

dice = random.Random(7)
text = lambda value: msgspec.json.encode(value).decode()  # noqa: E731


def new_id() -> str:
    return str(uuid.UUID(int=dice.getrandbits(128), version=4))


def day() -> str:
    return (dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=dice.randrange(300))).strftime(
        "%Y-%m-%dT00:00:00"
    )


PROJECT = {"id": new_id(), "name": "The Long Night"}
PERSONS = [new_id() for _ in range(PEOPLE)]
TYPES = [new_id() for _ in range(TASK_TYPES)]
STATUSES = [new_id() for _ in range(8)]
KINDS = {kind: new_id() for kind in ("Episode", "Sequence", "Shot")}


def entity(kind: str, name: str, parent_id: str | None) -> dict:
    """An entity with some 900 bytes of JSON: its record with a description and a few columns of metadata."""
    return {
        "id": new_id(), "name": name, "code": None, "description": " ".join(dice.choices(WORDS, k=22)),
        "shotgun_id": None,
        "canceled": False, "nb_frames": dice.randrange(20, 300), "nb_entities_out": dice.randrange(9),
        "is_casting_standby": False, "is_shared": False, "status": "running", "project_id": PROJECT["id"],
        "entity_type_id": KINDS[kind], "parent_id": parent_id, "source_id": None, "preview_file_id": new_id(),
        "data": {"fps": "25", "frame_in": 1001, "frame_out": 1001 + dice.randrange(200), "lens": dice.choice(WORDS),
                 "camera": " ".join(dice.choices(WORDS, k=4)), "resolution": "4096x2160"},
        "ready_for": None, "created_by": dice.choice(PERSONS), "created_at": "2026-02-03T10:11:12.123456",
        "updated_at": "2026-02-03T10:11:12.123456", "type": kind,
    }  # fmt: skip


def task(entity_id: str, task_type_id: str) -> dict:
    """A task's whole record, some 1,000 bytes of JSON; two of three are assigned."""
    started = dice.random() < 0.5
    return {
        "id": new_id(), "name": "main", "description": None, "priority": dice.randrange(4), "difficulty": 3,
        "duration": float(dice.randrange(4000)), "estimation": float(dice.randrange(4000)), "completion_rate": 0,
        "retake_count": dice.randrange(3), "sort_order": 0, "start_date": day(), "due_date": day(),
        "real_start_date": day() if started else None, "end_date": None, "done_date": None,
        "last_comment_date": day() if started else None, "nb_assets_ready": dice.randrange(5), "data": None,
        "nb_drawings": 0, "shotgun_id": None, "last_preview_file_id": new_id() if started else None,
        "project_id": PROJECT["id"], "task_type_id": task_type_id, "task_status_id": dice.choice(STATUSES),
        "entity_id": entity_id, "assigner_id": dice.choice(PERSONS),
        "assignees": [dice.choice(PERSONS)] if dice.random() < 2 / 3 else [],
        "created_at": "2026-02-03T10:11:12.123456", "updated_at": "2026-02-03T10:11:12.123456", "type": "Task",
    }  # fmt: skip


def row(a_task: dict) -> list:
    """The task as a compact row of the board; whether the caller subscribed is theirs alone, so it is kept as false."""
    return [a_task.get(field, False) for field in TASK_FIELDS]


def plain(a_task: dict) -> dict:
    """The task as an object of the board."""
    return dict(zip(TASK_FIELDS, row(a_task), strict=True))


episodes = [entity("Episode", f"E{i:02}", None) for i in range(EPISODES)]
sequences = [entity("Sequence", f"SQ{i:02}", episodes[i % EPISODES]["id"]) for i in range(SEQUENCES)]
shots = [entity("Shot", f"SH{i:04}", sequences[i % SEQUENCES]["id"]) for i in range(SHOTS)]
tasks = {shot["id"]: [task(shot["id"], kind) for kind in TYPES] for shot in shots}
