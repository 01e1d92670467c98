"""What subscribing means: once for each thing that is followed, and counted, for boards show what one follows."""

from collections.abc import Iterable

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.people.persons.records import Standing
from chalicelib.tasks.subscriptions.records import Subscription, followed


def find(own: Iterable[Subscription], wanted: Subscription) -> Subscription | None:
    """Return the one of a person's subscriptions that follows what is wanted."""
    return next((one for one in own if followed(one) == followed(wanted)), None)


def subscribe(
    changes: Changes, standing: Standing, own: list[Subscription], wanted: list[Subscription]
) -> list[Subscription]:
    """Return the subscriptions that are wanted, those that are there already among them."""
    result = [find(own, one) or changes.add(one) for one in wanted]
    if any(one in wanted for one in result):
        count(changes, standing)
    return result


def unsubscribe(changes: Changes, standing: Standing, ended: list[Subscription]) -> None:
    """End subscriptions; none is no matter."""
    for one in ended:
        changes.remove(one)
    if ended:
        count(changes, standing)


def count(changes: Changes, standing: Standing) -> None:
    """Count a change of somebody's subscriptions: the tags of their boards hang on it."""
    standing = changes.pending(Standing, standing.id) or standing
    changes.save(replace(standing, subscribed=standing.subscribed + 1))
