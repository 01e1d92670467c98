"""Every operation is found, binds, is closed to strangers, and takes nonsense without a fault."""

from typing import Any

import pytest

import app
from chalicelib.store.ids import new_id
from chalicelib.web.binding import bound
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


@pytest.fixture(scope="module")
def admin(inari: Inari) -> Client:
    """Return the administrator of a studio where nothing is."""
    inari.empty()
    return inari.client()


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
def test_an_id_that_is_none_is_refused_and_is_no_fault(admin, topic):
    for operation in operations.of(topic):
        if "{" in operation.path and not is_open(operation):
            refused = asked(admin, operation.method, filled(operation.path, "no-id"), {})

            assert refused < 500, (operation.method, operation.path)


@pytest.mark.parametrize("topic", operations.TOPICS)
def test_an_id_that_nothing_has_and_a_body_that_makes_no_sense_are_no_fault(admin, topic):
    for operation in operations.of(topic):
        path = filled(operation.path, new_id())
        for body in NONSENSE if operation.method in ("POST", "PUT") else NONSENSE[:1]:
            assert asked(admin, operation.method, path, body) < 500, (operation.method, operation.path, body)


@pytest.mark.parametrize("topic", operations.TOPICS)
def test_a_query_that_makes_no_sense_is_no_fault(admin, topic):
    query = "?project_id=x&page=x&limit=-1&relations=maybe&id=x&name=%FF&start_date=x&cursor_id=x&date=x"
    for operation in operations.of(topic):
        if operation.method == "GET":
            status = asked(admin, "GET", filled(operation.path, new_id()) + query, None)

            assert status < 500, operation.path


def asked(client: Client, method: str, path: str, body: Any) -> int:
    """Return the answer's status; a fault of the app is raised by the door, and is named with its operation."""
    try:
        return client.send(method, path, body).status
    except Exception as fault:
        raise AssertionError(f"{method} {path} {body!r}: {fault!r}") from fault


def test_the_page_of_endpoints_is_what_the_topics_declare():
    assert endpoints.PAGE.read_text(encoding="utf-8") == endpoints.text(), "run: make index"


@pytest.mark.parametrize("topic", operations.TOPICS)
def test_every_permission_says_in_a_line_whom_it_allows(topic):
    for operation in operations.of(topic):
        assert (operation.allow.__doc__ or "").startswith("Allow "), (operation.method, operation.path)
