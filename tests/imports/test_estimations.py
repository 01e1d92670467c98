"""A supervisor brings the estimations of a kind of work."""

import datetime as dt

import pytest

from chalicelib.imports.estimations.rules import due
from tests.harness import Client, Reply
from tests.imports.world import World, world
from tests.studio import Studio, Values


@pytest.fixture
def film(studio: Studio) -> World:
    """Return a production with a shot."""
    film = world(studio)
    film.send("shots", "Sequence;Name\nSQ01;SH01\n")
    return film


def estimate(film: World, text: str, by: Client | None = None, episode: str = "") -> Reply:
    """Import estimations of the animation."""
    return film.send(f"{episode}task-types/{film.animation['id']}/estimations", text, by)


def task(film: World) -> Values:
    """Return the animation of the shot."""
    (shot,) = film.studio.get(f"/data/projects/{film.project['id']}/shots").body
    return film.task(shot)


def test_days_become_minutes_and_a_due_date(film):
    done = estimate(film, "Parent;Entity;Estimation;Start date;Drawings;Difficulty\nsq01;sh01;2.5;2026-03-06;24;5\n")

    assert (done.status, done.body) == (201, [None])
    found = task(film)
    assert (found["estimation"], found["nb_drawings"], found["difficulty"]) == (1200, 24, 5)
    assert (found["start_date"], found["due_date"]) == ("2026-03-06T00:00:00", "2026-03-10T00:00:00")


def test_empty_cells_change_nothing(film):
    estimate(film, "Parent;Entity;Estimation;Drawings\nSQ01;SH01;1;7\n")
    estimate(film, "Parent;Entity;Estimation;Drawings\nSQ01;SH01;;\n")

    assert (task(film)["estimation"], task(film)["nb_drawings"]) == (480, 7)


@pytest.mark.parametrize(
    "cells",
    [
        "Estimation\nSQ01;SH01;much", "Estimation\nSQ01;SH01;nan", "Estimation\nSQ01;SH09;1", "Difficulty\nSQ01;SH01;9",
        "Start date\nSQ01;SH01;02/03/2026", "Due date\nSQ01;SH01;2026-02-30", "Drawings\nSQ01;SH01;1.5",
    ],
)  # fmt: skip
def test_a_cell_that_means_nothing_is_refused_and_changes_nothing(film, cells):
    refused = estimate(film, f"Parent;Entity;{cells}\n")

    assert (refused.status, refused.body["line_number"], refused.body["imported_rows"]) == (400, 2, 0)
    assert task(film)["estimation"] == 0


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("manager", 201), ("supervisor", 201), ("user", 403), ("client", 403), ("vendor", 403),
        ("manager elsewhere", 403), ("nobody", 401),
    ],
)  # fmt: skip
def test_managers_and_supervisors_estimate(film, who, status):
    answer = estimate(film, "Parent;Entity;Estimation\nSQ01;SH01;1\n", film.studio.as_(who, film.project))

    assert answer.status == status
    assert task(film)["estimation"] == (480 if status == 201 else 0)


def test_a_supervisor_of_another_department_estimates_nothing(film):
    by = film.studio.as_("supervisor", film.project, departments=[film.studio.department()["id"]])

    assert estimate(film, "Parent;Entity;Estimation\nSQ01;SH01;1\n", by).status == 403


def test_in_an_episode_only_its_own_shots_count(studio):
    series = world(studio, production_type="tvshow")
    series.send("shots", "Episode;Sequence;Name\nE01;SQ01;SH01\n")
    other = studio.make(f"/data/projects/{series.project['id']}/episodes", name="E02")

    sheet = "Parent;Entity;Estimation\nSQ01;SH01;1\n"
    assert estimate(series, sheet, episode=f"episodes/{other['id']}/").status == 400
    assert estimate(series, sheet, episode="episodes/all/").status == 201


@pytest.mark.parametrize(
    ("days", "last"), [(0, 6), (0.2, 6), (1, 6), (1.1, 9), (2, 9), (3.0000000001, 10), (6, 13), (6.5, 16)]
)
def test_work_is_done_on_working_days(days, last):
    assert due(dt.datetime(2026, 3, 6), days) == dt.datetime(2026, 3, last)  # a Friday
