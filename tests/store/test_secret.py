"""The secret that signs tokens is given or read, and never guessed."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from chalicelib import settings
from chalicelib.settings import Misconfigured
from chalicelib.store import secret, tables

GIVEN = {"INARI_STACK": "inari", "INARI_BUCKET": "files"}
ARN = "arn:aws:secretsmanager:eu-west-1:000000000001:secret:inari-signing"


class SecretsManager(HTTPServer):
    """Answers as Secrets Manager does, and counts how often it is asked."""

    answer: tuple[int, dict[str, str]]
    asked = 0


class _Handler(BaseHTTPRequestHandler):
    server: SecretsManager

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked += 1
        status, content = self.server.answer
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretsManager]:
    server = SecretsManager(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    given = settings.read(
        {**GIVEN, "INARI_SECRET_ARN": ARN, "INARI_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}"}
    )
    monkeypatch.setattr(secret, "settings", lambda: given)
    monkeypatch.setattr(tables, "settings", lambda: given)
    monkeypatch.setattr(tables, "_clients", {})
    for name, value in {"ACCESS_KEY_ID": "a", "SECRET_ACCESS_KEY": "b", "DEFAULT_REGION": "eu-west-1"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    secret.signing_secret.cache_clear()
    yield server
    secret.signing_secret.cache_clear()
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_process_reads_it_once(manager):
    manager.answer = (200, {"SecretString": "x" * 64})

    assert [secret.signing_secret(), secret.signing_secret()] == ["x" * 64] * 2
    assert manager.asked == 1


def test_one_that_may_not_be_read_is_named(manager):
    manager.answer = (400, {"__type": "AccessDeniedException", "message": "not for you"})

    with pytest.raises(Misconfigured, match=rf"{ARN}.*AccessDenied"):
        secret.signing_secret()


def test_one_that_is_too_short_is_refused(manager):
    manager.answer = (200, {"SecretString": "short"})

    with pytest.raises(Misconfigured, match="at least 32 characters"):
        secret.signing_secret()


@pytest.mark.parametrize("given", [{}, {"INARI_SECRET": ""}, {"INARI_SECRET": "short"}])
def test_without_one_nothing_starts(given):
    with pytest.raises(Misconfigured, match="INARI_SECRET needs at least 32 characters"):
        settings.read({**GIVEN, **given})


def test_an_empty_variable_is_one_that_is_not_given():
    assert settings.read({**GIVEN, "INARI_SECRET_ARN": ARN, "INARI_TIMEZONE": ""}).timezone == "UTC"
