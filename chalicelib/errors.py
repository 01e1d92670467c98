"""What can go wrong in a studio's day, named by what happened; how each is answered stands in web/refusals.py."""

from collections.abc import Iterator
from typing import Any


class Failure(Exception):
    """Something that the caller can understand; the message is for a person."""


class NoToken(Failure):
    """Nobody is logged in, or the session is over."""


class BadToken(Failure):
    """A token that can't be read, or of the wrong kind."""


class ShutOut(Failure):
    """A good token of somebody who may not come in any more."""


class NotFound(Failure):
    """There is no such thing, at least not where it was looked for."""


class NoSuchMethod(Failure):
    """The path exists, but not with this method."""


class Forbidden(Failure):
    """The caller may not do this."""


class MalformedId(Failure):
    """What should be an id is none."""


class NotJson(Failure):
    """The body can't be read at all."""


class DoesNotFit(Failure):
    """A field of the body is missing, empty or of the wrong type."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}" if field else reason)
        self.field, self.reason = field, reason


class BreaksRule(Failure):
    """The values can be read, but a rule of the studio forbids them."""


class Refused(Failure):
    """What was asked for can't be done; `more` are facts that clients look for in the answer."""

    def __init__(self, message: str, status: int = 400, **more: Any) -> None:
        super().__init__(message)
        self.status, self.more = status, more


class NotStored(Failure):
    """A record can't be kept as it was sent: a value is missing, unknown, too long or of the wrong kind."""


class Taken(NotStored):
    """Another record has this value, and only one may; `name` is the unique name that it holds."""

    def __init__(self, message: str, name: str = "") -> None:
        super().__init__(message)
        self.name = name


class StillUsed(NotStored):
    """The record can't go while others refer to it."""


class TooLarge(Failure):
    """More bytes than are taken this way."""


class Outrun(Failure):
    """Somebody else was faster; the same request may succeed when it is sent again."""


class Busy(Failure):
    """The store has more to do than it takes, or is out of reach; the same request may succeed in a moment."""


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and what caused it, the last one first; PynamoDB keeps the cause in a way of its own."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        before = None if current.__suppress_context__ else current.__context__
        current = current.__cause__ or getattr(current, "cause", None) or before


def aws_code(error: BaseException) -> str | None:
    """Return the code of AWS's answer that an exception stands for, None if there was no answer."""
    response = getattr(error, "response", None)
    return response.get("Error", {}).get("Code") if isinstance(response, dict) else None
