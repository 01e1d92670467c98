"""Whatever is sent, the answer is one that a client understands: of a known status, in JSON, and never a fault."""

import io
import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from chalicelib.web import body, door
from infra.local.wsgi import application
from tests.harness import Inari
from tests.studio import Studio

LIST = "/data/departments"
NOBODY = "00000000-0000-4000-8000-000000000000"


class Given(NamedTuple):
    """An answer as it leaves the server."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def body(self) -> Any:
        """Return the body, which must be JSON."""
        assert self.headers["Content-Type"] == "application/json"
        return json.loads(self.content)


Send = Callable[..., Given]


@pytest.fixture(scope="module")
def new_studio(inari: Inari) -> Studio:
    """Return a studio with a department and a production, which the tests of this module share."""
    inari.empty()
    made = Studio(inari)
    made.made = {"department": made.department(name="Layout"), "project": made.project()}
    return made


@pytest.fixture
def send(new_studio: Studio) -> Send:
    """Return a function that sends bytes through the server's own reading of HTTP, as the administrator."""
    call = application(door.answer)

    def sent(method: str, path: str, content: bytes = b"", query: str = "", kind: str = "application/json") -> Given:
        status, headers = "", dict[str, str]()

        def start(line: str, pairs: list[tuple[str, str]]) -> None:
            nonlocal status
            status = line
            headers.update(pairs)

        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "wsgi.input": io.BytesIO(content),
            "CONTENT_LENGTH": str(len(content)), "CONTENT_TYPE": kind,
            "HTTP_AUTHORIZATION": f"Bearer {new_studio.admin.token}", "REMOTE_ADDR": "192.0.2.1",
        }  # fmt: skip
        whole = b"".join(call(environ, start))
        return Given(int(status[:3]), headers, whole)

    return sent


@pytest.fixture
def one(new_studio: Studio) -> str:
    return f"{LIST}/{new_studio.made['department']['id']}"


@pytest.fixture
def project(new_studio: Studio) -> str:
    return f"/data/projects/{new_studio.made['project']['id']}"


@pytest.mark.parametrize(
    "path", ["/nothing", "/data/nothing", "/data/departments/x/y/z", "/data/%2e%2e/departments", "/data/\x00"]
)
def test_an_unknown_path_is_404(send, path):
    reply = send("GET", path)

    assert (reply.status, reply.body["error"]) == (404, True)


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "TRACE", "PUT", "ANY"])
def test_another_method_is_405_and_names_those_that_there_are(send, method):
    reply = send(method, LIST)

    assert (reply.status, reply.body["error"], reply.headers["Allow"]) == (405, True, "GET, HEAD, OPTIONS, POST")


@pytest.mark.parametrize("slashes", [f"{LIST}/", f"/{LIST}//", "/data//departments"])
def test_slashes_more_or_less_are_the_same_path(send, slashes):
    assert send("GET", slashes).content == send("GET", LIST).content
    assert send("PATCH", slashes).status == 405


@pytest.mark.parametrize("known", [True, False])
def test_head_has_the_headers_of_get_and_no_body(send, one, known):
    path = one if known else f"{LIST}/{NOBODY}"
    got, head = send("GET", path), send("HEAD", path)

    assert (head.status, head.content) == (got.status, b"")
    assert {**head.headers, "X-Request-Id": ""} == {**got.headers, "X-Request-Id": ""}
    assert int(head.headers["Content-Length"]) == len(got.content)


def test_head_of_what_only_takes_posts_is_405(send):
    assert send("HEAD", "/data/search").status == 405


def test_every_answer_has_an_id_of_its_own(send, one):
    replies = [send("GET", one), send("GET", one), send("GET", "/nothing"), send("PATCH", LIST), send("OPTIONS", LIST)]

    assert len({reply.headers["X-Request-Id"] for reply in replies}) == len(replies)


@pytest.mark.parametrize(
    "content",
    [
        b"{", b"", b"null", b"[]", b'"text"', b"7", b"{'name': 1}", b'{"name": "\xff"}', b'{"name": "a\\ud800"}',
        b'\xef\xbb\xbf{"name": "a"}', '{"name": "a"}'.encode("utf-16"), b'{"name": "a\\u0000b", "color": "#1"}',
        b'{"name": NaN}', b'{"name": Infinity}', b'{"name": 1e400}', b'{"name": "a"} x',
    ],
)  # fmt: skip
def test_a_body_that_is_no_object_of_json_is_refused(send, content):
    reply = send("POST", LIST, content)

    assert (reply.status, reply.body["error"]) == (400, True)
    assert "a" not in [row["name"] for row in send("GET", LIST).body]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/xml", b"<department/>"), ("multipart/form-data", b"{}"), ("text/csv", b"name;color"),
        ("application/x-www-form-urlencoded", b"name=a%00&color=%231"), ("multipart/form-data; boundary=x", b"--x"),
    ],
)  # fmt: skip
def test_another_content_type_is_refused_when_it_can_not_be_read(send, kind, content):
    assert send("POST", LIST, content, kind=kind).status == 400


@pytest.mark.parametrize("kind", ["", "text/plain", "application/json; charset=utf-8", "APPLICATION/JSON"])
def test_json_is_read_whatever_it_is_called(send, kind):
    name = f"As {kind}"

    assert send("POST", LIST, json.dumps({"name": name, "color": "#1"}).encode(), kind=kind).body["name"] == name


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_what_is_nested_without_end_is_refused(send, project, opening):
    closing = {b"[": b"]", b'{"a":': b"}"}[opening]
    for depth in (body.MOST_NESTED, 900, 10_000):
        content = b'{"data": ' + opening * depth + b"1" + closing * depth + b"}"

        assert send("PUT", project, content).status == 400, depth
        assert send("POST", LIST, content).status == 400, depth
    assert send("GET", LIST, query=f"name={'[' * 10_000}").status == 400
    assert send("GET", project).body["data"] is None


