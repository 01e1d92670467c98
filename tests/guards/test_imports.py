"""A cold start imports what the first request needs and nothing else."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from infra.index import ROOT

LATE = ("PIL", "bcrypt", "boto3", "cryptography", "dns", "email_validator", "fido2", "imageio_ffmpeg", "multipart")
MODULES = [*(ROOT / "chalicelib").rglob("*.py"), ROOT / "app.py"]


def run(*arguments: str) -> list[str]:
    command = [sys.executable, "-m", "tests.guards.alone", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return (done.stdout + done.stderr).split("\n") if not arguments else done.stdout.split()


def imports_at_start(module: Path) -> set[str]:
    """Return the packages that a module imports as soon as it is imported itself."""
    found: set[str] = set()
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize("package", LATE)
def test_no_module_imports_at_its_start_what_few_requests_need(package):
    assert [str(module.relative_to(ROOT)) for module in MODULES if package in imports_at_start(module)] == []


def test_a_first_request_imports_its_own_topic_and_nothing_heavy():
    modules = run("GET", "/data/persons")

    assert {name.partition(".")[0] for name in modules} & set(LATE) == set()
    routes = [name for name in modules if name.startswith("chalicelib.") and name.endswith(".routes")]
    assert routes == ["chalicelib.people.persons.routes", "chalicelib.web.routes"]
    assert not [name for name in modules if name.startswith("chalicelib.") and name.endswith(".jobs")]


def test_every_topic_can_be_the_first_one_that_is_called():
    assert "".join(run()) == ""
