"""Starts and stops the emulator of AWS, a child process that listens on this machine only."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

PAUSE = 15.0  # seconds between two snapshots; writing one takes half a second for 20,000 items (measured)
ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0  # it takes two; a slow disk and 100,000 records in the snapshot take longer
STOP_SECONDS = 120.0  # it saves what it holds: a second for 20,000 items
LOG_LINES = 15


class Failed(Exception):
    """The emulator does not run; the message says why, to the person at the terminal."""


class Emulator:
    """A running emulator whose state is kept in a folder."""

    def __init__(self, data: Path, pause: float = PAUSE) -> None:
        self.data, self.log = data, data / "emulator.log"
        self.pause = str(pause)
        self.begun = time.time()
        data.mkdir(parents=True, exist_ok=True)
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            listening.listen(128)
            self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
            self.process = self._start(listening.fileno())

    def _start(self, listening: int) -> subprocess.Popen[bytes]:
        data = str(self.data.resolve())
        command = [sys.executable, "-m", "infra.local.ministack_child", data, str(listening), self.pause]
        with self.log.open("wb") as log:
            return subprocess.Popen(
                command,
                cwd=ROOT,
                env=self._environment(),
                stdin=subprocess.PIPE,  # ends when this process does: the emulator saves and stops
                stdout=log,
                stderr=log,
                pass_fds=[listening],
                start_new_session=True,  # Ctrl-C is for this process, which stops the emulator last
            )

    def _environment(self) -> dict[str, str]:
        mine = {
            "LOG_LEVEL": "WARNING",
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(self.data.resolve() / "objects"),
            "IOT_MTLS_ENABLED": "0",  # listeners that nobody asked for
            "SFTP_ENABLED": "0",
            "DOCKER_HOST": "unix:///nonexistent",  # at its start it would remove containers, perhaps somebody else's
        }
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "MINISTACK_"))}
        return inherited | mine

    def wait(self) -> None:
        """Return when it answers; costs about two seconds."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if not self.alive():
                raise self.stopped()
            try:
                with urllib.request.urlopen(f"{self.url}/_ministack/health", timeout=2):
                    return
            except OSError:  # not yet, or just gone: the next turn tells
                time.sleep(0.05)
        self.kill()
        raise Failed(f"The emulator of AWS did not answer in {START_SECONDS:.0f} s ({self.log}):\n{self.last_words()}")

    def alive(self) -> bool:
        """Return whether the process runs."""
        return self.process.poll() is None

    def stop(self) -> None:
        """Have it save what it holds, and end."""
        if self.alive():
            self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Failed(f"The emulator could not save within {STOP_SECONDS:.0f} s; see {self.log}") from None
        finally:
            self._let_go()
        if self.process.returncode != 0:
            raise self.stopped()

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        self.process.kill()
        self.process.wait()
        self._let_go()

    def _let_go(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()

    def stopped(self) -> Failed:
        """Return what to say when it has ended and nobody told it to, or not as it should."""
        return Failed(f"The emulator of AWS has stopped. Its last words ({self.log}):\n{self.last_words()}")

    def damaged(self) -> list[Path]:
        """Return the snapshots that it could not read when it started this time."""
        return [path for path in self.data.glob("state/*.unreadable") if path.stat().st_ctime >= self.begun]

    def last_words(self) -> str:
        """Return the end of its log."""
        lines = self.log.read_text(errors="replace").splitlines()[-LOG_LINES:]
        return "\n".join(f"    {line}" for line in lines)
