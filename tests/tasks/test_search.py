"""Search finds what is named, nearly named or described, in one's own productions only."""

import pytest

from chalicelib.tasks.search import rules
from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


def search(client, query, **values):
    reply = client.post("/data/search", {"query": query, **values})
    assert reply.status == 200, reply
    return reply.body


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lamp", True),
        ("LÁMP", True),
        ("lmap", False),
        ("lanp", True),
        ("old lamp", True),
        ("new lamp", False),
        ("table", False),
    ],
)
def test_each_word_must_be_found_but_for_a_letter(query, found):
    fields = {"name": "Old_Lamp-02", "description": "on the desk"}

    assert (rules.hit(rules.words(query), fields) is not None) == found


def test_a_word_in_the_name_counts_more_than_one_elsewhere():
    named = rules.hit(["lamp"], {"name": "lamp", "description": ""})
    described = rules.hit(["lamp"], {"name": "desk", "description": "with a lamp"})

    assert named is not None
    assert described is not None
    assert named.score > described.score
    assert (named.terms, described.terms) == (["name"], ["description"])


def test_shots_and_assets_are_found_with_what_is_around_them(studio, show):
    studio.asset(show.project, name="Crystal lamp")
    studio.shot(show.project, studio.sequence(show.project, name="Crystal cave"), name="SH042")

    found = search(show.as_("user"), "crystal")

    assert [asset["name"] for asset in found["assets"]] == ["Crystal lamp"]
    assert [(shot["name"], shot["sequence_name"]) for shot in found["shots"]] == [("SH042", "Crystal cave")]
    assert found["persons"] == []


def test_nobody_finds_what_lies_in_others_productions(studio, show):
    studio.asset(show.project, name="Crystal lamp")

    assert search(show.as_("manager elsewhere"), "crystal")["assets"] == []
    assert search(show.as_("manager elsewhere"), "crystal", project_id=show.project["id"])["assets"] == []
    assert search(show.as_("vendor"), "crystal")["assets"] == []


def test_people_are_found_by_name_and_shown_short(studio, show):
    studio.person(first_name="Zacharias", last_name="Zebra", email="zz@example.com")

    person = search(show.as_("user"), "zebra", index_names=["persons"])["persons"][0]

    assert (person["full_name"], "email" in person) == ("Zacharias Zebra", False)


def test_pages_follow_each_other(studio, show):
    for number in range(5):
        studio.asset(show.project, name=f"Lantern {number}")

    pages = [search(studio.admin, "lantern", index_names=["assets"], limit=2, offset=at)["assets"] for at in (0, 2, 4)]

    assert [asset["name"] for page in pages for asset in page] == [f"Lantern {number}" for number in range(5)]


@pytest.mark.parametrize(
    "body", [{}, {"query": 3}, {"query": "lamp", "limit": 0}, {"query": "lamp", "project_id": "x"}]
)
def test_a_search_that_makes_no_sense_is_refused(studio, body):
    assert studio.admin.post("/data/search", body).status == 400
    assert search(studio.admin, "la") == {}
