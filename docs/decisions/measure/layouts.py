"""Decision 0001: six ways to keep entities and their tasks; what a board, a change and a conflict cost.

python docs/decisions/measure/layouts.py        (some two minutes; starts its own MiniStack on port 4611)
"""

import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from botocore.exceptions import ClientError
from pynamodb.attributes import MapAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

import boards
import emulator
import world

dynamodb = emulator.start()
text = world.text
FIRST, LAST, ENTITIES, TASKS = "Episode#", "Shot$", "entity#p", "task#p"  # "$" is the character after "#"
ASKED = boards.Caller()

task_of = msgspec.json.Decoder(
    msgspec.defstruct("KeptTask", [(f, Any, False) for f in world.TASK_FIELDS], gc=False)  # is_subscribed is not kept
).decode
objects_of = msgspec.json.Decoder(list[boards.Task]).decode


def typed(value: Any) -> dict[str, Any]:
    """A value in DynamoDB's own types."""
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case int() | float():
            return {"N": str(value)}
        case str():
            return {"S": value}
        case list():
            return {"L": [typed(one) for one in value]}
    return {"M": {name: typed(one) for name, one in value.items()}}


def untyped(value: dict[str, Any]) -> Any:
    ((kind, inner),) = value.items()
    match kind:
        case "NULL":
            return None
        case "N":
            return float(inner) if "." in inner else int(inner)
        case "L":
            return [untyped(one) for one in inner]
        case "M":
            return {name: untyped(one) for name, one in inner.items()}
    return inner


def item(partition: str, sort: str, **values: Any) -> dict[str, Any]:
    return {"partition": {"S": partition}, "sort": {"S": sort}} | {
        k: v if isinstance(v, dict) else typed(v) for k, v in values.items()
    }


class Kept(Model):
    """Attributes that all layouts share; each model below opens its own table."""

    partition = UnicodeAttribute(hash_key=True)
    sort = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    body = UnicodeAttribute(null=True)


def model(layout: str, **attributes: Any) -> type[Model]:
    meta = type("Meta", (), {"table_name": f"layout-{layout}", "host": emulator.URL, "region": emulator.REGION})
    return type(layout, (Kept,), attributes | {"Meta": meta})


MODELS = {
    "A": model("A"),
    "B": model("B", tasks=MapAttribute()),
    "B2": model("B2", tasks=MapAttribute()),
    "C": model("C", tasks=UnicodeAttribute(), tasks_version=NumberAttribute()),
    "D": model("D", tasks=UnicodeAttribute(), tasks_version=NumberAttribute()),
    "E": model("E"),
}
NAMES = {
    "A": "entities and tasks as items of their own",
    "B": "tasks as a map of typed maps in the entity's item",
    "B2": "tasks as a map of compact strings in the entity's item",
    "C": "one string of compact rows in the entity's item",
    "D": "one string of plain objects in the entity's item",
    "E": "one string of compact rows in an item beside the entity's",
}


def items_of(layout: str) -> Iterator[dict[str, Any]]:
    """Everything that a layout keeps, task records included (in B the map is the task's only home)."""
    for entity in (*world.episodes, *world.sequences, *world.shots):
        sort, tasks = f"{entity['type']}#{entity['id']}", world.tasks.get(entity["id"], [])
        kept: dict[str, Any] = {"version": 1, "body": text(entity)}
        rows = text([world.row(task) for task in tasks])
        match layout:
            case "B":
                kept["tasks"] = {"M": {task["id"]: typed(task) for task in tasks}}
            case "B2":
                kept["tasks"] = {"M": {task["id"]: {"S": text(world.row(task))} for task in tasks}}
            case "C":
                kept |= {"tasks": rows, "tasks_version": 1}
            case "D":
                kept |= {"tasks": text([world.plain(task) for task in tasks]), "tasks_version": 1}
            case "E":
                yield item(ENTITIES, sort + "#tasks", version=1, body=rows)
        yield item(ENTITIES, sort, **kept)
        if layout != "B":
            for task in tasks:
                yield item(TASKS, f"{entity['id']}#{task['id']}", version=1, body=text(task))


# Reading: every reader yields (sort key, entity's JSON, what it has of the tasks), through models or boto3


