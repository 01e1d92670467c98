"""What a path on a studio's disks says: which templates of the file tree fit it, and which names are in it."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from chalicelib.files.trees.templates import VARIABLE, branches_of, folders_of, place_of, styled


class Guess(NamedTuple):
    """A template that a path fits, and the texts that stand in it for variables, from left to right."""

    kind: str
    texts: list[tuple[str, str]]


def guesses(tree: Any, path: str, sep: str) -> Iterator[Guess]:
    """Return the templates that a path fits, mode by mode. Raises BreaksRule for a tree of another shape."""
    for mode, branch in branches_of(tree).items():
        place = place_of(branch, mode)
        start, whole = styled(place.start(sep), place.style), styled(path, place.style)
        if whole.startswith(start):
            parts = whole[len(start) :].split(sep)
            yield from _fitting(folders_of(branch, mode), parts)


def _fitting(folders: dict[str, str], parts: list[str]) -> Iterator[Guess]:
    for kind, template in folders.items():
        texts = _texts(template.split("/"), parts)
        if texts:
            yield Guess(kind, texts)


def _texts(elements: list[str], parts: list[str]) -> list[tuple[str, str]]:
    """Return what stands for the variables, nothing where a fixed element is another one in the path.

    A template and a path may have different lengths: what one has more says nothing.
    """
    texts: list[tuple[str, str]] = []
    for element, part in zip(elements, parts, strict=False):
        found = VARIABLE.search(element)
        if found is not None:
            end = len(part) - (len(element) - found.end())
            texts.append((found[1], part.replace("_", " ")[found.start() : max(end, 0)]))
        elif element != part:
            return []
    return texts


def variables(found: Iterable[Guess]) -> frozenset[str]:
    """Return the variables of which the path gives a text."""
    return frozenset(variable for guess in found for variable, _ in guess.texts)
