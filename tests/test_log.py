"""Each request and job writes one line, which says what it cost and where it failed, and nothing that anybody sent."""

import json
import logging
import time
from typing import Any

import pytest

from chalicelib import log
from tests.previews.world import World, picture_of
from tests.studio import PASSWORD
from tests.test_app import send

TRACE = "1-67891233-abcdef012345678912345678"


class Kept(logging.Handler):
    """Keeps the lines as Lambda would print them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(log._OneLine())
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(self.format(record))

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(text) for text in self.texts]

    def of(self, operation: str) -> dict[str, Any]:
        return next(line for line in reversed(self.lines) if line.get("operation") == operation)


@pytest.fixture
def kept(monkeypatch):
    """Return what a Lambda function would print."""
    handler, whole = Kept(), logging.getLogger("inari")
    monkeypatch.setattr(log, "_on_aws", True)
    level = whole.level
    whole.addHandler(handler)
    whole.setLevel(logging.INFO)
    yield handler
    whole.removeHandler(handler)
    whole.setLevel(level)


def break_people(monkeypatch, error: Exception) -> None:
    """Let the list of people fail."""
    from chalicelib.web import door
    from chalicelib.web.http import Request

    def fails(**_: Any) -> None:
        raise error

    found, _ = door.operation_of(Request("GET", "/data/persons"))
    broken = found._replace(operation=found.operation._replace(function=fails))
    monkeypatch.setitem(door._bound, ("GET", "/data/persons"), broken)


def test_a_request_writes_one_line_of_what_it_was_and_cost(studio, kept):
    project = studio.project()
    before = len(kept.texts)

    reply = studio.admin.get(f"/data/projects/{project['id']}")

    assert len(kept.texts) == before + 1
    line = kept.lines[-1]
    assert line["operation"] == "projects.projects.one"
    assert (line["status"], line["by"], line["bytes"]) == (200, studio.admin.user["id"], len(reply.content))
    assert line["trips"] >= 1
    assert line["ms"] > 0
    assert line["request_id"] == reply.headers["X-Request-Id"]


def test_a_commit_writes_down_its_units(studio, kept):
    studio.department()

    line = kept.lines[-1]
    assert line["operation"].startswith("people.departments.")
    assert line["write_units"] > 0


@pytest.mark.parametrize("given", ["a-request-of-mine", "0197f000-0000-7000-8000-000000000000", "x" * 64])
def test_the_id_of_a_request_is_passed_through_to_answer_and_log(studio, kept, given):
    reply = studio.admin.get("/data/departments", X_Request_Id=given)

    assert reply.headers["X-Request-Id"] == given == kept.lines[-1]["request_id"]


@pytest.mark.parametrize(
    "given", ["short", "x" * 65, "a mail@example.com", "line\nbreak-in-it", '{"json": 1}', "é" * 9]
)
def test_an_id_that_could_be_anything_is_replaced(studio, kept, given):
    reply = studio.admin.get("/data/departments", X_Request_Id=given)

    assert reply.headers["X-Request-Id"] != given
    assert reply.headers["X-Request-Id"] == kept.lines[-1]["request_id"]


def test_the_trace_of_a_request_is_in_its_line(studio, kept, monkeypatch):
    studio.admin.get("/data/departments", X_Amzn_Trace_Id=f"Self=1-2-3;Root={TRACE};Sampled=1")
    assert kept.lines[-1]["trace"] == TRACE

    monkeypatch.setenv("_X_AMZN_TRACE_ID", f"Root={TRACE};Parent=1;Sampled=0")
    studio.admin.get("/data/departments")
    assert kept.lines[-1]["trace"] == TRACE


def test_lines_are_metrics_with_one_dimension_that_has_few_values(studio, kept):
    studio.project()
    studio.nobody.get("/data/projects")

    for line in kept.lines:
        [metrics] = line["_aws"]["CloudWatchMetrics"]
        assert metrics["Namespace"] == "Inari"
        assert metrics["Dimensions"] == [["function"]]
        assert line["function"] == "api"
        assert all(isinstance(line[metric["Name"]], int | float) for metric in metrics["Metrics"])
        assert line["faults"] == 0
        assert abs(line["_aws"]["Timestamp"] / 1000 - time.time()) < 60


def test_at_a_terminal_a_line_has_no_metrics(studio, kept, monkeypatch):
    monkeypatch.setattr(log, "_on_aws", False)

    studio.admin.get("/data/departments")

    assert kept.lines[-1].keys() & {"_aws", "function", "faults"} == set()


def test_a_fault_is_one_line_with_its_places_and_an_answer_that_shows_nothing(studio, kept, monkeypatch):
    secret = "somebody@example.com said: open sesame"
    break_people(monkeypatch, ValueError(secret))

    status, headers, body = send("GET", "/data/persons", Authorization=f"Bearer {studio.admin.token}")

    answer = json.loads(body)
    assert status == 500
    assert answer.keys() == {"error", "message", "request_id"}
    assert "ValueError" not in body.decode()
    assert secret not in body.decode()
    line = kept.lines[-1]
    assert answer["request_id"] == headers["X-Request-Id"] == line["request_id"]
    assert (line["fault"], line["faults"], line["status"]) == ("ValueError", 1, 500)
    assert line["at"][-1].startswith("tests/test_log.py:")
    assert any(place.startswith("chalicelib/web/request.py:") for place in line["at"])
    assert sum("ValueError" in text for text in kept.texts) == 1
    assert secret not in "".join(kept.texts)


def test_a_job_writes_one_line_also_when_it_fails(kept):
    def fails() -> None:
        with log.job("exports.nightly.nightly_export", project_id="p"):
            log.note(rows=3)
            raise KeyError("somebody@example.com")

    with pytest.raises(KeyError):
        fails()

    [line] = kept.lines
    assert (line["operation"], line["function"]) == ("exports.nightly.nightly_export", "nightly_export")
    assert (line["rows"], line["project_id"], line["fault"], line["faults"]) == (3, "p", "KeyError", 1)
    assert "somebody@" not in kept.texts[0]


def test_an_uploads_job_counts_its_calls_of_the_bucket(studio, kept):
    world = World(studio)
    world.send(world.announce(), "frame.png", picture_of())

    line = kept.of("previews.pictures.on_upload")
    assert (line["result"], line["function"]) == ("made", "on_upload")
    assert line["files"] >= 4  # what there is, the original, and three sizes


def test_whatever_else_is_logged_is_one_line_without_what_an_exception_quotes(kept):
    try:
        raise ValueError("somebody@example.com")
    except ValueError:
        logging.getLogger("inari.jobs").exception("mail %s could not be sent", "0197f000")

    [line] = kept.lines
    assert (line["message"], line["fault"], line["level"]) == ("mail 0197f000 could not be sent", "ValueError", "ERROR")
    assert "somebody@" not in kept.texts[0]


def test_no_line_holds_what_was_sent(studio, kept, monkeypatch):
    """Log in, fail to, change a password, share, upload, comment, be refused: no secret, token, address or text."""
    person = studio.person(email="private.address@example.com", first_name="Xanthippe")
    client = studio.log_in(person)
    studio.nobody.post("/auth/login", {"email": person["email"], "password": "the wrong password"})
    studio.nobody.post("/auth/reset-password", {"email": person["email"]})
    client.post(
        "/auth/change-password", {"old_password": PASSWORD, "password": "tell nobody", "password_2": "tell nobody"}
    )
    studio.admin.post("/data/persons", {"first_name": 1, "email": person["email"]})
    studio.admin.get(f"/data/persons?email={person['email']}")
    studio.admin.send("POST", "/data/persons", content=b'{"first_name": "Xanthippe", ')
    studio.admin.get(f"/nowhere/{person['email']}/Xanthippe")
    world = World(studio)
    studio.comment(world.task, studio.status(), "a most private remark")
    world.send(world.announce(), "secret-name.png", picture_of())
    world.send(world.announce(), "secret-name.png", b"no picture at all")
    studio.inari.place.sqs.send_message(QueueUrl=studio.inari.queue, MessageBody='{"Xanthippe": "private remark"}')
    studio.inari.work_off()

    everything = "\n".join(kept.texts)

    assert len(kept.texts) > 20
    for private in (
        "@", "private.address", "Xanthippe", PASSWORD, "wrong password", "tell nobody", "private remark", "secret-name",
        "Bearer", client.token, studio.admin.token, "eyJ", "$2b$", "password=",
    ):  # fmt: skip
        assert private not in everything, private
