"""The local server passes requests and answers on unchanged, whatever their size, and survives a fault of the app."""

import contextlib
import http.client
import io
import json
import socket
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from chalicelib.web.http import Answer, Request
from infra.local.server import PortTaken, Server, bound, serve

MEBIBYTE = 2**20
Door = Callable[[Request], Answer]


@pytest.fixture
def serving() -> Iterator[Callable[[Door], Server]]:
    """Return a function that serves a door until the test ends."""
    servers: list[Server] = []

    def start(door: Door) -> Server:
        servers.append(serve(door, port=0))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


class Got(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def connected(server: Server) -> contextlib.closing[http.client.HTTPConnection]:
    return contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20))


def ask(server: Server, method: str, path: str, body=None, headers=None) -> Got:
    with connected(server) as connection:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return Got(answer.status, answer.headers, answer.read())


def test_path_query_headers_and_body_arrive_decoded(serving):
    seen = []

    def door(request):
        seen.append((request, request.body.read()))
        return Answer(204)

    server = serving(door)
    headers = {"X-Some-Name": "value", "Content-Type": "text/plain"}
    path = "/data/caf%C3%A9/a%20b?name=%C3%A9t%C3%A9&empty=&name=b"

    assert ask(server, "POST", path, "grün".encode(), headers).status == 204

    ((request, body),) = seen
    assert (request.method, request.path) == ("POST", "/data/café/a b")
    assert request.query == {"name": ["été", "b"], "empty": [""]}
    assert request.headers["x-some-name"] == "value"
    assert request.headers["content-type"] == "text/plain"
    assert (body, request.length) == ("grün".encode(), 5)
    assert request.address == "127.0.0.1"


def test_a_path_that_is_no_utf8_reaches_the_app_which_will_not_find_it(serving):
    server = serving(lambda request: Answer(404, body=request.path.encode()))

    answer = ask(server, "GET", "/data/%FF")

    assert (answer.status, answer.body.decode()) == (404, "/data/\ufffd")


def test_a_header_with_several_values_is_sent_several_times(serving):
    headers = {"Set-Cookie": ["a=1", "b=2"], "Content-Type": "application/json"}
    server = serving(lambda _: Answer(200, headers, b"{}"))

    answer = ask(server, "GET", "/")

    assert answer.headers.get_all("Set-Cookie") == ["a=1", "b=2"]
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.body == b"{}"


def test_head_gives_the_length_without_the_body_and_closes_a_file(serving):
    file = io.BytesIO(b"0123456789")
    server = serving(lambda _: Answer(200, {"Content-Type": "image/png"}, file, length=10))

    answer = ask(server, "HEAD", "/")

    assert (answer.status, answer.headers["Content-Length"], answer.body) == (200, "10", b"")
    assert file.closed


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_that_has_no_body_leaves_the_connection_in_order(serving, status):
    server = serving(lambda _: Answer(status, {"ETag": '"1"'}))

    with connected(server) as connection:
        for _ in range(2):
            connection.request("GET", "/")
            answer = connection.getresponse()
            assert (answer.status, answer.headers["ETag"], answer.read()) == (status, '"1"', b"")


def test_a_file_is_streamed_and_closed(serving, tmp_path):
    path = tmp_path / "movie.mp4"
    content = bytes(range(256)) * 4096 * 8
    path.write_bytes(content)
    files = []

    def door(_request):
        files.append(path.open("rb"))
        return Answer(200, {"Content-Type": "video/mp4"}, files[-1], length=len(content))

    answer = ask(serving(door), "GET", "/")

    assert answer.headers["Content-Length"] == str(len(content))
    assert answer.body == content
    deadline = time.monotonic() + 10
    while not files[0].closed and time.monotonic() < deadline:  # the server may still be at its last lines
        time.sleep(0.01)
    assert files[0].closed


def test_a_file_is_closed_when_the_client_goes_away(serving):
    class Endless(io.RawIOBase):
        gone = threading.Event()

        def read(self, size=-1):
            return b"x" * size

        def close(self):
            self.gone.set()

    file = Endless()
    server = serving(lambda _: Answer(200, {}, file, length=2**50))
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        client.recv(1000)

    assert file.gone.wait(10)


def test_a_large_body_is_on_the_disk_and_not_in_memory(serving):
    size = 50 * MEBIBYTE
    got = []

    def door(request):
        while block := request.body.read(MEBIBYTE):
            got.append(len(block))
        return Answer(201, body=str(request.length).encode())

    server = serving(door)
    with io.BytesIO(b"x" * size) as body:
        tracemalloc.start()
        answer = ask(server, "POST", "/", body, {"Content-Length": str(size)})
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert (answer.status, answer.body, sum(got)) == (201, str(size).encode(), size)
    assert peak < 8 * MEBIBYTE


def test_a_chunked_body_has_its_length_when_the_app_sees_it(serving):
    server = serving(lambda request: Answer(200, body=f"{request.length} {request.body.read().decode()}".encode()))

    answer = ask(server, "POST", "/", iter([b"one", b"two"]))

    assert answer.body == b"6 onetwo"


def test_a_fault_of_the_app_is_a_500_in_json_is_logged_and_leaves_the_server_at_work(serving, caplog):
    def door(request):
        if request.path == "/bad":
            raise ZeroDivisionError("no such luck")
        return Answer(200, body=b"fine")

    server = serving(door)
    for _ in range(30):  # more often than there are threads
        answer = ask(server, "GET", "/bad")
        assert (answer.status, answer.headers["Content-Type"]) == (500, "application/json")
        assert "message" in json.loads(answer.body)

    assert ask(server, "GET", "/good").body == b"fine"
    assert "GET /bad failed" in caplog.text
    assert "no such luck" in caplog.text


def test_requests_do_not_wait_for_each_other(serving):
    together = threading.Barrier(17)

    def door(_request):
        together.wait(10)  # all must be inside at once to get out
        return Answer(200, body=b"met")

    server = serving(door)
    answers = []
    clients = [threading.Thread(target=lambda: answers.append(ask(server, "GET", "/").body)) for _ in range(16)]
    for client in clients:
        client.start()
    together.wait(10)
    for client in clients:
        client.join()

    assert answers == [b"met"] * 16


def test_a_stopped_server_finishes_what_it_has_begun_and_takes_nothing_new(serving):
    inside, go_on = threading.Event(), threading.Event()

    def door(_request):
        inside.set()
        go_on.wait(10)
        return Answer(200, body=b"x" * MEBIBYTE)

    server = serve(door, port=0)
    answers = []
    client = threading.Thread(target=lambda: answers.append(ask(server, "GET", "/").body))
    client.start()
    inside.wait(10)
    stopping = threading.Thread(target=server.stop)
    stopping.start()
    go_on.set()
    stopping.join()
    client.join()

    assert answers == [b"x" * MEBIBYTE]
    with pytest.raises(OSError, match=r"refused|reset"):
        ask(server, "GET", "/")


def test_a_taken_port_is_named_together_with_the_next_one():
    with bound(0) as held:
        held.listen()
        port = held.getsockname()[1]

        with pytest.raises(PortTaken, match=f"port {port}.*PORT={port + 1} make run"):
            bound(port)
