"""Takes a stack back to a moment: its tables from copies that DynamoDB makes of them, its files from their versions.

    python -m infra.restore copy  inari-prod 2026-11-24T10:30:00Z
    python -m infra.restore apply inari-prod 2026-11-24T10:30:00Z

`copy` changes nothing: it has each table restored beside itself (minutes to hours, whatever the size). `apply` makes
the tables equal to their copies, and brings back the files that were deleted since; nobody may work meanwhile. Both can
be repeated, and go on where they broke off. docs/operations.md says what to do before and after.
"""

import datetime as dt
import itertools
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import boto3
from botocore.exceptions import ClientError

from infra import template
from infra.local.console import say

# The log of events stays, for it has happened; and sessions, for a revoked token must not be good again.
LEFT_ALONE = ("events", "sessions")
WRITTEN_AT_ONCE = 25  # items of one BatchWriteItem
READ_AT_ONCE = 100  # keys of one BatchGetItem
Item = dict[str, Any]


class Refused(Exception):
    """It can't be done so; the message says why, to the person at the terminal."""


class Table(NamedTuple):
    """A table and the names of its key's attributes."""

    name: str
    keys: list[str]

    def copy_of(self, moment: dt.datetime) -> str:
        """Return what its copy is called."""
        return f"{self.name}-at-{moment:%Y%m%dT%H%M%S}"

    def key(self, item: Item) -> Item:
        """Return an item's key."""
        return {name: item[name] for name in self.keys}


def tables(stack: str) -> list[Table]:
    """Return the tables of a stack that go back."""
    found = template.of_type("AWS::DynamoDB::Table", stack, account="", region="")
    named = [Table(one["TableName"], [part["AttributeName"] for part in one["KeySchema"]]) for one in found]
    return [table for table in named if not table.name.endswith(LEFT_ALONE)]


def copy(dynamodb: Any, stack: str, moment: dt.datetime) -> None:
    """Have the tables restored to copies beside them, and wait until those are there.

    Raises Refused, before anything is made, where there is no such stack.
    """
    there = _there(dynamodb)
    _check_there(
        there, (table.name for table in tables(stack)), f"There is no stack {stack} in this account and region"
    )
    for table in tables(stack):
        if table.copy_of(moment) not in there:
            dynamodb.restore_table_to_point_in_time(
                SourceTableName=table.name, TargetTableName=table.copy_of(moment), RestoreDateTime=moment
            )
    for table in tables(stack):
        say(f"waiting for {table.copy_of(moment)}")
        waiter = dynamodb.get_waiter("table_exists")
        waiter.wait(TableName=table.copy_of(moment), WaiterConfig={"Delay": 20, "MaxAttempts": 4320})  # a day


def apply(dynamodb: Any, s3: Any, stack: str, moment: dt.datetime, bucket: str) -> None:
    """Make the tables what their copies are, and bring back what was deleted from the bucket.

    Raises Refused, before anything is written, where a copy is missing.
    """
    copies = (table.copy_of(moment) for table in tables(stack))
    _check_there(_there(dynamodb), copies, "There are no copies of that moment; have them made first (copy)")
    for table in tables(stack):
        was = table.copy_of(moment)
        puts = ({"PutRequest": {"Item": item}} for item in changed(dynamodb, table, was))
        put = _write(dynamodb, table, puts)
        gone = _write(dynamodb, table, ({"DeleteRequest": {"Key": key}} for key in added(dynamodb, table, was)))
        say(f"{table.name}: {put} items are as they were, {gone} are gone that were not there yet")
    say(f"{bucket}: {undelete(s3, bucket, moment)} files are back")


def _there(dynamodb: Any) -> set[str]:
    pages = dynamodb.get_paginator("list_tables").paginate()
    return {name for page in pages for name in page["TableNames"]}


def _check_there(there: set[str], wanted: Iterable[str], complaint: str) -> None:
    missing = sorted(set(wanted) - there)
    if missing:
        raise Refused(f"{complaint}: {', '.join(missing)}")


def changed(dynamodb: Any, table: Table, was: str) -> Iterator[Item]:
    """Yield the items of the copy that the table has otherwise or not at all."""
    for items in _batches(_items(dynamodb, was), READ_AT_ONCE):
        now = _got(dynamodb, table, table.name, items)
        for item in items:
            present = now.get(_text(table.key(item)))
            wanted = _counted_on(item, present) if _is_stamp(item) else item
            if wanted != present:
                yield wanted


