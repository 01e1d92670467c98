"""Every operation is found, binds, is closed to strangers, and takes nonsense without a fault."""

import json
from typing import Any

import pytest

import app
from chalicelib.store.ids import new_id
from chalicelib.web.binding import bound
from chalicelib.web.routes import Operation
from infra import endpoints, index
from tests.guards import operations
from tests.guards.operations import filled, is_open, shape
from tests.harness import Client, Inari

# Beyond the contract's list: large files go straight to the bucket; and pages that only its notes name.
OURS = {
    ("POST", "/actions/uploads"),
    *(("GET", page) for page in ("/apidocs", "/apidocs/index.html", "/docs", "/docs/{}", "/static/{}")),
    *(("GET", page) for page in ("/openapi.json", "/openapi-raw.json", "/oauth2-redirect.html")),
}
NONSENSE: tuple[Any, ...] = (None, {}, [], "text", 7, {"id": 1, "name": [], "ids": "x", "data": 3})

UNREADABLE = (
    (b"{", "application/json"), (b"\xff\xfe", "application/json"), (b"{}", "multipart/form-data"),
    (b"--x\r\n", "multipart/form-data; boundary=x"), (b"<a/>", "application/xml"), (b"{", "text/plain"),
)  # fmt: skip
# What a refusal tells, by its status.
PLAIN, WITH_DATA = frozenset({"error", "message"}), frozenset({"error", "message", "data"})
SHAPES = {
    400: (PLAIN, WITH_DATA, frozenset({"message"})), 401: (frozenset({"msg"}), PLAIN), 403: (PLAIN,), 404: (PLAIN,),
    405: (PLAIN,), 413: (PLAIN,), 422: (frozenset({"msg"}),),
}  # fmt: skip
OF_SIGN_ON = frozenset({"error"})  # single sign-on refuses in a shape of its own, as the notes have it


@pytest.fixture(scope="module")
def new_studio(inari: Inari) -> Inari:
    """Return a studio where nothing is."""
    inari.empty()
    return inari


@pytest.fixture
def admin(new_studio: Inari) -> Client:
    """Return its administrator, in a session of their own: operations end sessions, too."""
    return new_studio.client()


def test_the_index_is_what_the_topics_declare():
    assert index.INDEX.read_text(encoding="utf-8") == index.text(), "run: make index"


@pytest.mark.parametrize("topic", operations.TOPICS)
def test_every_operation_binds(topic):
    for operation in operations.of(topic):
        assert callable(operation.allow)
        assert bound(operation).operation is operation


def test_no_two_topics_answer_the_same():
    declared = [shape(operation.method, operation.path) for operation in operations.all_of_them()]

    assert sorted({one for one in declared if declared.count(one) > 1}) == []


def test_every_operation_is_one_of_the_contract():
    wanted = operations.contract()
    if not wanted:
        pytest.skip("the contract is not beside the repository")

    declared = {shape(operation.method, operation.path) for operation in operations.all_of_them()}

    assert sorted(declared - wanted - OURS) == []


def test_every_operation_is_reached_through_a_handler_of_the_app():
    handlers = app.app.routes

    def has_handler(path: str) -> bool:
        first, _, rest = path.strip("/").partition("/")
        return (f"/{first}/{{proxy+}}" if rest else f"/{first}") in handlers

    assert sorted({one.path for one in operations.all_of_them() if not has_handler(one.path)}) == []


@pytest.mark.parametrize("topic", operations.TOPICS)
def test_who_is_not_logged_in_gets_401_and_a_msg(inari, topic):
    stranger = Client(inari)
    for operation in operations.of(topic):
        if not is_open(operation):
            refused = stranger.send(operation.method, filled(operation.path, new_id()), {})

            assert (refused.status, list(refused.body)) == (401, ["msg"]), (operation.method, operation.path)


@pytest.mark.parametrize("topic", operations.TOPICS)
def test_an_id_that_is_none_is_refused_as_declared(admin, topic):
    for operation in operations.of(topic):
        if "{" in operation.path and not is_open(operation):
            status = asked(admin, operation, "no-id", b"{}")

            if is_for_a_record(operation):
                assert status == operation.malformed, (operation.method, operation.path)


@pytest.mark.parametrize("topic", operations.TOPICS)
def test_an_id_that_nothing_has_and_a_body_that_makes_no_sense_are_refused_in_shape(admin, topic):
    for operation in operations.of(topic):
        for body in NONSENSE if operation.method in ("POST", "PUT") else NONSENSE[:1]:
            status = asked(admin, operation, new_id(), json.dumps(body).encode())

            if is_for_a_record(operation):
                assert status == 404, (operation.method, operation.path, body)


@pytest.mark.parametrize("topic", operations.TOPICS)
def test_a_body_that_cannot_be_read_is_refused_in_shape(admin, topic):
    for operation in operations.of(topic):
        if operation.method in ("POST", "PUT") and bound(operation).takes & {"body", "sent"}:
            for content, kind in UNREADABLE:
                status = asked(admin, operation, new_id(), content, kind)

                assert status >= 400, (operation.method, operation.path, content, kind)
                assert "{" in operation.path or is_open(operation) or status == 400, (operation.path, content, kind)


@pytest.mark.parametrize("topic", operations.TOPICS)
def test_a_query_that_makes_no_sense_is_no_fault(admin, topic):
    query = "?project_id=x&page=x&limit=-1&relations=maybe&id=x&name=%FF&start_date=x&cursor_id=x&date=x"
    for operation in operations.of(topic):
        if operation.method == "GET":
            status = asked(admin, operation, new_id(), b"", query=query)

            assert status < 500, (operation.path, query)


def is_for_a_record(operation: Operation) -> bool:
    """Return whether an operation asks first for the records of its path, before it looks at anything else."""
    needed = [wanted for wanted in bound(operation).path_records.values() if not wanted.optional]
    return bool(needed) and not operation.body_first and not is_open(operation)


def asked(
    client: Client, operation: Operation, value: str, content: bytes, kind: str = "application/json", query: str = ""
) -> int:
    """Return the status of an operation's answer; a refusal must have a shape, and a fault is named with its cause."""
    sent = f"{operation.method} {operation.path}{query} {content!r} {kind}"
    headers = {"Content-Type": kind} if content else {}
    if operation.path == "/auth/logout":
        client = client.inari.client()
    try:
        reply = client.send(operation.method, filled(operation.path, value) + query, None, headers, content)
    except Exception as fault:
        raise AssertionError(f"{sent}: {fault!r}") from fault
    assert reply.status < 500, sent
    assert reply.status != 401 or is_open(operation) or operation.token == "refresh", sent
    if reply.status >= 400:
        assert isinstance(reply.body, dict), (sent, reply)
        own = (OF_SIGN_ON,) if operation.path.startswith(("/auth/saml/", "/auth/oidc/")) else ()
        assert frozenset(reply.body) in (*SHAPES[reply.status], *own), (sent, reply)
    return reply.status


def test_the_page_of_endpoints_is_what_the_topics_declare():
    assert endpoints.PAGE.read_text(encoding="utf-8") == endpoints.text(), "run: make index"


@pytest.mark.parametrize("topic", operations.TOPICS)
def test_every_permission_says_in_a_line_whom_it_allows(topic):
    for operation in operations.of(topic):
        assert (operation.allow.__doc__ or "").startswith("Allow "), (operation.method, operation.path)
