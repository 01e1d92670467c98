"""What has work on it is cancelled before it goes; what goes takes its work along, and leaves no trace in castings."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


def test_a_shot_with_tasks_is_cancelled_first(studio, show):
    path = f"/data/shots/{show.shot['id']}"

    assert studio.admin.delete(path).status == 204
    cancelled = studio.get(path).body
    assert studio.admin.delete(f"{path}?force=true").status == 204

    assert cancelled["canceled"] is True
    assert studio.get(path).status == 404
    assert studio.get(f"/data/tasks/{show.task['id']}").status == 404


def test_a_shot_without_tasks_goes_at_once_and_frees_its_name(studio, show):
    sequence = studio.sequence(show.project)
    shot = studio.shot(show.project, sequence, name="SH01")

    assert studio.admin.delete(f"/data/shots/{shot['id']}").status == 204

    assert studio.shot(show.project, sequence, name="SH01")["id"] != shot["id"]


def test_the_kind_in_the_path_must_be_that_of_the_entity(studio, show):
    assert studio.admin.delete(f"/data/assets/{show.shot['id']}?force=true").status == 404
    assert studio.get(f"/data/shots/{show.shot['id']}").body["canceled"] is False


def test_a_sequence_with_shots_goes_only_when_it_is_forced(studio, show):
    path = f"/data/sequences/{show.shot['parent_id']}"

    refused, kept = studio.admin.delete(path), studio.get(f"/data/shots/{show.shot['id']}").status
    forced = studio.admin.delete(f"{path}?force=true")

    assert (refused.status, kept, forced.status) == (400, 200, 204)
    for gone in (path, f"/data/shots/{show.shot['id']}", f"/data/tasks/{show.task['id']}"):
        assert studio.get(gone).status == 404


def test_an_episode_takes_its_sequences_and_assets_along(studio):
    series = studio.project(production_type="tvshow")
    episode = studio.get(f"/data/projects/{series['id']}/episodes").body[0]
    shot = studio.shot(series, studio.sequence(series, episode_id=episode["id"]))
    asset, elsewhere = studio.asset(series, episode_id=episode["id"]), studio.asset(series)

    assert studio.admin.delete(f"/data/episodes/{episode['id']}").status == 400
    assert studio.admin.delete(f"/data/episodes/{episode['id']}?force=true").status == 204

    left = [one["id"] for one in studio.get("/data/entities").body]
    assert shot["id"] not in left
    assert asset["id"] not in left
    assert left == [elsewhere["id"]]


def test_an_asset_leaves_the_casting_with_which_it_goes(studio, show):
    casting = f"/data/projects/{show.project['id']}/entities/{show.shot['id']}/casting"
    studio.admin.put(casting, [{"asset_id": show.asset["id"], "nb_occurences": 2}])

    studio.admin.delete(f"/data/assets/{show.asset['id']}?force=true")

    assert studio.get(casting).body == []
    assert studio.get(f"/data/entities/{show.shot['id']}").body["nb_entities_out"] == 0


def test_several_go_or_are_cancelled_each_as_it_is(studio, show):
    bare = studio.shot(show.project)
    foreign = studio.shot(studio.project())
    ids = [show.shot["id"], bare["id"], foreign["id"], bare["parent_id"]]

    reply = studio.admin.post(f"/actions/projects/{show.project['id']}/delete-entities", ids)

    assert reply.body == [show.shot["id"], bare["id"]]
    assert studio.get(f"/data/shots/{show.shot['id']}").body["canceled"] is True
    assert studio.get(f"/data/shots/{bare['id']}").status == 404
    assert studio.get(f"/data/shots/{foreign['id']}").body["canceled"] is False


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere"])
def test_only_managers_and_makers_remove_entities(studio, show, who):
    somebody, sequence_id = show.as_(who), show.shot["parent_id"]

    replies = [
        somebody.delete(f"/data/shots/{show.shot['id']}?force=true"),
        somebody.delete(f"/data/sequences/{sequence_id}?force=true"),
        somebody.post(f"/actions/projects/{show.project['id']}/delete-entities", [show.shot["id"]]),
    ]

    assert {reply.status for reply in replies} == {403}
    assert studio.get(f"/data/shots/{show.shot['id']}").body["canceled"] is False


def test_who_made_a_concept_removes_it_while_on_the_team(studio, show):
    artist = show.as_("user")
    concept = artist.post(f"/data/projects/{show.project['id']}/concepts", {"name": "Hero in red"}).body
    studio.admin.delete(f"/data/projects/{show.project['id']}/team/{artist.user['id']}")

    refused = artist.delete(f"/data/concepts/{concept['id']}")
    studio.join(show.project, artist.user)

    assert (refused.status, artist.delete(f"/data/concepts/{concept['id']}").status) == (403, 204)


def test_an_episode_forgets_what_was_cast_for_a_shot_that_goes(studio):
    series = studio.project(production_type="tvshow")
    episode = studio.get(f"/data/projects/{series['id']}/episodes").body[0]
    sequence = studio.sequence(series, episode_id=episode["id"])
    shot, other, asset, lasting = (
        studio.shot(series, sequence),
        studio.shot(series, sequence),
        studio.asset(series),
        studio.asset(series),
    )
    place = f"/data/projects/{series['id']}/entities"
    studio.admin.put(
        f"{place}/{shot['id']}/casting", [{"asset_id": one["id"], "nb_occurences": 1} for one in (asset, lasting)]
    )
    studio.admin.put(f"{place}/{other['id']}/casting", [{"asset_id": lasting["id"], "nb_occurences": 1}])

    studio.admin.delete(f"/data/shots/{shot['id']}")

    left = studio.get(f"{place}/{episode['id']}/casting").body
    assert [entry["asset_id"] for entry in left] == [lasting["id"]]
