"""Looks into answers for what nobody may see: secrets by their name or their form, and fields that are kept hidden."""

import importlib
import json
import re
from collections.abc import Iterator
from typing import Any

from chalicelib.people.persons.rules import SECRET
from chalicelib.store import collection
from infra.index import ROOT

for file in sorted((ROOT / "chalicelib").glob("*/*/records.py")):  # all kinds, for what they hide
    importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
HIDDEN: dict[str, tuple[str, ...]] = {kind.__name__: kind.HIDDEN for kind in collection.ALL}
HASH = re.compile(r"\$2[aby]\$\d\d\$|\$argon2|\$pbkdf2")
TOKEN = re.compile(r"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}")
NAMES = SECRET | {"otp_secret", "recovery_codes", "security_keys", "access_token", "refresh_token", "token_jti"}

# The answers whose business a secret is, and why.
SESSION = {"access_token", "refresh_token"}
LINKS = {"Project.task_type_links"}
BUSINESS: dict[str, set[str]] = {
    # They open a session, or prolong it.
    "POST /auth/login": SESSION,
    "POST /auth/app-login/token": SESSION,
    "GET /auth/refresh-token": {"access_token"},
    # A second factor begins with its secret, ends with the recovery codes, and makes a limited session a whole one.
    "PUT /auth/totp": {"otp_secret"},
    "POST /auth/totp": {"otp_recovery_codes", *SESSION},
    "POST /auth/email-otp": {"otp_recovery_codes", *SESSION},
    "POST /auth/fido": {"otp_recovery_codes", *SESSION},
    "PUT /auth/recovery-codes": {"otp_recovery_codes"},
    # Bots and programs, and the clients of a preview, have no other way to get theirs; it is shown once.
    "POST /data/persons": {"access_token"},
    "PUT /data/persons/{}": {"access_token"},
    "POST /data/projects/{}/preview-account": {"password"},
    # A whole production tells how it uses task types; a plain one keeps that to itself.
    "GET /data/projects/{}": LINKS,
    "GET /data/projects/open": LINKS,
    "GET /data/user/projects/open": LINKS,
    "GET /data/user/context": LINKS,
    # The document tells the names of what may be sent, and no value.
    "GET /openapi.json": {*NAMES},
    "GET /openapi-raw.json": {*NAMES},
}


def leaks(operation: str, headers: dict[str, Any], body: bytes) -> list[str]:
    """Return what an answer to an operation, `GET /data/persons/{}`, tells that it should not."""
    business = BUSINESS.get(operation, set())
    text = body.decode("utf-8", "replace")
    found = [f"a hash: {match[0]}" for match in HASH.finditer(text)]
    if not business & SESSION:
        found += [f"a token: {match[0][:12]}" for match in TOKEN.finditer(f"{text} {headers}")]
    kind = str(headers.get("content-type"))
    if "json" in kind:
        lines = text.splitlines() if "ndjson" in kind else [text]
        found += [name for line in lines for name in _named(json.loads(line or "null")) if name not in business]
    return found


def _named(value: Any) -> Iterator[str]:
    """Yield the secrets and the hidden fields in a value, by their names."""
    if isinstance(value, dict):
        yield from (name for name, secret in value.items() if name in NAMES and secret is not None)
        yield from (f"{value['type']}.{name}" for name in HIDDEN.get(str(value.get("type")), ()) if name in value)
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _named(inner)
