"""Work runs again when somebody was faster; many at once lose nothing, and one of many gets a name."""

from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from chalicelib.changes import Changes
from chalicelib.errors import Outrun, Taken
from chalicelib.store import turns, work
from tests.store.kinds import Lamp, Street, all_streets, lamp, lamps, street, streets

CLIENTS = 20
CHANGES = 10


def test_many_who_change_one_record_lose_nothing():
    one = lamp(street())

    def changes_of(client: int) -> None:
        for number in range(CHANGES):

            def change(changes: Changes, number: int = number) -> None:
                kept = lamps.get(one.id)
                changes.save(msgspec.structs.replace(kept, lit={**kept.lit, f"{client}.{number}": number}))

            work.run(change)

    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(changes_of, range(CLIENTS)))

    assert len(lamps.get(one.id).lit) == CLIENTS * CHANGES


def test_of_many_who_want_one_name_one_gets_it_and_the_others_are_told():
    def wanted(_client: int) -> bool:
        try:
            work.run(lambda changes: changes.add(Street(name="Harbour street")))
        except Taken:
            return False
        return True

    with ThreadPoolExecutor(CLIENTS) as clients:
        got = list(clients.map(wanted, range(CLIENTS)))

    assert sorted(got) == [False] * (CLIENTS - 1) + [True]
    assert len(all_streets()) == 1


def test_of_many_who_get_or_create_all_get_the_same_one():
    def got_or_made(_client: int) -> str:
        def get_or_create(changes: Changes) -> Street:
            return streets.held("name", "Harbour street") or changes.add(Street(name="Harbour street"))

        return work.run(get_or_create).id

    with ThreadPoolExecutor(CLIENTS) as clients:
        assert len(set(clients.map(got_or_made, range(CLIENTS)))) == 1


def test_who_is_outrun_again_and_again_is_told_so():
    one = lamp(street())

    def too_late(changes: Changes) -> None:
        kept = lamps.get(one.id)
        work.run(lambda other: other.save(msgspec.structs.replace(lamps.get(one.id), number=kept.number + 1)))
        changes.save(msgspec.structs.replace(kept, notes="mine"))

    with pytest.raises(Outrun):
        work.run(too_late, patience=1)

    assert lamps.get(one.id).number > 1  # it was tried again
    assert lamps.get(one.id).notes == ""


def test_what_the_work_raises_changes_nothing():
    def fails(changes: Changes) -> None:
        changes.add(Street(name="Harbour street"))
        raise ValueError("no oil")

    with pytest.raises(ValueError, match="no oil"):
        work.run(fails)

    assert all_streets() == []


def test_large_work_is_done_in_parts_and_can_be_sent_again_after_it_broke_off():
    harbour = street()
    numbers = list(range(90))
    oil = [50]

    def light(changes: Changes, part: list[int]) -> list[Lamp]:
        there = {one.number for one in lamps.within(harbour.id)}
        parent = streets.get(harbour.id)
        made = [changes.add(Lamp(street_id=harbour.id, number=n), under=parent) for n in part if n not in there]
        if part[-1] > oil[0]:
            raise ValueError("no oil")
        return made

    with pytest.raises(ValueError, match="no oil"):
        work.in_parts(numbers, 20, light)
    assert len(lamps.within(harbour.id)) == 40

    oil[0] = 1000
    assert len(work.in_parts(numbers, 20, light)) == 50
    assert [one.number for one in lamps.within(harbour.id)] == numbers


def test_who_changes_the_same_record_stands_in_line_and_who_changes_another_does_not():
    one, other = frozenset({(Lamp, "1"), (Street, "s")}), frozenset({(Lamp, "2")})
    order: list[str] = []

    def stand(name: str, records: turns.Records) -> None:
        with turns.turn(records):
            order.append(name)

    with ThreadPoolExecutor(3) as threads, turns.turn(one):
        assert not turns.crowded(one)  # one's own turn is no crowd
        assert threads.submit(turns.crowded, frozenset({(Lamp, "1")})).result()
        waiting = threads.submit(stand, "same", frozenset({(Lamp, "1")}))
        threads.submit(stand, "other", other).result()
        with turns.turn(one):  # inside of one's own turn
            order.append("nested")
        assert order == ["other", "nested"]
        assert not waiting.done()
    assert order == ["other", "nested", "same"]
    assert not turns.crowded(one)


def test_who_waits_too_long_for_a_turn_goes_on(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST", 0.01)
    record = frozenset({(Lamp, "1")})

    def stand() -> bool:
        with turns.turn(record):
            return True

    with ThreadPoolExecutor(1) as threads, turns.turn(record):
        assert threads.submit(stand).result(timeout=5)


def test_a_part_that_takes_too_many_writes_is_done_in_smaller_ones():
    harbour = street()
    helpers = [f"helper {n}" for n in range(20)]

    def light(changes: Changes, part: list[int]) -> list[Lamp]:
        parent = streets.get(harbour.id)
        return [changes.add(Lamp(street_id=harbour.id, number=n, tended_by=helpers), under=parent) for n in part]

    assert [one.number for one in work.in_parts(list(range(9)), 9, light)] == list(range(9))
    assert [one.number for one in lamps.within(harbour.id)] == list(range(9))
