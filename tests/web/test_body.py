"""A body becomes what an operation declares, or is refused by the name of its field."""

import io
import json
from typing import Any

import msgspec
import pytest

from chalicelib.errors import BreaksRule, DoesNotFit, NotJson, TooLarge
from chalicelib.store.records import NonEmpty
from chalicelib.web import body
from chalicelib.web.http import Request


class Lamp(msgspec.Struct):
    """What a client sends."""

    name: NonEmpty
    height: int = 3
    shades: list[str] = []


class Asked(msgspec.Struct):
    """What a client asks."""

    page: int = 1
    lit: bool = False


@pytest.fixture(autouse=True)
def _settings(inari):
    """The limits are settings."""


def request(content: bytes, kind: str = "application/json", query: dict[str, list[str]] | None = None) -> Request:
    headers = {"content-type": kind}
    return Request("POST", "/", query or {}, headers, io.BytesIO(content), len(content))


def sent(value: Any) -> Lamp:
    one = request(json.dumps(value).encode())
    return body.fitted(body.read(one), Lamp, one.query)


def test_json_is_read_as_it_is_typed():
    assert sent({"name": "Old", "height": 4, "more": 1}) == Lamp(name="Old", height=4)


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({}, "name"), ({"name": ""}, "name"), ({"name": 3}, "name"), ({"name": None}, "name"),
        ({"name": "a", "height": "4"}, "height"), ({"name": "a", "height": 4.5}, "height"),
        ({"name": "a", "shades": ["x", 1]}, "shades[1]"), ([], ""),
    ],
)  # fmt: skip
def test_a_field_that_does_not_fit_is_named(value, field):
    with pytest.raises(DoesNotFit) as refused:
        sent(value)

    assert refused.value.field == field
    assert refused.value.reason


def test_a_form_holds_text_that_stands_for_numbers_and_json_that_stands_for_lists():
    one = request(b"name=Old&height=4&shades=%5B%22green%22%5D", "application/x-www-form-urlencoded")

    assert body.fitted(body.read(one), Lamp, {}) == Lamp(name="Old", height=4, shades=["green"])


def test_a_query_string_may_hold_the_body():
    one = request(b"", query={"name": ["Old"], "height": ["4"]})

    assert body.fitted(body.read(one), Lamp, one.query) == Lamp(name="Old", height=4)


@pytest.mark.parametrize("content", [b"{not json", b"\xff\xfe", b'{"a":', b"[" * 100_000])
def test_what_is_no_json_is_refused(content):
    with pytest.raises(NotJson):
        body.read(request(content))


def test_an_upload_is_read_with_its_fields():
    content = (
        b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nOld\r\n'
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="../a.png"\r\n'
        b"Content-Type: image/png\r\n\r\nPNG\r\n--x--\r\n"
    )

    found = body.read(request(content, "multipart/form-data; boundary=x"))

    assert found.values == {"name": "Old"}
    assert (found.files["file"].name, found.files["file"].size, found.files["file"].stream.read()) == (
        "../a.png",
        3,
        b"PNG",
    )


@pytest.mark.parametrize(
    "content", [b"", b"--x", b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf']
)
def test_an_upload_that_broke_off_is_refused(content):
    with pytest.raises(NotJson):
        body.read(request(content, "multipart/form-data; boundary=x"))


def test_a_text_field_has_a_limit():
    content = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n' + b"a" * (2**20 + 1) + b"\r\n--x--\r\n"

    with pytest.raises(TooLarge, match="name"):
        body.read(request(content, "multipart/form-data; boundary=x"))


def test_a_query_is_read_by_type_and_unknown_names_are_ignored():
    assert body.asked(Asked, {"page": ["2"], "lit": ["true"], "x": ["y"]}) == Asked(page=2, lit=True)
    with pytest.raises(BreaksRule, match="page"):
        body.asked(Asked, {"page": ["two"]})
