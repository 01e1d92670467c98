"""Files in the bucket: pictures, movies, attachments, uploads. Names are made of ids, never of a client's file name."""

from typing import Any, BinaryIO, NamedTuple

from botocore.exceptions import ClientError

from chalicelib.errors import NotFound
from chalicelib.settings import settings
from chalicelib.store.tables import client

PART = 8 * 2**20  # bytes of a large file that are in memory at once
_MISSING = ("NoSuchKey", "404", "NotFound")


class Opened(NamedTuple):
    """An open file: its bytes as a stream, how many there are, and the whole file's size."""

    stream: BinaryIO
    length: int
    size: int


def put(name: str, content: bytes, content_type: str) -> None:
    """Keep a small file."""
    client("s3").put_object(Bucket=settings().bucket, Key=name, Body=content, ContentType=content_type)


def put_answer(name: str, content: bytes, headers: dict[str, Any]) -> None:
    """Keep an answer that is fetched once; S3 gives its type and encoding back as they are."""
    encoding = {"ContentEncoding": headers["Content-Encoding"]} if "Content-Encoding" in headers else {}
    kind = headers.get("Content-Type", "application/octet-stream")
    client("s3").put_object(Bucket=settings().bucket, Key=name, Body=content, ContentType=kind, **encoding)


def put_stream(name: str, stream: BinaryIO, size: int, content_type: str) -> None:
    """Keep a file of any size; at most some 8 MiB of it are in memory. A broken off one leaves nothing behind."""
    if size <= PART:
        put(name, stream.read(size), content_type)
        return
    place = {"Bucket": settings().bucket, "Key": name}
    upload = client("s3").create_multipart_upload(**place, ContentType=content_type)["UploadId"]
    try:
        parts: list[dict[str, Any]] = []
        while content := stream.read(PART):
            number = len(parts) + 1
            done = client("s3").upload_part(**place, UploadId=upload, PartNumber=number, Body=content)
            parts.append({"PartNumber": number, "ETag": done["ETag"]})
        client("s3").complete_multipart_upload(**place, UploadId=upload, MultipartUpload={"Parts": parts})
    except BaseException:
        client("s3").abort_multipart_upload(**place, UploadId=upload)
        raise


def get(name: str) -> bytes:
    """Return a small file's bytes. Raises NotFound."""
    content: bytes = opened(name).stream.read()
    return content


def opened(name: str, first: int | None = None, last: int | None = None) -> Opened:
    """Open a file, or the bytes from `first` to `last` of it. Raises NotFound."""
    part = {} if first is None else {"Range": f"bytes={first}-{'' if last is None else last}"}
    try:
        found = client("s3").get_object(Bucket=settings().bucket, Key=name, **part)
    except ClientError as error:
        raise _missing(error, name) from None
    whole = found.get("ContentRange", "").rpartition("/")[2]
    return Opened(found["Body"], found["ContentLength"], int(whole or found["ContentLength"]))


def copy(name: str, to: str) -> None:
    """Keep a file under a second name; S3 copies up to 5 GB by itself."""
    place = {"Bucket": settings().bucket, "Key": name}
    client("s3").copy_object(Bucket=settings().bucket, Key=to, CopySource=place)


def size_of(name: str) -> int | None:
    """Return how many bytes a file has, None if there is none."""
    try:
        return int(client("s3").head_object(Bucket=settings().bucket, Key=name)["ContentLength"])
    except ClientError as error:
        _missing(error, name)
        return None


def delete(*names: str) -> None:
    """Delete files; those that are gone already don't matter."""
    for at in range(0, len(names), 1000):
        objects = [{"Key": name} for name in names[at : at + 1000]]
        client("s3").delete_objects(Bucket=settings().bucket, Delete={"Objects": objects, "Quiet": True})


def below(prefix: str) -> list[str]:
    """Return the names of the files below a prefix."""
    pages = client("s3").get_paginator("list_objects_v2").paginate(Bucket=settings().bucket, Prefix=prefix)
    return [entry["Key"] for page in pages for entry in page.get("Contents", [])]


def upload_address(name: str, content_type: str, most: int, seconds: int) -> dict[str, Any]:
    """Return the address and the form fields with which a client sends a file itself; S3 checks type and size."""
    conditions = [["content-length-range", 1, most], {"Content-Type": content_type}]
    address: dict[str, Any] = client("s3").generate_presigned_post(
        settings().bucket, name, Fields={"Content-Type": content_type}, Conditions=conditions, ExpiresIn=seconds
    )
    return address


def download_address(name: str, seconds: int, disposition: str = "") -> str:
    """Return an address at which anybody can fetch the file for a while; `disposition` says how it is saved."""
    said = {"ResponseContentDisposition": disposition} if disposition else {}
    address: str = client("s3").generate_presigned_url(
        "get_object", Params={"Bucket": settings().bucket, "Key": name, **said}, ExpiresIn=seconds
    )
    return address


def _missing(error: ClientError, name: str) -> NotFound:
    """Return the failure that a missing file is; whatever else went wrong is raised."""
    if error.response["Error"]["Code"] not in _MISSING:
        raise error
    return NotFound(f"there is no file {name}")
