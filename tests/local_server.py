"""A local server in a process of its own, as `make run` starts it, or with a small app in the place of Inari's."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 60  # for a start on a machine that is busy with other tests


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def connected(port: int) -> contextlib.closing[http.client.HTTPConnection]:
    """Return a connection to the port of this machine, to be closed by `with`."""
    return contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS))


class LocalServer:
    """A running local server; `command` is what Python is started with."""

    def __init__(self, data: Path, port: int, command: list[str], **environment: str) -> None:
        self.port, self.output = port, data.with_suffix(f".{port}.log")
        self.url = f"http://127.0.0.1:{port}"
        given = {**os.environ, "PYTHONPATH": str(ROOT), "PORT": str(port), "DATA": str(data), **environment}
        with self.output.open("a") as output:
            self.process = subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, env=given, stdout=output, stderr=output
            )

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        """Return the status and the body of one request's answer."""
        with connected(self.port) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()

    def wait_for(self, path: str) -> bytes:
        """Return what is at the path when it is there."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                status, body = self.ask("GET", path)
            except ConnectionError:
                status, body = 0, b""
            if status == 200:
                return body
            time.sleep(0.02)
        raise AssertionError(self.said())

    def wait_until_it_answers(self) -> None:
        """Return when the server has said that it answers."""
        deadline = time.monotonic() + SECONDS
        while "Inari answers on" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.02)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Have it stop, and return its exit status."""
        self.process.send_signal(how)
        return self.process.wait(SECONDS)

    def kill(self) -> None:
        """End it, in whatever state."""
        self.process.kill()
        self.process.wait()

    def said(self) -> str:
        """Return what it has printed so far."""
        return self.output.read_text()
