"""What a production shows on its boards can be taken away as a sheet."""

import pytest

from tests.imports.world import World, world
from tests.studio import Studio

PRODUCTION_SHEETS = ("shots", "assets", "edits", "casting")
STUDIO_SHEETS = ("persons", "projects", "task-types", "tasks", "time-spents")


@pytest.fixture
def film(studio: Studio) -> World:
    """Return a production with two shots and an asset."""
    film = world(studio, name="Long Road")
    film.send("shots", "Sequence;Name;Nb Frames;Frame In;FPS\nSQ02;SH01;24;;\nSQ01;SH02;48;101;25\n")
    film.send("assets", 'Type;Name;Description\nProps;"Cart; small";"Says ""no"""\n')
    return film


def test_shots_stand_in_their_order_with_the_state_of_their_work(film):
    assert film.sheet("shots") == [
        "Project;Episode;Sequence;Name;Description;Time Spent;Frames;Frame In;Frame Out;FPS;Animation;Assignations",
        "Long Road;;SQ01;SH02;;0.00;48;101;;25;todo;",
        "Long Road;;SQ02;SH01;;0.00;24;;;;todo;",
    ]


def test_what_needs_quotes_has_some_and_comes_back_as_it_was(film):
    sheet = film.sheet("assets")

    assert sheet[1] == 'Long Road;Props;"Cart; small";"Says ""no""";0.00;todo;'
    film.send("assets", "\r\n".join(sheet), update=True)
    assert film.sheet("assets") == sheet


def test_own_work_is_what_somebody_has_tasks_of(film):
    artist = film.studio.as_("user", film.project)
    shot = film.studio.get(f"/data/projects/{film.project['id']}/shots").body[0]
    film.studio.admin.put(f"/actions/tasks/{film.task(shot)['id']}/assign", {"person_id": artist.user["id"]})

    lines = film.sheet("shots", "?assigned_to=me", artist)
    assert [line.split(";")[3] for line in lines[1:]] == [shot["name"]]
    assert lines[1].endswith(f";todo;{artist.user['full_name']}")


def test_a_client_learns_neither_who_works_nor_how_long(film):
    artist = film.studio.person()
    shot = film.studio.get(f"/data/projects/{film.project['id']}/shots").body[0]
    film.studio.admin.put(f"/actions/tasks/{film.task(shot)['id']}/assign", {"person_id": artist["id"]})

    assert any(line.endswith(artist["full_name"]) for line in film.sheet("shots"))
    assert not any(
        artist["full_name"] in line for line in film.sheet("shots", by=film.studio.as_("client", film.project))
    )


@pytest.mark.parametrize("kind", PRODUCTION_SHEETS)
@pytest.mark.parametrize("who", ["vendor", "manager elsewhere", "nobody"])
def test_a_production_keeps_its_sheets_to_its_team(film, kind, who):
    refused = film.studio.as_(who, film.project).get(f"/export/csv/projects/{film.project['id']}/{kind}.csv")

    assert refused.status == (401 if who == "nobody" else 403)
    assert b"SQ01" not in refused.content


@pytest.mark.parametrize("kind", STUDIO_SHEETS)
def test_the_studio_keeps_its_sheets_to_managers(film, kind):
    path = f"/export/csv/{kind}.csv"
    for who in ("supervisor", "user", "client", "vendor"):
        assert film.studio.as_(who, film.project).get(path).status == 403
    assert film.studio.as_("manager").get(path).status == 200


@pytest.mark.parametrize("query", ["id=nonsense", "episode_id=nonsense"])
def test_what_is_no_id_is_refused(film, query):
    assert film.studio.get(f"/export/csv/projects/{film.project['id']}/shots.csv?{query}").status == 400


def test_tasks_of_closed_productions_are_in_no_sheet(film):
    closed = film.studio.make("/data/project-status", name="Closed", color="#000000")
    assert len(film.studio.get("/export/csv/tasks.csv").content.splitlines()) == 4
    film.studio.admin.put(f"/data/projects/{film.project['id']}", {"project_status_id": closed["id"]})

    assert len(film.studio.get("/export/csv/tasks.csv").content.splitlines()) == 1


def test_a_file_name_holds_no_more_than_a_header_may(studio):
    odd = world(studio, name='Straße "1"; x=é')
    reply = studio.get(f"/export/csv/projects/{odd.project['id']}/shots.csv")

    assert reply.headers["Content-Disposition"] == "attachment; filename=strae_1_x_e_shots.csv"


def test_people_of_no_flesh_are_in_no_sheet(studio):
    studio.person(first_name="Ada", last_name="Stone")
    studio.make("/data/persons", first_name="Bot", last_name="One", role="user", is_bot=True)

    lines = studio.get("/export/csv/persons.csv").content.decode().splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == ["Ada", "Super"]


@pytest.mark.parametrize("who", ["user", "client", "vendor", "manager elsewhere"])
def test_a_playlist_is_for_those_who_review(film, who):
    playlist = film.studio.make("/data/playlists", name="Dailies", project_id=film.project["id"], for_entity="shot")

    assert film.studio.as_(who, film.project).get(f"/export/csv/playlists/{playlist['id']}").status == 403
    lines = film.studio.get(f"/export/csv/playlists/{playlist['id']}").content.decode().splitlines()
    assert lines[0].startswith("Playlist;Long Road | for shots;Dailies;")
    assert lines[1] == ";;;;;;"
    assert len(lines) == 3
