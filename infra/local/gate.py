"""Lets requests and background work through, except while everything is emptied between two tests."""

import contextlib
import threading
import time
from collections.abc import Iterator


class Gate:
    """Any number may be inside at once, or one alone who has closed the gate behind the others."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._closed = False
        self.closings = 0

    @contextlib.contextmanager
    def inside(self) -> Iterator[int]:
        """Enter when the gate is open; gives how often it has been closed so far."""
        with self._changed:
            self._changed.wait_for(lambda: not self._closed)
            self._inside += 1
        try:
            yield self.closings
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextlib.contextmanager
    def alone(self, seconds: float) -> Iterator[bool]:
        """Close the gate, and wait for those inside at most so long; gives whether all have left."""
        deadline = time.monotonic() + seconds
        with self._changed:
            self._changed.wait_for(lambda: not self._closed)
            self._closed = True
            self.closings += 1
            left = self._changed.wait_for(lambda: self._inside == 0, timeout=deadline - time.monotonic())
        try:
            yield left
        finally:
            with self._changed:
                self._closed = False
                self._changed.notify_all()
