"""Who has a task books hours on it; whatever happens to them, the task's duration is their sum."""

from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.fixture
def show(studio):
    return studio.project()


@pytest.fixture
def artist(studio, show):
    return studio.as_("user", show)


@pytest.fixture
def task(studio, show, artist):
    return studio.task(show, studio.shot(show), studio.task_type(show), assignees=[artist.user["id"]])


def path(task, person, day="2026-03-02"):
    return f"/actions/tasks/{task['id']}/time-spents/{day}/persons/{person['id']}"


def duration(studio, task):
    return studio.get(f"/data/tasks/{task['id']}").body["duration"]


def test_an_artist_sets_and_adds_hours_and_takes_them_back(studio, task, artist):
    where = path(task, artist.user)

    durations = []
    for send, body in ((artist.post, 120), (artist.post, 90)):
        send(where, {"duration": body})
        durations.append(duration(studio, task))
    artist.post(f"{where}/add", {"duration": 30})
    durations.append(duration(studio, task))
    gone = artist.delete(where)

    assert durations == [120, 90, 120]
    assert (gone.status, gone.body["duration"], duration(studio, task)) == (201, 0, 0)
    assert artist.delete(where).status == 404


def test_everybody_s_hours_at_once_are_all_counted(studio, show, task):
    people = [studio.person() for _ in range(4)]
    studio.admin.put(f"/data/tasks/{task['id']}", {"assignees": [one["id"] for one in people]})

    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda one: studio.admin.post(f"{path(task, one)}/add", {"duration": 30}), people * 2))

    assert {reply.status for reply in replies} == {201}
    assert duration(studio, task) == 8 * 30
    assert studio.get(f"/actions/tasks/{task['id']}/time-spents").body["total"] == 8 * 30


def test_hours_show_when_somebody_was_last_at_work(studio, task, artist):
    for day in ("2026-03-04", "2026-03-02"):
        artist.post(path(task, artist.user, day), {"duration": 60})

    assert studio.get(f"/data/persons/{artist.user['id']}").body["last_presence"] == "2026-03-04"


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_others_book_no_hours_for_somebody_and_take_none_back(studio, show, task, artist, who):
    artist.post(path(task, artist.user), {"duration": 60})
    time = studio.get("/data/time-spents").body[0]
    client = studio.as_(who, show)

    replies = [
        client.post(path(task, artist.user), {"duration": 5}),
        client.post(f"{path(task, artist.user)}/add", {"duration": 5}),
        client.delete(path(task, artist.user)),
        client.delete(f"/data/time-spents/{time['id']}"),
    ]

    assert {reply.status for reply in replies} == {401 if who == "nobody" else 403}
    assert duration(studio, task) == 60


def test_nobody_books_hours_for_who_has_not_the_task(studio, show, task):
    other = studio.as_("user", show)

    replies = [client.post(path(task, other.user), {"duration": 60}) for client in (other, studio.admin)]

    assert [reply.status for reply in replies] == [403, 403]
    assert duration(studio, task) == 0


@pytest.mark.parametrize("body", [{}, {"duration": 0}, {"duration": -5}, {"duration": "long"}, {"duration": None}])
def test_hours_are_more_than_none(studio, task, artist, body):
    assert artist.post(path(task, artist.user), body).status == 400
    assert duration(studio, task) == 0


@pytest.mark.parametrize("day", ["2026-02-30", "someday", "20260302", "2026-W10-1"])
def test_hours_are_of_a_day(studio, task, artist, day):
    assert artist.post(path(task, artist.user, day), {"duration": 60}).status == 400
    assert duration(studio, task) == 0


def test_a_bot_books_hours_where_the_production_lets_it_and_takes_none_back(studio, show, task, artist):
    made = studio.person("manager", is_bot=True, email="bot@example.com")
    studio.join(show, made)
    bot = type(artist)(studio.inari, made["access_token"])

    refused = bot.post(path(task, artist.user), {"duration": 60})
    studio.admin.put(f"/data/projects/{show['id']}", {"is_bot_collaboration_enabled": True})
    booked = bot.post(path(task, artist.user), {"duration": 60})

    assert (refused.status, booked.status, bot.delete(path(task, artist.user)).status) == (403, 201, 403)
    assert duration(studio, task) == 60


