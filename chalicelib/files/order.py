"""The order in which files are listed."""

from collections.abc import Iterable
from typing import Any


def highest_first(files: Iterable[Any]) -> list[Any]:
    """Return files in the order of most lists: the highest revision first, of two the later made."""
    return sorted(files, key=lambda file: (file.revision is not None, file.revision or 0, file.id), reverse=True)
