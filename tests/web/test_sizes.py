"""What is too large for Lambda takes a way around it, or is refused with the way named; on one machine nothing is."""

import gzip
import json
import urllib.request
from collections.abc import Iterator

import pytest

from chalicelib.settings import settings
from chalicelib.web import door
from tests.harness import Inari

MEBIBYTE = 2**20


@pytest.fixture
def on_aws(monkeypatch: pytest.MonkeyPatch, inari: Inari) -> Iterator[None]:
    """Run the test with the limits of a deployment."""
    monkeypatch.setenv("INARI_LOCAL", "0")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.usefixtures("on_aws")
def test_an_answer_that_is_too_large_for_lambda_comes_by_way_of_the_bucket(studio, monkeypatch):
    monkeypatch.setattr(door, "MOST_FROM_LAMBDA", 2_000)
    expected = studio.admin.send("GET", "/data/persons")
    for _ in range(5):
        studio.person()

    detour = studio.admin.get("/data/persons")

    assert (detour.status, detour.content) == (303, b"")
    assert detour.headers["Cache-Control"] == "no-store"
    with urllib.request.urlopen(str(detour.headers["Location"])) as answer:  # without any header: it is signed
        assert answer.headers["Content-Type"] == "application/json"
        assert len(json.load(answer)) == len(expected.body) + 5


@pytest.mark.usefixtures("on_aws")
def test_a_compressed_answer_is_still_compressed_when_it_comes_by_way_of_the_bucket(studio, monkeypatch):
    monkeypatch.setattr(door, "COMPRESSED_FROM", 1_000)
    monkeypatch.setattr(door, "MOST_FROM_LAMBDA", 100)

    detour = studio.admin.get("/data/persons", Accept_Encoding="gzip")

    with urllib.request.urlopen(str(detour.headers["Location"])) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert [one["email"] for one in json.loads(gzip.decompress(answer.read()))] == ["admin@example.com"]


def test_on_one_machine_an_answer_of_any_size_is_sent_at_once(studio, monkeypatch):
    monkeypatch.setattr(door, "MOST_FROM_LAMBDA", 100)

    answer = studio.admin.get("/data/persons")

    assert (answer.status, len(answer.body)) == (200, 1)


def test_a_large_answer_is_compressed_for_those_who_take_it(studio, monkeypatch):
    monkeypatch.setattr(door, "COMPRESSED_FROM", 1_000)

    plain = studio.admin.get("/data/persons")
    headers = {"Authorization": f"Bearer {studio.admin.token}", "Accept-Encoding": "gzip, deflate"}
    compressed = studio.inari.answer("GET", "/data/persons", headers, b"")

    assert "Content-Encoding" not in plain.headers
    assert (compressed.headers["Content-Encoding"], compressed.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(compressed.body) == plain.content


@pytest.mark.usefixtures("on_aws")
@pytest.mark.parametrize("kind", ["json", "form"])
def test_a_body_above_the_limit_is_refused_with_413_that_names_the_direct_way(studio, kind):
    content = b"x" * (settings().upload_limit + 1)
    if kind == "form":
        refused = studio.admin.upload("/data/departments", "shot.mov", content)
    else:
        refused = studio.admin.post("/data/departments", {"name": "x", "color": content.decode()})

    assert refused.status == 413
    assert "POST /actions/uploads" in refused.body["message"]
    assert studio.get("/data/departments").body == []


@pytest.mark.usefixtures("on_aws")
def test_a_body_just_below_the_limit_is_read(studio):
    refused = studio.admin.post("/data/departments", {"name": "x", "color": "x" * (settings().upload_limit - 100)})

    assert refused.status == 400  # too long for a colour, and not for the way


def test_the_limits_are_those_of_lambda_with_some_to_spare():
    assert door.MOST_FROM_LAMBDA < 6 * MEBIBYTE
    assert settings().upload_limit == 4 * MEBIBYTE
