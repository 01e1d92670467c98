"""`make fuzz`: sends a running local server what nobody would, by its own OpenAPI document, and judges the answers.

Schemathesis makes the requests. Most of its ids name nothing, so that nearly every answer would be 404: here most of
them are replaced by ids of records that exist, and parameters that only the contract lists are tried, too. Only what
the run has made itself is removed, so that there is something to work on until its end. It takes a server without
work: PORT=8180 DATA=/tmp/fuzz TESTING=1 make run, then make demo URL=http://localhost:8180. TOPICS='^tasks/|^files/'
narrows it to the operations of these topics.
"""

import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests
import schemathesis

from infra.local import studio
from infra.local.console import say
from infra.local.settings import ADMINISTRATOR, FIRST_PASSWORD

URL = os.environ.get("URL", "http://localhost:8180")
EACH = os.environ.get("EACH", "30")  # requests with random values for each operation, beside those of the edges
TOPICS = os.environ.get("TOPICS", "")  # a pattern of the tags whose operations are tried
CONTRACT = Path(__file__).resolve().parents[2] / "shared" / "contract" / "operations.json"
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance",
)  # fmt: skip
SAY_EVERY = 1000  # requests
MOST_IDS = 50  # of a kind
TIMEOUT = 60.0  # seconds for one request: the first of a topic imports it
VARIABLE = re.compile(r"\{(\w+)\}")

Ids = dict[str, list[str]]


def log_in() -> str:
    """Return a new token of the administrator; after wrong passwords the server lets nobody try for a while."""
    body = {"email": ADMINISTRATOR, "password": FIRST_PASSWORD}
    while not (answer := requests.post(f"{URL}/auth/login", json=body, timeout=TIMEOUT)).ok:
        time.sleep(1)
    token: str = answer.json()["access_token"]
    return token


class Records:
    """The ids of what there is, by the part of the path that lists it, and of what the run has made."""

    def __init__(self, token: str, paths: list[str]) -> None:
        self.made: set[str] = set()
        self.there: Ids = {}
        self.token = token
        for path in paths:
            self.there[path.rpartition("/")[2]] = self._ids(path)

    def _ids(self, path: str) -> list[str]:
        """Return some of the ids at a path; the administrator's own is not for others to change."""
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = requests.get(URL + path, headers=headers, timeout=TIMEOUT)
        rows = answer.json() if answer.ok and answer.headers["Content-Type"] == "application/json" else []
        rows = rows if isinstance(rows, list) else []
        return [
            row["id"] for row in rows if isinstance(row, dict) and row.get("email") != ADMINISTRATOR and "id" in row
        ][:50]

    def pick(self, place: str, name: str, value: str) -> str:
        """Return an id that the parameter could mean, the same for the same value; now and then the value itself."""
        singular = name.removesuffix("_id").removesuffix("_ids").replace("_", "-")
        found = self.there.get(place) or self.there.get(f"{singular}s") or self.there.get(singular) or []
        number = sum(map(ord, value))
        return found[number % len(found)] if found and number % 4 else value


def _known_paths(document: dict[str, Any]) -> list[str]:
    return [
        path for path, methods in document["paths"].items() if re.fullmatch(r"/data/[\w-]+", path) and "get" in methods
    ]


def _of_contract() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the parameters of the contract's queries, each with its method and path."""
    if CONTRACT.exists():
        for operation in json.loads(CONTRACT.read_text(encoding="utf-8"))["operations"]:
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "query":
                    yield operation["method"].lower(), VARIABLE.sub("{}", operation["path"]), parameter


def add_parameters(document: dict[str, Any]) -> None:
    """Add to the document what only the contract says of queries."""
    shapes = {VARIABLE.sub("{}", path): methods for path, methods in document["paths"].items()}
    for method, path, parameter in _of_contract():
        operation = shapes.get(path, {}).get(method)
        if operation is not None and all(one["name"] != parameter["name"] for one in operation["parameters"]):
            schema = {key: parameter[key] for key in ("type", "format", "enum") if key in parameter}
            operation["parameters"].append({"name": parameter["name"], "in": "query", "schema": schema})


