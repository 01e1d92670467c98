"""Two people who do the same at the same moment get one thing done, not two, and no change is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.harness import Reply
from tests.studio import PASSWORD

MANY = 6


def at_once(call: Callable[[int], Reply]) -> list[Reply]:
    """Return what many callers at the same moment get."""
    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(call, range(MANY)))


def test_one_of_many_gets_an_address(studio):
    values = {"first_name": "Ada", "last_name": "L", "email": "ada@example.com"}

    replies = at_once(lambda _: studio.admin.post("/data/persons", values))

    assert sorted(reply.status for reply in replies) == [201] + [400] * (MANY - 1)
    assert len(studio.get("/data/persons?email=ada@example.com").body) == 1


def test_many_readers_make_the_missing_scales_once(studio):
    for _ in range(3):
        studio.department()

    replies = at_once(lambda _: studio.get("/data/salary-scales"))

    ids = {tuple(scale["id"] for scale in reply.body) for reply in replies}
    assert {reply.status for reply in replies} == {200}
    assert len(ids) == 1
    assert len(ids.pop()) == 27


def test_a_department_gets_a_machine_once(studio):
    department = studio.department()
    machine = studio.make("/data/hardware-items", name="Workstation", short_name="WS")
    path = f"/data/departments/{department['id']}/hardware-items"

    replies = at_once(lambda _: studio.admin.post(path, {"hardware_item_id": machine["id"]}))

    assert {reply.status for reply in replies} == {201}
    assert len({reply.body["id"] for reply in replies}) == 1


def test_every_guess_is_counted(studio):
    person = studio.person()
    at_once(lambda _: studio.nobody.post("/auth/login", {"email": person["email"], "password": "wrong"}))

    refused = studio.nobody.post("/auth/login", {"email": person["email"], "password": PASSWORD})

    assert refused.body["too_many_failed_login_attemps"] is True


def test_changes_of_two_fields_are_both_kept(studio):
    person, fields = studio.person(), ["first_name", "last_name", "phone", "desktop_login", "country", "data"]
    values = dict(zip(fields, ["Ada", "Byron", "1", "ada", "GB", "x"], strict=True))

    at_once(lambda n: studio.admin.put(f"/data/persons/{person['id']}", {fields[n]: values[fields[n]]}))

    kept = studio.get(f"/data/persons/{person['id']}").body
    assert {name: kept[name] for name in fields} == values
    assert kept["full_name"] == "Ada Byron"


def test_the_names_of_events_are_kept_once(studio):
    replies = at_once(lambda _: studio.get("/data/events/names"))

    assert {reply.status for reply in replies} == {200}
    assert len({tuple(reply.body) for reply in replies}) == 1
