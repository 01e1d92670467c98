"""The README's script, which speaks through gazu as it is, does at any address what it does at a local server's."""

import subprocess
import sys

import pytest
from PIL import Image

from infra.local.settings import ADMINISTRATOR, FIRST_PASSWORD
from tests.e2e.test_readme_script import script
from tests.stack.place import login

KINDS = ("projects", "persons", "task-types", "task-status", "entity-types")  # in the order of removal


@pytest.fixture
def clean(admin):
    """Remove what a script has made, when it is done."""

    def ids():
        return {kind: {one["id"] for one in admin.get(f"/data/{kind}")} for kind in KINDS}

    before = ids()
    yield
    made = {kind: found - before[kind] for kind, found in ids().items()}
    closed = admin.make("/data/project-status", name="E2E done", color="#000000")
    for project in made["projects"]:
        admin.send("PUT", f"/data/projects/{project}", {"project_status_id": closed["id"]})
    paths = [f"/data/{kind}/{one}?force=true" for kind in KINDS for one in made[kind]]
    paths.append(f"/data/project-status/{closed['id']}")
    refused = [(path, answer.text) for path in paths if (answer := admin.send("DELETE", path)).status_code != 204]
    assert refused == []


def test_the_script_of_the_readme_runs_unchanged(place, admin, clean, tmp_path):
    if login()["email"] != ADMINISTRATOR or login()["password"] != FIRST_PASSWORD:
        pytest.skip("the script logs in as the administrator that a new studio on one machine has")
    if any(project["name"] == "Harbour Lights" for project in admin.get("/data/projects")):
        pytest.skip("this studio has a production of the script's name already")
    text = script().replace("http://localhost:8000", place.url)

    done = subprocess.run([sys.executable, "-c", text], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    with Image.open(tmp_path / "thumbnail.png") as thumbnail:
        assert f"{thumbnail.size} SH0030" in done.stdout