def chain(layout: str, partition: str, first: str, last: str, **only: Any) -> list[dict[str, Any]]:
    """One Query chain with boto3 alone: the yardstick."""
    asked = {
        "TableName": f"layout-{layout}",
        "ConsistentRead": True,
        "KeyConditionExpression": "#p = :p AND sort BETWEEN :a AND :b",
        "ExpressionAttributeNames": {"#p": "partition"},
        "ExpressionAttributeValues": {":p": {"S": partition}, ":a": {"S": first}, ":b": {"S": last}},
        **only,
    }
    found: list[dict[str, Any]] = []
    while True:
        page = dynamodb.query(**asked)
        found += page["Items"]
        if "LastEvaluatedKey" not in page:
            return found
        asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def chains(layout: str) -> list[list[dict[str, Any]]]:
    found = [chain(layout, ENTITIES, FIRST, LAST)]
    return [*found, chain(layout, TASKS, "0", "g")] if layout == "A" else found


def with_boto3(layout: str) -> Iterator[tuple[str, str, Any]]:
    entities, *rest = chains(layout)
    rows = ((one["sort"]["S"], one["body"]["S"], one.get("tasks")) for one in entities)
    if layout == "A":
        return joined(rows, ((one["sort"]["S"], one["body"]["S"]) for one in rest[0]))
    if layout == "E":
        return paired((sort, body) for sort, body, _ in rows)
    if layout == "B":
        return ((sort, body, untyped(tasks).values()) for sort, body, tasks in rows)
    if layout == "B2":
        return ((sort, body, "[" + ",".join(r["S"] for r in tasks["M"].values()) + "]") for sort, body, tasks in rows)
    return ((sort, body, tasks["S"]) for sort, body, tasks in rows)


def with_models(layout: str) -> Iterator[tuple[str, str, Any]]:
    kept = MODELS[layout]
    entities = kept.query(ENTITIES, kept.sort.between(FIRST, LAST), consistent_read=True)
    if layout == "A":
        tasks = ((one.sort, one.body) for one in kept.query(TASKS, kept.sort.between("0", "g"), consistent_read=True))
        return joined(((one.sort, one.body, None) for one in entities), tasks)
    if layout == "E":
        return paired((one.sort, one.body) for one in entities)
    if layout == "B":
        return ((one.sort, one.body, one.tasks.as_dict().values()) for one in entities)
    if layout == "B2":
        return ((one.sort, one.body, "[" + ",".join(one.tasks.as_dict().values()) + "]") for one in entities)
    return ((one.sort, one.body, one.tasks) for one in entities)


def joined(entities: Any, tasks: Any) -> Iterator[tuple[str, str, list[str]]]:
    entities, of = list(entities), defaultdict(list)
    for sort, body in tasks:
        of[sort[:36]].append(body)
    return ((sort, body, of[sort.partition("#")[2]]) for sort, body, _ in entities)


def paired(found: Any) -> Iterator[tuple[str, str, str]]:
    """The entity's item comes first, the one of its tasks right after it."""
    found = list(found)
    return ((sort, body, rows) for (sort, body), (_, rows) in zip(found[::2], found[1::2], strict=True))


# Answering: the joins are the same in all layouts, only the tasks' form differs

objects_from_dicts = lambda tasks: [boards.Task(*world.row(task)) for task in tasks]  # noqa: E731
TASKS_AS: dict[tuple[str, bool], Callable[[Any], Any]] = {
    ("A", False): lambda kept: [task_of(body) for body in kept],
    ("A", True): lambda kept: [msgspec.structs.astuple(task_of(body)) for body in kept],
    ("B", False): objects_from_dicts,
    ("B", True): lambda tasks: [world.row(task) for task in tasks],
    ("D", False): msgspec.Raw,
    ("D", True): lambda kept: [msgspec.structs.astuple(task) for task in objects_of(kept)],
}


def answer(layout: str, read: Callable[[str], Any], *, compact: bool) -> bytes:
    def tasks_of(kept: Any, by: boards.Caller, *, compact: bool) -> Any:
        as_asked = TASKS_AS.get((layout, compact))
        return as_asked(kept) if as_asked else boards.tasks_of(kept, by, compact=compact)

    return boards.expand(read(layout), world.PROJECT, ASKED, compact=compact, streamed=compact, tasks_of=tasks_of)


# Writing: one task's priority, one entity's name; every commit also counts up the stamp of the production

