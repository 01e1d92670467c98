"""One entity in full shows what its board shows, to each what they may see."""

import pytest


@pytest.fixture
def show(studio):
    """Return a production with a shot in an episode, and a vendor who has a task of it."""
    project = studio.project(production_type="tvshow")
    episode = studio.get(f"/data/projects/{project['id']}/episodes").body[0]
    sequence = studio.sequence(project, name="SQ01", episode_id=episode["id"])
    department, other = studio.department(), studio.department()
    for name, of in (("Mine", department), ("Theirs", other)):
        studio.make(
            f"/data/projects/{project['id']}/metadata-descriptors",
            name=name, entity_type="Shot", data_type="string", departments=[of["id"]],
        )  # fmt: skip
    shot = studio.shot(project, sequence, name="SH01", data={"mine": "a", "theirs": "b"})
    vendor = studio.person("vendor", departments=[department["id"]])
    studio.join(project, vendor)
    task = studio.task(project, shot, studio.task_type(project), assignees=[vendor["id"]], estimation=60)
    return {"project": project, "shot": shot, "sequence": sequence, "vendor": vendor, "task": task}


def test_a_shot_is_shown_with_its_place_its_relations_and_its_tasks(studio, show):
    shot = studio.get(f"/data/shots/{show['shot']['id']}").body

    assert (shot["sequence_name"], shot["episode_name"], shot["project_name"]) == (
        "SQ01",
        "E01",
        show["project"]["name"],
    )
    assert (shot["entities_out"], shot["entities_in"]) == ([], [])
    assert [(task["id"], task["estimation"]) for task in shot["tasks"]] == [(show["task"]["id"], 60.0)]


def test_a_vendor_sees_neither_the_columns_nor_the_tasks_of_others(studio, show):
    studio.task(show["project"], show["shot"], studio.task_type(show["project"]))

    shot = studio.log_in(show["vendor"]).get(f"/data/shots/{show['shot']['id']}").body

    assert shot["data"] == {"mine": "a"}
    assert [task["id"] for task in shot["tasks"]] == [show["task"]["id"]]


def test_a_client_sees_no_figures_and_nobody(studio, show):
    shot = studio.as_("client", show["project"]).get(f"/data/shots/{show['shot']['id']}").body

    assert [(task["assignees"], task["estimation"]) for task in shot["tasks"]] == [([], 0)]


@pytest.mark.parametrize(("who", "status"), [("nobody", 401), ("user elsewhere", 403), ("vendor", 403)])
def test_nobody_but_the_team_sees_it_and_of_its_vendors_only_those_who_work_on_it(studio, show, who, status):
    assert studio.as_(who, show["project"]).get(f"/data/shots/{show['shot']['id']}").status == status


@pytest.mark.parametrize("kind", ["assets", "edits", "concepts"])
def test_an_entity_of_another_kind_is_not_found(studio, show, kind):
    assert studio.get(f"/data/{kind}/{show['shot']['id']}").status == 404
    assert studio.get(f"/data/{kind}/no-id").status == 404


def test_an_asset_names_the_episodes_that_it_is_cast_in(studio, show):
    asset = studio.asset(show["project"])
    cast = [{"asset_id": asset["id"], "nb_occurences": 2}]
    studio.admin.put(f"/data/projects/{show['project']['id']}/entities/{show['shot']['id']}/casting", cast)

    shown = studio.get(f"/data/assets/{asset['id']}").body

    episode = studio.get(f"/data/projects/{show['project']['id']}/episodes").body[0]
    assert shown["casting_episode_ids"] == [episode["id"]]
    assert (shown["ready_for"], shown["preview_file_id"], shown["episode_id"]) == ("None", "", "")
    assert "source_id" not in shown
    assert set(shown["entities_in"]) == {episode["id"], show["shot"]["id"]}
