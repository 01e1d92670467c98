"""Entities of every kind are changed with care: what isn't named stays, and who may change what is exact."""

import pytest

from tests.studio import Studio


def test_metadata_is_merged_key_by_key_and_null_is_a_value(studio: Studio):
    shot = studio.shot(studio.project(), data={"frame_in": 1, "mood": "calm"})

    changed = studio.admin.put(f"/data/entities/{shot['id']}", {"data": {"mood": None, "lens": "35"}})

    assert changed.body["data"] == {"frame_in": 1, "mood": None, "lens": "35"}


def test_the_shot_route_replaces_metadata_instead(studio: Studio):
    shot = studio.shot(studio.project(), data={"frame_in": 1})

    changed = studio.admin.put(f"/data/shots/{shot['id']}", {"data": {"lens": "35"}})

    assert changed.body["data"] == {"lens": "35"}
    assert studio.get(f"/data/shots/{shot['id']}/versions").body == []


def test_what_nobody_changes_is_dropped_silently(studio: Studio):
    project, other = studio.project(), studio.project()
    shot = studio.shot(project)

    changed = studio.admin.put(
        f"/data/entities/{shot['id']}", {"project_id": other["id"], "type": "Asset", "nb_entities_out": 9}
    )

    assert changed.status == 200
    kept = studio.get(f"/data/entities/{shot['id']}").body
    assert (kept["project_id"], kept["type"], kept["nb_entities_out"]) == (project["id"], "Shot", 0)


@pytest.mark.parametrize("who", ["user", "client", "vendor", "manager elsewhere", "nobody"])
def test_who_may_not_change_an_entity_changes_nothing(studio: Studio, who: str):
    project = studio.project()
    shot = studio.shot(project)

    refused = studio.as_(who, project).put(f"/data/entities/{shot['id']}", {"name": "Mine"})

    assert refused.status == (401 if who == "nobody" else 403)
    assert studio.get(f"/data/entities/{shot['id']}").body["name"] == shot["name"]


def test_a_supervisor_changes_metadata_and_nothing_else(studio: Studio):
    project = studio.project()
    shot = studio.shot(project)
    supervisor = studio.as_("supervisor", project)

    assert supervisor.put(f"/data/entities/{shot['id']}", {"data": {"pace": "slow"}}).status == 200
    assert supervisor.put(f"/data/entities/{shot['id']}", {"data": {"a": 1}, "name": "Mine"}).status == 403
    kept = studio.get(f"/data/entities/{shot['id']}").body
    assert (kept["name"], kept["data"]) == (shot["name"], {"pace": "slow"})


def test_who_has_made_a_concept_changes_it_while_on_the_team(studio: Studio):
    project = studio.project()
    artist = studio.person("user")
    studio.join(project, artist)
    client = studio.log_in(artist)
    concept = client.post(f"/data/projects/{project['id']}/concepts", {"name": "Sketch"}).body

    assert client.put(f"/data/entities/{concept['id']}", {"name": "Better"}).status == 200
    studio.admin.delete(f"/data/projects/{project['id']}/team/{artist['id']}")
    assert client.put(f"/data/entities/{concept['id']}", {"name": "Worse"}).status == 403


def test_a_name_that_a_sibling_has_is_refused_and_that_of_a_cousin_is_not(studio: Studio):
    project = studio.project()
    first, second = studio.sequence(project), studio.sequence(project)
    studio.shot(project, first, name="SH01")
    sibling, cousin = studio.shot(project, first), studio.shot(project, second)

    assert studio.admin.put(f"/data/entities/{sibling['id']}", {"name": "SH01"}).status == 400
    assert studio.admin.put(f"/data/entities/{cousin['id']}", {"name": "SH01"}).status == 200


def test_a_parent_of_another_production_or_kind_is_refused(studio: Studio):
    project = studio.project()
    shot, foreign = studio.shot(project), studio.sequence(studio.project())

    for parent in (foreign, shot):
        assert studio.admin.put(f"/data/entities/{shot['id']}", {"parent_id": parent["id"]}).status == 400
    assert studio.get(f"/data/entities/{shot['id']}").body["parent_id"] == shot["parent_id"]


def test_changes_in_a_row_by_one_person_are_one_version(studio: Studio):
    project = studio.project()
    shot = studio.shot(project, data={"frame_in": 1, "frame_out": 10})
    manager = studio.as_("manager", project)
    path = f"/data/entities/{shot['id']}"

    for frame in (20, 30):
        manager.put(path, {"data": {"frame_out": frame}})
    studio.admin.put(path, {"data": {"frame_out": 40}})

    versions = studio.get(f"/data/shots/{shot['id']}/versions").body
    assert [version["data"]["frame_out"] for version in versions] == [40, 30]


def test_an_entity_with_children_stays_and_one_alone_goes(studio: Studio):
    project = studio.project()
    shot = studio.shot(project)

    assert studio.admin.delete(f"/data/entities/{shot['parent_id']}").status == 400
    assert studio.admin.delete(f"/data/entities/{shot['id']}").status == 204
    assert studio.admin.delete(f"/data/entities/{shot['parent_id']}").status == 204
    assert studio.get(f"/data/projects/{project['id']}/sequences").body == []


def test_removing_an_asset_takes_it_off_where_it_is_cast(studio: Studio):
    project = studio.project()
    shot, asset = studio.shot(project), studio.asset(project)
    casting = f"/data/projects/{project['id']}/entities/{shot['id']}/casting"
    studio.admin.put(casting, [{"asset_id": asset["id"], "nb_occurences": 1}])

    assert studio.admin.delete(f"/data/entities/{asset['id']}").status == 204

    assert studio.get(casting).body == []
    assert studio.get(f"/data/entities/{shot['id']}").body["nb_entities_out"] == 0


def test_everybody_lists_the_entities_of_their_own_productions(studio: Studio):
    project, other = studio.project(), studio.project()
    mine, _ = studio.asset(project), studio.asset(other)

    listed = studio.as_("user", project).get("/data/entities").body

    assert [entity["id"] for entity in listed] == [mine["id"]]
    assert studio.as_("user", project).get(f"/data/entities?project_id={other['id']}").body == []


def test_concepts_are_kept_from_clients_everywhere(studio: Studio):
    project = studio.project()
    concept = studio.make(f"/data/projects/{project['id']}/concepts", name="Sketch")
    client = studio.as_("client", project)

    assert client.get(f"/data/entities/{concept['id']}").status == 403
    assert client.get("/data/entities").body == []
    assert client.get(f"/data/concepts?project_id={project['id']}").status == 403