def test_what_is_nested_as_deep_as_it_may_is_read_wherever_it_is_shown(send, project):
    depth = body.MOST_NESTED - 1
    kept = send("PUT", project, b'{"data": ' + b"[" * depth + b"]" * depth + b"}")

    assert kept.status == 200
    for path in (project, "/data/projects", "/data/projects/open", "/data/user/context"):
        assert b"[" * depth in send("GET", path).content, path
    assert send("PUT", project, b'{"data": null}').status == 200


def test_brackets_in_texts_are_no_nesting(send, project):
    text = json.dumps({"data": {"text": '["' * 500, "more": ["[{\\"] * 300}}).encode()

    assert send("PUT", project, text).status == 200
    assert send("PUT", project, b'{"data": null}').status == 200


def test_a_body_that_is_too_large_is_413(send):
    reply = send("POST", LIST, b'{"name": "' + b"x" * body.MOST_JSON + b'"}')

    assert (reply.status, reply.body["error"]) == (413, True)


def test_of_a_parameter_that_is_sent_twice_the_first_counts(send):
    assert [row["name"] for row in send("GET", LIST, query="name=Layout&name=Other").body] == ["Layout"]
    assert send("GET", LIST, query="page=1&page=x").body["page"] == 1


@pytest.mark.parametrize(
    "query", ["name=%FF%FE", "name=%00", "name=%ED%A0%80", "name=%zz&%=&=&&;", "name=\xc3\xa9", "&&&", "%00=%00"]
)
def test_a_query_in_an_odd_encoding_is_no_fault(send, query):
    assert send("GET", LIST, query=query).status == 200


@pytest.mark.parametrize("name", ["\xff\xfe", "\x00", "..", "a%2Fb", "%00", "a\xc3"])
def test_an_id_in_an_odd_encoding_is_no_id(send, name):
    reply = send("GET", f"{LIST}/{name}")

    assert (reply.status, reply.body["data"]) == (400, None)


def test_a_slash_that_is_encoded_parts_a_path_as_any_other(new_studio):
    # As on API Gateway: a path is decoded before it is looked up, and no id or name in a path may hold a slash.
    one = new_studio.made["department"]

    assert new_studio.get(f"/data%2Fdepartments/{one['id']}").body["name"] == "Layout"
    assert new_studio.get(f"{LIST}/a%2Fb").status == 404


LARGE = 2**53
NUMBERS = {
    "12": 12, '"12"': 12, "1e2": 100, "12.0": 12, "-3": -3, str(LARGE - 1): LARGE - 1, "null": None,
}  # fmt: skip
NO_NUMBERS = [
    "NaN", "Infinity", "-Infinity", "1e400", "1.5", "true", '"x"', '""', '"NaN"', '"inf"', '"1e5"', "[]", "{}",
    str(LARGE), str(-LARGE), "1" + "0" * 400, '"1' + "0" * 5000 + '"',
]  # fmt: skip


@pytest.mark.parametrize("text", NUMBERS)
def test_a_whole_number_is_kept_as_it_is(send, project, text):
    reply = send("PUT", project, f'{{"man_days": {text}}}'.encode())

    assert (reply.status, reply.body["man_days"]) == (200, NUMBERS[text])


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_whole_number_is_refused(send, project, text):
    before = send("GET", project).body["man_days"]

    assert send("PUT", project, f'{{"man_days": {text}}}'.encode()).status == 400
    assert send("GET", project).body["man_days"] == before


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e400", "true", '"x"', '"NaN"', '"inf"', "null", "1" + "0" * 400])
def test_what_is_no_number_is_refused(send, text):
    assert send("POST", "/data/organisations", f'{{"name": "x", "hours_by_day": {text}}}'.encode()).status == 400


@pytest.mark.parametrize("text", ["NaN", "inf", "-inf", "1e400", "1.5", "", "x", "[", "[NaN]", "1" + "0" * 5000])
def test_a_filter_a_page_and_a_limit_that_are_no_numbers_are_refused(send, text):
    for query in (f"man_days={text}", f"page={text}", f"page=1&limit={text}"):
        assert send("GET", "/data/projects", query=query).status == 400, query


def test_a_number_beyond_all_measure_finds_nothing(send):
    huge = "1" + "0" * 400

    assert send("GET", "/data/projects", query=f"man_days={huge}").body == []
    assert send("GET", "/data/projects", query=f"page={huge}").body["data"] == []
    assert send("GET", "/data/organisations", query="hours_by_day=NaN").body == []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-03-02"])
def test_a_day_is_shown_as_it_was_sent(send, project, day):
    assert send("PUT", project, json.dumps({"start_date": day}).encode()).body["start_date"] == day


@pytest.mark.parametrize("day", ["2026-02-30", "10000-01-01", "2026-1-1", "", "now", 20260302, 1.5, [], {}, True])
def test_what_is_no_day_is_refused(send, project, day):
    assert send("PUT", project, json.dumps({"start_date": day}).encode()).status == 400


def test_moments_are_shown_in_utc_without_a_zone_and_in_whole_seconds(send, one):
    shown = send("GET", one).body["created_at"]

    assert len(shown) == len("2026-03-02T10:20:30")
    found = send("GET", LIST, query=f"created_at={shown}Z&name=Layout").body
    assert [row["created_at"] for row in found] == [shown]


@pytest.mark.parametrize("moment", ["2026-01-01T25:00:00", "2026-01-01T00:00:00%2B99:00", "", "now", "2026-13-01"])
def test_a_filter_by_what_is_no_moment_is_refused(send, moment):
    assert send("GET", LIST, query=f"created_at={moment}").status == 400
