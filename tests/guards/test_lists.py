"""A list shows nobody what its single read would refuse, and nobody finds out by a filter what is hidden from them."""

import functools
import itertools
import urllib.parse
from typing import NamedTuple

import pytest

from tests.guards.furnished import TABLES, Furnished, fields_of
from tests.harness import Client, Inari, Reply
from tests.studio import Studio, Values

pytestmark = pytest.mark.skipif(not TABLES, reason="the contract is not beside the repository")
# Somebody's own role, and what the link to the production's team makes of it.
ROLES = ("manager", "supervisor", "user", "client", "vendor")
LINKED = (("manager", "client"), ("client", "manager"), ("vendor", "user"), ("user", "vendor"))
# The notes give the plain single read of these to admins alone: of settings that everybody works with, and of columns,
# which the others read in their production.
ADMINS_ONLY = ("custom-actions", "status-automations")
SINGLY = {"metadata-descriptors": "/data/projects/{project_id}/metadata-descriptors/{id}"}
# An address tells who knows it already whose it is; the notes open these two to all.
ASKED_FOR = {"persons": {"email", "is_guest"}}
EACH = 2  # records of a list that are read singly


class House(NamedTuple):
    """A studio with a record of every kind in two productions, and people of all roles: on the first, on none."""

    studio: Studio
    here: Furnished
    people: dict[str, Client]


@pytest.fixture(scope="module")
def house(inari: Inari) -> House:
    """Return a studio that the tests of this module share; they only read."""
    inari.empty()
    studio, numbers = Studio(inari), itertools.count(1)
    here, there = Furnished(studio, numbers), Furnished(studio, numbers)
    people = {"admin": studio.admin}
    for role in ROLES:
        people[role] = member(here, role)
        people[f"{role} of no team"] = studio.as_(role)
    for own, linked in LINKED:
        people[f"{own} who is {linked} there"] = member(here, own, linked)
    for one in (here, there):
        for table in TABLES:
            one.id_of(table)
    return House(studio, here, people)


def member(has: Furnished, own: str, linked: str | None = None) -> Client:
    """Return somebody new on the team, who has a task, with days off and hours of their own."""
    person = has.studio.person(own, phone="0123", daily_salary=7)
    has.studio.join(has.project, person, linked)
    task = has.studio.task(has.project, has.studio.shot(has.project), has.task_type(), priority=3, estimation=60)
    has.studio.admin.put(f"/actions/persons/{person['id']}/assign", {"task_ids": [task["id"]]})
    has.studio.comment(task, has.studio.status())
    return has.studio.log_in(person)


@functools.cache  # the tests only read, and ask for the same lists
def list_of(by: Client, table: str, query: str) -> list[Values] | None:
    """Return what somebody's list shows, None where it is closed to them."""
    reply = by.get(f"/data/{table}{query}")
    assert reply.status in (200, 403), (table, query, reply)
    return list(reply.body) if reply.status == 200 else None


def rows_of(by: Client, table: str, query: str = "?relations=true") -> list[Values]:
    """Return what somebody's list shows, nothing where it is closed to them."""
    return list_of(by, table, query) or []


def single_of(by: Client, table: str, row: Values) -> Reply:
    """Read a record of a list singly."""
    return by.get(SINGLY.get(table, f"/data/{table}/{{id}}").format(**row))


@pytest.mark.parametrize("table", [table for table in TABLES if table not in ADMINS_ONLY])
def test_each_record_of_a_list_can_be_read_singly_and_tells_no_less(house, table):
    for who, by in house.people.items():
        for row in rows_of(by, table)[-EACH:]:
            single = single_of(by, table, row)

            assert single.status == 200, (who, row, single)
            more = {name: value for name, value in row.items() if single.body.get(name, "hidden") != value}
            assert more == {}, (who, more)


@pytest.mark.parametrize("table", TABLES)
def test_whoever_has_the_list_finds_in_it_what_they_can_read_singly(house, table):
    everything = rows_of(house.studio.admin, table)[-EACH:]
    for who, by in house.people.items():
        if list_of(by, table, "?relations=true") is not None:
            listed = {row["id"] for row in rows_of(by, table)}

            for row in everything:
                assert row["id"] in listed or single_of(by, table, row).status != 200, (who, row)


@pytest.mark.parametrize("table", ADMINS_ONLY)
def test_settings_are_read_singly_by_admins_alone(house, table):
    for who, by in house.people.items():
        for row in rows_of(by, table):
            assert single_of(by, table, row).status == (200 if who == "admin" else 403), who


@pytest.mark.parametrize("table", TABLES)
def test_a_page_and_chosen_fields_show_no_more_than_the_list(house, table):
    for who, by in house.people.items():
        rows = {row["id"]: row for row in rows_of(by, table)}
        if not rows:
            continue
        everything = ",".join(shown_to_admins(house, table))
        page = by.get(f"/data/{table}?page=1&limit=1000&relations=true&fields={everything}").body

        for row in page["data"] if isinstance(page, dict) else page:
            assert row == {name: rows[row["id"]].get(name, "hidden") for name in row}, who


@pytest.mark.parametrize("table", TABLES)
def test_nobody_filters_by_a_field_that_is_hidden_from_them(house, table):
    columns = {*fields_of(table), *shown_to_admins(house, table)} - ASKED_FOR.get(table, set())
    asked = set()  # of each role once: what is hidden from the same role is refused alike
    for who, by in house.people.items():
        rows = rows_of(by, table)
        hidden = columns - rows[0].keys() - {"type"} if rows else set()
        for name in hidden - {name for role, name in asked if role == who.split()[0]}:
            asked.add((who.split()[0], name))
            refused = by.get(f"/data/{table}?{name}=1")

            assert refused.status == 400, (who, name)
            assert (refused.body["error"], name in refused.body["message"]) == (True, True), (who, name)
        chosen = rows_of(by, table, f"?fields={','.join(hidden)}") if hidden else []
        assert [row for row in chosen if row.keys() & hidden] == [], who


@pytest.mark.parametrize("table", TABLES)
def test_a_filter_by_the_true_value_of_what_is_blank_for_somebody_finds_nothing(house, table):
    true = {row["id"]: row for row in rows_of(house.studio.admin, table)}
    for who, by in house.people.items():
        for row in rows_of(by, table)[-EACH:]:
            for name in row.keys() & true[row["id"]].keys():
                value = true[row["id"]][name]
                if value in (row[name], None, []) or isinstance(value, dict):
                    continue
                text = str(value[0] if isinstance(value, list) else value)
                reply = by.get(f"/data/{table}?{name}={urllib.parse.quote(text)}")

                found = [one["id"] for one in reply.body] if reply.status == 200 else []
                assert row["id"] not in found, (who, name, value)


def test_there_are_fields_to_hide_and_values_to_blank(house):
    client = house.people["client"]

    assert "phone" not in rows_of(client, "persons")[0]
    assert "chat_token_slack" not in rows_of(house.people["manager"], "organisations")[0]
    assert [row["priority"] for row in rows_of(client, "tasks") if row["priority"]] == []
    assert [row["priority"] for row in rows_of(house.people["user"], "tasks") if row["priority"]] != []


def shown_to_admins(house: House, table: str) -> list[str]:
    """Return the fields that a list shows to those who see all."""
    return sorted(rows_of(house.studio.admin, table)[0])
