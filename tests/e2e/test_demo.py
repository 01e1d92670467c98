"""`make demo` gives a newcomer a small production to look around in, once."""

import os
import subprocess

from infra.index import ROOT
from infra.local import studio
from tests.e2e.people import Client

SHOTS = sum(len(shots) for shots in studio.SEQUENCES.values())


def demo(url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "demo"], cwd=ROOT, env=os.environ | {"URL": url}, capture_output=True, text=True, check=False
    )


def test_the_demo_fills_an_empty_studio_and_leaves_a_filled_one_alone(run):
    server = run(TESTING="1")

    first = demo(server.url)
    assert first.returncode == 0, first.stdout + first.stderr + server.said()
    second = demo(server.url)

    assert second.returncode != 0
    assert "there already" in second.stdout
    with Client(server.url) as admin:
        (project,) = admin.get("/data/projects")
        board = admin.get(f"/data/shots/with-tasks?project_id={project['id']}")
        people = admin.get("/data/persons")
    assert project["name"] == studio.PRODUCTION
    assert len(board) == SHOTS
    assert all(shot["tasks"] for shot in board)
    assert any(shot["preview_file_id"] for shot in board)
    assert {person["first_name"] for person in people} >= {first for first, *_ in studio.PEOPLE}


def test_without_a_server_the_demo_says_what_to_do():
    done = demo("http://127.0.0.1:9")

    assert done.returncode != 0
    assert "make run" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
