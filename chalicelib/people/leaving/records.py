"""What hangs on a person: their log ins, teams, tasks, and what is kept for them alone."""

from typing import Any, NamedTuple

from chalicelib.people.presence.records import desktop_login_logs
from chalicelib.store import Collection, Record
from chalicelib.store.reading import each, gather, links
from chalicelib.tasks.notifications.records import notifications
from chalicelib.tasks.subscriptions.records import subscriptions

# What a person has of their own: it goes with them.
OWN: tuple[Collection[Any], ...] = (notifications, subscriptions, desktop_login_logs)


class Ties(NamedTuple):
    """The ids of what hangs on a person."""

    logins: list[str]
    tasks: list[str]
    own: list[Record]

    def __bool__(self) -> bool:
        """Return whether there is anything."""
        return bool(self.logins or self.tasks or self.own)


def ties_of(person_id: str) -> Ties:
    """Return what hangs on a person. Costs one Query for each kind, all at once."""
    logins, assigned, own = gather(
        lambda: links(f"logins#{person_id}"),
        lambda: links(f"assigned#{person_id}"),
        lambda: each(lambda of: of.within(person_id), OWN),
    )
    return Ties(
        [link.target for link in logins], [link.target for link in assigned], [one for kind in own for one in kind]
    )  # fmt: skip
