"""A file of the bucket that is read in parts: at a few places, or from end to end, without keeping it anywhere."""

import contextlib
import io

from chalicelib.store import files

LEAST = 64 * 2**10  # bytes that are fetched at once: the boxes of a movie's header lie close together


class Remote(io.RawIOBase):
    """A file of the bucket, of `size` bytes; at most one part of it is in memory."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__()
        self.name, self.size, self.place = name, size, 0
        self.start, self.part = 0, b""

    def seekable(self) -> bool:
        """Return that any place can be read."""
        return True

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def tell(self) -> int:
        """Return the place that is read next."""
        return self.place

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, counted from the start, from here or from the end."""
        self.place = place + {io.SEEK_SET: 0, io.SEEK_CUR: self.place, io.SEEK_END: self.size}[whence]
        return self.place

    def read(self, count: int | None = -1) -> bytes:
        """Return so many bytes, fewer only at the end. Costs a request to S3 unless they were fetched already."""
        left = max(0, self.size - self.place)
        wanted = left if count is None or count < 0 else min(count, left)
        if not wanted:
            return b""
        if not self.start <= self.place <= self.place + wanted <= self.start + len(self.part):
            self._fetch(wanted)
        begin = self.place - self.start
        self.place += wanted
        return self.part[begin : begin + wanted]

    def _fetch(self, wanted: int) -> None:
        last = min(self.place + max(wanted, LEAST), self.size) - 1
        found = files.opened(self.name, self.place, last)
        with contextlib.closing(found.stream) as stream:
            self.start, self.part = self.place, stream.read()
