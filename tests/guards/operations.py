"""All operations that there are, for the tests that walk them."""

import importlib
import json
import re
from collections.abc import Iterator

from chalicelib import access, index
from chalicelib.web.routes import Operation
from tests.contract.transcripts import CONTRACT

TOPICS = sorted(index.TOPICS)
VARIABLE = re.compile(r"\{\w+\}")


def of(topic: str) -> list[Operation]:
    """Return the operations that a topic declares."""
    operations: list[Operation] = importlib.import_module(f"chalicelib.{topic}.routes").routes.operations
    return operations


def all_of_them() -> Iterator[Operation]:
    """Yield every operation."""
    for topic in TOPICS:
        yield from of(topic)


def is_open(operation: Operation) -> bool:
    """Return whether those who are not logged in may call it."""
    return operation.allow is access.anyone


def filled(path: str, value: str) -> str:
    """Return a path with the value in the place of each variable."""
    return VARIABLE.sub(value, path)


def shape(method: str, path: str) -> tuple[str, str]:
    """Return an operation with its variables' names left out, which are ours to choose."""
    return method, VARIABLE.sub("{}", path.rstrip("/") or "/")


def contract() -> set[tuple[str, str]]:
    """Return the operations of the contract, empty without it."""
    file = CONTRACT / "operations.json"
    if not file.exists():
        return set()
    # The contract writes a variable as <id> or {id}.
    found = json.loads(file.read_text())["operations"]
    return {shape(entry["method"], re.sub(r"<([^>]+)>", r"{\1}", entry["path"])) for entry in found}


def records() -> dict[str, dict[str, object]]:
    """Return the fields of the contract's kinds, empty without it."""
    file = CONTRACT / "records.json"
    if not file.exists():
        return {}
    return {kind: entry["fields"] for kind, entry in json.loads(file.read_text())["records"].items()}
