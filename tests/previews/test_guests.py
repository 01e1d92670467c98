"""A guest comments, attaches and draws on what a shared playlist shows, and changes nobody's words but their own."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.auth.mails.records import mails
from chalicelib.people.persons.records import credentials, persons
from chalicelib.tasks.comments.records import comments
from chalicelib.tasks.tasks.records import tasks
from tests.previews.test_shared import Shared
from tests.previews.world import picture_of


class Visited(Shared):
    """A shared playlist with a guest, and a task of the production that is not in it."""

    def __init__(self, studio) -> None:
        super().__init__(studio)
        self.nobody = studio.nobody
        self.for_clients = studio.status(is_client_allowed=True)
        self.elsewhere = studio.task(self.project, self.shot, studio.task_type(self.project))
        self.link = self.share()
        self.gina = self.guest(self.link, "Gina")

    def guest(self, link, first_name):
        made = self.nobody.post(f"{link}/guest", {"first_name": first_name})
        assert made.status == 201
        return made.body["id"]

    def say(self, text="Nice!", *, link=None, **values):
        body = {"guest_id": self.gina, "task_id": self.task["id"], "task_status_id": self.for_clients["id"]}
        return self.nobody.post(f"{link or self.link}/comments", body | {"text": text} | values)

    def said(self):
        comment = self.say().body
        return comment, f"{self.link}/comments/{comment['id']}"

    def attached(self, path, name="idea.txt", content=b"brighter", **values):
        return self.nobody.upload(f"{path}/attachments", name, content, **({"guest_id": self.gina} | values))


@pytest.fixture
def visited(studio):
    return Visited(studio)


def test_a_guest_has_nothing_to_log_in_with_and_is_on_no_team(visited):
    guest = persons.get(visited.gina)

    assert (guest.is_guest, guest.role, credentials.find(guest.id)) == (True, "client", None)
    for password in ("default", "", "guest"):
        login = visited.nobody.post("/auth/login", {"email": guest.email, "password": password})
        assert login.status in (400, 401)
    assert visited.gina not in visited.get(f"/data/projects/{visited.project['id']}").body["team"]
    assert visited.studio.events("person:new")[0]["user_id"] is None


def test_nobody_writes_to_the_made_up_address_of_a_guest(visited):
    before = len(mails.all())

    assert visited.nobody.post("/auth/reset-password", {"email": persons.get(visited.gina).email}).status == 200
    assert len(mails.all()) == before


def test_who_comes_again_is_the_same_guest(visited):
    path = f"{visited.link}/guest"

    assert visited.nobody.post(path, {"first_name": " Gina "}).body["id"] == visited.gina
    assert visited.nobody.post(path, {"guest_id": visited.gina, "first_name": "Else"}).status == 200
    assert visited.nobody.post(path, {"first_name": "Gina", "last_name": "G."}).body["id"] != visited.gina
    assert visited.guest(visited.share(), "Gina") != visited.gina


def test_many_who_come_at_once_with_one_name_are_one_guest(visited):
    with ThreadPoolExecutor(6) as pool:
        come = list(pool.map(lambda _: visited.guest(visited.link, "Crowd"), range(6)))

    assert len(set(come)) == 1


def test_a_guest_who_was_shut_out_stays_out(visited):
    visited.admin.put(f"/data/persons/{visited.gina}", {"active": False})

    assert visited.say().status == 403
    assert visited.nobody.post(f"{visited.link}/guest", {"first_name": "Gina"}).status == 403
    assert visited.nobody.post(f"{visited.link}/guest", {"guest_id": visited.gina, "first_name": "Gina"}).status == 403


def test_a_comment_of_a_guest_moves_the_task_and_is_nobodys_in_the_log(visited):
    said = visited.say()

    assert (said.status, said.body["person_id"]) == (201, visited.gina)
    assert tasks.get(visited.task["id"]).task_status_id == visited.for_clients["id"]
    event = visited.studio.events("comment:new")[0]
    assert (event["data"]["comment_id"], event["user_id"]) == (said.body["id"], None)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"guest_id": "a guest of another link"}, 403),
        ({"guest_id": "somebody of the studio"}, 403),
        ({"task_id": "another task"}, 403),
        ({"task_status_id": "not for clients"}, 400),
        ({"task_status_id": "00000000-0000-4000-8000-000000000000"}, 400),
        ({"task_status_id": None}, 400),
        ({"guest_id": "nobody"}, 400),
    ],
)
def test_what_a_guest_may_not_say_is_refused(visited, values, status):
    known = {
        "a guest of another link": lambda: visited.guest(visited.share(), "Stray"),
        "somebody of the studio": lambda: visited.admin.user["id"],
        "another task": lambda: visited.elsewhere["id"],
        "not for clients": lambda: visited.studio.status(is_client_allowed=False)["id"],
    }
    sent = {name: known[value]() if value in known else value for name, value in values.items()}
    before = len(comments.within(visited.task["id"]))

    assert visited.say(**sent).status == status
    assert len(comments.within(visited.task["id"])) == before
    assert comments.within(visited.elsewhere["id"]) == []


def test_by_a_link_to_look_at_only_nothing_is_said_or_drawn(visited):
    link = visited.share(can_comment=False)
    guest = visited.guest(link, "Looker")
    drawn = {"guest_id": guest, "preview_file_id": visited.listed["id"]}

    assert visited.say(link=link, guest_id=guest).status == 403
    assert visited.nobody.put(f"{link}/annotations", drawn).status == 403
    assert visited.nobody.get(f"{link}/comments").status == 200


@pytest.mark.parametrize("end", ["revoked", "expired", "locked"])
def test_a_link_that_is_not_good_lets_nobody_say_or_read_anything(visited, end):
    _, path = visited.said()
    link = visited.link
    if end == "revoked":
        visited.admin.delete(f"{visited.path}/{link.rpartition('/')[2]}")
    else:
        link = visited.share(**({"expiration_date": "2001-01-01"} if end == "expired" else {"password": "sesame"}))
    path = path.replace(visited.link, link)

    assert visited.say(link=link).status == 404
    assert visited.nobody.get(f"{link}/comments").status == 404
    assert visited.nobody.post(f"{link}/guest").status == 404
    assert visited.nobody.put(path, {"guest_id": visited.gina, "text": "changed"}).status == 404
    assert visited.nobody.delete(f"{path}?guest_id={visited.gina}").status == 404
    assert visited.attached(path).status == 404
    drawn = {"guest_id": visited.gina, "preview_file_id": visited.listed["id"]}
    assert visited.nobody.put(f"{link}/annotations", drawn).status == 404
    assert visited.nobody.get(f"{link}/pictures/thumbnails/persons/{visited.gina}.png").status == 404


def test_the_password_of_a_link_opens_its_comments_too(visited):
    link = visited.share(password="sesame")
    guest = visited.nobody.post(f"{link}/guest?password=sesame", {"first_name": "Ali"}).body["id"]
    body = {"guest_id": guest, "task_id": visited.task["id"], "task_status_id": visited.for_clients["id"]}

    assert visited.nobody.post(f"{link}/comments?password=sesame", body).status == 201
    assert visited.nobody.post(f"{link}/comments?password=wrong", body).status == 404
    assert len(visited.nobody.get(f"{link}/comments?password=sesame").body) == 1


def test_a_guest_reads_what_guests_said_and_what_is_for_clients(visited):
    visited.studio.comment(visited.task, visited.status, "Between us")
    outside = visited.studio.comment(visited.task, visited.status, "For you", for_client=True)
    visited.studio.comment(visited.elsewhere, visited.status, "Of another task", for_client=True)
    said, _ = visited.said()

    seen = visited.nobody.get(f"{visited.link}/comments").body

    assert [one["id"] for one in seen] == [said["id"], outside["id"]]
    assert [one["person"]["is_guest"] for one in seen] == [True, False]
    assert all({"mentions", "acknowledgements", "previews"}.isdisjoint(one) for one in seen)


def test_hashtags_of_a_guest_send_nothing_to_other_tasks(visited):
    assert visited.say("Everybody look #all").status == 201
    assert comments.within(visited.elsewhere["id"]) == []


def test_an_answer_does_not_tell_whom_a_text_names(visited):
    artist = visited.studio.person()
    visited.studio.join(visited.project, artist)

    said = visited.say(f"@{artist['first_name']} {artist['last_name']} look")

    assert comments.get(said.body["id"]).mentions == [artist["id"]]
    assert said.body["mentions"] == []


def test_a_guest_sends_a_task_back_no_more_often_than_the_production_allows(visited):
    visited.admin.put(f"/data/projects/{visited.project['id']}", {"max_retakes": 1})
    retake = visited.studio.status(is_client_allowed=True, is_retake=True)["id"]

    assert visited.say(task_status_id=retake).status == 201
    assert visited.say(task_status_id=retake).status == 400


def test_a_guest_changes_and_takes_away_their_own_comment(visited):
    said, path = visited.said()

    changed = visited.nobody.put(path, {"guest_id": visited.gina, "text": "Better!"})
    assert (changed.status, changed.body["text"], changed.body["editor_id"]) == (200, "Better!", visited.gina)
    assert changed.body["checklist"] == said["checklist"]
    assert visited.nobody.delete(f"{path}?guest_id={visited.gina}").status == 204
    assert comments.find(said["id"]) is None
    assert visited.nobody.delete(f"{path}?guest_id={visited.gina}").status == 404


@pytest.mark.parametrize("whose", ["another guest's", "the studio's", "elsewhere"])
def test_nobody_elses_comment_is_a_guests_to_change(visited, whose):
    if whose == "another guest's":
        other = visited.say(guest_id=visited.guest(visited.link, "Otto")).body
    else:
        task = visited.task if whose == "the studio's" else visited.elsewhere
        other = visited.studio.comment(task, visited.status, "Mine", for_client=True)
    path = f"{visited.link}/comments/{other['id']}"
    before = comments.get(other["id"])

    assert visited.nobody.put(path, {"guest_id": visited.gina, "text": "Yours"}).status == 403
    assert visited.nobody.delete(f"{path}?guest_id={visited.gina}").status == 403
    assert visited.attached(path).status == 403
    assert comments.get(other["id"]) == before


def test_a_guest_sets_no_status_that_is_not_for_clients_by_changing_a_comment(visited):
    said, path = visited.said()
    internal = visited.studio.status(is_client_allowed=False)

    refused = visited.nobody.put(path, {"guest_id": visited.gina, "task_status_id": internal["id"]})

    assert refused.status == 403
    assert comments.get(said["id"]).task_status_id == visited.for_clients["id"]


def test_what_a_guest_attaches_is_fetched_and_taken_away_again(visited):
    _, path = visited.said()
    [file] = visited.attached(path).body["attachment_files"]
    content = f"{visited.link}/attachment-files/{file['id']}/file/idea.txt"

    assert visited.nobody.get(content).content == b"brighter"
    other = visited.guest(visited.link, "Otto")
    assert visited.nobody.delete(f"{path}/attachments/{file['id']}?guest_id={other}").status == 403
    assert visited.nobody.delete(f"{path}/attachments/{file['id']}?guest_id={visited.gina}").status == 204
    assert visited.nobody.get(content).status == 404


def test_a_guest_fetches_no_file_that_was_attached_between_us(visited):
    files = {}
    for name, task, for_client in (
        ("internal", visited.task, False), ("outside", visited.task, True), ("elsewhere", visited.elsewhere, True),
    ):  # fmt: skip
        comment = visited.studio.comment(task, visited.status, name, for_client=for_client)
        path = f"/actions/tasks/{task['id']}/comments/{comment['id']}/add-attachment"
        files[name] = visited.admin.upload(path, "plan.txt", b"plan").body[0]["id"]
    _, own = visited.said()

    fetched = {
        name: visited.nobody.get(f"{visited.link}/attachment-files/{one}/file/plan.txt").status
        for name, one in files.items()
    }
    assert fetched == {"internal": 404, "outside": 200, "elsewhere": 404}
    assert visited.nobody.delete(f"{own}/attachments/{files['outside']}?guest_id={visited.gina}").status == 404


def test_only_who_has_said_something_for_guests_has_a_picture_there(visited):
    admin_id = visited.admin.user["id"]
    visited.admin.upload(f"/pictures/thumbnails/persons/{admin_id}", "me.png", picture_of())
    portrait = f"{visited.link}/pictures/thumbnails/persons/{admin_id}.png"

    visited.studio.comment(visited.task, visited.status, "Between us")
    assert visited.nobody.get(portrait).status == 404
    visited.studio.comment(visited.task, visited.status, "For you", for_client=True)
    assert visited.nobody.get(portrait).status == 200


def test_a_guest_draws_on_what_the_playlist_shows(visited):
    drawing = [{"time": 0, "drawing": {"objects": [{"id": "a", "type": "rect"}]}}]
    body = {"guest_id": visited.gina, "additions": drawing, "updates": None}

    def draw(preview):
        return visited.nobody.put(f"{visited.link}/annotations", body | {"preview_file_id": preview["id"]})

    assert draw(visited.listed).body["annotations"] == drawing
    assert draw(visited.hidden).status == 403
    assert visited.get(f"/data/preview-files/{visited.hidden['id']}").body["annotations"] is None
