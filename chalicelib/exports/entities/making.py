"""Makes the sheet of a production's shots, assets or edits, for whoever asks: a request or the nightly export."""

from collections.abc import Iterator
from typing import Any

from chalicelib.exports.entities import rules
from chalicelib.exports.entities.records import names_of, read
from chalicelib.exports.entities.rules import ASSETS, EDITS, MAIN, Asked, Kind, Words
from chalicelib.projects.projects.records import Project

EVERYTHING = Asked()


def made(kind: Kind, project: Project, asked: Asked = EVERYTHING, *, blank: bool = False) -> Iterator[list[Any]]:
    """Return the rows of a sheet, `blank` as clients get them. Costs two trips: the entities, then their people."""
    cast_in = asked.episode_id if kind is ASSETS and asked.episode_id != MAIN else None
    last = "Episode" if kind is EDITS else kind.name
    found = read(project.id, kind.first, last, cast_in)
    lines = rules.lines(kind, found.items, found.studio.entity_types, asked, found.cast)
    if blank:
        lines = rules.blanked(lines)
    words = Words(
        project.name, found.columns, found.studio.task_types, found.studio.statuses, names_of(rules.assignees(lines))
    )
    return rules.sheet(kind, lines, words)
