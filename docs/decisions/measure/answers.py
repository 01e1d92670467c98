"""Decision 0002: what a board's answer costs after it is read: expanding, masks, compression, and the ETag.

python docs/decisions/measure/answers.py        (half a minute; starts its own MiniStack on port 4611)
"""

import functools
import zlib
from collections.abc import Callable

from isal import igzip

import boards
import emulator
import world

SHARDS = 8


def items() -> list[boards.Item]:
    entities = (*world.episodes, *world.sequences, *world.shots)
    rows = {sort: [world.row(task) for task in tasks] for sort, tasks in world.tasks.items()}
    return [(f"{one['type']}#{one['id']}", world.text(one), world.text(rows.get(one["id"], []))) for one in entities]


def callers() -> dict[str, boards.Caller]:
    ids = [task["id"] for tasks in world.tasks.values() for task in tasks]
    return {
        "anyone": boards.Caller(),
        "subscribed to 30 tasks": boards.Caller(subscribed=frozenset(ids[::100])),
        "client": boards.Caller(masked=True),
        "vendor with 100 tasks": boards.Caller(only=frozenset(ids[::30]), hidden=frozenset({"lens", "camera"})),
        "vendor with all tasks": boards.Caller(only=frozenset(ids), hidden=frozenset({"lens", "camera"})),
    }


def expanding() -> None:
    kept, forms = items(), {"plain": (False, False), "plain stream": (False, True), "compact stream": (True, True)}
    candidates: dict[str, Callable[[], bytes]] = {}
    for who, by in callers().items():
        for form, (compact, streamed) in forms.items():
            candidates[f"{who}, {form}"] = functools.partial(
                boards.expand, kept, world.PROJECT, by, compact=compact, streamed=streamed
            )
    print("Expanding what was read: KB, milliseconds (least)")
    for name, taken in emulator.in_turn(candidates, 31).items():
        print(f"{name}: {len(candidates[name]()) / 1024:.0f} KB, {taken}")


def compressing() -> None:
    for compact in (False, True):
        body = boards.expand(items(), world.PROJECT, boards.Caller(), compact=compact, streamed=compact)
        print(f"\nCompressing the {'compact' if compact else 'plain'} answer of {len(body) / 1024:.0f} KB")
        candidates: dict[str, Callable[[], bytes]] = {}
        for level in (1, 6):
            candidates[f"zlib {level}"] = functools.partial(zlib.compress, body, level, 31)
        for level in (0, 1, 2, 3):
            candidates[f"isal {level}"] = functools.partial(igzip.compress, body, level)
        for name, taken in emulator.in_turn(candidates, 11).items():
            small = len(candidates[name]())
            print(f"{name}: {taken} ms, {small / 1024:.0f} KB, {len(body) / small:.1f} to 1")


def stamping() -> None:
    dynamodb = emulator.start()
    dynamodb.create_table(
        TableName="stamps",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "scope", "KeyType": "HASH"}, {"AttributeName": "shard", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": "scope", "AttributeType": "S"},
            {"AttributeName": "shard", "AttributeType": "N"},
        ],
    )
    production, studio = f"production#{world.PROJECT['id']}", "studio"
    keys = [{"scope": {"S": production}, "shard": {"N": str(at)}} for at in range(SHARDS)]
    keys.append({"scope": {"S": studio}, "shard": {"N": "0"}})
    for key in keys:
        dynamodb.put_item(TableName="stamps", Item=key | {"version": {"N": "12345"}})

    def batch() -> object:
        return dynamodb.batch_get_item(RequestItems={"stamps": {"Keys": keys, "ConsistentRead": True}})

    def query() -> object:
        return dynamodb.query(
            TableName="stamps",
            ConsistentRead=True,
            KeyConditionExpression="#s = :s",
            ExpressionAttributeNames={"#s": "scope"},
            ExpressionAttributeValues={":s": {"S": production}},
        )

    def one() -> object:
        return dynamodb.get_item(TableName="stamps", Key=keys[-1], ConsistentRead=True)

    def both() -> None:
        query()
        one()

    print("\nStamps: milliseconds (least)")
    ways = {"one BatchGetItem of nine": batch, "Query of eight": query, "Query of eight, then the studio's": both}
    for name, taken in emulator.in_turn(ways, 101).items():
        print(f"{name}: {taken}")


if __name__ == "__main__":
    expanding()
    compressing()
    stamping()
