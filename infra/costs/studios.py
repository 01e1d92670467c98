"""Three studios and the working day of each role in them: what everything is multiplied with. All of it is assumed."""

from typing import NamedTuple

DAYS = 21  # working days of a month
NIGHTS = 30.4
MONTHS_KEPT = 12  # how long a studio has worked when its month is counted: files and comments pile up
MOVIE_BYTES = 10 * 2**20  # of a published movie: six seconds at 14 Mbit/s
RANGES = 3  # requests with which a browser plays one movie
# Bytes in the bucket that an operation leaves: the original and its three sizes, as measured; a movie as it came.
FILES = {"send a picture": 2_100_000, "make a picture's sizes": 570_000, "finish a movie": MOVIE_BYTES}
MOVIE = "movie, its address"

Day = dict[str, float]


class Studio(NamedTuple):
    """A studio: how many people of each role, how many productions and of which measured size."""

    name: str
    people: dict[str, int]
    productions: int
    size: str

    @property
    def head_count(self) -> int:
        """Return how many people there are."""
        return sum(self.people.values())


STUDIOS = (
    Studio("5 people", {"artist": 3, "supervisor": 1, "manager": 1}, 1, "small"),
    Studio("30 people", {"artist": 21, "supervisor": 4, "manager": 3, "client": 2}, 2, "middle"),
    Studio("200 people", {"artist": 155, "supervisor": 25, "manager": 12, "client": 8}, 4, "large"),
)

# The requests of the pages, by what people see.
OPENS_PAGES: Day = {"am I logged in": 1, "configuration": 1, "context of the pages": 1, "notifications": 1}
OPENS_TASK: Day = {"a task": 1, "comments of a task": 1, "do I follow a task": 1, "hours of a task": 1}
# Others have changed something since in four of five cases.
OPENS_SHOTS: Day = {"board of shots": 0.8, "board of shots, unchanged": 0.2}
OPENS_ASSETS: Day = {"board of assets": 0.8, "board of assets, unchanged": 0.2}
PLAYS_MOVIE: Day = {MOVIE: RANGES}
PUBLISHES_PICTURE: Day = {"announce a preview": 1, "send a picture": 1, "make a picture's sizes": 1}
PUBLISHES_MOVIE: Day = {"announce a preview": 1, "address for a movie": 1, "finish a movie": 1}


def day(*parts: tuple[float, Day]) -> Day:
    """Return a day in which each part happens so many times."""
    total: Day = {}
    for times, part in parts:
        for name, number in part.items():
            total[name] = total.get(name, 0) + times * number
    return total


DAY_OF = {
    "artist": day(
        (0.2, {"log in": 1}), (3, OPENS_PAGES), (8, {"my tasks": 1}), (3, OPENS_SHOTS), (1, OPENS_ASSETS),
        (20, OPENS_TASK), (10, {"picture": 1}), (8, PLAYS_MOVIE), (5, {"comment with a status": 1}),
        (0.5, PUBLISHES_PICTURE), (1, PUBLISHES_MOVIE), (2, {"book hours": 1}), (3, {"my hours of a day": 1}),
        (3, {"notifications": 1}), (2, {"search": 1}), (4, {"tool: productions": 1}), (10, {"tool: a shot": 1}),
        (10, {"tool: tasks of a shot": 1}), (4, {"tool: new working file": 1}), (2, {"tool: new output": 1}),
    ),
    "supervisor": day(
        (0.2, {"log in": 1}), (4, OPENS_PAGES), (8, {"tasks to check": 1}), (10, OPENS_SHOTS), (4, OPENS_ASSETS),
        (60, OPENS_TASK), (30, {"picture": 1}), (40, PLAYS_MOVIE), (30, {"comment with a status": 1}),
        (20, {"draw on a picture": 1}), (4, {"playlists": 1}), (4, {"a playlist": 1}), (6, {"notifications": 1}),
        (4, {"news": 1}), (5, {"search": 1}), (2, {"my tasks": 1}), (1, {"my hours of a day": 1, "book hours": 1}),
    ),
    "manager": day(
        (0.2, {"log in": 1}), (4, OPENS_PAGES), (20, OPENS_SHOTS), (10, OPENS_ASSETS), (40, OPENS_TASK),
        (15, PLAYS_MOVIE), (10, {"picture": 1}), (20, {"comment with a status": 1}), (6, {"assign ten tasks": 1}),
        (20, {"change a task": 1}), (15, {"change a shot": 1}), (3, {"new shot": 1}), (0.3, {"tasks for ten shots": 1}),
        (0.1, {"import of 100 shots": 1}), (1, {"shots as CSV": 1}), (6, {"news": 1}), (2, {"team's week of hours": 1}),
        (4, {"playlists": 1}), (3, {"a playlist": 1}), (6, {"notifications": 1}), (5, {"search": 1}),
        (1, {"all tasks, for a script": 1}), (1, {"my hours of a day": 1}),
    ),
    "client": day(
        (0.2, {"log in": 1}), (1, OPENS_PAGES), (1, {"playlists": 1}), (1, {"a playlist": 1}), (15, PLAYS_MOVIE),
        (2, {"comment with a status": 1}),
    ),
}  # fmt: skip
# Of the pictures on a production's boards, those that a browser fetches in a day: it keeps each for a week.
THUMBNAILS_OF = {"artist": 0.2, "supervisor": 0.3, "manager": 0.3, "client": 0.0}
# What programs ask for in each production and working day: a dashboard, a farm, a nightly copy.
DAY_OF_PRODUCTION: Day = {"all tasks, for a script": 10, "tool: productions": 50, "tool: a shot": 200}


def month(studio: Studio, boards: int) -> Day:
    """Return how often each operation is asked for in a month; `boards` are the shots and assets of a production."""
    parts = [(DAYS * number, DAY_OF[role]) for role, number in studio.people.items()]
    seen = sum(number * THUMBNAILS_OF[role] for role, number in studio.people.items()) * boards
    exports: Day = {"shots as CSV": 2}  # each night, of shots and of assets
    return day(
        *parts, (DAYS, {"thumbnail": seen}), (DAYS * studio.productions, DAY_OF_PRODUCTION),
        (NIGHTS * studio.productions, exports),
    )  # fmt: skip
