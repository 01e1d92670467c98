"""People of one production work at the same moment; nothing is lost and nothing is made twice."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.harness import Reply
from tests.studio import Studio

PEOPLE = 6


def at_once(call: Callable[[Any], Reply], items: Iterable[Any]) -> list[Reply]:
    """Return the replies to calls that are made at the same moment."""
    with ThreadPoolExecutor(PEOPLE) as people:
        return list(people.map(call, items))


def test_a_shot_that_many_make_at_once_is_one_shot(studio: Studio):
    project = studio.project()
    body = {"name": "SH01", "sequence_id": studio.sequence(project)["id"]}

    replies = at_once(lambda _: studio.admin.post(f"/data/projects/{project['id']}/shots", body), range(PEOPLE))

    assert {reply.status for reply in replies} == {201}
    assert len({reply.body["id"] for reply in replies}) == 1
    assert len(studio.events("shot:new")) == 1


def test_an_asset_that_many_make_at_once_is_made_once_and_refused_to_the_others(studio: Studio):
    project, kind = studio.project(), studio.asset_type()
    path = f"/data/projects/{project['id']}/asset-types/{kind['id']}/assets/new"

    replies = at_once(lambda _: studio.admin.post(path, {"name": "Hero"}), range(PEOPLE))

    assert sorted(reply.status for reply in replies) == [201, *[400] * (PEOPLE - 1)]


def test_columns_that_many_fill_in_at_once_are_all_kept(studio: Studio):
    shot = studio.shot(studio.project())

    at_once(lambda n: studio.admin.put(f"/data/entities/{shot['id']}", {"data": {f"k{n}": n}}), range(PEOPLE))

    assert studio.get(f"/data/entities/{shot['id']}").body["data"] == {f"k{n}": n for n in range(PEOPLE)}


def test_shots_of_an_episode_cast_at_once_leave_its_counter_true(studio: Studio):
    project = studio.project()
    path = f"/data/projects/{project['id']}"
    episode = studio.make(f"{path}/episodes", name="E01")
    sequence = studio.sequence(project, episode_id=episode["id"])
    shots = [studio.shot(project, sequence) for _ in range(PEOPLE)]
    kind = studio.asset_type()
    shared, *own = [studio.asset(project, kind) for _ in range(PEOPLE + 1)]

    def cast(at: int) -> Reply:
        entries = [{"asset_id": asset["id"], "nb_occurences": 1} for asset in (shared, own[at])]
        return studio.admin.put(f"{path}/entities/{shots[at]['id']}/casting", entries)

    replies = at_once(cast, range(PEOPLE))

    assert {reply.status for reply in replies} == {200}
    assert studio.get(f"/data/entities/{episode['id']}").body["nb_entities_out"] == PEOPLE + 1
    assert len(studio.get(f"{path}/entities/{episode['id']}/casting").body) == PEOPLE + 1


def test_instances_that_many_add_at_once_have_numbers_of_their_own(studio: Studio):
    project = studio.project()
    asset = studio.asset(project)
    scene = studio.make(f"/data/projects/{project['id']}/scenes", name="SC01")
    path = f"/data/scenes/{scene['id']}/asset-instances"

    replies = at_once(lambda _: studio.admin.post(path, {"asset_id": asset["id"]}), range(3))

    assert sorted(reply.body["number"] for reply in replies if reply.status == 201)[:2] == [1, 2]
    made = studio.get(path).body[asset["id"]]
    assert len({instance["number"] for instance in made}) == len(made)


def test_a_chat_that_many_look_at_for_the_first_time_is_one_chat(studio: Studio):
    shot = studio.shot(studio.project())

    replies = at_once(lambda _: studio.get(f"/data/entities/{shot['id']}/chat"), range(PEOPLE))

    assert len({reply.body["id"] for reply in replies}) == 1
