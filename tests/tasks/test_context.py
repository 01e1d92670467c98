"""What a client starts with: the studio for everybody, people and productions as far as they are one's business."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


def context(client):
    reply = client.get("/data/user/context")
    assert reply.status == 200, reply
    return reply.body


def test_everybody_gets_the_studio_s_types_and_their_own_productions(studio, show):
    studio.project()

    found = context(show.as_("user"))

    assert [project["id"] for project in found["projects"]] == [show.project["id"]]
    assert {show.animation["id"], show.modeling["id"]} <= {one["id"] for one in found["task_types"]}
    assert [one["type"] for one in found["asset_types"]] == ["AssetType"]
    assert "user_limit" not in found
    assert len(context(studio.admin)["projects"]) == 2


def test_people_are_whole_for_managers_only_and_of_their_own_teams_for_clients(studio, show):
    stranger = studio.person()
    mate = show.as_("user")

    for who, email, everybody in (("manager", True, True), ("user", False, True), ("client", False, False)):
        people = {person["id"]: person for person in context(show.as_(who))["persons"]}
        assert ("email" in people[mate.user["id"]]) == email, who
        assert (stranger["id"] in people) == everybody, who


def test_roles_are_those_that_a_team_link_gives(studio, show):
    person = studio.person("user")
    studio.join(show.project, person, role="supervisor")

    assert context(studio.log_in(person))["project_roles"] == {show.project["id"]: "supervisor"}
    assert context(show.as_("user"))["project_roles"] == {}


def test_nobody_gets_nothing(studio):
    assert studio.nobody.get("/data/user/context").status == 401


def test_the_last_log_in_on_a_desktop_is_the_last_presence(studio, show):
    artist = show.as_("user")
    for date in ("2024-03-06T10:00:00", "2024-03-05T10:00:00"):
        assert artist.post("/data/user/desktop-login-logs", {"date": date}).status == 201

    assert [log["date"][:10] for log in artist.get("/data/user/desktop-login-logs").body] == [
        "2024-03-06",
        "2024-03-05",
    ]
    assert studio.get(f"/data/persons/{artist.user['id']}").body["last_presence"] == "2024-03-06"
