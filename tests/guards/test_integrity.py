"""What may be there once is there once, and nothing that goes leaves behind a record that names it."""

import pytest

from tests.guards.furnished import NOT_MADE, OF_CONTRACT, TABLES, Furnished, fields_of, kind_of
from tests.harness import Inari
from tests.studio import Studio, Values

pytestmark = pytest.mark.skipif(not TABLES, reason="the contract is not beside the repository")


# Only an administrator's plain writes name what belongs to another task, chat or production; the operations of a
# studio's day don't, and take along what they made.
FOREIGN = {
    ("attachment-files", "chat_message_id"), ("comments", "preview_file_id"), ("entities", "preview_file_id"),
    ("news", "author_id"), ("news", "comment_id"), ("news", "preview_file_id"), ("news", "task_id"),
    ("notifications", "comment_id"), ("notifications", "playlist_id"), ("preview-files", "source_file_id"),
    ("projects", "from_schedule_version_id"), ("events", "user_id"),
}  # fmt: skip
# What somebody said, changed, published and told others of stays, when they leave.
# Their id is still in it, for nothing lists these by person.
OF_SOMEBODY_GONE = {
    ("chat-messages", "person_id"), ("comments", "editor_id"), ("preview-files", "person_id"),
    ("notifications", "author_id"),
}  # fmt: skip
LEFT = FOREIGN | OF_SOMEBODY_GONE


@pytest.fixture(scope="module")
def has(inari: Inari) -> Furnished:
    """Return a studio in which records of every kind can be made; the tests of this module share it."""
    inari.empty()
    return Furnished(Studio(inari))


def unique_in(table: str) -> list[list[str]]:
    """Return the fields of which two records of a table may not have the same values, alone or together."""
    kind = OF_CONTRACT[kind_of(table)]
    alone = [[name] for name, field in kind["fields"].items() if field.get("unique")]
    return alone + [group for group in kind.get("unique_together", []) if group not in alone]


def naming(kind: str) -> list[tuple[str, str]]:
    """Return which fields of which tables name records of a kind."""
    return [
        (table, name)
        for table in TABLES
        for name, field in fields_of(table).items()
        if field.get("refers_to") == kind and table != NOT_MADE
    ]


@pytest.mark.parametrize("table", [table for table in TABLES if table != NOT_MADE and unique_in(table)])
def test_what_is_unique_is_refused_a_second_time(has, table):
    has.id_of(table)
    made = has.studio.get(f"/data/{table}/{has.made[table]['id']}").body
    for group in unique_in(table):
        if any(made.get(name) is None for name in group):
            continue  # what has no value takes no part
        same = {name: made[name] for name in group}
        before = len(has.studio.get(f"/data/{table}").body)
        refused = has.studio.admin.post(f"/data/{table}", has.body(table) | same)

        assert refused.status == 400, (group, refused)
        assert len(has.studio.get(f"/data/{table}").body) == before, group


@pytest.mark.parametrize("force", ["", "?force=true"])
@pytest.mark.parametrize("table", [table for table in TABLES if naming(kind_of(table))])
def test_nothing_that_goes_leaves_a_record_behind_that_names_it(has, table, force):
    gone = has.make(table)
    beside = [
        (other, name, made) for other, name in naming(kind_of(table)) if (made := naming_it(has, other, name, gone))
    ]
    left = has.studio.admin.delete(f"/data/{table}/{gone['id']}{force}")

    assert left.status in (204, 400), left
    there = has.studio.get(f"/data/{table}/{gone['id']}").status
    wrong = []
    for other, name, made in beside:
        now = has.studio.get(f"/data/{other}/{made['id']}")
        names_it = now.status == 200 and now.body.get(name) == gone["id"]
        if names_it is not (there == 200) and (other, name) not in LEFT:
            wrong.append((other, name))
    assert not wrong, f"{there} {wrong}"


def naming_it(has: Furnished, table: str, name: str, named: Values) -> Values | None:
    """Return a new record that names another one in a field; None where the field doesn't take it from a body."""
    reply = has.studio.admin.post(f"/data/{table}", has.body(table) | {name: named["id"]})
    if reply.status != 201 or reply.body.get(name) != named["id"]:
        return None
    made: Values = reply.body
    return made
