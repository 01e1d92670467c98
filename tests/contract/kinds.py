"""Counts the transcripts' steps on the plain tables, by kind and operation."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from tests.contract.transcripts import CONTRACT

OPERATIONS = {
    "list": ("GET", False), "create": ("POST", False), "get": ("GET", True), "change": ("PUT", True),
    "delete": ("DELETE", True),
}  # fmt: skip
PLAIN = re.compile(r"/data/([\w-]+)(/[<{]\w+[>}])?")


def plain_paths() -> list[str]:
    """Return the names under which the contract has all five operations, `task-types` for /data/task-types."""
    found: dict[str, set[str]] = {}
    for entry in json.loads((CONTRACT / "operations.json").read_text())["operations"]:
        place = _place(entry["method"], entry["path"])
        if place:
            found.setdefault(place[0], set()).add(place[1])
    return sorted(name for name, operations in found.items() if operations == OPERATIONS.keys())


def _place(method: str, path: str) -> tuple[str, str] | None:
    """Return the table and the operation that a declared path stands for, None for any other path."""
    match = PLAIN.fullmatch(path)
    if match is None:
        return None
    wanted = method, match[2] is not None
    return next(((match[1], name) for name, one in OPERATIONS.items() if one == wanted), None)


class Counts:
    """How many steps there are and how many pass, by table and operation; and those that differ."""

    def __init__(self) -> None:
        self.passed: Counter[tuple[str, str]] = Counter()
        self.total: Counter[tuple[str, str]] = Counter()
        self.differing: list[str] = []
        self.names = plain_paths()

    def add(self, transcript: str, results: Iterable[Any]) -> None:
        """Count the steps of a transcript."""
        for result in results:
            place = _place(*result.step["op"].split(" ")) if result.step.get("op") else None
            if place is None or place[0] not in self.names:
                continue
            self.total[place] += 1
            self.passed[place] += result.passed
            if not result.passed:
                step = result.step
                self.differing.append(f"{transcript} #{result.index} {step.get('as')}: {step['method']} {step['path']}")

    def lines(self) -> list[str]:
        """Return the report: a line for each table, then what differs."""
        rows = [f"{'':40}" + "".join(f"{name:>10}" for name in (*OPERATIONS, "all"))]
        for name in self.names:
            places = [(name, operation) for operation in OPERATIONS]
            counts = [(self.passed[place], self.total[place]) for place in places]
            counts.append((sum(good for good, _ in counts), sum(of for _, of in counts)))
            rows.append(f"{name:40}" + "".join(f"{f'{good}/{of}':>10}" for good, of in counts))
        rows.append(f"{len(self.names)} tables, {self.passed.total()} of {self.total.total()} steps pass")
        return rows + self.differing
