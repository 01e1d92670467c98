"""Security keys after WebAuthn: what a browser is asked, and whether its answer is good.

Attestation is not asked for: what counts is that the same key answers again, for this site and for this challenge.
fido2 is imported late: it brings cryptography, and only requests about keys need it (docs/decisions/0003).
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import msgspec

from chalicelib.errors import BreaksRule
from chalicelib.people.persons.records import Person, SecurityKey
from chalicelib.settings import settings

if TYPE_CHECKING:
    from fido2.server import Fido2Server
    from fido2.webauthn import AttestedCredentialData

SITE_NAME = "Inari"
# The longest answer, as JSON in bytes. Keys send less than a tenth; fido2's time to read CBOR grows with the square.
LONGEST = 2**15
# What fido2 raises where it just reads an answer; where it checks one, it raises ValueError.
UNREADABLE = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, RecursionError, TypeError,
    struct.error,
)  # fmt: skip
Sent = dict[str, Any]


class Asked(NamedTuple):
    """What a browser is asked, and what is kept of it until the browser answers."""

    options: Sent
    state: str


def site() -> str:
    """Return what keys know the site by: its host name."""
    return urlsplit(settings().site).hostname or "localhost"


def registration(person: Person, keys: list[SecurityKey]) -> Asked:
    """Return what a browser needs to register one more key."""
    from fido2.webauthn import (
        AuthenticatorAttachment,
        PublicKeyCredentialUserEntity,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(id=person.id.encode(), name=person.email or "", display_name=person.full_name),
        _credentials(keys),
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.PREFERRED,
        authenticator_attachment=AuthenticatorAttachment.CROSS_PLATFORM,
    )
    return Asked(dict(options.public_key), msgspec.json.encode(state).decode())


def signature(keys: list[SecurityKey]) -> Asked:
    """Return what a browser needs to have a challenge signed by one of the keys."""
    from fido2.webauthn import UserVerificationRequirement

    options, state = _server().authenticate_begin(_credentials(keys), UserVerificationRequirement.PREFERRED)
    return Asked(dict(options.public_key), msgspec.json.encode(state).decode())


def registered(response: Sent, state: str, name: str) -> SecurityKey:
    """Return the key that a browser has registered. Raises BreaksRule for a response that isn't good."""
    from fido2.utils import websafe_encode

    server = _server()
    with _judging(response):
        said = server.register_complete(msgspec.json.decode(state), response)
    found = said.credential_data
    # fido2 takes any kind of key, whatever was asked for.
    if found is None or found.public_key.ALGORITHM not in [offered.alg for offered in server.allowed_algorithms]:
        raise BreaksRule("this key signs in a way that was not asked for")
    key_id, credential = websafe_encode(found.credential_id), websafe_encode(found)
    return SecurityKey(name=name, id=key_id, credential=credential, count=said.counter)


def signed(response: Sent, state: str, keys: list[SecurityKey]) -> SecurityKey:
    """Return the key that has signed a challenge, with its counter. Raises BreaksRule for anything else."""
    from fido2.webauthn import AuthenticationResponse

    with _judging(response):
        answer = AuthenticationResponse.from_dict(response)
        _server().authenticate_complete(msgspec.json.decode(state), _credentials(keys), answer)
    key = next(one for one in keys if one.id == answer.id)
    count = answer.response.authenticator_data.counter
    if count <= key.count and (count or key.count):  # fido2 leaves the counter to its caller
        raise BreaksRule("the key's counter goes back: there may be a copy of it")
    return msgspec.structs.replace(key, count=count)


def _server() -> "Fido2Server":
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialRpEntity

    return Fido2Server(PublicKeyCredentialRpEntity(name=SITE_NAME, id=site()))


def _credentials(keys: list[SecurityKey]) -> "list[AttestedCredentialData]":
    from fido2.utils import websafe_decode
    from fido2.webauthn import AttestedCredentialData

    return [AttestedCredentialData(websafe_decode(key.credential)) for key in keys]


@contextmanager
def _judging(response: Sent) -> Iterator[None]:
    """Raises BreaksRule for a response that is too long, damaged, or not what was asked for."""
    if len(msgspec.json.encode(response)) > LONGEST:
        raise BreaksRule("no security key answers at such length")
    try:
        yield
    except ValueError as failure:
        raise BreaksRule(f"the security key's response is not good: {failure}") from None
    except UNREADABLE:
        raise BreaksRule("the security key's response can't be read") from None
