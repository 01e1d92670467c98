"""The first request of a fresh Lambda function makes no client, asks no table what it is, and imports nothing heavy."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from infra.index import ROOT
from tests.guards.test_imports import LATE
from tests.test_app import event

# Beside what is late in any case: what would come with boto3, and what only some answers need.
HEAVY = {*LATE, "s3transfer", "docutils", "isal", "pyotp", "requests", "yaml", "ministack", "tests", "infra"}

FIRST = """
import json, os, sys
import app
from chalicelib.store import tables
made, calls = dict(tables._clients), []
tables.client().meta.events.register("before-call.dynamodb", lambda model, **_: calls.append(model.name))
answer = app.app(json.loads(os.environ["EVENT"]), None)
print()
print(json.dumps({
    "status": answer["statusCode"], "made": list(made), "after": list(tables._clients), "calls": calls,
    "modules": sorted({name.partition(".")[0] for name in sys.modules}),
}))
"""


@pytest.fixture
def first(studio) -> dict[str, Any]:
    """Return what a process did that answered one request."""
    asked = event("GET", "/data/persons", Authorization=f"Bearer {studio.admin.token}")
    environment = os.environ | {"EVENT": json.dumps(asked), "AWS_LAMBDA_FUNCTION_NAME": "a-test"}
    done = subprocess.run(
        [sys.executable, "-c", FIRST], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_its_client_is_made_before_it_and_no_other_is(first):
    assert first["status"] == 200
    assert first["made"] == first["after"] == ["dynamodb"]


def test_it_asks_for_items_and_never_what_a_table_is(first):
    assert first["calls"] == ["BatchGetItem", "Query"]


def test_it_imports_nothing_that_few_requests_need(first):
    assert set(first["modules"]) & HEAVY == set()
