"""Starts a whole Inari on this machine, in order, and stops it in the opposite one."""

import contextlib
import fcntl
import logging
import logging.handlers
import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from chalicelib.web.http import Answer, Request
from infra import tables
from infra.local.background import Background
from infra.local.console import say, step
from infra.local.emulator import Emulator
from infra.local.gate import Gate
from infra.local.parts import Parts
from infra.local.server import Server, bound
from infra.local.settings import STACK, Settings, Wrong, tell_app
from infra.local.testing import with_reset
from infra.local.timetable import MAILS_EVERY, Timetable
from infra.local.welcome import welcome
from infra.local.wsgi import Door
from infra.template import Names

LOG_BYTES = 20 * 2**20  # of requests.log, and as many of the one before: some 200,000 requests


class Stop(BaseException):
    """Ctrl-C or SIGTERM: not a fault, so nothing that catches faults catches it."""


def run(settings: Settings, load: Callable[[], Parts]) -> None:
    """Run until told to stop; `load` imports the app when its environment is set."""
    _stop_on_signals()
    with contextlib.ExitStack() as stack, contextlib.suppress(Stop):
        stack.enter_context(_locked(settings.data))
        held = bound(settings.port, settings.host)
        stack.callback(held.close)
        _log_faults()
        _use_own_temporary_folder(settings.data / "tmp")
        say("Starting Inari")
        emulator = _start(settings, load, stack, held)
        while emulator.alive():
            time.sleep(0.2)
        raise emulator.stopped()


def _start(settings: Settings, load: Callable[[], Parts], stack: contextlib.ExitStack, held: socket.socket) -> Emulator:
    new = not (settings.data / "state").exists()
    with step("emulator of AWS, with what it kept"):
        emulator = Emulator(settings.data)
        stack.callback(_said, "saving", emulator.stop)
        emulator.wait()
        for damaged in emulator.damaged():
            say(f"  ! {damaged} could not be read: up to a minute more than usual is missing")
    (settings.data / "emulator.url").write_text(emulator.url)  # for AWS' own tools: aws --endpoint-url $(cat …)
    with step("tables, buckets and queues"):
        at = tables.place(STACK, emulator.url)
        names = _created(at, settings.data)
    tell_app(settings, emulator.url, names)
    with step("the app"):
        parts = load()
        _log_requests(settings.data / "requests.log")
    with step("administrator"):
        parts.seed()
    gate = Gate()
    background = _work(settings, parts, at, gate, stack)
    door = _alerting(parts.door, background)
    server = Server(with_reset(door, parts, at, gate) if settings.testing else door, held)
    server.start()
    stack.callback(_said, "finishing requests", server.stop)
    say(welcome(settings, new))
    return emulator


def _work(
    settings: Settings, parts: Parts, at: tables.Place, gate: Gate, stack: contextlib.ExitStack
) -> list[Background]:
    """Start what runs beside the requests: the functions of the queues, which are returned, and the scheduled ones."""
    background = [Background(at, f"{STACK}-{queue}", function, gate) for queue, function in parts.functions.items()]
    for worker in background:
        worker.start()
        stack.callback(_said, "finishing background work", worker.stop)
    every = {"send_mails": MAILS_EVERY, "nightly_export": settings.exports_every}
    timetable = Timetable(parts.scheduled, every, gate)
    timetable.start()
    stack.callback(timetable.stop)
    return background


def _alerting(door: Door, background: list[Background]) -> Door:
    """Return the door that tells the background of each file that comes in."""

    def answer(request: Request) -> Answer:
        given = door(request)
        if request.headers.get("content-type", "").startswith("multipart/"):
            for worker in background:
                worker.alert()
        return given

    return answer


def _stop_on_signals() -> None:
    def stop(signal_number: int, _frame: FrameType | None) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, hurry)
        raise Stop(signal_number)

    def hurry(_number: int, _frame: FrameType | None) -> None:
        say("Stopped at once; the emulator still saves.")
        os._exit(1)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


@contextlib.contextmanager
def _locked(data: Path) -> Iterator[None]:
    """Hold the folder for this process alone."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Wrong(
                f"Another server (process {lock.read().strip()}) uses {data}. Stop it, or take another folder "
                "and port: DATA=.data2 PORT=8001 make run"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _use_own_temporary_folder(folder: Path) -> None:
    """Keep large uploads beside the data: /tmp is in memory on many machines. A killed server's leftovers go."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)


def _log_faults() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns whenever a request waits for a thread


def _log_requests(path: Path) -> None:
    """Write the app's line about each request into a file: the terminal is for what a person must read."""
    from chalicelib.log import logger

    handler = logging.handlers.RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=1)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


def _created(at: tables.Place, data: Path) -> Names:
    try:
        return tables.create(at)
    except tables.Outgrown as reason:
        raise Wrong(f"{reason}. Keep {data} for that version, and start this one in another folder: DATA=…") from None


def _said(what: str, stop: Callable[[], None]) -> None:
    with step(what):
        stop()
