"""Whoever writes a program finds every operation without logging in; a newcomer reads them on a page."""

import base64
import hashlib
import re

import pytest

from chalicelib.events.manual import rules


@pytest.mark.parametrize("path", ["/docs", "/docs/", "/apidocs/", "/apidocs", "/apidocs/index.html"])
def test_anybody_reads_the_page_under_its_old_and_new_names(studio, path):
    found = studio.nobody.get(path)

    assert (found.status, found.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert found.content == rules.PAGE.read_bytes()


def test_the_page_may_run_its_own_script_and_nothing_else(studio):
    found = studio.nobody.get("/docs")
    policy = dict(part.strip().split(" ", 1) for part in found.headers["Content-Security-Policy"].split(";"))
    (script,) = re.findall(rb"<script>(.*?)</script>", found.content, re.DOTALL)

    assert policy["default-src"] == policy["form-action"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
    assert b"http" not in re.sub(rb"/\*.*?\*/", b"", found.content)


def test_programs_find_the_document_under_both_names(studio):
    found = studio.nobody.get("/openapi.json")

    assert found.body["openapi"] == "3.1.0"
    assert studio.nobody.get("/openapi-raw.json").body == found.body


def test_a_file_that_is_not_there_is_not_found(studio):
    assert studio.nobody.get("/docs/swagger-ui.css").headers["Content-Type"].startswith("text/css")
    assert studio.nobody.get("/docs/other.css").status == 404
    assert studio.nobody.get("/static/../secret").status == 404
