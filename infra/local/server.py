"""The HTTP server of one machine: many requests at once, bodies of any size, and a stop that lets requests finish."""

import errno
import socket
import threading
import time

from waitress import create_server, wasyncore

from infra.local.wsgi import Door, application

THREADS = 24  # a browser opens six connections, and a studio's machine serves a few browsers and scripts at once
LARGEST_BODY = 2**40  # uploads have no limit here; beyond half a MiB a body is on the disk, never in memory
FINISH_SECONDS = 20.0  # for the requests that run when the server is told to stop


class PortTaken(Exception):
    """Nobody can listen at the address; the message says why, to the person at the terminal."""


def bound(port: int, host: str = "127.0.0.1") -> socket.socket:
    """Return a socket that holds the port, and refuses connections until a server listens on it."""
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        held.bind((host, port))
    except OSError as error:
        held.close()
        reasons = {
            errno.EADDRINUSE: "Another program listens on port {0}. Stop it, or take another port: PORT={1} make run",
            errno.EACCES: "Port {0} is for the system's own programs. Take one above 1023: PORT=8000 make run",
            errno.EADDRNOTAVAIL: "This machine has no address {2}; HOST=127.0.0.1 is itself, HOST=0.0.0.0 all it has",
        }
        reason = reasons.get(error.errno or 0, "Port {0} of {2} can't be used: {3}")
        raise PortTaken(reason.format(port, port + 1, host, error)) from error
    return held


class Server:
    """Answers requests in threads of its own from `start` until `stop`."""

    def __init__(self, door: Door, held: socket.socket) -> None:
        self.listening = create_server(
            application(door),
            sockets=[held],
            threads=THREADS,
            channel_timeout=120,  # seconds without a byte, as browsers keep their connections
            connection_limit=1000,
            backlog=1024,
            recv_bytes=64 * 1024,  # of an upload at once
            inbuf_overflow=512 * 1024,
            max_request_body_size=LARGEST_BODY,
            asyncore_use_poll=True,
            ident="inari",
        )
        self.port: int = self.listening.effective_port
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._serve, name="server", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self.thread.start()

    def stop(self) -> None:
        """Take no new connections, let the running requests finish, and return."""
        self.stopping.set()
        self.listening.pull_trigger()
        self.thread.join()

    def _serve(self) -> None:
        channels = self.listening._map
        while not self.stopping.is_set():
            wasyncore.loop(timeout=1, use_poll=True, map=channels, count=1)
        self.listening.accepting = False
        deadline = time.monotonic() + FINISH_SECONDS
        while self._busy() and time.monotonic() < deadline:
            wasyncore.loop(timeout=0.05, use_poll=True, map=channels, count=1)
        self.listening.task_dispatcher.shutdown(timeout=0.5)
        wasyncore.close_all(channels)

    def _busy(self) -> bool:
        channels = list(self.listening.active_channels.values())
        return any(channel.requests or channel.total_outbufs_len for channel in channels)


def serve(door: Door, port: int, host: str = "127.0.0.1") -> Server:
    """Return a server that answers already; port 0 is any free one."""
    server = Server(door, bound(port, host))
    server.start()
    return server