class Tally:
    """How often each operation has answered with each status."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, int]] = Counter()

    def note(self, operation: str, status: int) -> None:
        """Note an answer, and say now and then how far it is."""
        self.counts[operation, status] += 1
        if self.counts.total() % SAY_EVERY == 0:
            failed = sum(count for (_, status), count in self.counts.items() if status >= 500)
            say(f"  {self.counts.total()} requests, {failed} of them failed; the last to {operation}")

    def tell(self) -> None:
        """Say what was sent, and how it was answered."""
        say(f"{self.counts.total()} requests to {len({operation for operation, _ in self.counts})} operations")
        for status, count in sorted(Counter(status for _, status in self.counts.elements()).items()):
            say(f"  {status}: {count}")


def run() -> None:
    """Log in, read the document, and let Schemathesis send and judge."""
    token = log_in()
    if _holds_work(token):
        sys.exit(
            f"{URL} holds productions besides the demo's. Take a server with a new folder: it would be all nonsense."
        )
    document = requests.get(f"{URL}/openapi.json", timeout=TIMEOUT).json()
    tally = Tally()
    _watch(Records(token, _known_paths(document)), tally)
    from schemathesis.cli import schemathesis as command

    options = ["--phases", "coverage,fuzzing", "-n", EACH, "--continue-on-failure", "--no-shrink"]
    options += ["-c", ",".join(CHECKS), *(["--include-tag-regex", TOPICS] if TOPICS else []), *sys.argv[1:]]
    try:
        command(["run", f"{URL}/openapi.json", *options])
    finally:
        tally.tell()


def _holds_work(token: str) -> bool:
    """Return whether there is a production that somebody has made by hand."""
    headers = {"Authorization": f"Bearer {token}"}
    found = requests.get(f"{URL}/data/projects", headers=headers, timeout=TIMEOUT).json()
    return any(project["name"] != studio.PRODUCTION for project in found)


def _watch(records: Records, tally: Tally) -> None:
    """Have Schemathesis call us where it reads the document, sends a request and gets an answer."""

    @schemathesis.hook
    def before_load_schema(_context: Any, raw: dict[str, Any]) -> None:
        add_parameters(raw)

    @schemathesis.hook
    def before_call(_context: Any, case: Any, _kwargs: dict[str, Any]) -> None:
        _with_ids(records, case)
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {records.token}"}

    @schemathesis.hook
    def after_call(_context: Any, case: Any, response: Any) -> None:
        tally.note(case.operation.label, response.status_code)
        if case.path == "/auth/logout" or response.status_code == 401:
            records.token = log_in()
        if case.method == "POST" and response.status_code in (200, 201):
            _note(records, case, response)


def _with_ids(records: Records, case: Any) -> None:
    """Put ids of existing records into the path, and into what is named as an id in the query and the body."""
    places = dict(re.findall(r"([\w-]+)/\{(\w+)\}", case.path)[::-1])
    where = {variable: place for place, variable in places.items()}
    for name, value in (case.path_parameters or {}).items():
        if name.endswith("_id") and isinstance(value, str):
            picked = records.pick(where.get(name, ""), name, value)
            if case.method != "DELETE" or picked in records.made:
                case.path_parameters[name] = picked
    for values in (case.query, case.body):
        if isinstance(values, dict):
            _name_existing(records, values)


def _name_existing(records: Records, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if name.endswith("_id") and isinstance(value, str):
            values[name] = records.pick("", name, value)
        if name.endswith("_ids") and isinstance(value, list):
            values[name] = [records.pick("", name, one) if isinstance(one, str) else one for one in value]


def _note(records: Records, case: Any, response: Any) -> None:
    """Note what the run has made, where its kind is listed."""
    try:
        made = response.json()
    except ValueError:
        return
    if isinstance(made, dict) and isinstance(made.get("id"), str):
        records.made.add(made["id"])
        records.there.setdefault(case.path.rpartition("/")[2], []).append(made["id"])


if __name__ == "__main__":
    run()
