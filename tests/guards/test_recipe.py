"""The recipe of docs/contributing.md works as it stands there: a new kind by a record and one declaration."""

import importlib
import re
import sys
import types
from collections.abc import Iterator

import pytest

from chalicelib.store import collection
from chalicelib.web import door
from chalicelib.web.binding import bound
from chalicelib.web.paths import Tree
from infra.index import ROOT

TOPIC = "planning.props"
LINES = 15  # of a declaration, and of a record's collection


@pytest.fixture(scope="module")
def recipe() -> dict[str, str]:
    """Return the code of the page's listings by the file that each is for."""
    page = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    return dict(re.findall(r"```python\n# (\w+)\.py[^\n]*\n(.*?)```", page, re.DOTALL))


@pytest.fixture
def topic(recipe, studio, monkeypatch) -> Iterator[types.ModuleType]:
    """Return the recipe's routes, made into a topic that the door knows as long as the test runs."""
    for name in ("records", "routes"):
        module = types.ModuleType(f"chalicelib.{TOPIC}.{name}")
        monkeypatch.setitem(sys.modules, module.__name__, module)
        exec(recipe[name], module.__dict__)
    made = importlib.import_module(f"chalicelib.{TOPIC}.routes")
    operations = tuple(f"{one.method} {one.path}" for one in made.routes.operations)
    monkeypatch.setattr(door, "_tree", Tree({TOPIC: operations, **door.index.TOPICS}))
    yield made
    del collection.ALL[made.props.type]
    for operation in made.routes.operations:
        door._bound.pop((operation.method, operation.path), None)


def test_a_declaration_has_at_most_fifteen_lines(recipe):
    assert len(recipe["routes"].split("routes = ")[1].strip().split("\n")) <= LINES


def test_the_five_operations_answer(topic, studio):
    project = studio.project()
    one = studio.make("/data/props", name="Lantern", due="2026-03-01", project_id=project["id"])

    assert one["type"] == "Prop"
    assert studio.get(f"/data/props/{one['id']}").body["due"] == "2026-03-01"
    assert studio.admin.put(f"/data/props/{one['id']}", {"rented": True}).body["rented"] is True
    assert [row["id"] for row in studio.get("/data/props?rented=true&name=lan%25").body] == [one["id"]]
    assert studio.get("/data/props?page=1").body["total"] == 1
    assert studio.admin.delete(f"/data/props/{one['id']}").status == 204
    assert studio.get("/data/props").body == []


def test_they_refuse_what_they_should(topic, studio):
    project = studio.project()
    one = studio.make("/data/props", name="Lantern", project_id=project["id"])

    assert studio.admin.post("/data/props", {"name": "Lantern", "project_id": project["id"]}).status == 400
    assert studio.admin.post("/data/props", {"name": "Rope"}).status == 400
    assert studio.as_("user", project).put(f"/data/props/{one['id']}", {"rented": True}).status == 403
    assert studio.as_("manager elsewhere", project).delete(f"/data/props/{one['id']}").status == 403
    assert studio.get(f"/data/props/{one['id']}").body == one


def test_the_document_describes_them(topic):
    from chalicelib.web.openapi import document

    paths = document([bound(operation) for operation in topic.routes.operations])["paths"]

    assert {path: sorted(methods) for path, methods in paths.items()} == {
        "/data/props": ["get", "post"], "/data/props/{record_id}": ["delete", "get", "put"],
    }  # fmt: skip
    assert paths["/data/props"]["post"]["requestBody"]["content"]["application/json"]["schema"]["required"] == [
        "name", "project_id",
    ]  # fmt: skip
