"""Runs the local server as `make run` does, with a small app in the place of Inari's: it keeps notes."""

import json
import os
import sys
import time

from chalicelib.web.http import Answer, Request
from infra import tables
from infra.local.__main__ import main
from infra.local.parts import Parts


def load() -> Parts:  # noqa: C901 - a whole app in one function
    """Return the app's parts, made of the environment that it is given."""
    place = tables.place(os.environ["INARI_STACK"], os.environ["INARI_ENDPOINT_URL"])
    table, bucket = f"{place.stack}-keys", os.environ["INARI_BUCKET"]
    cache: dict[str, bytes] = {}

    def door(request: Request) -> Answer:
        if request.path == "/slow":
            time.sleep(1)
            return Answer(200, body=b"slow")
        if request.path == "/environment":
            return Answer(200, body=os.environ[request.query["name"][0]].encode())
        if request.method == "POST":
            place.s3.put_object(Bucket=bucket, Key=f"uploads{request.path}", Body=request.body.read())
            return Answer(201)
        return read(request.path)

    def read(path: str) -> Answer:
        if path not in cache:
            found = place.dynamodb.get_item(TableName=table, Key={"name": {"S": path}}, ConsistentRead=True)
            if "Item" not in found:
                return Answer(404)
            cache[path] = found["Item"]["note"]["S"].encode()
        return Answer(200, body=cache[path])

    def on_upload(event: dict, _context: object) -> None:
        for key in uploaded(event):
            note = place.s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
            keep(key.removeprefix("uploads"), note)

    def keep(name: str, note: str) -> None:
        place.dynamodb.put_item(TableName=table, Item={"name": {"S": name}, "note": {"S": note}})

    return Parts(door, {"uploads": on_upload}, lambda: keep("/administrator", "is there"), cache.clear)


def uploaded(event: dict) -> list[str]:
    """Return the keys of the uploaded files that an event tells of."""
    bodies = [json.loads(record["body"]) for record in event["Records"]]
    return [entry["s3"]["object"]["key"] for body in bodies for entry in body.get("Records", [])]


if __name__ == "__main__":
    sys.exit(main(load))
