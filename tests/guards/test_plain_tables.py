"""Every plain table keeps what the contract says of its records: their defaults, what they may name, who sees them."""

from typing import Any

import pytest

from chalicelib.people.persons.rules import SECRET
from tests.guards.furnished import NOT_MADE, TABLES, Furnished, fields_of

pytestmark = pytest.mark.skipif(not TABLES, reason="the contract is not beside the repository")
MADE = [table for table in TABLES if table != NOT_MADE]
NOBODY = "00000000-0000-4000-8000-000000000000"
DEFAULTS = {None: None, "True": True, "False": False, "[]": []}
# What is not empty although nothing was said of it, as the notes have it: who makes it, the status named Open.
FILLED = {("entities", "created_by"), ("playlists", "created_by"), ("projects", "project_status_id")}
# Fields that no body sets, as the notes have it; a task lies where its entity does.
NOT_TAKEN = {
    ("entities", "created_by"), ("playlists", "created_by"), ("persons", "preview_project_id"), ("tasks", "project_id"),
    ("project-templates", "default_preview_background_file_id"),
}  # fmt: skip
# What is asked to be below something that isn't there is answered with 404, as the notes have it.
NOT_THERE = {
    ("tasks", "entity_id"), ("tasks", "task_type_id"), ("production-schedule-version-task-links", "task_id"),
    ("production-schedule-version-task-links", "production_schedule_version_id"),
}  # fmt: skip
# Who changes a comment is its editor, whatever the body says.
KEPT = {("comments", "editor_id")}


@pytest.fixture(scope="module")
def has(inari) -> Furnished:
    """Return a studio in which records of every kind can be made; the tests of this module share it."""
    from tests.studio import Studio

    inari.empty()
    return Furnished(Studio(inari))


def default_of(field: dict[str, Any]) -> Any:
    """Return what the contract says that a field holds when nothing was said of it."""
    text = field.get("default")
    if text in DEFAULTS:
        return DEFAULTS[text]
    return float(text) if field["type"] in ("integer", "number") else text


def naming(table: str) -> list[str]:
    """Return the fields of a table's records that name another record."""
    return [name for name, field in fields_of(table).items() if "refers_to" in field]


@pytest.mark.parametrize("table", MADE)
def test_a_new_record_has_the_defaults_of_the_contract(has, table):
    made, sent = has.made[has.id_of(table) and table], has.sent[table]
    expected = {
        name: default_of(field)
        for name, field in fields_of(table).items()
        if name not in {*sent, *SECRET} and (table, name) not in FILLED and field.get("default") != "computed"
    }

    assert {name: made.get(name, "is missing") for name in expected} == expected


@pytest.mark.parametrize("table", MADE)
def test_a_new_record_that_names_nothing_is_refused_with_the_name_of_the_field(has, table):
    body = has.body(table)
    for name in naming(table):
        reply = has.studio.admin.post(f"/data/{table}", body | {name: NOBODY})

        if (table, name) in NOT_TAKEN:
            assert (reply.status, NOBODY in str(reply.body)) == (201, False), name
        elif (table, name) in NOT_THERE:
            assert reply.status == 404, (name, reply)
        else:
            assert (reply.status, name in str(reply.body)) == (400, True), (name, reply)


@pytest.mark.parametrize("table", TABLES)
def test_a_record_is_not_changed_to_name_nothing(has, table):
    path = f"/data/{table}/{has.id_of(table)}"
    before = has.studio.get(path).body
    for name in naming(table):
        reply = has.studio.admin.put(path, {name: NOBODY})

        if reply.status == 200:  # it isn't taken from a body
            assert (table, name) in {*NOT_TAKEN, *KEPT} or has.studio.get(path).body[name] == before[name], name
        else:
            assert (reply.status, name in str(reply.body)) == (400, True), (name, reply)
    assert NOBODY not in str(has.studio.get(path).body)
