"""A security key answers for its owner, on this site, to this challenge, once."""

import contextlib
import json
import os

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from fido2 import cose
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from chalicelib.auth.second_factors import keys
from chalicelib.errors import BreaksRule
from chalicelib.people.persons.records import Person
from tests.studio import PASSWORD

TOUCHED, HAS_KEY = AuthenticatorData.FLAG.UP, AuthenticatorData.FLAG.AT


class Key:
    """A security key in software."""

    def __init__(self, origin: str = "http://localhost:8080"):
        self.id, self.origin, self.count = os.urandom(32), origin, 0
        self.secret, self.public = self.pair()

    def pair(self):
        secret = ec.generate_private_key(ec.SECP256R1())
        return secret, cose.ES256.from_cryptography_key(secret.public_key())

    def signature(self, content):
        return self.secret.sign(content, ec.ECDSA(hashes.SHA256()))

    def _client(self, kind, challenge) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _said(self, site, flags, credential=b"") -> bytes:
        self.count += 1
        return AuthenticatorData.create(sha256(site.encode()), flags, self.count, credential)

    def _response(self, client, **parts):
        parts = {"clientDataJSON": client, **parts}
        return {
            "id": websafe_encode(self.id), "rawId": websafe_encode(self.id), "type": "public-key",
            "response": {name: websafe_encode(part) for name, part in parts.items()},
        }  # fmt: skip

    def register(self, options, flags=TOUCHED | HAS_KEY):
        credential = AttestedCredentialData.create(Aaguid.NONE, self.id, self.public) if flags & HAS_KEY else b""
        said = self._said(options["rp"]["id"], flags, credential)
        client = self._client("webauthn.create", options["challenge"])
        return self._response(client, attestationObject=AttestationObject.create("none", said, {}))

    def sign(self, options, flags=TOUCHED):
        client, said = self._client("webauthn.get", options["challenge"]), self._said(options["rpId"], flags)
        return self._response(client, authenticatorData=said, signature=self.signature(said + sha256(client)))


class EdwardsKey(Key):
    """A security key that signs with Ed25519."""

    def pair(self):
        secret = ed25519.Ed25519PrivateKey.generate()
        return secret, cose.EdDSA.from_cryptography_key(secret.public_key())

    def signature(self, content):
        return self.secret.sign(content)


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

    def devices(self):
        return self.client.get("/auth/authenticated").body["user"]["fido_devices"]

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
    assert owner.devices() == ["blue"]


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
    bad = Key().register(options | {"challenge": websafe_encode(os.urandom(32))})

    for response in (bad, Key().register(options)):
        sent = {"registration_response": response, "device_name": "red"}
        assert owner.client.post("/auth/fido", sent).status == 400
    assert owner.devices() == ["blue"]


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


def test_any_kind_of_key_that_is_asked_for_signs(owner):
    key = EdwardsKey()
    assert owner.register(key, "red").status == 200

    assert owner.log_in(key.sign(owner.challenge())).status == 200


def test_a_kind_of_key_that_was_not_asked_for_is_refused(owner):
    key = Key()
    key.public = cose.CoseKey({**key.public, 3: -65535})

    assert owner.register(key, "red").status == 400
    assert owner.devices() == ["blue"]


@pytest.mark.parametrize("flags", [HAS_KEY, TOUCHED, AuthenticatorData.FLAG(0)])
def test_nothing_is_registered_without_a_touch_and_a_key(owner, flags):
    response = Key().register(owner.client.put("/auth/fido").body, flags)

    assert owner.client.post("/auth/fido", {"registration_response": response, "device_name": "red"}).status == 400
    assert owner.devices() == ["blue"]


def test_nobody_comes_in_without_a_touch(owner):
    assert owner.log_in(owner.key.sign(owner.challenge(), AuthenticatorData.FLAG(0))).body["wrong_OTP"] is True


@pytest.mark.parametrize("handle", [None, {}, websafe_encode(b"somebody")])
def test_whom_the_key_takes_somebody_for_does_not_count(owner, handle):
    answer = owner.key.sign(owner.challenge())
    answer["response"]["userHandle"] = handle

    assert owner.log_in(answer).status == 200


@pytest.fixture
def asked(inari):
    """Return what is asked of somebody's browser before there is any key."""
    return keys.registration(Person(first_name="Ada", last_name="L", timezone="UTC", locale="en_US"), [])


def damaged(response):
    """Yield a response with each of its values damaged in turn: of another type, cut off, or with a byte changed."""
    for inner in (False, True):
        for name in response["response"] if inner else response:
            for value in (None, 1, [], {}, "", "é", "=", websafe_encode(b"{}"), websafe_encode(b"\x81" * 5000)):
                yield replaced(response, name, value, inner)
    for name, text in response["response"].items():
        content = websafe_decode(text)
        for at in range(len(content)):
            changed = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
            yield replaced(response, name, websafe_encode(content[:at]), True)
            yield replaced(response, name, websafe_encode(changed), True)


def replaced(response, name, value, inner):
    return {**response, "response": {**response["response"], name: value}} if inner else {**response, name: value}


def test_whatever_is_damaged_in_an_answer_it_is_refused_and_breaks_nothing(asked):
    key = Key()
    new = key.register(asked.options)
    known = [keys.registered(new, asked.state, "blue")]
    again = keys.signature(known)
    answer = key.sign(again.options)

    for response in damaged(answer):
        if kept(response) != kept(answer):
            with pytest.raises(BreaksRule):
                keys.signed(response, again.state, known)
    for response in damaged(new):
        with contextlib.suppress(BreaksRule):
            keys.registered(response, asked.state, "blue")
    assert keys.signed(answer, again.state, known).count == 2


def kept(response):
    """Return what of a signature counts."""
    return response["id"], response["rawId"], response["response"]


def test_an_answer_of_absurd_length_is_refused_unread(asked):
    response = Key().register(asked.options)
    response["response"]["attestationObject"] = websafe_encode(b"\x9a\x00\x10\x00\x00" + bytes(2**20))

    with pytest.raises(BreaksRule, match="length"):
        keys.registered(response, asked.state, "blue")
