"""Where a second factor is wanted of everybody, a log in without one opens nothing but its enrolment."""

import time

import pyotp
import pytest

from chalicelib.settings import settings
from tests.studio import PASSWORD


@pytest.fixture
def strict(studio, monkeypatch):
    """Return a studio that wants a second factor of everybody but two."""
    monkeypatch.setenv("INARI_SECOND_FACTOR_REQUIRED", "1")
    monkeypatch.setenv("INARI_SECOND_FACTOR_EXEMPT", "someone@example.com, Machine@example.com")
    settings.cache_clear()
    yield studio
    monkeypatch.undo()
    settings.cache_clear()


def test_whoever_has_none_gets_to_its_enrolment_and_no_further(strict):
    client = strict.log_in(strict.person())
    refused = client.get("/data/persons")

    assert refused.status == 403
    assert refused.body["two_factor_authentication_required"] is True
    assert client.post("/auth/app-login/code", {"code_challenge": "x" * 43}).status == 403
    assert client.get("/auth/authenticated").status == 200
    assert client.put("/auth/fido").status == 200


def test_a_refreshed_session_stays_as_narrow(strict):
    person = strict.person()
    session = strict.nobody.post("/auth/login", {"email": person["email"], "password": PASSWORD}).body
    bearer = {"Authorization": f"Bearer {session['refresh_token']}"}
    fresh = strict.nobody.send("GET", "/auth/refresh-token", headers=bearer).body["access_token"]

    assert session["two_factor_authentication_required"] is True
    assert strict.nobody.send("GET", "/data/tasks", headers={"Authorization": f"Bearer {fresh}"}).status == 403


def test_enrolment_opens_the_rest_at_once(strict):
    client = strict.log_in(strict.person())
    code = pyotp.TOTP(client.put("/auth/totp").body["otp_secret"]).at(time.time())
    client.token = client.post("/auth/totp", {"totp": code}).body["access_token"]

    assert client.get("/data/user/context").status == 200


def test_the_exempt_come_in_as_ever(strict):
    person = strict.person(email="machine@example.com")
    session = strict.nobody.post("/auth/login", {"email": person["email"], "password": PASSWORD}).body

    assert "two_factor_authentication_required" not in session
    assert strict.log_in(person).get("/data/user/context").status == 200
    assert strict.nobody.get("/config").body["enforce_2fa"] is True


def test_nobody_needs_one_where_it_is_not_asked_for(studio):
    assert studio.log_in(studio.person()).get("/data/user/context").status == 200
    assert studio.nobody.get("/config").body["enforce_2fa"] is False