STAMP = {
    "Update": {
        "TableName": "stamps",
        "Key": {"partition": {"S": "production"}, "sort": {"S": "3"}},
        "UpdateExpression": "ADD version :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    }
}


def put(layout: str, partition: str, sort: str, version: int, body: str) -> dict[str, Any]:
    return {
        "Put": {
            "TableName": f"layout-{layout}",
            "Item": item(partition, sort, version=version + 1, body=body),
            "ConditionExpression": "version = :v",
            "ExpressionAttributeValues": {":v": {"N": str(version)}},
        }
    }


def set_(
    layout: str, sort: str, expression: str, values: dict[str, Any], names: dict[str, str] | None = None
) -> dict[str, Any]:
    update = {
        "TableName": f"layout-{layout}",
        "Key": {"partition": {"S": ENTITIES}, "sort": {"S": sort}},
        "UpdateExpression": expression,
        "ExpressionAttributeValues": values,
    }
    if ":v" in values:
        attribute = "tasks_version" if "tasks_version" in expression else "version"
        update["ConditionExpression"] = f"{attribute} = :v"
    return {"Update": update | ({"ExpressionAttributeNames": names} if names else {})}


def get(layout: str, partition: str, sort: str) -> dict[str, Any]:
    return dynamodb.get_item(
        TableName=f"layout-{layout}", Key={"partition": {"S": partition}, "sort": {"S": sort}}, ConsistentRead=True
    )["Item"]


def change_task(layout: str, entity_id: str, task_id: str, priority: int) -> None:
    """Read what the change needs, then write it and the stamp in one transaction."""
    sort, own = f"Shot#{entity_id}", f"{entity_id}#{task_id}"
    if layout == "B":
        version = int(get(layout, ENTITIES, sort)["version"]["N"])
        one = {":new": {"N": str(priority)}, ":v": {"N": str(version)}, ":next": {"N": str(version + 1)}}
        names = {"#id": task_id}
        commit(set_(layout, sort, "SET tasks.#id.priority = :new, version = :next", one, names))
        return
    kept = get(layout, TASKS, own)
    task = msgspec.json.decode(kept["body"]["S"]) | {"priority": priority}
    writes = [put(layout, TASKS, own, int(kept["version"]["N"]), text(task))]
    if layout == "B2":
        writes.append(
            set_(layout, sort, "SET tasks.#id = :row", {":row": {"S": text(world.row(task))}}, {"#id": task_id})
        )
    elif layout in "CDE":
        at, name, counter = (sort + "#tasks", "body", "version") if layout == "E" else (sort, "tasks", "tasks_version")
        board = get(layout, ENTITIES, at)
        version, rows = int(board[counter]["N"]), msgspec.json.decode(board[name]["S"])
        new = world.plain(task) if layout == "D" else world.row(task)
        rows = [new if (row["id"] if layout == "D" else row[0]) == task_id else row for row in rows]
        values = {":r": {"S": text(rows)}, ":v": {"N": str(version)}, ":n": {"N": str(version + 1)}}
        writes.append(set_(layout, at, f"SET {name} = :r, {counter} = :n", values))
    commit(*writes)


def change_entity(layout: str, entity: dict[str, Any], name: str) -> None:
    sort = f"Shot#{entity['id']}"
    version = int(get(layout, ENTITIES, sort)["version"]["N"])
    values = {":b": {"S": text(entity | {"name": name})}, ":v": {"N": str(version)}, ":n": {"N": str(version + 1)}}
    commit(set_(layout, sort, "SET body = :b, version = :n", values))


def commit(*writes: dict[str, Any]) -> None:
    dynamodb.transact_write_items(TransactItems=[*writes, STAMP])


def write_units(layout: str, kind: str) -> float:
    """Capacity units of one transaction (twice the KB, rounded up an item), with the stamp: the mean of all tasks."""
    kept = {one["sort"]["S"]: -(-emulator.size(one) // 1024) for one in items_of(layout)}
    units = []
    for shot in world.shots:
        for task in world.tasks[shot["id"]]:
            sort, own = f"Shot#{shot['id']}", f"{shot['id']}#{task['id']}"
            board = sort + "#tasks" if layout == "E" else sort
            touched = [sort] if kind == "entity" or layout == "B" else [own] if layout == "A" else [own, board]
            units.append(2 + sum(2 * kept[one] for one in touched))
    return statistics.mean(units)


def contend(layout: str, people: int = 4, times: int = 25) -> tuple[int, float]:
    """So many people change a task each of one shot at once, and try again when somebody was faster."""
    shot, lost, gate = world.shots[1]["id"], [], threading.Barrier(people)

    def work(task_id: str) -> None:
        gate.wait()
        for at in range(times):
            while True:
                try:
                    change_task(layout, shot, task_id, at)
                    break
                except ClientError:
                    lost.append(task_id)

    threads = [threading.Thread(target=work, args=(world.tasks[shot][at]["id"],)) for at in range(people)]
    began = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    taken = (time.perf_counter() - began) * 1000 / (people * times)
    board = msgspec.json.decode(answer(layout, with_boto3, compact=False))
    changed = {task["id"]: task["priority"] for one in board if one["id"] == shot for task in one["tasks"]}
    assert all(changed[world.tasks[shot][at]["id"]] == times - 1 for at in range(people)), f"{layout} lost a change"
    return len(lost), taken


def fill(layout: str) -> None:
    for one in items_of(layout):
        dynamodb.put_item(TableName=f"layout-{layout}", Item=one)


def task_id(task: Any) -> str:
    return task["id"] if isinstance(task, dict) else task[0]


def parsed(body: bytes) -> list[Any]:
    """All layouts must answer the same, whatever the order of the tasks in an entity."""
    shots = (
        msgspec.json.decode(body)
        if body.startswith(b"[")
        else [msgspec.json.decode(line) for line in body.splitlines()]
    )
    for shot in shots[not body.startswith(b"[") :]:
        (shot[-1] if isinstance(shot, list) else shot["tasks"]).sort(key=task_id)
    return shots


def main() -> None:
    emulator.table(dynamodb, "stamps")
    candidates: dict[str, Callable[[], object]] = {}
    for layout in MODELS:
        emulator.table(dynamodb, f"layout-{layout}")
        fill(layout)
        candidates[f"{layout} boto3 alone"] = lambda at=layout: chains(at)
        for reader in (with_boto3, with_models):
            for compact in (False, True):
                name = f"{layout} {reader.__name__[5:]} {'compact' if compact else 'plain'}"
                candidates[name] = lambda at=layout, by=reader, short=compact: answer(at, by, compact=short)
    expected = {short: parsed(answer("A", with_boto3, compact=short)) for short in (False, True)}
    for layout in MODELS:
        for reader in (with_boto3, with_models):
            for compact in (False, True):
                assert parsed(answer(layout, reader, compact=compact)) == expected[compact], (layout, compact)
    times = emulator.in_turn(candidates)
    print("\nBoards, milliseconds: median (least) of 15 rounds in turn")
    print("layout | KB read | units | boto3 alone | boto3 plain | boto3 compact | models plain | models compact")
    for layout in MODELS:
        found = chains(layout)
        units, size = sum(map(emulator.read_units, found)), sum(emulator.size(one) for page in found for one in page)
        kinds = ("boto3 alone", "boto3 plain", "boto3 compact", "models plain", "models compact")
        figures = " | ".join(f"{times[f'{layout} {kind}']} cpu {times[f'{layout} {kind}'].cpu:.0f}" for kind in kinds)
        print(f"{layout} | {size / 1024:.0f} | {units} | {figures}   {NAMES[layout]}")
    print("\nThe shots without their tasks, boto3 alone")
    lists: dict[str, Callable[[], object]] = {
        "C, whole items": lambda: chain("C", ENTITIES, FIRST, LAST),
        "C, only the body asked for": lambda: chain("C", ENTITIES, FIRST, LAST, ProjectionExpression="sort, body"),
        "tasks kept elsewhere": lambda: chain("A", ENTITIES, FIRST, LAST),
    }
    for name, taken in emulator.in_turn(lists, 25).items():
        print(f"{name}: {taken} ms, cpu {taken.cpu:.0f}")
    print("units without the tasks:", emulator.read_units(chain("A", ENTITIES, FIRST, LAST)))
    shot = world.shots[0]
    changes: dict[str, Callable[[], object]] = {}
    for layout in MODELS:
        changes[f"{layout} task"] = lambda at=layout: change_task(at, shot["id"], world.tasks[shot["id"]][0]["id"], 1)
        changes[f"{layout} entity"] = lambda at=layout: change_entity(at, shot, "renamed")
    times = emulator.in_turn(changes, rounds=60)
    print(
        "\nChanges, read and transaction: write units, milliseconds; four people on one shot: lost races, ms a change"
    )
    for layout in MODELS:
        for kind in ("task", "entity"):
            print(f"{layout} {kind}: {write_units(layout, kind):.1f} WCU, {times[f'{layout} {kind}']} ms", end="; ")
        lost, taken = contend(layout)
        print(f"{lost} of 100, {taken:.1f} ms")
    forms = {short: len(answer("C", with_boto3, compact=short)) for short in (False, True)}
    print("\nanswers in KB, plain and compact:", [round(forms[short] / 1024) for short in (False, True)])


if __name__ == "__main__":
    main()
