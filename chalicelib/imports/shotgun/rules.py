"""What the records of another tracker mean here. An entry that lacks something is None, and passed over."""

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from chalicelib.errors import BreaksRule

T = TypeVar("T")
Values = dict[str, Any]
ROLES = {"manager": "manager", "admin": "admin"}
NEW_PERSON = ("firstname", "lastname", "email", "login")
ACTIVE = "act"
NO_ADDRESS = "changeme@email.com"
COLOR = re.compile(r"\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*", re.ASCII)
BLACK = "#000000"


def entries(body: Any) -> list[Values]:
    """Return the entries of a body that have a number. Raises BreaksRule for what is no list."""
    if not isinstance(body, list):
        raise BreaksRule("the body must be a list of records")
    return [one for one in body if isinstance(one, dict) and number(one) is not None]


def number(entry: Any) -> int | None:
    """Return the number under which the other tracker keeps something."""
    found = entry.get("id") if isinstance(entry, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def numbered(records: Iterable[T], wanted: int | None) -> T | None:
    """Return the record that came from the other tracker under this number."""
    return next((one for one in records if wanted is not None and getattr(one, "shotgun_id", None) == wanted), None)


def person(entry: Values) -> Values | None:
    """Return the values of somebody new."""
    email = entry.get("email")
    if any(name not in entry for name in NEW_PERSON) or not isinstance(email, str) or email == NO_ADDRESS:
        return None
    rules = entry.get("permission_rule_set")
    role = rules.get("name") if isinstance(rules, dict) else None
    return {
        "first_name": entry["firstname"], "last_name": entry["lastname"], "email": email.strip().lower(),
        "desktop_login": entry["login"], "active": entry.get("sg_status_list", ACTIVE) == ACTIVE,
        "role": ROLES.get(str(role).lower(), "user"), "shotgun_id": entry["id"],
    }  # fmt: skip


def department_name(entry: Values) -> str | None:
    """Return the name of somebody's department."""
    found = entry.get("department")
    name = found.get("name") if isinstance(found, dict) else None
    return name if isinstance(name, str) and name else None


def project(entry: Values) -> Values | None:
    """Return the values of a production; what the other studio has added to its own goes to the free data."""
    if not isinstance(entry.get("name"), str) or not isinstance(entry.get("sg_status"), str):
        return None
    own = {name: value for name, value in entry.items() if name.startswith("sg_") and name != "sg_status"}
    data = {name: value for name, value in own.items() if value is not None}
    return {"name": entry["name"], "data": data, "shotgun_id": entry["id"]}


def step(entry: Values) -> Values | None:
    """Return the values of a task type."""
    if not isinstance(entry.get("code"), str) or not entry["code"].strip():
        return None
    return {
        "name": entry["code"], "short_name": entry.get("short_name") or "", "color": color(entry.get("color")),
        "for_entity": entry.get("entity_type") or "Asset", "shotgun_id": entry["id"],
    }  # fmt: skip


def status(entry: Values) -> Values | None:
    """Return the values of a task status."""
    if not isinstance(entry.get("name"), str) or not isinstance(entry.get("code"), str):
        return None
    return {
        "name": entry["name"], "short_name": entry["code"], "color": color(entry.get("bg_color")),
        "shotgun_id": entry["id"],
    }  # fmt: skip


def color(text: Any) -> str:
    """Return a colour of three numbers as `#rrggbb`; what is none is black."""
    found = COLOR.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return BLACK
    return "#" + "".join(f"{min(int(part), 255):02x}" for part in found.groups())
