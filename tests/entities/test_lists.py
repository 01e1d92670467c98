"""Lists show a production's people what the production has, and a vendor what they work on."""

from tests.studio import Studio


def names(reply):
    """Return the names that a list answers."""
    return [entry["name"] for entry in reply.body]


def test_shots_come_by_name_with_the_names_of_sequence_and_production(studio: Studio):
    project = studio.project()
    sequence = studio.sequence(project, name="SQ01")
    for name in ("SH02", "sh01"):
        studio.shot(project, sequence, name=name)

    listed = studio.get(f"/data/shots?project_id={project['id']}")

    assert names(listed) == ["sh01", "SH02"]
    assert {(shot["sequence_name"], shot["project_name"]) for shot in listed.body} == {("SQ01", project["name"])}


def test_a_shot_without_sequence_is_only_in_the_productions_own_list(studio: Studio):
    project = studio.project()
    studio.make(f"/data/projects/{project['id']}/shots", name="Loose")

    assert names(studio.get(f"/data/projects/{project['id']}/shots")) == ["Loose"]
    assert names(studio.get(f"/data/shots?project_id={project['id']}")) == []


def test_a_sequence_stands_for_its_production(studio: Studio):
    project = studio.project()
    shot = studio.shot(project)
    path = f"/data/shots?sequence_id={shot['parent_id']}"

    assert names(studio.as_("client", project).get(path)) == [shot["name"]]
    assert studio.as_("manager elsewhere", project).get(path).status == 403


def test_a_vendor_sees_what_they_work_on_and_what_holds_it(studio: Studio):
    project = studio.project()
    mine, _ = studio.shot(project), studio.shot(project)
    vendor = studio.person("vendor")
    studio.join(project, vendor)
    task = studio.task(project, mine, studio.task_type(project), task_status_id=studio.status()["id"])
    studio.admin.put(f"/actions/persons/{vendor['id']}/assign", {"task_ids": [task["id"]]})
    client = studio.log_in(vendor)
    path = f"/data/projects/{project['id']}"

    assert names(client.get(f"{path}/shots")) == [mine["name"]]
    assert [one["id"] for one in client.get(f"{path}/sequences").body] == [mine["parent_id"]]
    assert names(client.get(f"{path}/assets")) == []


def test_assets_of_an_episode_are_those_made_for_it_and_those_cast_in_it(studio: Studio):
    project = studio.project()
    path = f"/data/projects/{project['id']}"
    episode = studio.make(f"{path}/episodes", name="E01")
    studio.asset(project, name="Other")
    studio.asset(project, name="Own", episode_id=episode["id"])
    cast = studio.asset(project, name="Cast")
    studio.admin.put(f"{path}/entities/{episode['id']}/casting", [{"asset_id": cast["id"], "nb_occurences": 1}])

    assert sorted(names(studio.get(f"/data/assets?episode_id={episode['id']}"))) == ["Cast", "Own"]
    assert sorted(names(studio.get(f"/data/assets?project_id={project['id']}&episode_id=main"))) == ["Cast", "Other"]


def test_without_a_production_only_an_admin_lists_shots(studio: Studio):
    project = studio.project()
    shot = studio.shot(project)

    assert names(studio.get("/data/shots")) == [shot["name"]]
    assert studio.as_("manager", project).get("/data/shots").status == 403


def test_a_production_that_is_not_there_is_nobodys(studio: Studio):
    nowhere = "00000000-0000-4000-8000-000000000000"

    assert studio.get(f"/data/shots?project_id={nowhere}").body == []
    assert studio.as_("user").get(f"/data/shots?project_id={nowhere}").status == 404
    assert studio.get(f"/data/projects/{nowhere}/shots").status == 404


def test_an_episode_has_its_sequences_shots_and_edits(studio: Studio):
    project = studio.project()
    path = f"/data/projects/{project['id']}"
    episode = studio.make(f"{path}/episodes", name="E01")
    sequence = studio.sequence(project, episode_id=episode["id"])
    shot = studio.shot(project, sequence)
    studio.shot(project)
    edit = studio.make(f"{path}/edits", name="Cut", episode_id=episode["id"])

    below = f"/data/episodes/{episode['id']}"

    assert names(studio.get(f"{below}/sequences")) == [sequence["name"]]
    assert names(studio.get(f"{below}/shots")) == [shot["name"]]
    assert names(studio.get(f"{below}/edits")) == [edit["name"]]
    assert studio.get("/data/episodes/no-id/sequences").body == []


def test_a_vendor_sees_no_column_of_departments_that_they_are_not_in(studio: Studio):
    project, department = studio.project(), studio.department()
    path = f"/data/projects/{project['id']}"
    column = studio.make(
        f"{path}/metadata-descriptors", name="Secret", entity_type="Shot", data_type="string",
        departments=[department["id"]],
    )  # fmt: skip
    data = {column["field_name"]: "x", "free": "y"}
    shot = studio.shot(project, data=data)
    inside, outside = studio.person("vendor", departments=[department["id"]]), studio.person("vendor")
    task = studio.task(project, shot, studio.task_type(project), task_status_id=studio.status()["id"])
    for vendor in (inside, outside):
        studio.join(project, vendor)
        studio.admin.put(f"/actions/persons/{vendor['id']}/assign", {"task_ids": [task["id"]]})

    def seen(vendor):
        client = studio.log_in(vendor)
        lists = [client.get(place).body[0]["data"] for place in (f"{path}/shots", "/data/entities")]
        return [client.get(f"/data/entities/{shot['id']}").body["data"], *lists]

    assert seen(inside) == [data] * 3
    assert seen(outside) == [{"free": "y"}] * 3
