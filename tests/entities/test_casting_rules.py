"""The formula of readiness, as plain calls."""

from typing import Any

import pytest

from chalicelib.entities.casting.rules import is_ready, nb_ready, priorities_of
from chalicelib.entities.entities.records import Entity
from chalicelib.projects.projects.records import Project, TaskTypeLink
from chalicelib.tasks.types.records import TaskType

PRIORITIES = {"layout": 1, "animation": 2}


def asset(**values: Any) -> Entity:
    """Return an asset of the production "here"."""
    return Entity(**{"type": "Asset", "name": "Table", "project_id": "here", "entity_type_id": "prop", **values})


@pytest.mark.parametrize(
    ("ready_for", "task_type", "expected"),
    [
        ("animation", "layout", True), ("animation", "animation", True), ("layout", "animation", False),
        (None, "layout", False), ("modeling", "layout", False), ("layout", "a type without a place", True),
        ("modeling", "a type without a place", False),
    ],
)  # fmt: skip
def test_an_asset_is_ready_for_its_work_and_what_comes_before(ready_for, task_type, expected):
    assert is_ready(asset(ready_for=ready_for), "here", task_type, PRIORITIES) is expected


def test_what_another_production_shares_is_always_ready():
    assert is_ready(asset(is_shared=True, project_id="library"), "here", "animation", PRIORITIES)
    assert not is_ready(asset(is_shared=True), "here", "animation", PRIORITIES)


def test_cancelled_assets_do_not_count():
    cast = [asset(ready_for="animation"), asset(ready_for="animation", canceled=True)]

    assert nb_ready(cast, "here", "layout", PRIORITIES) == 1


def test_only_types_for_shots_that_have_a_place_count():
    types = [TaskType(id=name, name=name, for_entity=kind) for name, kind in
             [("layout", "Shot"), ("modeling", "Asset"), ("animation", "Shot")]]  # fmt: skip
    links = {"layout": TaskTypeLink(priority=3), "modeling": TaskTypeLink(priority=1), "animation": TaskTypeLink()}

    assert priorities_of(Project(name="Here", task_type_links=links), types) == {"layout": 3}
