"""Records are found again by id, by parent, by unique value, always as they were last written."""

import msgspec
import pytest

from chalicelib.changes import Changes
from chalicelib.errors import NotFound, Taken
from chalicelib.store import collection, reading, work
from chalicelib.store.ids import new_id
from tests.store.kinds import Lamp, Oil, added, lamp, lamps, oils, street, streets


def test_a_record_is_found_by_its_id_as_it_was_kept():
    kept = lamp(street(), number=7, lit={"monday": 3}, tended_by=["orla"])

    assert lamps.find(kept.id) == kept
    assert lamps.get(kept.id) == kept


@pytest.mark.parametrize("unknown", ["0192b6f0-0000-7000-8000-000000000000", "no-id", "", "x" * 3000, "../../secret"])
def test_what_does_not_exist_is_none_and_get_says_so(unknown):
    assert lamps.find(unknown) is None
    with pytest.raises(NotFound, match="lamp"):
        lamps.get(unknown)


def test_many_come_in_the_order_that_was_asked_for_and_without_those_that_do_not_exist():
    harbour = street()
    first, second, third = (lamp(harbour, number=n) for n in (1, 2, 3))

    found = lamps.many([third.id, new_id(), first.id, "no-id", second.id, third.id])

    assert list(found.values()) == [third, first, second]


def test_more_than_one_batch_of_ids_is_read_whole():
    harbour = street()
    kept = work.in_parts(
        range(230),
        20,
        lambda c, part: [c.add(Lamp(street_id=harbour.id, number=n), streets.get(harbour.id)) for n in part],
    )

    assert list(lamps.many(one.id for one in kept).values()) == kept


def test_a_parent_has_its_own_records_in_the_order_in_which_they_were_made():
    harbour, market = street(), street(name="Market street")
    of_harbour = [lamp(harbour, number=n) for n in (3, 1, 2)]
    lamp(market)

    assert lamps.within(harbour.id) == of_harbour
    assert lamps.newest(harbour.id, 2) == [of_harbour[2], of_harbour[1]]
    assert lamps.within(new_id()) == []


def test_a_list_of_several_pages_is_whole():
    harbour = street()
    for number in range(8):
        lamp(harbour, number=number, notes="x" * 300_000)  # DynamoDB's page is 1 MB

    assert [one.number for one in lamps.within(harbour.id)] == list(range(8))


def test_a_record_is_found_by_what_only_one_may_have():
    kept = street(name="Rue de l'Été, 1")

    assert streets.held("name", "Rue de l'Été, 1") == kept
    assert streets.held("name", "rue de l'été, 1") is None


def test_which_ids_exist_is_known_without_reading_the_records():
    one, colza = lamp(street()), added(Oil(name="colza"))

    there = collection.exists(
        [("lamp", "", one.id), ("oil", "studio", colza.id), ("oil", "studio", new_id()), ("lamp", "", "no-id")]
    )

    assert there == {one.id, colza.id}


def test_an_address_names_what_is_above():
    harbour = street()
    one = lamp(harbour)

    reading.forget_caches()
    address = lamps.address(one.id)

    assert address is not None
    assert address.key == lamps.key(one)
    assert address.above == {"street": streets.key(harbour)}


def test_relations_are_kept_apart_and_joined_again():
    harbour = street()
    one = lamp(harbour, tended_by=["orla", "fenn"])

    (item,) = lamps.items(harbour.id)

    assert "tended_by" not in msgspec.json.decode(reading.text_of(item, relations=False))
    assert msgspec.json.decode(reading.text_of(item, relations=True), type=Lamp) == one


def test_a_kind_of_which_there_are_few_is_read_as_a_whole():
    kept = [added(Oil(name=name)) for name in ("whale", "colza", "lamp")]

    assert oils.all() == kept


def test_a_record_that_another_process_has_moved_is_found_where_it_is():
    old, new = street(), street(name="Hill street")
    one = lamp(old)
    before = reading.known_address(f"lamp#{one.id}")
    assert before is not None

    def move(changes: Changes) -> None:
        kept = lamps.get(one.id)
        changes.move(msgspec.structs.replace(kept, street_id=new.id), kept, streets.get(new.id))

    work.run(move)
    reading._addresses[f"lamp#{one.id}"] = before  # as a process remembers it that knows nothing of the move

    assert lamps.get(one.id).street_id == new.id
    assert [found.id for found in lamps.within(new.id)] == [one.id]
    assert lamps.within(old.id) == []


def test_a_unique_value_may_be_longer_than_a_key():
    begun = "ü" * 3000
    one, other = street(name=begun + "1"), street(name=begun + "2")

    assert streets.held("name", begun + "1") == one
    assert streets.held("name", begun + "2") == other
    with pytest.raises(Taken):
        street(name=begun + "1")
