"""A password is chosen by its owner, or by an admin for them; what is forgotten comes back by mail."""

import re

import pytest

from chalicelib.auth.mails.records import Mail, mails
from tests.studio import PASSWORD

NEW = {"password": "something new", "password_2": "something new"}


def can_log_in(studio, person, password):
    return studio.nobody.post("/auth/login", {"email": person["email"], "password": password}).status == 200


def mailed_to(person) -> list[Mail]:
    return [mail for mail in mails.all() if mail.to == person["email"]]


def token_in(mail: Mail) -> str:
    return re.search(r"token=(\w+)", mail.text)[1]


def reset(studio, person, token, password="something new", again=None):
    body = {"email": person["email"], "token": token, "password": password, "password2": again or password}
    return studio.nobody.put("/auth/reset-password", body)


def test_a_person_changes_their_own_password_and_is_told(studio):
    person = studio.person()
    client = studio.log_in(person)

    assert client.post("/auth/change-password", {"old_password": PASSWORD, **NEW}).body == {"success": True}

    assert can_log_in(studio, person, "something new")
    assert not can_log_in(studio, person, PASSWORD)
    assert len(mailed_to(person)) == 1
    assert client.get("/auth/authenticated").status == 200


@pytest.mark.parametrize(
    "body", [{"password": "short", "password_2": "short"}, {"password": "long enough", "password_2": "another one"}]
)
def test_a_password_that_will_not_do_changes_nothing(studio, body):
    person = studio.person()

    assert studio.log_in(person).post("/auth/change-password", {"old_password": PASSWORD, **body}).status == 400
    assert studio.admin.post(f"/actions/persons/{person['id']}/change-password", body).status == 400
    assert can_log_in(studio, person, PASSWORD)
    assert mailed_to(person) == []


@pytest.mark.parametrize("who", ["manager", "supervisor", "user", "client", "vendor"])
def test_only_an_admin_sets_the_password_of_others(studio, who):
    person, by = studio.person(), studio.as_(who)

    for method, path in (("POST", "change-password"), ("POST", "reset-password-link"), ("GET", "invite")):
        assert by.send(method, f"/actions/persons/{person['id']}/{path}", NEW).status == 403
    assert can_log_in(studio, person, PASSWORD)


def test_an_admin_keeps_their_password_from_the_other_admins(studio):
    person = studio.person("admin")

    assert studio.admin.post(f"/actions/persons/{person['id']}/change-password", NEW).status == 400
    assert studio.admin.post(f"/actions/persons/{person['id']}/reset-password-link").status == 400
    assert can_log_in(studio, person, PASSWORD)


def test_a_forgotten_password_is_replaced_once_by_whoever_got_the_mail(studio):
    person = studio.person()
    studio.nobody.post("/auth/reset-password", {"email": person["email"]})
    token = token_in(mailed_to(person)[0])

    assert reset(studio, person, "x" * 64).status == 400
    assert reset(studio, person, token, "short").status == 400
    assert reset(studio, person, token).body == {"success": True}
    assert reset(studio, person, token).status == 400
    assert can_log_in(studio, person, "something new")


def test_a_newer_token_replaces_the_one_before_and_none_is_good_for_others(studio):
    person, other = studio.person(), studio.person()
    for _ in range(2):
        studio.nobody.post("/auth/reset-password", {"email": person["email"]})
    old, new = map(token_in, mailed_to(person))
    for_others = [reset(studio, other, token).status for token in (old, new)]

    assert for_others == [400, 400]
    assert [reset(studio, person, token).status for token in (old, new)] == [400, 200]


def test_whoever_asks_for_a_reset_learns_nothing(studio):
    person, gone = studio.person(), studio.person(active=False)

    answers = [studio.nobody.post("/auth/reset-password", {"email": email}) for email in
               (person["email"], gone["email"], "nobody@example.com")]  # fmt: skip

    assert len({(reply.status, str(reply.body)) for reply in answers}) == 1
    assert mailed_to(gone) == []


def test_an_invitation_is_mailed_and_lets_somebody_choose(studio):
    person = studio.person(password=None)

    assert studio.get(f"/actions/persons/{person['id']}/invite").body["success"] is True

    assert reset(studio, person, token_in(mailed_to(person)[0])).status == 200
    assert can_log_in(studio, person, "something new")


def test_a_link_is_given_to_the_admin_and_stays_the_same_while_it_is_good(studio):
    person = studio.person()
    path = f"/actions/persons/{person['id']}/reset-password-link"

    first, second = studio.admin.post(path).body, studio.admin.post(path).body

    assert first == second
    assert mailed_to(person) == []
    assert reset(studio, person, first["reset_password_link"].rpartition("token=")[2]).status == 200


def test_the_first_password_is_good_for_nothing_but_choosing_another(studio):
    person = studio.person(password="default")

    refused = studio.nobody.post("/auth/login", {"email": person["email"]})

    assert (refused.status, refused.body["default_password"]) == (400, True)
    assert "access_token" not in refused.body
    assert reset(studio, person, refused.body["token"]).status == 200


def test_a_bot_has_no_password(studio):
    bot = studio.person(is_bot=True)

    assert studio.admin.post(f"/actions/persons/{bot['id']}/change-password", NEW).status == 403
    assert studio.get(f"/actions/persons/{bot['id']}/invite").status == 403
