"""Bots and scripts come in with tokens of their own, of which only the newest is good; programs by way of a browser."""

import base64
import hashlib

import pytest

from tests.harness import Client

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


def is_in(studio, token):
    return Client(studio.inari, token).get("/auth/authenticated").status == 200


def test_a_new_token_of_a_bot_ends_the_one_before(studio):
    bot = studio.person(is_bot=True)
    newer = studio.admin.put(f"/data/persons/{bot['id']}", {"expiration_date": "2099-01-31"}).body["access_token"]

    assert not is_in(studio, bot["access_token"])
    assert is_in(studio, newer)


@pytest.mark.parametrize("day", ["9999-12-31", None])
def test_a_token_may_be_good_for_ever(studio, day):
    bot = studio.person(is_bot=True)

    token = studio.admin.put(f"/data/persons/{bot['id']}", {"expiration_date": day}).body["access_token"]

    assert is_in(studio, token)


def test_a_bot_does_not_prolong_its_own_token(studio):
    bot = studio.person(is_bot=True)
    client = Client(studio.inari, bot["access_token"])

    changed = client.put(f"/data/persons/{bot['id']}", {"expiration_date": "2099-01-31", "first_name": "Rob"}).body

    assert (changed["first_name"], changed["expiration_date"]) == ("Rob", None)
    assert "access_token" not in changed


def test_a_personal_token_stands_beside_the_session(studio):
    person = studio.person()
    session = studio.log_in(person)
    path, expiry = f"/data/persons/{person['id']}", {"expiration_date": "2099-01-31"}

    first, second = (session.put(path, expiry).body["access_token"] for _ in range(2))

    assert [is_in(studio, token) for token in (first, second, session.token)] == [False, True, True]
    assert Client(studio.inari, second).get("/auth/logout").status == 200
    assert is_in(studio, second)


@pytest.mark.parametrize("who", ["manager", "user"])
def test_nobody_gets_the_token_of_somebody_else(studio, who):
    bot = studio.person(is_bot=True)

    refused = studio.as_(who).put(f"/data/persons/{bot['id']}", {"expiration_date": "2099-01-31"})

    assert refused.status == 403
    assert is_in(studio, bot["access_token"])


def test_a_bot_that_was_deleted_is_out(studio):
    bot = studio.person(is_bot=True)

    assert studio.admin.delete(f"/data/persons/{bot['id']}").status == 204
    assert not is_in(studio, bot["access_token"])


def test_a_program_comes_in_by_way_of_a_browser_once(studio):
    person = studio.person()
    code = studio.log_in(person).post("/auth/app-login/code", {"code_challenge": CHALLENGE}).body["code"]
    exchange = {"code": code, "code_verifier": VERIFIER}

    session = studio.nobody.post("/auth/app-login/token", exchange)

    assert session.body["user"]["id"] == person["id"]
    assert is_in(studio, session.body["access_token"])
    assert studio.nobody.post("/auth/app-login/token", exchange).status == 400


def test_a_wrong_verifier_uses_the_code_up(studio):
    code = studio.admin.post("/auth/app-login/code", {"code_challenge": CHALLENGE}).body["code"]

    for verifier in (VERIFIER[::-1], VERIFIER):
        refused = studio.nobody.post("/auth/app-login/token", {"code": code, "code_verifier": verifier})
        assert (refused.status, refused.body["login"]) == (400, False)


def test_somebody_inactive_gets_no_session_for_their_code(studio):
    person = studio.person()
    code = studio.log_in(person).post("/auth/app-login/code", {"code_challenge": CHALLENGE}).body["code"]
    studio.admin.put(f"/data/persons/{person['id']}", {"active": False})

    assert studio.nobody.post("/auth/app-login/token", {"code": code, "code_verifier": VERIFIER}).status == 400
