"""Castings say which assets are used where; shots, episodes, counters and tasks always agree on it."""

import pytest

from tests.studio import Studio, Values


class Show:
    """A production with an episode, a shot in it, and assets to cast."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.project = studio.project()
        self.path = f"/data/projects/{self.project['id']}"
        self.episode = studio.make(f"{self.path}/episodes", name="E01")
        self.sequence = studio.sequence(self.project, episode_id=self.episode["id"])
        self.shot = studio.shot(self.project, self.sequence)
        self.kind = studio.asset_type()

    def asset(self, **values: object) -> Values:
        """Make an asset."""
        return self.studio.asset(self.project, self.kind, **values)

    def cast(self, place: Values, *assets: Values) -> None:
        """Set the casting of a place."""
        entries = [{"asset_id": asset["id"], "nb_occurences": 1} for asset in assets]
        assert self.studio.admin.put(f"{self.path}/entities/{place['id']}/casting", entries).status == 200

    def cast_in(self, place: Values) -> set[str]:
        """Return the ids of what is cast in a place."""
        return {one["asset_id"] for one in self.studio.get(f"{self.path}/entities/{place['id']}/casting").body}

    def counted(self, place: Values) -> int:
        """Return how many live assets a place says that it has."""
        count: int = self.studio.get(f"/data/entities/{place['id']}").body["nb_entities_out"]
        return count


@pytest.fixture
def show(studio: Studio) -> Show:
    """Return a production to cast in."""
    return Show(studio)


def test_setting_a_casting_replaces_it_and_tells_what_came_and_went(show: Show, studio: Studio):
    table, cup = show.asset(), show.asset()
    show.cast(show.shot, table)

    show.cast(show.shot, cup)

    assert show.cast_in(show.shot) == {cup["id"]}
    assert show.counted(show.shot) == 1
    told = studio.events("shot:casting-update")[0]["data"]
    assert (told["added_asset_ids"], told["removed_asset_ids"]) == ([cup["id"]], [table["id"]])


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_only_a_manager_of_the_production_casts(show: Show, studio: Studio, who: str):
    entries = [{"asset_id": show.asset()["id"], "nb_occurences": 1}]

    refused = studio.as_(who, show.project).put(f"{show.path}/entities/{show.shot['id']}/casting", entries)

    assert refused.status == (401 if who == "nobody" else 403)
    assert show.cast_in(show.shot) == set()


def test_a_vendor_reads_no_casting_and_a_client_does(show: Show, studio: Studio):
    path = f"{show.path}/entities/{show.shot['id']}/casting"

    assert studio.as_("vendor", show.project).get(path).status == 403
    assert studio.as_("client", show.project).get(path).status == 200


def test_an_episode_mirrors_its_shots_until_the_last_one_drops_an_asset(show: Show):
    asset, second = show.asset(), show.studio.shot(show.project, show.sequence)
    show.cast(show.shot, asset)
    show.cast(second, asset)
    assert show.cast_in(show.episode) == {asset["id"]}

    show.cast(show.shot)
    assert (show.cast_in(show.episode), show.counted(show.episode)) == ({asset["id"]}, 1)
    show.cast(second)
    assert (show.cast_in(show.episode), show.counted(show.episode)) == (set(), 0)


def test_what_was_cast_in_an_episode_by_hand_stays_without_shots(show: Show):
    asset = show.asset()
    show.cast(show.episode, asset)
    show.cast(show.shot, asset)

    show.cast(show.shot)

    assert show.cast_in(show.episode) == {asset["id"]}


def test_taking_an_asset_off_an_episode_takes_it_off_its_shots(show: Show):
    asset, other = show.asset(), show.asset()
    show.cast(show.shot, asset, other)

    show.cast(show.episode, other)

    assert show.cast_in(show.shot) == {other["id"]}
    assert show.counted(show.shot) == 1


def test_one_asset_is_set_in_many_places_and_the_others_stay(show: Show, studio: Studio):
    asset, other, second = show.asset(), show.asset(), studio.shot(show.project)
    show.cast(show.shot, other)
    path = f"{show.path}/entities/casting/assets/{asset['id']}"

    answer = studio.admin.put(path, {"entity_ids": [show.shot["id"], second["id"]], "nb_occurences": 3})

    assert {place: len(entries) for place, entries in answer.body.items()} == {show.shot["id"]: 2, second["id"]: 1}
    studio.admin.put(path, {"entity_ids": [second["id"]], "nb_occurences": 0})
    assert (show.cast_in(show.shot), show.cast_in(second)) == ({asset["id"], other["id"]}, set())


def test_a_place_of_another_production_among_many_refuses_all(show: Show, studio: Studio):
    asset, foreign = show.asset(), studio.shot(studio.project())
    entries = [{"asset_id": asset["id"], "nb_occurences": 1}]

    refused = studio.admin.put(f"{show.path}/entities/casting", {show.shot["id"]: entries, foreign["id"]: entries})

    assert refused.status == 403
    assert show.cast_in(show.shot) == set()


def test_a_casting_too_large_for_one_commit_is_set_whole(show: Show, studio: Studio):
    assets = [show.asset() for _ in range(30)]

    show.cast(show.shot, *assets)

    assert show.cast_in(show.shot) == {asset["id"] for asset in assets} == show.cast_in(show.episode)
    assert (show.counted(show.shot), show.counted(show.episode)) == (30, 30)
    show.cast(show.shot, assets[0])
    assert (show.counted(show.shot), show.counted(show.episode)) == (1, 1)


def test_a_cancelled_asset_does_not_count_and_is_not_shown(show: Show, studio: Studio):
    asset, other = show.asset(), show.asset()
    show.cast(show.shot, asset, other)

    studio.admin.put(f"/data/entities/{asset['id']}", {"canceled": True})

    assert (show.cast_in(show.shot), show.counted(show.shot)) == ({other["id"]}, 1)
    studio.admin.put(f"/data/entities/{asset['id']}", {"canceled": False})
    assert show.counted(show.shot) == 2


def test_where_an_asset_is_cast_names_shots_and_assets(show: Show, studio: Studio):
    asset, set_dressing = show.asset(), show.asset()
    show.cast(show.shot, asset)
    show.cast(set_dressing, asset)

    found = studio.get(f"/data/assets/{asset['id']}/cast-in").body

    assert [(one.get("shot_id"), one.get("asset_id")) for one in found] == [
        (show.shot["id"], None), (None, set_dressing["id"]),
    ]  # fmt: skip
    assert found[0]["episode_name"] == "E01"


def test_taking_a_link_off_answers_it_and_leaves_an_episodes_shots_alone(show: Show, studio: Studio):
    asset = show.asset()
    show.cast(show.shot, asset)
    links = studio.get(f"{show.path}/entity-links").body
    mirror = next(link for link in links if link["entity_in_id"] == show.episode["id"])

    answer = studio.admin.delete(f"{show.path}/entity-links/{mirror['id']}")

    assert (answer.status, answer.body["id"]) == (200, mirror["id"])
    assert (show.cast_in(show.episode), show.cast_in(show.shot)) == (set(), {asset["id"]})


def test_a_link_of_another_production_is_not_taken_off(show: Show, studio: Studio):
    asset, other = show.asset(), studio.project()
    show.cast(show.shot, asset)
    link = studio.get(f"{show.path}/entity-links").body[0]
    manager = studio.as_("manager", other)

    assert manager.delete(f"/data/projects/{other['id']}/entity-links/{link['id']}").status == 403
    assert show.cast_in(show.shot) == {asset["id"]}


def test_readiness_of_a_shots_tasks_follows_the_asset(show: Show, studio: Studio):
    early, late = studio.task_type(), studio.task_type()
    settings = f"{show.path}/settings/task-types"
    for priority, task_type in enumerate((early, late), start=1):
        studio.make(settings, task_type_id=task_type["id"], priority=priority)
    status = studio.status()["id"]
    tasks = [studio.task(show.project, show.shot, kind, task_status_id=status) for kind in (early, late)]
    asset = show.asset()
    show.cast(show.shot, asset)

    def ready() -> list[int]:
        return [studio.get(f"/data/tasks/{task['id']}").body["nb_assets_ready"] for task in tasks]

    assert ready() == [0, 0]
    studio.admin.put(f"/data/entities/{asset['id']}", {"ready_for": early["id"]})
    assert ready() == [1, 0]
    studio.admin.put(f"/data/entities/{asset['id']}", {"ready_for": late["id"]})
    assert ready() == [1, 1]
    show.cast(show.shot)
    assert ready() == [0, 0]
