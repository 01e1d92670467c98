"""Anybody may ask how Inari is; only admins what it holds."""

import pytest


@pytest.mark.parametrize("path", ["/", "/status", "/status.txt", "/status/influx", "/status/resources", "/config"])
def test_anybody_may_ask(studio, path):
    assert studio.nobody.get(path).status == 200


def test_a_service_that_is_there_is_up(studio):
    assert studio.nobody.get("/status").body["database-up"] is True
    assert b"database-up: up" in studio.nobody.get("/status.txt").content
    assert studio.nobody.get("/status/influx").body["database-up"] == 1


def test_the_theme_is_the_organisations(studio):
    organisation = studio.get("/data/organisations").body[0]

    studio.admin.put(f"/data/organisations/{organisation['id']}", {"dark_theme_by_default": True})

    assert studio.nobody.get("/config").body["dark_theme_by_default"] is True


def test_the_test_event_leaves_nothing_in_the_log(studio):
    assert studio.nobody.get("/status/test-event").body == {"success": True}
    assert studio.events("main:test") == []


def test_only_an_admin_counts_what_there_is(studio):
    project = studio.project()
    status = studio.status(is_default=True)
    task = studio.task(project, studio.shot(project), studio.task_type(project))
    studio.comment(task, status, "first")
    studio.comment(task, status, "second")

    assert studio.as_("manager", project).get("/stats").status == 403
    assert studio.get("/stats").body["number_of_comments"] == 2
