"""A commit is everything or nothing: records, unique names, links, rows and events, whoever else writes meanwhile."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from chalicelib.changes import Changes
from chalicelib.errors import NotStored, Outrun, Taken
from chalicelib.store import files, reading, stamps, work
from chalicelib.store.commit import TooMuch, commit
from chalicelib.store.tables import EventItem, StampItem
from tests.store.kinds import TOWN, Lamp, Street, added, all_streets, lamp, lamps, street, streets

LARGE = "lamp oil " * 50_000  # 450 KB: more than an item may hold


def rows_of(of: Street) -> list[Any]:
    """Return what is shown beside a street."""
    (item,) = reading.records([streets.key(of)]).values()
    rows: list[Any] = msgspec.json.decode(item.rows or "[]")
    return rows


def event_items() -> list[EventItem]:
    """Return what the event log of this month holds."""
    return list(EventItem.query(f"{dt.datetime.now(dt.UTC):%Y-%m}", consistent_read=True))


def stamp_of(of: Street) -> str:
    """Return the version of all that is shown of a street."""
    return stamps.text_of(reading.batch_get({StampItem: stamps.keys_of(f"street#{of.id}")})[StampItem])


def replaced(record: Any, **values: Any) -> Any:
    """Keep the record with other values, in a commit of its own."""
    of = streets if isinstance(record, Street) else lamps
    return work.run(lambda changes: changes.save(msgspec.structs.replace(of.get(record.id), **values)))


def removed(record: Any) -> None:
    """Remove the record in a commit of its own."""
    of = streets if isinstance(record, Street) else lamps
    work.run(lambda changes: changes.remove(of.get(record.id)))


def test_nothing_of_a_commit_is_written_when_one_of_its_names_is_taken():
    street(name="Harbour street")

    def two(changes: Changes) -> None:
        changes.add(Street(name="Market street"))
        changes.add(Street(name="Harbour street"))
        changes.tell("street:new")

    with pytest.raises(Taken, match="name"):
        work.run(two)

    assert [one.name for one in all_streets()] == ["Harbour street"]
    assert streets.held("name", "Market street") is None
    assert event_items() == []


def test_a_name_is_free_again_when_its_record_has_another_or_is_gone():
    first = street(name="Harbour street")
    replaced(first, name="Quay street")
    second = street(name="Harbour street")
    removed(second)

    assert street(name="Harbour street").name == "Harbour street"
    with pytest.raises(Taken):
        street(name="Quay street")


def test_any_number_of_records_may_have_no_value_where_one_must_be_unique():
    harbour = street()
    lamp(harbour, serial="L-1")
    for _ in range(2):
        lamp(harbour, serial=None)

    with pytest.raises(Taken, match="serial"):
        lamp(harbour, serial="L-1")
    assert len(lamps.within(harbour.id)) == 3


def test_two_who_change_one_record_both_get_their_change():
    one = lamp(street())
    attempts = []

    def mine(changes: Changes) -> None:
        kept = lamps.get(one.id)
        attempts.append(kept.number)
        if len(attempts) == 1:  # somebody else comes between reading and writing
            replaced(one, notes="trimmed")
        changes.save(msgspec.structs.replace(kept, number=kept.number + 1))

    work.run(mine)

    assert attempts == [0, 0]
    assert (lamps.get(one.id).number, lamps.get(one.id).notes) == (1, "trimmed")


def test_a_record_that_was_removed_meanwhile_does_not_come_back():
    one = lamp(street())
    changes = Changes()
    with reading.session():
        changes.save(msgspec.structs.replace(lamps.get(one.id), number=9))
        removed(one)
        with pytest.raises(Outrun):
            commit(changes)

    assert lamps.find(one.id) is None


def test_a_record_that_was_not_read_can_not_be_overwritten():
    one = lamp(street())

    with pytest.raises(LookupError, match="without having been read"):
        work.run(lambda changes: changes.save(one))


def test_a_commit_beyond_what_dynamodb_takes_is_refused_whole():
    def many(changes: Changes) -> None:
        for number in range(34):  # three writes each: the record, its address, its name
            changes.add(Street(name=f"Street {number}"))

    with pytest.raises(TooMuch, match="102"):
        work.run(many)

    assert all_streets() == []


def test_links_follow_the_record():
    one = lamp(street(), number=1, tended_by=["orla", "fenn"])
    replaced(one, number=2, tended_by=["orla"])

    assert [(link.target, link.facts) for link in reading.links("tends#orla")] == [(one.id, '{"number":2}')]
    assert reading.links("tends#fenn") == []
    removed(one)
    assert reading.links("tends#orla") == []


def test_rows_beside_a_record_are_true_in_the_commit_that_changes_them():
    harbour = street()
    first, second = lamp(harbour, number=1), lamp(harbour, number=2)

    assert rows_of(harbour) == [[first.id, 1], [second.id, 2]]
    replaced(first, number=5)
    removed(second)
    assert rows_of(harbour) == [[first.id, 5]]
    replaced(harbour, length=80)
    assert rows_of(harbour) == [[first.id, 5]]


def test_a_record_and_what_is_shown_beside_it_are_made_in_one_commit():
    def both(changes: Changes) -> tuple[Street, Lamp]:
        harbour = changes.add(Street(name="Harbour street"))
        return harbour, changes.add(Lamp(street_id=harbour.id, number=1), under=harbour)

    harbour, one = work.run(both)

    assert rows_of(harbour) == [[one.id, 1]]
    assert lamps.get(one.id) == one


def test_a_stamp_differs_as_soon_as_something_in_its_scope_has_changed():
    harbour, market = street(), street(name="Market street")
    one = lamp(harbour)
    before = stamp_of(harbour), stamp_of(market)
    replaced(one, number=2)

    assert stamp_of(harbour) != before[0]
    assert stamp_of(market) == before[1]


def test_a_large_body_lies_in_the_bucket_unseen_by_those_who_read_and_write():
    harbour = street()
    one = lamp(harbour, notes=LARGE)

    (item,) = reading.records([lamps.key(one)]).values()
    assert len(item.body) < 200
    assert files.below("bodies/") == [item.body.removeprefix("s3:")]
    assert lamps.get(one.id) == lamps.within(harbour.id)[0] == one


def test_a_body_that_has_become_small_or_is_gone_leaves_no_file_behind():
    harbour = street()
    first, second = lamp(harbour, notes=LARGE), lamp(harbour, notes=LARGE)

    replaced(first, notes="short")
    removed(second)

    assert lamps.get(first.id).notes == "short"
    assert files.below("bodies/") == []


def test_a_large_body_that_changes_is_never_half_of_each():
    one = lamp(street(), notes=LARGE)

    replaced(one, notes=LARGE[::-1])

    assert lamps.get(one.id).notes == LARGE[::-1]
    assert len(files.below("bodies/")) == 1


def test_all_events_of_a_commit_are_one_item_and_come_with_what_caused_them():
    def told(changes: Changes) -> None:
        changes.add(Street(name="Harbour street"))
        changes.tell("street:new", "a-production", street_id="s")
        changes.tell("town:update")

    work.run(told, by="orla")

    (item,) = event_items()
    first, second = msgspec.json.decode(item.events)
    assert (first["name"], first["user_id"], first["project_id"]) == ("street:new", "orla", "a-production")
    assert first["data"] == {"street_id": "s", "project_id": "a-production"}
    assert second["name"] == "town:update"


def test_a_ticket_is_used_once():
    work.run(lambda changes: changes.hand_out("link#1", dt.timedelta(hours=1), "orla", once=True))
    assert reading.tickets(["link#1"])["link#1"].value == "orla"

    work.run(lambda changes: changes.use_up("link#1"))

    with pytest.raises(Outrun):
        work.run(lambda changes: changes.use_up("link#1"), patience=0)


def test_files_are_deleted_only_when_everything_else_is_written():
    files.put("pictures/old.png", b"old", "image/png")
    street(name="Harbour street")

    def fails(changes: Changes) -> None:
        changes.discard("pictures/old.png")
        changes.add(Street(name="Harbour street"))

    with pytest.raises(Taken):
        work.run(fails)
    assert files.get("pictures/old.png") == b"old"

    work.run(lambda changes: changes.discard("pictures/old.png"))
    assert files.size_of("pictures/old.png") is None


def test_the_item_says_when_it_was_last_written_to_the_microsecond():
    one = added(Street(name="Harbour street"))

    (item,) = streets.items(TOWN)

    assert item.updated_at[:19] == one.updated_at.isoformat()
    assert len(item.updated_at) == 26


def test_a_commit_that_fails_leaves_no_body_behind():
    harbour = street()
    lamp(harbour, serial="L-1")

    with pytest.raises(Taken):
        lamp(harbour, serial="L-1", notes=LARGE)

    assert files.below("bodies/") == []


def test_a_tally_follows_what_comes_changes_and_goes():
    of = street()
    first, second = lamp(of), lamp(of)
    lamp(of, lit={"dusk": 1})
    scope = f"lamps#{of.id}"
    assert stamps.tallies(scope) == {"dark": 2, "lit": 1}

    replaced(first, lit={"dusk": 2})
    assert stamps.tallies(scope) == {"dark": 1, "lit": 2}

    work.run(lambda changes: changes.remove(lamps.get(second.id)))
    assert stamps.tallies(scope) == {"lit": 2}


def test_what_could_not_be_read_again_is_refused_by_name():
    of = street()

    with pytest.raises(NotStored, match="number"):
        lamp(of, number="three")

    assert lamps.within(of.id) == []
