"""A day's work at an Inari, wherever it runs: log in, make, comment, look again, take away as sheets and bring back."""

import random
import string

import requests

from tests.stack.place import SECONDS


def test_it_says_which_version_runs(place):
    index = requests.get(f"{place.url}/", timeout=SECONDS).json()
    status = requests.get(f"{place.url}/status", timeout=SECONDS).json()

    assert index["api"] == status["name"] == "Inari"
    assert index["version"] == status["version"] != ""
    assert status["database-up"] is True
    if deployed := place.told().get("DeployedVersion"):
        assert index["version"] == deployed


def test_a_wrong_password_opens_nothing(place):
    answer = requests.post(f"{place.url}/auth/login", json={"email": "a@b.ch", "password": "?"}, timeout=SECONDS)

    assert answer.status_code in (400, 401)
    assert answer.json()["login"] is False
    assert requests.get(f"{place.url}/data/projects", timeout=SECONDS).status_code == 401


def test_what_is_not_there_is_said_in_json(admin):
    answer = admin.send("GET", "/data/nothing-of-that-kind")

    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["X-Request-Id"]
    assert answer.json()["message"]


def test_a_path_answers_with_a_slash_and_a_name_in_any_script(admin, world):
    names = ["日本 & co/№1?", "100 %"]
    below = f"/data/projects/{world.project['id']}"
    for name in names:
        admin.make(f"{below}/sequences/", name=name)

    assert {one["name"] for one in admin.get(f"{below}/sequences")} >= set(names)
    assert [one["name"] for one in admin.get(f"/data/sequences?project_id={world.project['id']}&name=100%20%25")] == [
        "100 %"
    ]


def test_a_comment_is_on_the_board_at_once_and_what_has_not_changed_is_not_sent_again(admin, world):
    path = f"/data/shots/with-tasks?project_id={world.project['id']}"
    first = admin.send("GET", path)
    tag = {"If-None-Match": first.headers["ETag"]}
    assert [task["id"] for task in first.json()[0]["tasks"]] == [world.task["id"]]
    assert admin.send("GET", path, headers=tag).status_code == 304

    world.comment("She lights the first lamp.")

    again = admin.send("GET", path, headers=tag)
    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]
    comments = admin.get(f"/data/tasks/{world.task['id']}/comments")
    assert comments[0]["text"] == "She lights the first lamp."


def test_a_sheet_comes_back_as_it_went_out(admin, world):
    lines = world.sheet("shots")
    assert lines[0].startswith("Project;Episode;Sequence;Name;")
    changed = "\r\n".join(lines).replace(";48;", ";96;")
    path = f"/import/csv/projects/{world.project['id']}/shots?update=true"

    # not by `send`: it would declare JSON
    answer = admin.http.post(admin.url + path, files={"file": ("shots.csv", changed, "text/csv")}, timeout=SECONDS)

    assert answer.status_code == 201, answer.text
    assert world.sheet("shots")[1] == lines[1].replace(";48;", ";96;")
    shot = admin.get(f"/data/shots/{world.shot['id']}")
    assert shot["nb_frames"] == 96


def test_an_answer_that_is_too_large_for_a_function_comes_by_way_of_the_bucket(place, admin, world):
    letters = random.Random(1)
    below = f"/data/projects/{world.project['id']}"
    texts = {f"SQ{number}": "".join(letters.choices(string.ascii_letters, k=300_000)) for number in range(17)}
    for name, text in texts.items():
        admin.make(f"{below}/sequences", name=name, description=text)

    answer = admin.send("GET", f"{below}/sequences", headers={"Accept-Encoding": "identity"})

    assert answer.status_code == 200
    assert {one["name"]: one["description"] for one in answer.json() if one["name"] in texts} == texts
    assert [detour.status_code for detour in answer.history] == ([] if place.local else [303])
