"""A whole Inari in this process, on an emulator in another: what tests speak to, by requests that look like HTTP."""

import io
import json
import os
import urllib.parse
from typing import Any, NamedTuple

from infra import tables
from infra.local.settings import ADMINISTRATOR, FIRST_PASSWORD

STACK = "inari-test"
ENVIRONMENT = {
    "INARI_STACK": STACK,
    "INARI_SECRET": "a secret of the tests, and of nothing else",
    "INARI_LOCAL": "1",
    "INARI_PASSWORD_ROUNDS": "4",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": tables.REGION,
}


class Reply(NamedTuple):
    """An answer, its body decoded."""

    status: int
    headers: dict[str, Any]
    body: Any
    content: bytes


class Inari:
    """The app on a place of its own; `empty` gives it back as new."""

    def __init__(self, url: str, account: str) -> None:
        os.environ.update(ENVIRONMENT, INARI_ENDPOINT_URL=url, AWS_ACCESS_KEY_ID=account)
        self.place = tables.place(STACK, url, account)
        names = self.place.names()
        os.environ.update(INARI_BUCKET=names.bucket, INARI_EXPORTS_BUCKET=names.exports)
        tables.create(self.place)
        _watch_reads()
        self.queue: str = self.place.sqs.get_queue_url(QueueName=f"{STACK}-uploads")["QueueUrl"]
        self.seed()

    def seed(self) -> None:
        from chalicelib.founding import found

        found(ADMINISTRATOR, FIRST_PASSWORD)

    def empty(self) -> None:
        from chalicelib import store

        tables.empty(self.place)
        store.forget_caches()
        self.seed()

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Any:
        """Send a request into the door, and do the work in the background that follows from it."""
        from chalicelib.web import door
        from chalicelib.web.http import Request

        where, _, query = path.partition("?")
        request = Request(
            method, urllib.parse.unquote(where), urllib.parse.parse_qs(query, keep_blank_values=True),
            {name.lower(): value for name, value in headers.items()}, io.BytesIO(body), len(body),
        )  # fmt: skip
        answer = door.answer(request)
        assert answer.status != 500, f"{method} {path} failed here; the log has the reason"
        if headers.get("Content-Type", "").startswith("multipart/"):
            self.work_off()
        return answer

    def work_off(self) -> list[dict[str, Any]]:
        """Hand the messages of the uploads queue to their function until there is none; returns what failed."""
        import app

        failed: list[dict[str, Any]] = []
        while messages := self.place.sqs.receive_message(QueueUrl=self.queue).get("Messages", []):
            for message in messages:
                record = {"messageId": message["MessageId"], "body": message["Body"], "eventSource": "aws:sqs"}
                answer = app.on_upload({"Records": [record]}, None)
                failed += answer["batchItemFailures"]
                if not answer["batchItemFailures"]:
                    self.place.sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])
        return failed

    def client(self, email: str = ADMINISTRATOR, password: str = FIRST_PASSWORD) -> "Client":
        """Return somebody who is logged in."""
        client = Client(self)
        client.log_in(email, password)
        return client


def _watch_reads() -> None:
    """Fail every read that may lag behind a write: then nothing can differ in a store whose indexes lag."""
    from chalicelib.store.tables import client

    client().meta.events.register("before-parameter-build.dynamodb.*", _check_read, unique_id="no-lagging-reads")


def _check_read(params: dict[str, Any], model: Any, **_: Any) -> None:
    if model.name in ("Query", "Scan", "GetItem"):
        assert params.get("ConsistentRead") is True, f"{model.name} of {params['TableName']} may lag behind a write"
        assert params.get("IndexName") in (None, "latest"), f"the index {params['IndexName']} may lag behind a write"
    elif model.name == "BatchGetItem":
        for table, keys in params["RequestItems"].items():
            assert keys.get("ConsistentRead") is True, f"a batch of {table} may lag behind a write"


class Client:
    """Somebody who sends requests, with their token."""

    def __init__(self, inari: Inari, token: str | None = None) -> None:
        self.inari, self.token = inari, token
        self.user: dict[str, Any] = {}

    def log_in(self, email: str, password: str) -> None:
        session = self.post("/auth/login", {"email": email, "password": password}).body
        self.token, self.user = session["access_token"], session["user"]

    def send(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None, content: bytes = b""
    ) -> Reply:
        sent = dict(headers or {})
        if self.token and "Authorization" not in sent:
            sent["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            content, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        answer = self.inari.answer(method, path, sent, content)
        raw = answer.body if isinstance(answer.body, bytes) else answer.body.read()
        kind = answer.headers.get("Content-Type", "")
        is_json = kind.endswith("json") and "ndjson" not in kind and "Content-Encoding" not in answer.headers
        return Reply(answer.status, answer.headers, json.loads(raw) if raw and is_json else None, raw)

    def get(self, path: str, **headers: str) -> Reply:
        return self.send("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, body: Any = None) -> Reply:
        return self.send("POST", path, {} if body is None else body)

    def put(self, path: str, body: Any = None) -> Reply:
        return self.send("PUT", path, {} if body is None else body)

    def delete(self, path: str) -> Reply:
        return self.send("DELETE", path)

    def upload(self, path: str, name: str, content: bytes, field: str = "file", **values: str) -> Reply:
        """Send a file as a browser does."""
        boundary = "a-boundary-of-the-tests"
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in values.items()
        ]
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        parts += [f"{head}Content-Type: application/octet-stream\r\n\r\n".encode(), content, b"\r\n"]
        parts.append(f"--{boundary}--\r\n".encode())
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self.send("POST", path, headers=kind, content=b"".join(parts))
