"""Whoever writes a program finds every operation without logging in."""

from chalicelib.events.manual import rules

TOPICS = {"people.studios": ("GET /data/studios", "PUT /data/studios/{record_id}")}


def test_every_operation_is_in_the_document_with_its_variables():
    paths = rules.openapi(TOPICS, "1")["paths"]

    assert {path: list(methods) for path, methods in paths.items()} == {
        "/data/studios": ["get"], "/data/studios/{record_id}": ["put"],
    }  # fmt: skip
    assert [one["name"] for one in paths["/data/studios/{record_id}"]["put"]["parameters"]] == ["record_id"]


def test_every_operation_is_on_the_page():
    page = rules.page(TOPICS, "1")

    assert "people.studios" in page
    assert "<b>PUT</b>/data/studios/{record_id}" in page


def test_anybody_reads_them_and_what_is_not_there_is_not_found(studio):
    assert studio.nobody.get("/openapi.json").body["openapi"] == rules.OPENAPI
    assert b"<h1>" in studio.nobody.get("/apidocs/").content
    assert studio.nobody.get("/docs/swagger-ui.css").status == 200
    assert studio.nobody.get("/docs/other.css").status == 404