def added(dynamodb: Any, table: Table, was: str) -> Iterator[Item]:
    """Yield the keys of the items that the table has and its copy has not."""
    for items in _batches(_items(dynamodb, table.name), READ_AT_ONCE):
        then = _got(dynamodb, table, was, items)
        yield from (table.key(one) for one in items if _text(table.key(one)) not in then and not _is_stamp(one))


def undelete(s3: Any, bucket: str, moment: dt.datetime) -> int:
    """Bring back the files that were there at the moment and were deleted since; returns how many.

    Published files are never put over others; pictures of people and productions are, and stay the new ones. What was
    added since stays too: no record names it any more.
    """
    back = 0
    for key, found in itertools.groupby(_versions(s3, bucket), lambda version: str(version["Key"])):
        versions = list(found)
        then = next((version for version in versions if version["LastModified"] <= moment), None)
        markers = [version for version in versions if _is_marker(version) and version["LastModified"] > moment]
        if then is not None and not _is_marker(then) and _is_marker(versions[0]):
            for marker in markers:
                s3.delete_object(Bucket=bucket, Key=key, VersionId=marker["VersionId"])
            back += 1
    return back


def _versions(s3: Any, bucket: str) -> Iterator[Item]:
    """Yield what has become of the bucket's files, by name, the newest first."""
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        entries = [*page.get("DeleteMarkers", []), *page.get("Versions", [])]
        newest_first = sorted(entries, key=lambda entry: entry["LastModified"], reverse=True)
        yield from sorted(newest_first, key=lambda entry: str(entry["Key"]))


def _is_marker(version: Item) -> bool:
    """Return whether a version says that the file was deleted: it has no content."""
    return "Size" not in version


def _is_stamp(item: Item) -> bool:
    """Return whether an item counts changes; the other numbers beside it have names with # in them."""
    return "shard" in item and "#" not in item["shard"]["S"]


def _counted_on(item: Item, present: Item | None) -> Item:
    """Return a stamp that was never there: a browser could hold a list under any number that it had."""
    return item | {"changes": {"N": str(max(int(one["changes"]["N"]) for one in (item, present or item)) + 1)}}


def _items(dynamodb: Any, name: str) -> Iterator[Item]:
    pages = dynamodb.get_paginator("scan").paginate(TableName=name, ConsistentRead=True)
    return (item for page in pages for item in page["Items"])


def _got(dynamodb: Any, table: Table, name: str, items: list[Item]) -> dict[str, Item]:
    """Return the items that a table of the same keys has in the place of these."""
    request = {name: {"Keys": [table.key(item) for item in items], "ConsistentRead": True}}
    found: list[Item] = []
    while request:
        answer = dynamodb.batch_get_item(RequestItems=request)
        found += answer["Responses"].get(name, [])
        request = answer.get("UnprocessedKeys") or {}
    return {_text(table.key(item)): item for item in found}


def _write(dynamodb: Any, table: Table, requests: Iterable[Item]) -> int:
    """Send what is to be written; returns how much it was."""
    written = 0
    for batch in _batches(requests, WRITTEN_AT_ONCE):
        request = {table.name: batch}
        while request:
            request = dynamodb.batch_write_item(RequestItems=request).get("UnprocessedItems") or {}
        written += len(batch)
    return written


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    items = iter(items)
    return iter(lambda: list(itertools.islice(items, size)), [])


def _text(key: Item) -> str:
    return json.dumps(key, sort_keys=True)


def moment_of(text: str) -> dt.datetime:
    """Return a moment as it was written. Raises Refused for one without a time zone: an hour off is another studio."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"{text!r} is no moment; write it as 2026-11-24T10:30:00Z") from None
    if moment.tzinfo is None:
        raise Refused(f"{text!r} has no time zone; write Z behind it for UTC")
    return moment.astimezone(dt.UTC)


def main(arguments: list[str]) -> int:
    """Do what the command line says, in the account and region of the environment."""
    if len(arguments) != 3 or arguments[0] not in ("copy", "apply"):
        say(str(__doc__))
        return 2
    session = boto3.Session()
    try:
        _do(session, *arguments)
    except (Refused, ClientError) as reason:
        say(str(reason))
        return 1
    return 0


def _do(session: boto3.Session, what: str, stack: str, text: str) -> None:
    dynamodb, moment = session.client("dynamodb"), moment_of(text)
    if what == "copy":
        copy(dynamodb, stack, moment)
        return
    account = session.client("sts").get_caller_identity()["Account"]
    bucket = template.names(stack, account, session.region_name).bucket
    apply(dynamodb, session.client("s3"), stack, moment, bucket)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
