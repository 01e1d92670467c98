"""A team decides who may do what on a production; it and its people's standings never differ."""

import threading

import pytest

from chalicelib.people.persons.records import standings


def test_a_member_may_enter_as_soon_as_they_join_and_no_longer_once_they_leave(studio):
    project, person = studio.project(), studio.person()
    somebody, path = studio.log_in(person), f"/data/projects/{project['id']}"

    before = somebody.get(path).status
    studio.join(project, person)
    on_team = somebody.get(path).status
    studio.admin.delete(f"{path}/team/{person['id']}")

    assert (before, on_team, somebody.get(path).status) == (403, 200, 403)


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_only_the_productions_managers_choose_its_team(studio, who):
    project, person, member = studio.project(), studio.person(), studio.person()
    studio.join(project, member)
    path, by = f"/data/projects/{project['id']}/team", studio.as_(who, project)
    before = studio.get(path).body

    refused = [
        by.post(path, {"person_id": person["id"]}).status,
        by.put(f"{path}/{member['id']}", {"role": "manager"}).status,
        by.delete(f"{path}/{member['id']}").status,
    ]

    assert refused == [401 if who == "nobody" else 403] * 3
    assert studio.get(path).body == before


def test_the_role_of_the_team_counts_there_and_nowhere_else(studio):
    here, there, person = studio.project(), studio.project(), studio.person("manager")
    studio.join(here, person, "client")
    studio.join(there, person)
    somebody = studio.log_in(person)

    assert somebody.put(f"/data/projects/{here['id']}", {"description": "?"}).status == 403
    assert somebody.put(f"/data/projects/{there['id']}", {"description": "!"}).status == 200


def test_who_comes_back_has_no_role_of_their_own_any_more(studio):
    project, person = studio.project(), studio.person()
    path = f"/data/projects/{project['id']}"
    studio.join(project, person, "manager")

    studio.admin.delete(f"{path}/team/{person['id']}")
    studio.join(project, person)

    assert [one["project_role"] for one in studio.get(f"{path}/team").body] == [None]
    assert studio.log_in(person).put(path, {"description": "?"}).status == 403


def test_joining_twice_changes_nothing_and_tells_nobody(studio):
    project, person = studio.project(), studio.person()
    studio.join(project, person, "supervisor")
    told = len(studio.events("project:update"))

    studio.join(project, person)
    studio.join(project, person, "supervisor")

    assert len(studio.events("project:update")) == told
    assert [one["project_role"] for one in studio.get(f"/data/projects/{project['id']}/team").body] == ["supervisor"]


@pytest.mark.parametrize("role", ["admin", "king", 3])
def test_nobody_is_made_an_admin_or_what_there_is_not(studio, role):
    project, person, member = studio.project(), studio.person(), studio.person()
    studio.join(project, member)
    path = f"/data/projects/{project['id']}/team"

    assert studio.admin.post(path, {"person_id": person["id"], "role": role}).status == 400
    assert studio.admin.put(f"{path}/{member['id']}", {"role": role}).status == 400
    assert [(one["id"], one["project_role"]) for one in studio.get(path).body] == [(member["id"], None)]


def test_a_role_is_for_members_only(studio):
    project, person = studio.project(), studio.person()

    assert studio.admin.put(f"/data/projects/{project['id']}/team/{person['id']}", {"role": "user"}).status == 400
    assert studio.log_in(person).get(f"/data/projects/{project['id']}").status == 403


@pytest.mark.parametrize(
    ("who", "sees"), [("manager", {"email", "departments"}), ("vendor", {"departments"}), ("client", set())]
)
def test_what_is_seen_of_the_team_depends_on_the_role_there(studio, who, sees):
    project, person = studio.project(), studio.person()
    studio.join(project, person)

    team = studio.as_(who, project).get(f"/data/projects/{project['id']}/team").body
    shown = next(one for one in team if one["id"] == person["id"])

    assert {"email", "departments"} & shown.keys() == sees
    assert "password" not in shown


def test_a_team_that_comes_with_the_production_is_in_at_once(studio):
    person = studio.person("manager")

    project = studio.project(team=[person["id"]])

    assert studio.log_in(person).put(f"/data/projects/{project['id']}", {"description": "mine"}).status == 200


def test_a_large_team_that_comes_with_the_production_is_in_to_the_last(studio):
    people = [studio.person()["id"] for _ in range(90)]

    project = studio.project(team=people)

    assert project["team"] == people
    assert set(studio.get(f"/data/projects/{project['id']}").body["team"]) == set(people)
    assert all(project["id"] in standing.roles for standing in standings.many(people).values())


def test_everybody_who_joins_at_the_same_moment_is_on_the_team(studio):
    project = studio.project()
    people = [studio.person() for _ in range(6)]
    threads = [threading.Thread(target=studio.join, args=(project, person)) for person in people]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(studio.get(f"/data/projects/{project['id']}").body["team"]) == {person["id"] for person in people}
