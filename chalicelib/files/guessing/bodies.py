"""What clients send to learn what a path on their disks belongs to."""

from msgspec import Struct

from chalicelib.store.records import NonEmpty


class PathOf(Struct):
    """A path in a production's folders, whose parts the separator parts."""

    project_id: NonEmpty
    file_path: NonEmpty
    sep: NonEmpty = "/"
