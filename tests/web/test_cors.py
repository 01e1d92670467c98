"""Pages that the settings name may call from a browser; the others get answers that their browser keeps from them."""

import msgspec
import pytest

from chalicelib import settings as module
from chalicelib.web import cors, door
from tests.harness import Client


@pytest.fixture
def client(inari, monkeypatch) -> Client:
    """Return somebody whose server lets one page call."""
    named = msgspec.structs.replace(module.settings(), origins="https://kitsu.example.com, https://other.example.com/")
    for user in (cors, door):
        monkeypatch.setattr(user, "settings", lambda: named)
    return Client(inari)


@pytest.mark.parametrize("origin", ["https://kitsu.example.com", "https://other.example.com"])
def test_a_named_page_reads_answers_and_refusals(client, origin):
    reply = client.get("/data/persons", Origin=origin)

    assert reply.status == 401
    assert reply.headers["Access-Control-Allow-Origin"] == origin
    assert reply.headers["Access-Control-Allow-Credentials"] == "true"


@pytest.mark.parametrize("origin", ["https://evil.example.com", "null", "https://kitsu.example.com.evil.example.com"])
def test_any_other_page_does_not(client, origin):
    reply = client.get("/data/persons", Origin=origin)

    assert "Access-Control-Allow-Origin" not in reply.headers
    assert reply.headers["Vary"] == "Origin"


def test_a_browser_is_told_before_it_sends(client):
    asked = {"Origin": "https://kitsu.example.com", "Access-Control-Request-Headers": "authorization"}

    reply = client.send("OPTIONS", "/data/persons", headers=asked)

    assert (reply.status, reply.content) == (204, b"")
    assert reply.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS, POST"
    assert reply.headers["Access-Control-Allow-Headers"] == "authorization"


def test_anybody_is_told_the_methods_of_a_path(client):
    assert client.send("OPTIONS", "/data/persons").headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert client.send("OPTIONS", "/data/nothing").status == 404


def test_a_known_path_with_another_method_is_405_in_json(client):
    reply = client.send("PATCH", "/data/persons")

    assert (reply.status, reply.body["error"]) == (405, True)


def test_head_is_get_without_its_body(client):
    assert client.send("HEAD", "/data/persons").status == 401
