"""What the cells of a sheet of people mean. Each raises BreaksRule or NotStored for a cell that means nothing."""

from collections.abc import Mapping
from typing import Any

from chalicelib.errors import BreaksRule
from chalicelib.imports.entities.rules import truth, whole_number
from chalicelib.imports.rows import Row
from chalicelib.people.persons.records import Person
from chalicelib.people.persons.rules import CONTRACTS, checked_values, full_name
from chalicelib.store.records import checked, fields_of

NEEDED = ("First Name", "Last Name", "Email")
TEXTS = {"first_name": "First Name", "last_name": "Last Name", "email": "Email", "phone": "Phone", "country": "Country"}
# Beside these words each code means itself.
WORDS: dict[str, tuple[str, Mapping[str, str]]] = {
    "role": (
        "Role",
        {
            "artist": "user", "user": "user", "studio manager": "admin", "admin": "admin", "supervisor": "supervisor",
            "production manager": "manager", "manager": "manager", "client": "client", "vendor": "vendor",
        },
    ),
    "contract_type": ("Contract Type", {code: code for code in CONTRACTS}),
    "position": ("Position", {code: code for code in ("supervisor", "lead", "artist")}),
    "seniority": ("Seniority", {code: code for code in ("senior", "mid", "junior")}),
}  # fmt: skip


def values(row: Row, studios: Mapping[str, str], departments: Mapping[str, str]) -> dict[str, Any]:
    """Return what a row says of somebody; empty cells say nothing. Studios and departments are ids by their names."""
    found: dict[str, Any] = {field: row.text(name) for field, name in TEXTS.items()}
    for name in NEEDED:
        row.needed(name, 250)
    found |= {field: _word(name, row.text(name), words) for field, (name, words) in WORDS.items()}
    found["daily_salary"] = whole_number("Daily Salary", row.text("Daily Salary"))
    found["studio_id"] = _named("Studio", row.text("Studio"), studios)
    names = [one.strip() for one in row.text("Departments").split(",") if one.strip()]
    found["departments"] = [_named("Departments", one, departments) for one in names]
    given = {field: value for field, value in found.items() if value not in ("", None, [])}
    if active := truth("Active", row.text("Active")):
        given["active"] = active == "true"
    fields = fields_of(Person)
    return {field: checked(fields[field], value) for field, value in checked_values(given).items()}


def _word(name: str, text: str, words: Mapping[str, str]) -> str | None:
    if text and text.lower() not in words:
        raise BreaksRule(f"{name}: {text[:40]!r} is none of {', '.join(words)}")
    return words[text.lower()] if text else None


def _named(name: str, text: str, ids: Mapping[str, str]) -> str | None:
    if text and text not in ids:
        raise BreaksRule(f"{name}: the studio has no {text[:80]!r}")
    return ids[text] if text else None


def called(values: dict[str, Any]) -> dict[str, Any]:
    """Return a person's values with the name in full."""
    return values | {"full_name": full_name(values["first_name"], values["last_name"])}
