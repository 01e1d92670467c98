"""The Chalice app, wiring only: one handler for each route group, one function for each source of events."""

import gc

gc.disable()  # nothing becomes garbage while modules are imported: 4 % of a cold start (docs/decisions/0008)

# ruff: noqa: E402
import base64
import io
from collections.abc import Callable
from typing import Any

from chalice.app import Chalice, CloudWatchEvent, Response, SQSEvent

from chalicelib import log
from chalicelib.settings import in_lambda, settings
from chalicelib.store import tables
from chalicelib.web import door
from chalicelib.web.http import Answer, Request

app = Chalice(app_name="inari", configure_logs=False)  # its log would print each line of ours a second time
app.api.binary_types = []  # see Bytes: Chalice would refuse binary answers for their Accept header
if in_lambda():
    log.to_stdout()
    settings()  # what is wrong with them is said when the function starts, not to whoever asks first
    tables.connect()  # while it is set up, Lambda gives it whole processors (docs/decisions/0008)

METHODS = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"]
GROUPS = (
    "actions", "apidocs", "auth", "data", "docs", "export", "import", "movies", "pictures", "shared", "static",
    "status",
)  # fmt: skip
# Single paths, beside or without a group.
PAGES = (
    "apidocs", "config", "docs", "oauth2-redirect.html", "openapi-raw.json", "openapi.json", "stats", "status",
    "status.txt",
)  # fmt: skip
ANY_TYPE = ["*/*", "application/json", "multipart/form-data", "application/x-www-form-urlencoded", "text/plain"]


def handle(**_: str) -> Response:
    """Answer a request of API Gateway, whatever its group."""
    current = app.current_request
    assert current is not None  # Chalice sets it before it calls
    request = request_of(current.to_original_event())
    answer = door.answer(request)
    if request.method == "HEAD":  # API Gateway would send the body
        answer.body = b""
    return response_of(answer)


for group in GROUPS:
    app.route(f"/{group}/{{proxy+}}", methods=METHODS, content_types=ANY_TYPE, name=group)(handle)
for page in PAGES:
    app.route(f"/{page}", methods=METHODS, content_types=ANY_TYPE, name=page.replace(".", "-") + "-page")(handle)
app.route("/", methods=METHODS, content_types=ANY_TYPE, name="root")(handle)
app.route("/{proxy+}", methods=METHODS, content_types=ANY_TYPE, name="nothing")(handle)  # or API Gateway says 403


@app.on_sqs_message(queue="inari-uploads", batch_size=1, name="on_upload")
def on_upload(event: SQSEvent) -> dict[str, Any]:
    """Make the variants of an uploaded picture; only failed messages go back (alarm: UploadsDeadAlarm)."""
    from chalicelib.previews.pictures import jobs

    return jobs.on_messages(event.to_dict())


@app.schedule("cron(0 2 * * ? *)", name="nightly_export")  # 2:00 UTC: Europe sleeps, and America has gone home
def nightly_export(event: CloudWatchEvent) -> None:
    """Write the open productions' shots and assets to the bucket of exports (alarm: its errors)."""
    from chalicelib.exports.nightly import jobs

    jobs.export_open(event.time, seconds_left(event))


# A mail's own request calls this at once; the timetable is for what failed. A minute's would cost more than the mails.
@app.schedule("rate(15 minutes)", name="send_mails")
def send_mails(event: CloudWatchEvent) -> None:
    """Send the mails that wait (alarm: its errors)."""
    from chalicelib.auth.mails import jobs

    jobs.send_by_ses(seconds_left(event))


def seconds_left(event: CloudWatchEvent) -> Callable[[], float]:
    """Return what tells how long this function may still run; without limit where no Lambda counts."""
    context: Any = event.context
    return lambda: context.get_remaining_time_in_millis() / 1000 if context else float("inf")


def request_of(event: dict[str, Any]) -> Request:
    """Return the request that an event of API Gateway describes."""
    body = event.get("body") or ""
    content = base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()
    return Request(
        method=event["httpMethod"],
        path=event["path"],
        query=event.get("multiValueQueryStringParameters") or {},
        headers={name.lower(): value for name, value in (event.get("headers") or {}).items()},
        body=io.BytesIO(content),
        length=len(content),
        address=event["requestContext"].get("identity", {}).get("sourceIp", ""),
    )


class Bytes(Response):
    """A response whose body API Gateway passes on byte by byte, whatever its type."""

    def to_dict(self, binary_types: list[str] | None = None) -> dict[str, Any]:  # noqa: ARG002 - Chalice passes it
        """Return the response as Lambda answers API Gateway."""
        single, several = self._sort_headers(self.headers)
        return {
            "statusCode": self.status_code, "headers": single, "multiValueHeaders": several,
            "body": base64.b64encode(self.body).decode(), "isBase64Encoded": True,
        }  # fmt: skip


def response_of(answer: Answer) -> Response:
    """Return an answer as Chalice takes it."""
    body = answer.body if isinstance(answer.body, bytes) else answer.body.read()
    return Bytes(body=body, status_code=answer.status, headers=answer.headers)


gc.freeze()  # what is there now stays: no collection goes through it again
gc.enable()
