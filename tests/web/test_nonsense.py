"""What nobody would send is refused like anything else that doesn't fit, and long texts are as unique as short ones."""

import pytest

LONG = "x" * 3000


def test_a_name_longer_than_a_key_is_unique_too(studio):
    project = studio.project()
    path = f"/data/projects/{project['id']}/shots"

    one, other = (studio.admin.post(path, {"name": LONG[: 150 - number]}) for number in (0, 1))
    too_long = studio.admin.post(path, {"name": LONG})

    assert one.body["id"] != other.body["id"]
    assert too_long.status == 400
    assert len(studio.get(path).body) == 2


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"])
@pytest.mark.parametrize("path", ["/data/departments?created_at=", "/data/entity-links?created_at="])
def test_a_moment_that_has_no_date_in_utc_is_refused(studio, path, moment):
    assert studio.get(path + moment).status == 400


def test_what_a_board_could_not_hold_is_refused_and_changes_nothing(studio):
    project = studio.project()
    task = studio.task(project, studio.shot(project), studio.task_type(project))

    refused = studio.admin.put(f"/data/tasks/{task['id']}", {"data": {"notes": "x" * 900_000}})

    assert (refused.status, refused.body["error"]) == (413, True)
    assert studio.get(f"/data/tasks/{task['id']}").body["data"] == task["data"]
