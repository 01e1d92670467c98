"""The files of the exports' bucket: one folder a day, one below it for each production."""

from typing import Any

from botocore.exceptions import ClientError

from chalicelib.settings import Misconfigured, settings
from chalicelib.store.tables import client

# What a file's metadata in S3 are called; without them a sheet is made again.
RUN, ROWS, SHA256 = "run", "rows", "sha256"


def bucket() -> str:
    """Return the bucket of exports. Raises Misconfigured."""
    found = settings().exports_bucket
    if not found:
        raise Misconfigured(
            "INARI_EXPORTS_BUCKET names the bucket of exports; without it there is nowhere to put them."
        )
    return found


def put(name: str, content: bytes, content_type: str, facts: dict[str, str]) -> None:
    """Keep a file with facts about it; S3 shows it whole or not at all."""
    client("s3").put_object(Bucket=bucket(), Key=name, Body=content, ContentType=content_type, Metadata=facts)


def about(name: str) -> tuple[int, dict[str, str]] | None:
    """Return a file's bytes and facts, None if there is none. Costs one trip."""
    try:
        found: dict[str, Any] = client("s3").head_object(Bucket=bucket(), Key=name)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
            raise
        return None
    return int(found["ContentLength"]), dict(found["Metadata"])
