"""Security keys after WebAuthn: what a browser is asked, and whether its answer is good.

Attestation is not asked for: what counts is that the same key answers again, for this site and for this challenge.
"""

import base64
import binascii
import hashlib
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec

from chalicelib.auth.second_factors import cbor, es256
from chalicelib.errors import BreaksRule
from chalicelib.people.persons.records import Person, SecurityKey
from chalicelib.settings import settings

ES256, EC2, P256 = -7, 2, 1  # names of COSE (RFC 9053): the algorithm, the kind of key, the curve
PRESENT, HAS_KEY = 0x01, 0x40  # flags of what an authenticator says
SITE_NAME = "Inari"
Sent = dict[str, Any]


class Said(NamedTuple):
    """What an authenticator says: for which site, its flags and counter, and whatever comes after."""

    site: bytes
    flags: int
    counter: int
    rest: bytes


def site() -> str:
    """Return what keys know the site by: its host name."""
    return urlsplit(settings().site).hostname or "localhost"


def creation_options(person: Person, challenge: str, keys: list[SecurityKey]) -> Sent:
    """Return what a browser needs to register a key."""
    return {
        "rp": {"name": SITE_NAME, "id": site()},
        "user": {"id": _text(person.id.encode()), "name": person.email or "", "displayName": person.full_name},
        "challenge": challenge,
        "pubKeyCredParams": [{"type": "public-key", "alg": ES256}],
        "excludeCredentials": _known(keys),
        "authenticatorSelection": {
            "authenticatorAttachment": "cross-platform",
            "residentKey": "discouraged",
            "requireResidentKey": False,
            "userVerification": "preferred",
        },
    }


def request_options(challenge: str, keys: list[SecurityKey]) -> Sent:
    """Return what a browser needs to have a challenge signed."""
    return {
        "challenge": challenge, "rpId": site(), "allowCredentials": _known(keys), "userVerification": "preferred",
    }  # fmt: skip


def _known(keys: list[SecurityKey]) -> list[Sent]:
    return [{"type": "public-key", "id": key.id} for key in keys]


def registered(response: Sent, challenge: str, name: str) -> SecurityKey:
    """Return the key that a browser has registered. Raises BreaksRule for a response that isn't good."""
    _check_client(response, "webauthn.create", challenge)
    attestation, _ = cbor.decode(_part(response, "attestationObject"))
    content = attestation.get("authData") if isinstance(attestation, dict) else None
    said = _said(content if isinstance(content, bytes) else b"")
    if not said.flags & HAS_KEY:
        raise BreaksRule("there is no key in this response")
    length = int.from_bytes(said.rest[16:18], "big")
    x, y = _point(said.rest[18 + length :])
    key_id = _text(said.rest[18 : 18 + length])
    return SecurityKey(name=name, id=key_id, x=f"{x:x}", y=f"{y:x}", count=said.counter)


def signed(response: Sent, challenge: str, keys: list[SecurityKey]) -> SecurityKey:
    """Return the key that has signed a challenge, with its counter. Raises BreaksRule for anything else."""
    key = next((one for one in keys if one.id == str(response.get("id")).rstrip("=")), None)
    if key is None:
        raise BreaksRule("the key is not known")
    client, content = _check_client(response, "webauthn.get", challenge), _part(response, "authenticatorData")
    said = _said(content)
    point = (int(key.x, 16), int(key.y, 16))
    if not es256.is_good(point, content + hashlib.sha256(client).digest(), _part(response, "signature")):
        raise BreaksRule("the signature is wrong")
    if said.counter <= key.count and (said.counter or key.count):
        raise BreaksRule("the key's counter goes back: there may be a copy of it")
    return msgspec.structs.replace(key, count=said.counter)


def _check_client(response: Sent, kind: str, challenge: str) -> bytes:
    """Return what the browser says that it did; it must fit this site and this challenge. Raises BreaksRule."""
    content = _part(response, "clientDataJSON")
    try:
        said = msgspec.json.decode(content, type=dict[str, Any])
    except msgspec.DecodeError:
        raise BreaksRule("the browser's part is no JSON") from None
    if said.get("type") != kind or str(said.get("challenge")).rstrip("=") != challenge:
        raise BreaksRule("the response is to another challenge")
    host = urlsplit(str(said.get("origin"))).hostname or ""
    if host != site() and not host.endswith(f".{site()}"):
        raise BreaksRule("the response was made for another site")
    return content


def _said(content: bytes) -> Said:
    if len(content) < 37:
        raise BreaksRule("the key's part is too short")
    said = Said(content[:32], content[32], int.from_bytes(content[33:37], "big"), content[37:])
    if said.site != hashlib.sha256(site().encode()).digest() or not said.flags & PRESENT:
        raise BreaksRule("the key answered another site, or nobody touched it")
    return said


def _point(content: bytes) -> es256.Point:
    """Return the public key of a COSE key. Raises BreaksRule for any but ES256."""
    key, _ = cbor.decode(content)
    if not isinstance(key, dict) or (key.get(1), key.get(3), key.get(-1)) != (EC2, ES256, P256):
        raise BreaksRule("only keys that sign with ES256 are taken")
    x, y = key.get(-2), key.get(-3)
    if not isinstance(x, bytes) or not isinstance(y, bytes):
        raise BreaksRule("there is no key in this response")
    point = int.from_bytes(x, "big"), int.from_bytes(y, "big")
    if not es256.is_on_curve(point):
        raise BreaksRule("there is no key in this response")
    return point


def _part(response: Sent, name: str) -> bytes:
    parts = response.get("response")
    text = parts.get(name) if isinstance(parts, dict) else None
    if not isinstance(text, str):
        raise BreaksRule(f"{name} is missing")
    try:
        return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BreaksRule(f"{name} is no base64url") from None


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
