"""People come in with what they know, go out for good, and are kept out when they guess."""

import pytest

from tests.harness import Client
from tests.studio import PASSWORD

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/130.0"}


def log_in(studio, email, password=PASSWORD, **more):
    return studio.nobody.post("/auth/login", {"email": email, "password": password, **more})


def test_the_address_counts_in_any_case_and_the_desktop_login_exactly(studio):
    person = studio.person(desktop_login="ada.l")

    assert log_in(studio, person["email"].upper()).status == 200
    assert log_in(studio, "ada.l").status == 200
    assert log_in(studio, "ADA.L").status == 400


def test_unknown_wrong_and_none_are_refused_alike(studio):
    bot, silent = studio.person(is_bot=True), studio.person(password=None)

    refusals = [
        log_in(studio, "nobody@example.com"),
        log_in(studio, studio.person()["email"], "wrong"),
        log_in(studio, bot["email"]),
        log_in(studio, silent["email"]),
        log_in(studio, "x" * 5000),
        log_in(studio, ""),
    ]

    assert {reply.status for reply in refusals} == {400}
    assert len({str(reply.body) for reply in refusals[:5]}) == 1


def test_five_wrong_passwords_shut_the_account_for_a_while_and_an_admin_opens_it(studio):
    person = studio.person()
    for _ in range(5):
        log_in(studio, person["email"], "wrong")

    shut = log_in(studio, person["email"])
    studio.admin.put(f"/data/persons/{person['id']}", {"login_failed_attemps": 0})

    assert (shut.status, shut.body["too_many_failed_login_attemps"]) == (400, True)
    assert log_in(studio, person["email"]).status == 200


def test_nobody_opens_their_own_account_again(studio):
    person = studio.person()
    client = studio.log_in(person)
    for _ in range(5):
        log_in(studio, person["email"], "wrong")

    client.put(f"/data/persons/{person['id']}", {"login_failed_attemps": 0})

    assert log_in(studio, person["email"]).status == 400
    assert client.get("/auth/authenticated").status == 200


def test_guesses_at_the_old_password_count_too(studio):
    person = studio.person()
    client = studio.log_in(person)
    change = {"old_password": "wrong", "password": "something new", "password_2": "something new"}
    for _ in range(5):
        client.post("/auth/change-password", change)

    assert "too_many_failed_login_attemps" in client.post("/auth/change-password", change).body
    assert log_in(studio, person["email"]).status == 400


def test_logging_out_ends_this_session_and_its_refresh_token_only(studio):
    person = studio.person()
    session, other = log_in(studio, person["email"]).body, studio.log_in(person)
    this, refresh = Client(studio.inari, session["access_token"]), Client(studio.inari, session["refresh_token"])

    assert this.get("/auth/logout").body == {"logout": True}

    assert this.get("/auth/authenticated").status == 401
    assert refresh.get("/auth/refresh-token").status == 401
    assert other.get("/auth/authenticated").status == 200


def test_an_inactive_person_is_out_and_a_session_that_met_that_stays_over(studio):
    person = studio.person()
    met, unaware = studio.log_in(person), studio.log_in(person)
    studio.admin.put(f"/data/persons/{person['id']}", {"active": False})

    assert met.get("/auth/authenticated").status == 401
    assert log_in(studio, person["email"]).body["unactive"] is True

    studio.admin.put(f"/data/persons/{person['id']}", {"active": True})
    assert met.get("/auth/authenticated").status == 401
    assert unaware.get("/auth/authenticated").status == 200


def test_a_token_opens_only_what_it_is_for(studio):
    session = log_in(studio, studio.person()["email"]).body

    assert Client(studio.inari, session["refresh_token"]).get("/auth/authenticated").status == 422
    assert Client(studio.inari, session["access_token"]).get("/auth/refresh-token").status == 422
    assert Client(studio.inari, session["access_token"] + "x").get("/auth/authenticated").status == 422
    assert studio.nobody.get("/auth/authenticated").status == 401


def test_a_browser_gets_cookies_that_no_script_can_read(studio):
    person = studio.person()

    reply = studio.nobody.send("POST", "/auth/login", {"email": person["email"], "password": PASSWORD}, dict(BROWSER))

    assert len(reply.headers["Set-Cookie"]) == 2
    assert all("HttpOnly" in line and "SameSite=Lax" in line for line in reply.headers["Set-Cookie"])
    assert "Set-Cookie" not in log_in(studio, person["email"]).headers


def test_the_chat_tokens_are_shown_to_admins_only(studio):
    assert "chat_token_slack" in studio.get("/auth/authenticated").body["organisation"]
    assert "chat_token_slack" not in studio.as_("manager").get("/auth/authenticated").body["organisation"]


@pytest.mark.parametrize("path", ["/auth/saml/login", "/auth/oidc/login", "/auth/oidc/callback?code=a&state=b"])
def test_single_sign_on_is_off(studio, path):
    reply = studio.nobody.get(path)

    assert (reply.status, list(reply.body)) == (400, ["error"])
