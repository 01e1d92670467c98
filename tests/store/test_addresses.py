"""A signed address is one that S3 takes: signed in the way of today, and at the bucket's own region."""

from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace

from chalicelib.settings import settings
from chalicelib.store import files, tables

AT_HOME = "inari-files.s3.eu-west-1.amazonaws.com"


@pytest.fixture
def on_aws(inari, monkeypatch):
    """Have clients speak to AWS itself, with a function's keys; nothing is sent to sign an address."""
    elsewhere = replace(settings(), endpoint_url=None, bucket="inari-files")
    monkeypatch.setattr(tables, "settings", lambda: elsewhere)
    monkeypatch.setattr(files, "settings", lambda: elsewhere)
    monkeypatch.setattr(tables, "_clients", {})
    monkeypatch.setenv("AWS_SESSION_TOKEN", "of-a-role")


def test_a_form_is_signed_for_the_region_of_the_bucket(on_aws):
    address = files.upload_address("uploads/1", "image/png", 1000, 3600)

    assert urlsplit(address["url"]).netloc == AT_HOME
    assert address["fields"]["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    assert "/eu-west-1/s3/aws4_request" in address["fields"]["x-amz-credential"]


def test_an_address_to_fetch_from_is_signed_for_the_region_of_the_bucket(on_aws):
    address = urlsplit(files.download_address("answers/1", 300))

    asked = parse_qs(address.query)
    assert (address.netloc, address.path) == (AT_HOME, "/answers/1")
    assert asked["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    assert asked["X-Amz-Expires"] == ["300"]
