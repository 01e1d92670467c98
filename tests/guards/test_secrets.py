"""The look for secrets finds those that there are; tests/contract looks into every answer of every transcript."""

import json

import pytest

from tests.guards.secrets import BUSINESS, HIDDEN, leaks

JSON = {"content-type": "application/json"}
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0aa.c2lnbmF0dXJlLW9m"


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"persons": [{"type": "Person", "password": "x"}]}, ["password"]),
        ({"a": {"b": [{"totp_secret": "x", "jti": "y"}]}}, ["totp_secret", "jti"]),
        ([{"type": "Project", "team_roles": {}}], ["Project.team_roles"]),
        ({"text": "$2b$12$abcdefghijklmnopqrstuv"}, ["a hash: $2b$12$"]),
        ({"link": f"https://example.com?token={TOKEN}"}, ["a token: eyJhbGciOiJI"]),
        ({"type": "Person", "password": None, "email": "one@example.com"}, []),
    ],
)
def test_what_nobody_may_see_is_found_wherever_it_stands(told, found):
    assert leaks("GET /data/persons", JSON, json.dumps(told).encode()) == found


def test_a_table_or_a_header_is_looked_into_as_well():
    assert leaks("GET /export/csv/persons.csv", {"content-type": "text/csv"}, b"a;$2b$04$abc") == ["a hash: $2b$04$"]
    assert leaks("GET /data/persons", {"set-cookie": [TOKEN]}, b"") == ["a token: eyJhbGciOiJI"]


def test_whose_business_a_secret_is_may_tell_that_one_and_no_other():
    told = json.dumps({"access_token": TOKEN, "password": "x"}).encode()

    assert leaks("POST /auth/login", JSON, told) == ["password"]


def test_what_is_hidden_is_known_of_all_kinds():
    assert HIDDEN["PlaylistShareLink"] == ("password",)
    assert all("/" in operation for operation in BUSINESS)
