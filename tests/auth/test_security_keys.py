"""A security key answers for its owner, on this site, to this challenge, once."""

import base64
import hashlib
import json
import os
import struct

import pytest

from chalicelib.auth.second_factors import cbor, es256
from chalicelib.errors import BreaksRule
from tests.studio import PASSWORD

ec = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.ec")
hashes = pytest.importorskip("cryptography.hazmat.primitives.hashes")


def text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def encoded(value) -> bytes:
    """Return a value as CBOR, as far as a key needs it."""

    def head(kind: int, number: int) -> bytes:
        if number < 24:
            return bytes([kind << 5 | number])
        return bytes([kind << 5 | 25]) + struct.pack(">H", number)

    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value)) + value.encode()
    return head(5, len(value)) + b"".join(encoded(key) + encoded(one) for key, one in value.items())


class Key:
    """A security key in software."""

    def __init__(self, origin: str = "http://localhost:8080"):
        self.secret, self.id, self.origin, self.count = (
            ec.generate_private_key(ec.SECP256R1()),
            os.urandom(32),
            origin,
            0,
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _said(self, site: str, flags: int, more: bytes = b"") -> bytes:
        self.count += 1
        return hashlib.sha256(site.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count) + more

    def register(self, options):
        point = self.secret.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        more = bytes(16) + struct.pack(">H", len(self.id)) + self.id + encoded(public)
        said = encoded({"fmt": "none", "attStmt": {}, "authData": self._said(options["rp"]["id"], 0x41, more)})
        client = self._client("webauthn.create", options["challenge"])
        response = {"clientDataJSON": text(client), "attestationObject": text(said)}
        return {"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": response}

    def sign(self, options):
        client, said = self._client("webauthn.get", options["challenge"]), self._said(options["rpId"], 0x01)
        signature = self.secret.sign(said + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": said, "signature": signature}
        return {"id": text(self.id), "response": {name: text(part) for name, part in parts.items()}}


class Owner:
    """Somebody with a security key."""

    def __init__(self, studio):
        self.studio, self.person, self.key = studio, studio.person(), Key()
        self.client = studio.log_in(self.person)
        self.enabled = self.register(self.key, "blue")

    def register(self, key, name):
        response = key.register(self.client.put("/auth/fido").body)
        return self.client.post("/auth/fido", {"registration_response": response, "device_name": name})

    def challenge(self):
        return self.studio.nobody.get(f"/auth/fido?email={self.person['email']}").body

    def log_in(self, answer):
        sent = {"email": self.person["email"], "password": PASSWORD, "fido_authentication_response": answer}
        return self.studio.nobody.post("/auth/login", sent)


@pytest.fixture
def owner(studio):
    """Return somebody with a security key."""
    return Owner(studio)


def test_its_owner_comes_in_with_it_and_an_answer_works_once(owner):
    answer = owner.key.sign(owner.challenge())

    assert owner.enabled.status == 200
    assert owner.log_in(answer).status == 200
    assert owner.log_in(answer).body["wrong_OTP"] is True
    assert owner.client.get("/auth/authenticated").body["user"]["fido_devices"] == ["blue"]


def test_another_key_another_site_and_a_copy_are_refused(owner):
    stranger, phished = Key(), Key("https://evil.example.com")
    stranger.id = phished.id = owner.key.id
    phished.secret = owner.key.secret
    phished.count = 100

    assert owner.log_in(stranger.sign(owner.challenge())).body["wrong_OTP"] is True
    assert owner.log_in(phished.sign(owner.challenge())).body["wrong_OTP"] is True
    owner.key.count = 0
    assert owner.log_in(owner.key.sign(owner.challenge())).body["wrong_OTP"] is True
    owner.key.count = 50
    assert owner.log_in(owner.key.sign(owner.challenge())).status == 200


def test_a_challenge_is_good_for_one_try_at_a_registration(owner):
    options = owner.client.put("/auth/fido").body
    bad = Key().register(options | {"challenge": text(os.urandom(32))})

    for response in (bad, Key().register(options)):
        sent = {"registration_response": response, "device_name": "red"}
        assert owner.client.post("/auth/fido", sent).status == 400
    assert owner.client.get("/auth/authenticated").body["user"]["fido_devices"] == ["blue"]


def test_the_method_goes_with_the_last_key(owner):
    red = Key()
    owner.register(red, "red")

    for name, key, left in (("blue", red, ["red"]), ("red", red, [])):
        removal = {"device_name": name, "fido_authentication_response": key.sign(owner.challenge())}
        assert owner.client.send("DELETE", "/auth/fido", removal).status == 200
        user = owner.client.get("/auth/authenticated").body["user"]
        assert (user["fido_devices"], user["fido_enabled"]) == (left, bool(left))


@pytest.mark.parametrize("email", ["nobody@example.com", "admin@example.com"])
def test_nobody_without_a_key_gets_a_challenge(studio, email):
    assert studio.nobody.get(f"/auth/fido?email={email}").status == 400


def test_signatures_are_checked_as_a_library_does():
    secret = ec.generate_private_key(ec.SECP256R1())
    numbers = secret.public_key().public_numbers()
    point = (numbers.x, numbers.y)
    for message in (b"", b"one", b"another" * 100):
        signature = secret.sign(message, ec.ECDSA(hashes.SHA256()))
        assert es256.is_good(point, message, signature)
        assert not es256.is_good(point, message + b"x", signature)
        assert not es256.is_good(point, message, signature[:-1] + bytes([signature[-1] ^ 1]))
        assert not es256.is_good((point[0], point[1] ^ 1), message, signature)
    assert not es256.is_good(point, b"", b"")


@pytest.mark.parametrize(
    "content", [b"", b"\x44abc", b"\xa1\x01", b"\x81" * 20, b"\xff", b"\x5b" + b"\xff" * 8, b"\x61\xff"]
)
def test_damaged_cbor_is_refused(content):
    with pytest.raises(BreaksRule):
        cbor.decode(content)
