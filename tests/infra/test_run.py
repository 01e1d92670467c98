"""`make run` starts everything, says what is wrong in a line, and stops without losing anything."""

import json
import os
import signal
import socket
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infra.local.settings import Settings, Wrong, chosen
from infra.local.welcome import welcome
from tests.local_server import SECONDS, LocalServer, connected, free_port

AT_HOME = str(Path(__file__).with_name("studio_at_home.py"))


@pytest.fixture
def run(tmp_path) -> Iterator[Callable[..., LocalServer]]:
    """Return a function that starts a local server; none outlives the test."""
    running: list[LocalServer] = []

    def start(data: Path = tmp_path / "data", port: int = 0, **environment: str) -> LocalServer:
        running.append(LocalServer(data, port or free_port(), [AT_HOME], **environment))
        return running[-1]

    yield start
    for one in running:
        one.kill()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_finishes_requests_keeps_everything_and_exits_with_0(run, how):
    server = run()
    server.wait_for("/administrator")
    server.ask("POST", "/note", b"remember me", **{"Content-Type": "multipart/form-data"})
    assert server.wait_for("/note") == b"remember me"

    with connected(server.port) as client:
        client.request("GET", "/slow")
        time.sleep(0.3)
        assert server.stop(how) == 0
        assert client.getresponse().read() == b"slow"

    again = run()
    assert again.wait_for("/note") == b"remember me"
    assert "Traceback" not in server.said()


def test_a_killed_server_has_lost_nothing_as_long_as_the_emulator_could_save(run):
    server = run()
    server.wait_for("/administrator")
    server.ask("POST", "/note", b"remember me")
    server.wait_for("/note")
    server.stop(signal.SIGKILL)

    again = run()

    assert again.wait_for("/note") == b"remember me"


def test_the_secret_is_made_once_and_nobody_else_may_read_it(run, tmp_path):
    server = run()
    secret = server.wait_for("/environment?name=INARI_SECRET")
    server.stop()

    again = run()

    assert again.wait_for("/environment?name=INARI_SECRET") == secret
    assert len(bytes.fromhex(secret.decode())) == 32
    assert stat.S_IMODE((tmp_path / "data" / "secret").stat().st_mode) == 0o600


def test_it_says_how_to_begin(run):
    server = run()
    server.wait_for("/administrator")
    server.stop()

    for text in (f"http://localhost:{server.port}", "curl", "gazu.log_in", "mysecretpassword", "Ctrl-C"):
        assert text in server.said()
    assert "/testing/reset" not in server.said()


def test_a_taken_port_is_said_in_a_line_before_anything_is_started(run, tmp_path):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        server = run(port=held.getsockname()[1])

        assert server.process.wait(SECONDS) == 1

    assert f"PORT={server.port + 1} make run" in server.said()
    assert "Traceback" not in server.said()
    assert not (tmp_path / "data" / "state").exists()


def test_two_servers_never_share_their_data(run):
    first = run()
    first.wait_for("/administrator")

    second = run()

    assert second.process.wait(SECONDS) == 1
    assert f"process {first.process.pid}" in second.said()
    assert "DATA=" in second.said()
    assert "Traceback" not in second.said()
    assert first.ask("GET", "/administrator") == (200, b"is there")


def test_it_ends_with_a_word_when_the_emulator_dies(run):
    server = run()
    server.wait_for("/administrator")
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    if not children.exists():
        pytest.skip("this system does not tell a process's children")

    os.kill(int(children.read_text().split()[0]), signal.SIGKILL)

    assert server.process.wait(SECONDS) == 1
    assert "The emulator of AWS has stopped" in server.said()
    assert "Traceback" not in server.said()


def test_a_reset_leaves_the_administrator_alone_and_nothing_in_a_cache(run):
    server = run(TESTING="1")
    server.wait_for("/administrator")
    server.ask("POST", "/note", b"gone")
    assert server.wait_for("/note") == b"gone"

    status, body = server.ask("POST", "/testing/reset")

    assert (status, json.loads(body)["all_had_finished"]) == (200, True)
    assert server.ask("GET", "/note")[0] == 404
    assert server.ask("GET", "/administrator") == (200, b"is there")
    server.ask("POST", "/note", b"new", **{"Content-Type": "multipart/form-data"})
    assert server.wait_for("/note") == b"new"
    assert server.wait_for("/environment?name=INARI_PASSWORD_ROUNDS") == b"4"


def test_a_reset_waits_for_the_requests_that_run(run):
    server = run(TESTING="1")
    server.wait_for("/administrator")
    with connected(server.port) as client:
        client.request("GET", "/slow")
        time.sleep(0.3)

        status, body = server.ask("POST", "/testing/reset")

        assert (status, json.loads(body)["all_had_finished"]) == (200, True)
        assert client.getresponse().read() == b"slow"


def test_without_testing_there_is_no_reset(run):
    server = run()
    server.wait_for("/administrator")

    server.ask("POST", "/testing/reset", b"a note like any other")

    assert server.wait_for("/testing/reset") == b"a note like any other"
    assert server.ask("GET", "/administrator") == (200, b"is there")


@pytest.mark.parametrize("port", ["", "http", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(Wrong, match="PORT"):
        chosen({"PORT": port})


def test_settings_come_from_the_environment(tmp_path):
    given = {"PORT": "8001", "HOST": "0.0.0.0", "DATA": str(tmp_path), "TESTING": "1"}

    assert chosen(given) == Settings(port=8001, host="0.0.0.0", data=tmp_path, testing=True)
    assert chosen({"TESTING": "0"}) == Settings(data=Path(".data").resolve())


def test_a_server_that_others_can_reach_says_so():
    assert "others in this network" in welcome(Settings(host="0.0.0.0"), new=False)
    assert "others" not in welcome(Settings(), new=False)
    assert "change-password" in welcome(Settings(), new=True)
