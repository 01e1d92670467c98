"""Entities are made by a production's managers; what is there already is answered as it is."""

import pytest

from tests.studio import Studio

MAKING = {
    "shots": {"name": "SH01"}, "sequences": {"name": "SQ01"}, "episodes": {"name": "E01"}, "scenes": {"name": "SC01"},
    "edits": {"name": "Cut"}, "concepts": {"name": "Sketch"},
}  # fmt: skip


@pytest.mark.parametrize("kind", MAKING)
def test_the_same_name_twice_is_one_entity_and_changes_nothing(studio: Studio, kind: str):
    project = studio.project()

    first = studio.make(f"/data/projects/{project['id']}/{kind}", **MAKING[kind], description="First")
    again = studio.make(f"/data/projects/{project['id']}/{kind}", **MAKING[kind], description="Second")

    assert again == first
    assert len(studio.events(f"{kind.removesuffix('s')}:new")) == 1


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_only_a_manager_of_the_production_makes_a_shot(studio: Studio, who: str):
    project = studio.project()

    refused = studio.as_(who, project).post(f"/data/projects/{project['id']}/shots", {"name": "SH01"})

    assert refused.status == (401 if who == "nobody" else 403)
    assert studio.get(f"/data/projects/{project['id']}/shots").body == []


def test_an_artist_makes_a_concept_and_a_client_does_not(studio: Studio):
    project = studio.project()
    path = f"/data/projects/{project['id']}/concepts"

    assert studio.as_("user", project).post(path, {"name": "Sketch"}).status == 201
    assert studio.as_("client", project).post(path, {"name": "Other"}).status == 403
    assert [one["name"] for one in studio.get(path).body] == ["Sketch"]


def test_a_shot_of_another_productions_sequence_is_refused_and_not_made(studio: Studio):
    project, other = studio.project(), studio.project()
    foreign = studio.sequence(other)

    refused = studio.admin.post(f"/data/projects/{project['id']}/shots", {"name": "SH01", "sequence_id": foreign["id"]})

    assert refused.status == 404
    assert studio.get(f"/data/projects/{project['id']}/shots").body == []


def test_a_shot_below_an_episode_instead_of_a_sequence_is_refused(studio: Studio):
    project = studio.project()
    episode = studio.make(f"/data/projects/{project['id']}/episodes", name="E01")

    path = f"/data/projects/{project['id']}/shots"

    assert studio.admin.post(path, {"name": "SH01", "sequence_id": episode["id"]}).status == 404


def test_the_name_of_an_asset_is_taken_in_its_type_only(studio: Studio):
    project, character, prop = studio.project(), studio.asset_type(), studio.asset_type()
    studio.asset(project, character, name="Hero")
    path = "/data/projects/{}/asset-types/{}/assets/new"

    refused = studio.admin.post(path.format(project["id"], character["id"]), {"name": "Hero"})

    assert (refused.status, list(refused.body)) == (400, ["message"])
    assert studio.asset(project, prop, name="Hero")["entity_type_id"] == prop["id"]


@pytest.mark.parametrize(
    "body", [{}, {"name": ""}, {"name": 3}, {"name": "X", "data": "text"}, {"name": "X", "sequence_id": "no id"}]
)
def test_a_body_that_makes_no_shot_is_refused_with_its_field(studio: Studio, body: dict[str, object]):
    project = studio.project()

    refused = studio.admin.post(f"/data/projects/{project['id']}/shots", body)

    assert refused.status == 400
    assert refused.body["data"]["errors"][0]["field"]
    assert studio.get(f"/data/projects/{project['id']}/shots").body == []


def test_an_asset_begins_without_a_description_unless_null_is_meant(studio: Studio):
    project = studio.project()

    assert (studio.asset(project)["description"], studio.asset(project)["data"]) == ("", {})
    meant = studio.asset(project, description=None, data=None)
    assert (meant["description"], meant["data"]) == (None, None)
