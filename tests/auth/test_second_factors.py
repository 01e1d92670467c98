"""A second factor keeps out whoever knows the password only; and its owner never locks themselves out for good."""

import time

import pyotp
import pytest

from chalicelib.auth.mails.records import mails
from chalicelib.auth.second_factors import rules
from chalicelib.people.persons.records import Credentials, Person
from tests.studio import PASSWORD


def code(secret: str, steps: int = 0) -> str:
    """Return a code as an authenticator app shows it, some steps away from now."""
    return pyotp.TOTP(secret).at(time.time(), counter_offset=steps)


def wrong(secret: str) -> str:
    near = {code(secret, steps) for steps in range(-3, 4)}
    return next(digits for digits in (f"{n:06d}" for n in range(10)) if digits not in near)


class Owner:
    """Somebody with time-based codes."""

    def __init__(self, studio):
        self.studio, self.person = studio, studio.person()
        self.client = studio.log_in(self.person)
        self.secret = self.client.put("/auth/totp").body["otp_secret"]
        enabled = self.client.post("/auth/totp", {"totp": code(self.secret)}).body
        self.codes, self.client.token = enabled["otp_recovery_codes"], enabled["access_token"]

    def log_in(self, **factors):
        return self.studio.nobody.post(
            "/auth/login", {"email": self.person["email"], "password": PASSWORD, **factors}
        )  # fmt: skip


@pytest.fixture
def owner(studio):
    """Return somebody with time-based codes."""
    return Owner(studio)


def test_the_password_alone_does_not_do(owner):
    refused = owner.log_in()

    assert (refused.status, refused.body["missing_OTP"]) == (400, True)
    assert refused.body["two_factor_authentication_enabled"] == ["recovery_code", "totp"]
    assert owner.log_in(totp=wrong(owner.secret)).body["wrong_OTP"] is True
    assert owner.log_in(totp=code(owner.secret)).status == 200
    assert owner.log_in(totp=code(owner.secret, -1)).status == 200


def test_a_wrong_password_does_not_tell_of_the_second_factor(owner):
    refused = owner.log_in(password="wrong", totp=code(owner.secret))

    assert set(refused.body) == {"login", "message"}


def test_a_recovery_code_works_once(owner):
    assert owner.log_in(recovery_code=owner.codes[0]).status == 200
    assert owner.log_in(recovery_code=owner.codes[0]).body["wrong_OTP"] is True
    assert owner.log_in(recovery_code=owner.codes[1]).status == 200


def test_five_wrong_codes_shut_the_account(owner):
    for _ in range(5):
        owner.log_in(totp=wrong(owner.secret))

    assert owner.log_in(totp=code(owner.secret)).body["too_many_failed_login_attemps"] is True


def test_guessing_in_an_open_session_counts_too(owner):
    for _ in range(5):
        assert owner.client.send("DELETE", "/auth/totp", {"totp": wrong(owner.secret)}).status == 400

    refused = owner.client.send("DELETE", "/auth/totp", {"totp": code(owner.secret)})
    assert refused.body["too_many_failed_login_attemps"] is True
    assert owner.client.get("/auth/authenticated").body["user"]["totp_enabled"] is True


def test_it_goes_for_a_proof_only_and_takes_the_recovery_codes_along(owner):
    assert owner.client.send("DELETE", "/auth/totp", {}).body["wrong_OTP"] is True
    assert owner.client.send("DELETE", "/auth/totp", {"totp": code(owner.secret)}).body == {"success": True}

    assert owner.log_in().status == 200
    assert owner.client.put("/auth/recovery-codes", {"recovery_code": owner.codes[0]}).status == 400


def test_an_admin_takes_it_off_and_nobody_else(owner, studio):
    path = f"/actions/persons/{owner.person['id']}/disable-two-factor-authentication"

    assert studio.as_("manager").delete(path).status == 403
    assert owner.client.delete(path).status == 403
    assert studio.admin.delete(path).body == {"success": True}
    assert studio.admin.delete(path).status == 400
    assert owner.log_in().status == 200


def test_a_mailed_code_enables_and_works_once(studio):
    person = studio.person()
    client = studio.log_in(person)

    client.put("/auth/email-otp")
    enabled = client.post("/auth/email-otp", {"email_otp": mails.all()[-1].text[:6]})
    studio.nobody.get(f"/auth/email-otp?email={person['email']}")
    sent = {"email": person["email"], "password": PASSWORD, "email_otp": mails.all()[-1].text[:6]}

    assert len(enabled.body["otp_recovery_codes"]) == 16
    assert studio.nobody.post("/auth/login", sent).status == 200
    assert studio.nobody.post("/auth/login", sent).body["wrong_OTP"] is True


def test_a_code_is_mailed_only_to_who_has_it_on(studio):
    person = studio.person()

    assert studio.nobody.get(f"/auth/email-otp?email={person['email']}").body == {"success": True}
    assert [mail.to for mail in mails.all()] == []


def test_nothing_of_it_is_shown_or_set_with_the_person(owner, studio):
    path = f"/data/persons/{owner.person['id']}"

    studio.admin.put(path, {"totp_enabled": False, "totp_secret": "A" * 32})

    shown = studio.get(path).body
    assert shown["totp_enabled"] is True
    assert not {"totp_secret", "otp_recovery_codes", "recovery_codes", "password"} & shown.keys()
    assert owner.log_in(totp=code(owner.secret)).status == 200


def someone(*methods: str) -> tuple[Person, Credentials]:
    person, kept = Person(first_name="Ada", last_name="L"), Credentials()
    for method in methods:
        person, kept, _ = rules.enabled(person, kept, method)
    return person, kept


@pytest.mark.usefixtures("inari")
def test_only_the_first_method_brings_codes_and_is_preferred():
    person, kept, codes = rules.enabled(*someone(), "email_otp")
    second, after, none = rules.enabled(person, kept, "totp")

    assert len(codes) == len(kept.recovery_codes) == 16
    assert not set(codes) & set(kept.recovery_codes)
    assert none is None
    assert after.recovery_codes == kept.recovery_codes
    assert second.preferred_two_factor_authentication == "email_otp"


@pytest.mark.usefixtures("inari")
@pytest.mark.parametrize(
    ("first", "others", "preferred"),
    [
        ("totp", ["email_otp", "fido"], "fido"), ("totp", ["email_otp"], "email_otp"),
        ("fido", ["email_otp"], "email_otp"),
        ("fido", ["email_otp", "totp"], "totp"), ("email_otp", ["totp"], "totp"), ("totp", [], None),
    ],
)  # fmt: skip
def test_another_method_is_preferred_when_the_preferred_one_goes(first, others, preferred):
    person, kept, _ = rules.disabled(*someone(first, *others), first)

    assert person.preferred_two_factor_authentication == preferred
    assert bool(kept.recovery_codes) == bool(others)


def test_what_counts_is_the_first_factor_of_a_method_that_is_on():
    person = Person(first_name="Ada", last_name="L", email_otp_enabled=True, timezone="UTC", locale="en_US")
    given = rules.Factors(totp="1", email_otp="2", recovery_code="3")

    assert rules.counted(person, given) == ("email_otp", "2")
    assert rules.counted(person, rules.Factors(totp="1")) is None
    assert rules.counted(Person(first_name="", last_name="", timezone="UTC", locale="en_US"), given) is None
