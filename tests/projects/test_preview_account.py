"""A production's preview account: a guest looks for an hour, at this production only."""

import datetime as dt

import pytest

from chalicelib.access import Actor
from chalicelib.projects.preview_account.rules import OPEN_FOR


def account_of(studio, project):
    return studio.admin.post(f"/data/projects/{project['id']}/preview-account").body


def opened(studio, project, is_open=True):
    return studio.admin.put(f"/data/projects/{project['id']}/preview-account", {"is_open": is_open}).body


def test_a_guest_looks_at_the_production_and_changes_nothing(studio):
    project, other = studio.project(), studio.project()
    account = account_of(studio, project)
    opened(studio, project)

    guest = studio.inari.client(account["email"], account["password"])

    assert [one["id"] for one in guest.get("/data/projects/open").body] == [project["id"]]
    assert guest.get(f"/data/projects/{other['id']}").status == 403
    assert guest.post("/data/user/filters", {"name": "x"}).status in (403, 404)
    assert guest.put(f"/data/persons/{account['id']}", {"first_name": "Me"}).status == 403


def test_nobody_comes_in_before_it_is_opened(studio):
    project = studio.project()
    account = account_of(studio, project)

    refused = studio.nobody.post("/auth/login", {"email": account["email"], "password": account["password"]})

    assert (refused.status, refused.body["login"]) == (401, False)


def test_closing_ends_a_session_for_good_even_when_it_is_opened_again(studio):
    project = studio.project()
    account = account_of(studio, project)
    opened(studio, project)
    guest = studio.inari.client(account["email"], account["password"])

    opened(studio, project, is_open=False)

    assert guest.get("/data/projects/open").status == 401


def test_a_session_goes_on_only_within_the_hour_of_its_opening():
    noon = dt.datetime(2026, 3, 2, 12)
    guest = Actor(
        id="g", role="client", preview_project_id="p", preview_opened_at=noon, preview_open_until=noon + OPEN_FOR
    )
    minute = dt.timedelta(minutes=1)

    assert guest.looks_since(noon + minute, noon + 59 * minute)
    assert not guest.looks_since(noon + minute, noon + 60 * minute)
    assert not guest.looks_since(noon - minute, noon + minute)  # from before it was closed and opened again


def test_a_new_password_takes_the_place_of_the_old_one_and_closes_it(studio):
    project = studio.project()
    first, second = account_of(studio, project), account_of(studio, project)
    assert first["id"] == second["id"]

    opened(studio, project)

    old = studio.nobody.post("/auth/login", {"email": first["email"], "password": first["password"]})
    assert old.status == 400
    assert studio.inari.client(second["email"], second["password"]).get("/data/projects/open").status == 200


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_only_the_productions_managers_have_to_do_with_it(studio, who):
    project = studio.project()
    account = account_of(studio, project)
    path, by = f"/data/projects/{project['id']}/preview-account", studio.as_(who, project)

    refused = [by.get(path), by.post(path), by.put(path, {"is_open": True}), by.delete(path)]

    assert {reply.status for reply in refused} == {401 if who == "nobody" else 403}
    assert studio.get(path).body == {name: account[name] for name in account if name != "password"}


def test_it_stays_a_client_of_its_own_production(studio):
    project, other = studio.project(), studio.project()
    account = account_of(studio, project)
    team = f"/data/projects/{project['id']}/team"

    assert studio.admin.post(f"/data/projects/{other['id']}/team", {"person_id": account["id"]}).status == 400
    assert studio.admin.put(f"{team}/{account['id']}", {"role": "manager"}).status == 400
    assert studio.admin.post(team, {"person_id": account["id"], "role": "manager"}).status == 400
    assert studio.admin.post("/data/projects", {"name": "New", "team": [account["id"]]}).status == 400


def test_it_is_removed_with_its_person_and_its_place_on_the_team(studio):
    project = studio.project()
    account = account_of(studio, project)
    path = f"/data/projects/{project['id']}/preview-account"

    assert [studio.admin.delete(path).status for _ in range(2)] == [204, 204]

    assert studio.get(path).body is None
    assert studio.get(f"/data/persons/{account['id']}").status == 404
    assert studio.get(f"/data/projects/{project['id']}/team").body == []
