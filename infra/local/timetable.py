"""Calls scheduled functions when their time has come, as EventBridge does, and shows mails instead of sending them."""

import logging
import threading
from collections.abc import Callable, Mapping

from chalicelib.auth.mails.records import Mail
from infra.local.console import say
from infra.local.gate import Gate

MAILS_EVERY = 2.0  # seconds: somebody waits for the code in it; on AWS a mail's own request calls what sends it
FIRST = 60.0  # seconds after the start, at most, when the first run comes: until then people open their pages

Run = Callable[[], object]

log = logging.getLogger(__name__)


class Timetable:
    """A thread for each function, which calls it again and again, from `start` until `stop`."""

    def __init__(self, functions: Mapping[str, Run], every: Mapping[str, float], gate: Gate) -> None:
        self.gate, self.stopping = gate, threading.Event()
        self.threads = [
            threading.Thread(target=self._work, args=(function, every[name]), name=name, daemon=True)
            for name, function in functions.items()
        ]

    def start(self) -> None:
        """Begin to wait for the first time."""
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Call nothing more, and return when what runs has finished."""
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def _work(self, function: Run, seconds: float) -> None:
        pause = min(seconds, FIRST)
        while not self.stopping.wait(pause):
            with self.gate.inside():
                try:
                    function()
                except Exception:
                    log.exception("%s failed; it runs again in %.0f s", threading.current_thread().name, seconds)
            pause = seconds


def shown(mail: Mail) -> None:
    """Print a mail: nobody wants this machine to write to people."""
    say(f"\nA mail to {mail.to}, which on AWS would be sent: {mail.subject}\n{mail.text}\n")
