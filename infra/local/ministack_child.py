"""The emulator's own process: MiniStack, and a snapshot of what it holds every few seconds while something changes.

MiniStack keeps tables in memory and writes them when it is told to stop. Here the process forks: the copy has all of it
as it was at one moment, between two requests, and takes its time to write it, while the original goes on answering.
"""

import asyncio
import contextlib
import copy
import fcntl
import gc
import os
import signal
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack import app as ministack
from ministack.core import persistence

from infra.local.snapshots import Snapshots

SERVICES = ("dynamodb", "dynamodb_streams", "s3", "sqs")
PROMISED = 55.0  # seconds of work that may be lost, with some to spare for a busy machine
SHORTEST = 0.1  # seconds between two snapshots, whatever else
STUCK_SECONDS = 300.0  # a copy that is not ready by then never will be
# What changes nothing that must outlive the process; a message that was received comes again, as it should.
READING = ("Get", "BatchGet", "TransactGet", "Query", "Scan", "Describe", "List", "ReceiveMessage")

Scope = dict[str, Any]
Asgi = Callable[[Scope, Any, Any], Awaitable[None]]


class Emulator:
    """MiniStack with the state of a folder."""

    def __init__(self, data: Path, pause: float) -> None:
        self.pause = pause
        self.snapshots = Snapshots(data / "state", persistence._json_default, persistence._json_object_hook)
        self.changed = False
        self.stop = asyncio.Event()

    def load(self) -> None:
        """Give MiniStack's services what they held."""
        for service, state in self.snapshots.read().items():
            ministack._get_module(ministack._state_map[service]).load_persisted_state(state)

    async def answer(self, scope: Scope, receive: Any, send: Any) -> None:
        """Pass a request on, and note whether it may change something."""
        await ministack.app(scope, receive, send)
        self.changed = self.changed or (scope["type"] == "http" and _changes(scope))

    async def save_often(self) -> None:
        """Save every few seconds in which something has changed; less often when it takes long, yet often enough."""
        took = 0.0
        while True:
            # What changes just after a snapshot has begun waits for the pause and for two writings.
            await asyncio.sleep(max(SHORTEST, min(max(self.pause, 3 * took), PROMISED - 2 * took)))
            if self.changed:
                begun = time.monotonic()
                await self.save()
                took = time.monotonic() - begun

    async def save(self) -> None:
        """Write a snapshot, without holding up the requests."""
        self.changed = False
        writer = os.fork()
        if writer == 0:
            self._write_and_exit()
        waiting = asyncio.create_task(asyncio.to_thread(os.waitpid, writer, 0))
        done, _ = await asyncio.wait([waiting], timeout=STUCK_SECONDS)
        if not done:
            os.kill(writer, signal.SIGKILL)
        _, status = await waiting
        if status != 0:
            self.changed = True
            sys.stderr.write("The snapshot could not be written; it is tried again.\n")

    def _write_and_exit(self) -> None:
        """Write the snapshot in the copied process, and end it without touching anything that the original uses."""
        try:
            signal.set_wakeup_fd(-1)  # it belongs to the original's event loop
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            gc.disable()  # it would touch, and so copy, all of the memory that both share
            # This process is the copy already: copying once more, as MiniStack does, took 60 % of the time.
            copy.deepcopy = lambda value: value  # type: ignore[assignment, misc]
            states = ministack._build_persistence_save_dict()
            self.snapshots.write({service: states[service]() for service in SERVICES if service in states})
        except BaseException:  # noqa: BLE001 - whatever it is, this process must end here and say so
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)

    async def run(self, listening: int) -> None:
        """Answer on the socket until told to stop or until the parent is gone; then save once more."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self.stop.set)
        threading.Thread(target=self._wait_for_parent, args=(loop,), daemon=True).start()
        config = Config()
        config.bind = [f"fd://{listening}"]
        config.accesslog = None
        config.keep_alive_timeout = 75  # longer than any client keeps an idle connection, or it would meet a closed one
        config.graceful_timeout = 5
        saving = asyncio.create_task(self.save_often())
        await serve(self.answer, config, shutdown_trigger=self.stop.wait)  # type: ignore[arg-type]
        saving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await saving
        if self.changed:
            await self.save()

    def _wait_for_parent(self, loop: asyncio.AbstractEventLoop) -> None:
        """Stop when standard input ends: then the parent is gone, in whatever way."""
        while os.read(0, 1):  # not sys.stdin, whose lock a thread may not hold when the interpreter ends
            pass
        loop.call_soon_threadsafe(self.stop.set)


def _changes(scope: Scope) -> bool:
    target = next((value for name, value in scope["headers"] if name.lower() == b"x-amz-target"), b"")
    operation = target.decode("latin-1").rpartition(".")[2]
    return scope["method"] not in ("GET", "HEAD") and not operation.startswith(READING)


def main() -> None:
    """Run in the folder, on the open socket and with the pause between snapshots that the parent names."""
    data, listening, pause = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    # Python 3.12 warns of forks beside threads: the copy takes no lock that a thread might hold, and is ended if stuck.
    warnings.filterwarnings("ignore", message=".*multi-threaded.*", category=DeprecationWarning)
    with (data / "emulator.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the emulator of a killed server may still be saving
        emulator = Emulator(data, pause)
        emulator.load()
        asyncio.run(emulator.run(listening))


if __name__ == "__main__":
    main()
