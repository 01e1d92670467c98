"""As much of CBOR (RFC 8949) as security keys send: whole numbers, bytes, texts, lists and maps."""

from typing import Any

from chalicelib.errors import BreaksRule

DEEPEST = 8  # levels of lists and maps; an attestation has three


def decode(content: bytes) -> tuple[Any, int]:
    """Return the first value, and how many bytes it takes. Raises BreaksRule for what is none."""
    try:
        return _value(content, 0, 0)
    except (IndexError, TypeError, UnicodeDecodeError):
        raise BreaksRule("this is no CBOR") from None


def _value(content: bytes, at: int, depth: int) -> tuple[Any, int]:
    kind, number, at = _head(content, at)
    if depth > DEEPEST:
        raise TypeError("too deep")
    match kind:
        case 0:
            return number, at
        case 1:
            return -1 - number, at
        case 2 | 3:
            if at + number > len(content):
                raise IndexError("broken off")
            chunk = content[at : at + number]
            return (chunk if kind == 2 else chunk.decode()), at + number
        case 4:
            return _values(content, at, number, depth + 1)
        case 5:
            flat, at = _values(content, at, 2 * number, depth + 1)
            return dict(zip(flat[::2], flat[1::2], strict=True)), at
    raise TypeError("no kind that keys send")


def _values(content: bytes, at: int, count: int, depth: int) -> tuple[list[Any], int]:
    found = []
    for _ in range(count):
        value, at = _value(content, at, depth)
        found.append(value)
    return found, at


def _head(content: bytes, at: int) -> tuple[int, int, int]:
    """Return a value's kind, its number or length, and where it goes on."""
    kind, small = content[at] >> 5, content[at] & 31
    if small < 24:
        return kind, small, at + 1
    if small > 27:
        raise TypeError("lengths that are not known at the beginning are not sent")
    size = 1 << (small - 24)
    if at + 1 + size > len(content):
        raise IndexError("broken off")
    return kind, int.from_bytes(content[at + 1 : at + 1 + size], "big"), at + 1 + size
