"""The environment is made once, with any Python that is new enough; what is in the way is said in words."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from infra.local import bootstrap


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Return a copy of the script in a project that needs one small package."""
    folder = tmp_path / "infra" / "local"
    folder.mkdir(parents=True)
    shutil.copy(bootstrap.__file__, folder)
    (tmp_path / "requirements.txt").write_text("")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\nno-such-package-here==1.0\n")
    return folder / "bootstrap.py"


def test_a_python_that_is_too_old_is_named_with_the_way_to_name_another(monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "LEAST", (9, 0))
    monkeypatch.setattr(bootstrap, "OTHERS", ())

    assert bootstrap.main() == 1

    said = capsys.readouterr().out
    assert "Inari needs Python 9.0 or newer" in said
    assert "make run PYTHON=" in said


def test_another_python_that_is_new_enough_takes_over(monkeypatch, tmp_path):
    taken_over = tmp_path / "python3.13"
    taken_over.write_text('#!/bin/sh\nif [ "$1" = -c ]; then exit 0; fi\necho taken > "$0.log"\nexit 7\n')
    taken_over.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(bootstrap, "LEAST", (9, 0))

    assert bootstrap.main() == 7
    assert (tmp_path / "python3.13.log").read_text() == "taken\n"


def test_a_package_that_can_not_be_had_is_named_and_nothing_counts_as_ready(elsewhere):
    nowhere = {
        **os.environ,
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "0",
        "PIP_CONFIG_FILE": "/dev/null",
    }
    done = subprocess.run(
        [sys.executable, str(elsewhere)], capture_output=True, text=True, check=False, env=nowhere, timeout=120
    )

    assert done.returncode == 1
    assert "no-such-package-here" in done.stdout
    assert "PIP_INDEX_URL" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert not (elsewhere.parents[2] / ".venv" / "installed").exists()


def test_an_environment_that_is_ready_costs_nothing(elsewhere, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "ROOT", str(elsewhere.parents[2]))
    ready = elsewhere.parents[2] / ".venv" / "installed"
    ready.parent.mkdir()
    ready.write_text(bootstrap.fingerprint())

    assert bootstrap.main() == 0
    assert capsys.readouterr().out == ""


def test_other_requirements_are_another_environment(elsewhere, monkeypatch):
    monkeypatch.setattr(bootstrap, "ROOT", str(elsewhere.parents[2]))
    before = bootstrap.fingerprint()
    (elsewhere.parents[2] / "requirements.txt").write_text("msgspec==0.22.0\n")

    assert bootstrap.fingerprint() != before
