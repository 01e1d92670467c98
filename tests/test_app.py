"""The Chalice app passes API Gateway's requests in and whole answers out, byte by byte."""

import base64
import gzip
import json
from typing import Any

import pytest

from chalicelib.previews import serving
from chalicelib.web import door
from chalicelib.web.http import Answer
from tests.harness import Inari

MOST_OF_LAMBDA = 6 * 2**20  # bytes of what a function answers, all of it


def event(method: str, path: str, body: bytes = b"", **headers: str) -> dict[str, Any]:
    """Return a request as API Gateway describes it to Lambda."""
    group = path.split("/")[1]
    resource = f"/{group}/{{proxy+}}"
    return {
        "resource": resource, "path": path, "httpMethod": method, "headers": headers, "multiValueHeaders": {},
        "queryStringParameters": None, "multiValueQueryStringParameters": None, "stageVariables": None,
        "pathParameters": {"proxy": path.removeprefix(f"/{group}/")},
        "requestContext": {
            "resourcePath": resource, "httpMethod": method, "path": path, "stage": "api", "requestId": "r",
            "identity": {"sourceIp": "192.0.2.7"},
        },
        "body": base64.b64encode(body).decode(), "isBase64Encoded": True,
    }  # fmt: skip


def send(method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Send an event into the app, and return status, headers and bytes of the answer."""
    import app

    answer = app.app(event(method, path, body, **headers), None)
    assert answer["isBase64Encoded"]
    return answer["statusCode"], answer["headers"], base64.b64decode(answer["body"])


@pytest.fixture
def token(inari: Inari) -> str:
    inari.empty()
    body = json.dumps({"email": "admin@example.com", "password": "mysecretpassword"}).encode()
    _, _, answer = send("POST", "/auth/login", body, **{"Content-Type": "application/json"})
    return str(json.loads(answer)["access_token"])


def test_a_request_and_its_answer_pass_unchanged(token):
    status, headers, body = send("GET", "/data/departments", Authorization=f"Bearer {token}")

    assert (status, headers["Content-Type"], body) == (200, "application/json", b"[]")


def test_head_answers_what_get_does_without_its_body(token):
    got = send("GET", "/data/departments", Authorization=f"Bearer {token}")
    status, headers, body = send("HEAD", "/data/departments", Authorization=f"Bearer {token}")

    assert (status, headers["Content-Type"], body) == (got[0], got[1]["Content-Type"], b"")


def test_a_path_of_no_group_is_the_doors_to_refuse(token):
    import app

    unknown = event("GET", "/nothing/here") | {"resource": "/{proxy+}", "pathParameters": {"proxy": "nothing/here"}}
    unknown["requestContext"]["resourcePath"] = "/{proxy+}"
    answer = app.app(unknown, None)

    assert answer["statusCode"] == 404
    assert "/nothing/here" in json.loads(base64.b64decode(answer["body"]))["message"]


def test_the_clients_address_is_that_of_the_request(token, inari):
    logs = inari.client().get("/data/events/login-logs/last").body

    assert logs[-1]["ip_address"] == "192.0.2.7"


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_any_type_of_body_reaches_the_app_which_judges_it(token, kind):
    status, _, body = send("POST", "/data/departments", b"%", Authorization=f"Bearer {token}", **{"Content-Type": kind})

    assert status == 400
    assert json.loads(body)["message"]


def test_a_large_answer_is_compressed_for_those_who_take_it(token):
    for number in range(400):
        body = json.dumps({"name": f"Department {number}", "color": "#000000"}).encode()
        send("POST", "/data/departments", body, Authorization=f"Bearer {token}", **{"Content-Type": "application/json"})
    asked = {"Authorization": f"Bearer {token}"}

    _, plain_headers, plain = send("GET", "/data/departments", **asked)
    _, headers, packed = send("GET", "/data/departments", **asked, **{"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in plain_headers
    assert headers["Content-Encoding"] == "gzip"
    assert len(packed) < len(plain) / 3
    assert gzip.decompress(packed) == plain


def test_an_unknown_path_is_a_404_in_json(token):
    status, headers, body = send("GET", "/data/nothing-of-the-kind", Authorization=f"Bearer {token}")

    assert (status, headers["Content-Type"]) == (404, "application/json")
    assert json.loads(body)["error"] is True


def test_every_path_of_the_api_is_in_a_group_or_a_page_of_its_own():
    import app
    from chalicelib.index import TOPICS

    paths = {operation.split(" ")[1] for operations in TOPICS.values() for operation in operations}
    outside = [path for path in paths if path.strip("/").split("/")[0] not in {*app.GROUPS, *app.PAGES, ""}]

    assert outside == []


@pytest.mark.parametrize("most", [door.MOST_FROM_LAMBDA, serving.MOST_FROM_LAMBDA])
def test_the_largest_answer_that_takes_no_detour_is_one_that_lambda_takes(most):
    import app

    headers = {f"X-Header-{number}": "x" * 100 for number in range(200)}
    whole = json.dumps(app.response_of(Answer(200, headers, b"\xff" * most)).to_dict())

    assert len(whole) < MOST_OF_LAMBDA