def test_an_administrator_moves_hours_and_all_durations_stay_true(studio, show, task, artist):
    other = studio.task(show, studio.shot(show), studio.task_type(show))
    values = {"person_id": artist.user["id"], "date": "2026-03-02"}
    time = studio.make("/data/time-spents", task_id=task["id"], duration=60, **values)
    studio.make("/data/time-spents", task_id=other["id"], duration=15, **values)
    where = f"/data/time-spents/{time['id']}"

    taken = studio.admin.put(where, {"task_id": other["id"]})
    untouched = duration(studio, task), duration(studio, other)
    moved = studio.admin.put(where, {"task_id": other["id"], "date": "2026-03-03", "duration": 45})

    assert (taken.status, untouched) == (400, (60, 15))
    assert (moved.body["date"], duration(studio, task), duration(studio, other)) == ("2026-03-03", 0, 60)
    assert studio.get(where).body["task_id"] == other["id"]
    assert studio.get(f"/actions/tasks/{task['id']}/time-spents").body == {"total": 0}


def test_a_vendor_sees_the_hours_of_the_own_entities_only(studio, show, task):
    vendor = studio.as_("vendor", show)
    where = f"/actions/tasks/{task['id']}/time-spents"

    before = vendor.get(where)
    studio.admin.put(f"/data/tasks/{task['id']}", {"assignees": [vendor.user["id"]]})

    assert (before.status, vendor.get(where).status) == (403, 200)


def test_hours_go_with_their_task(studio, show, task, artist):
    artist.post(path(task, artist.user), {"duration": 60})

    kept = studio.admin.delete(f"/data/tasks/{task['id']}")
    studio.admin.delete(f"/data/tasks/{task['id']}?force=true")

    assert kept.status == 400
    assert studio.get("/data/time-spents").body == []
    assert studio.get(f"/data/projects/{show['id']}/time-spents").body == []


def test_a_production_s_hours_are_not_for_clients_and_others(studio, show, task, artist):
    artist.post(path(task, artist.user), {"duration": 60})
    where = f"/data/projects/{show['id']}"
    of_type = f"{where}/task-types/{task['task_type_id']}/time-spents"

    seen = {who: studio.as_(who, show).get(f"{where}/time-spents").status for who in ("client", "vendor", "user")}

    assert seen == {"client": 403, "vendor": 200, "user": 200}
    assert studio.as_("manager elsewhere").get(f"{where}/time-spents").status == 403
    assert list(studio.as_("manager", show).get(f"{of_type}?end_date=2026-03-02").body) == [artist.user["id"]]
    assert studio.get(f"{of_type}?start_date=2026-03-03").body == {}
    assert studio.as_("supervisor", show).get(of_type).status == 403


def test_hours_go_with_who_booked_them_and_the_task_keeps_its_duration(studio, show, task, artist):
    artist.post(path(task, artist.user), {"duration": 60})
    studio.make("/data/day-offs", person_id=artist.user["id"], date="2026-04-01", end_date="2026-04-02")

    kept = studio.admin.delete(f"/data/persons/{artist.user['id']}")
    gone = studio.admin.delete(f"/data/persons/{artist.user['id']}?force=true")

    assert (kept.status, gone.status) == (400, 204)
    assert studio.get("/data/time-spents").body == studio.get(f"/data/projects/{show['id']}/time-spents").body == []
    assert duration(studio, task) == 60


def test_more_hours_than_there_are_are_refused(studio, task, artist):
    artist.post(path(task, artist.user), {"duration": 10**9})

    added = artist.post(f"{path(task, artist.user)}/add", {"duration": 1})
    set_ = artist.post(path(task, artist.user), {"duration": 1e300})

    assert (added.status, set_.status, duration(studio, task)) == (400, 400, 10**9)


def test_an_administrator_s_list_of_a_period_is_filtered_and_paged_as_others(studio, task, artist):
    for day in ("2026-03-01", "2026-03-02", "2026-03-03"):
        artist.post(path(task, artist.user, day), {"duration": 60})
    period = "/data/time-spents?start_date=2026-03-01&end_date=2026-03-02"

    assert [time["date"] for time in studio.get(period).body] == ["2026-03-01", "2026-03-02"]
    assert [time["date"] for time in studio.get(f"{period}&date=2026-03-02").body] == ["2026-03-02"]
    page = studio.get(f"{period}&page=1&limit=1&person_id={artist.user['id']}&fields=date").body
    assert (page["total"], [time["date"] for time in page["data"]]) == (2, ["2026-03-02"])
    assert studio.get("/data/time-spents?start_date=2026-03-01").status == 400
