"""What the README promises a newcomer, done as it says: the script, a stop, a start, and all is still there."""

import re
import signal
import subprocess
import sys
from pathlib import Path

from PIL import Image

from infra.index import ROOT
from tests.e2e.people import Client
from tests.local_server import LocalServer

SIZE = (150, 100)  # of a thumbnail, at most


def script() -> str:
    """Return the README's script."""
    (found,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


def run_script(server: LocalServer, folder: Path) -> str:
    text = script().replace("http://localhost:8000", server.url)
    done = subprocess.run([sys.executable, "-c", text], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + server.said()
    return done.stdout


def test_the_script_is_short_enough_to_be_read():
    assert len([line for line in script().splitlines() if line.strip()]) <= 35


def test_what_the_script_makes_is_there_after_a_stop_and_a_start(run, tmp_path):
    first = run()
    assert "SH0030" in run_script(first, tmp_path)
    with Image.open(tmp_path / "thumbnail.png") as thumbnail:
        size = thumbnail.size
    assert 0 < size[0] <= SIZE[0]
    assert first.stop(signal.SIGINT) == 0
    assert "Traceback" not in first.said()

    again = run()

    with Client(again.url) as admin:
        (project,) = admin.get("/data/projects")
        (shot,) = admin.get(f"/data/shots/with-tasks?project_id={project['id']}")
        (task,) = shot["tasks"]
        comments = admin.get(f"/data/tasks/{task['id']}/comments")
        preview = comments[0]["previews"][0]["id"]
        picture = admin.send("GET", f"/pictures/thumbnails/preview-files/{preview}.png")
    assert (project["name"], shot["name"]) == ("Harbour Lights", "SH0030")
    assert [one["text"] for one in comments] == ["First pass.", "She lights the first lamp."]
    assert picture.status_code == 200
    assert picture.content == (tmp_path / "thumbnail.png").read_bytes()


def test_what_was_entered_before_a_kill_is_there_after_a_start(run):
    first = run()
    with Client(first.url) as admin:
        admin.make("/data/departments", name="Lighting", color="#ffd678")
    first.stop(signal.SIGKILL)

    again = run()

    with Client(again.url) as admin:
        assert [one["name"] for one in admin.get("/data/departments")] == ["Lighting"]


def test_requests_are_logged_in_a_file_and_not_on_the_terminal(run, tmp_path):
    server = run()
    with Client(server.url) as admin:
        admin.get("/data/persons")

    assert "auth.sessions.log_in" in (tmp_path / "data" / "requests.log").read_text()
    assert "auth.sessions.log_in" not in server.said()
