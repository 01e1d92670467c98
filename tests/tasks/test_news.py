"""The news of a production: newest first, counted by status, for its team and not for clients."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


@pytest.fixture
def wip(studio):
    return studio.status(is_wip=True)


def listed(client, show, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return client.get(f"/data/projects/{show.project['id']}/news?{query}")


def test_each_comment_is_a_line_and_changes_are_counted(studio, show, wip):
    for text in ("one", "two"):
        studio.comment(show.task, wip, text)
    studio.comment(show.asset_task, wip, "three")

    page = listed(studio.admin, show, limit=2).body

    assert [line["task_id"] for line in page["data"]] == [show.asset_task["id"], show.task["id"]]
    assert (page["total"], page["nb_pages"], page["stats"]) == (3, 2, {wip["id"]: 2})
    assert [line["change"] for line in page["data"]] == [True, False]


def test_news_are_dated_as_their_comments(studio, show, wip):
    studio.comment(show.task, wip, "now")
    studio.comment(show.asset_task, wip, "long ago", created_at="2024-01-01 10:00:00")

    assert [line["task_id"] for line in listed(studio.admin, show).body["data"]] == [
        show.task["id"], show.asset_task["id"],
    ]  # fmt: skip
    assert listed(studio.admin, show, before="2024-06-01").body["total"] == 1


def test_filters_hold_for_the_figures_too(studio, show, wip):
    studio.comment(show.task, wip)
    studio.comment(show.asset_task, studio.status())

    page = listed(studio.admin, show, task_type_id=show.animation["id"]).body

    assert (page["total"], page["stats"]) == (1, {wip["id"]: 1})


@pytest.mark.parametrize(
    ("who", "status"),
    [("nobody", 401), ("client", 403), ("manager elsewhere", 403), ("vendor", 200), ("user", 200)],
)
def test_the_team_reads_the_news_without_clients(studio, show, who, status):
    assert listed(show.as_(who), show).status == status


def test_a_client_s_news_of_all_productions_are_empty(studio, show, wip):
    studio.comment(show.task, wip)

    assert show.as_("client").get("/data/projects/news").body["total"] == 0
    assert show.as_("user").get("/data/projects/news").body["total"] == 1
    assert show.as_("user elsewhere").get("/data/projects/news").body["total"] == 0


def test_a_line_is_found_in_its_own_production_only(studio, show, wip):
    studio.comment(show.task, wip)
    line = listed(studio.admin, show).body["data"][0]
    other = studio.project()

    assert studio.get(f"/data/projects/{show.project['id']}/news/{line['id']}").body["id"] == line["id"]
    assert studio.get(f"/data/projects/{other['id']}/news/{line['id']}").status == 404
