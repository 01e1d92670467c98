"""Sets, applies and removes all links of a version, in as many commits as that takes; sent again, it goes on."""

from collections.abc import Sequence
from typing import Any

from chalicelib.changes import Changes
from chalicelib.planning.schedule_versions import rules
from chalicelib.planning.schedule_versions.records import ProductionScheduleVersion, TaskLink, at, task_links
from chalicelib.store import work
from chalicelib.tasks.tasks.records import Task, tasks

LINKS_AT_ONCE = 30  # record, address and link of each
TASKS_AT_ONCE = 35  # record and the row beside its entity of each, beside stamps and events


def set_links(version: ProductionScheduleVersion, sources: Sequence[Task | TaskLink], by: str) -> None:
    """Plan tasks in a version as these sources have them; links to other tasks stay."""

    def part(changes: Changes, sources: Sequence[Task | TaskLink]) -> list[Any]:
        there = at(version.id, [_task_id(source) for source in sources])
        for source in sources:
            before = there.get(_task_id(source))
            link = rules.planned(version, source, before)
            if before is None:
                changes.add(link, under=version)
            elif link != before:
                changes.save(link)
        return []

    work.in_parts(sources, LINKS_AT_ONCE, part, by)


def _task_id(source: Task | TaskLink) -> str:
    return source.id if isinstance(source, Task) else source.task_id


def apply(links: Sequence[TaskLink], by: str) -> None:
    """Plan the tasks as the links have them."""

    def part(changes: Changes, links: Sequence[TaskLink]) -> list[Task]:
        found = tasks.many(link.task_id for link in links)
        return [rules.taken_over(changes, found[link.task_id], link) for link in links if link.task_id in found]

    work.in_parts(links, TASKS_AT_ONCE, part, by)


def remove_links(version: ProductionScheduleVersion, by: str) -> None:
    """Let all links of a version go."""

    def part(changes: Changes, ids: Sequence[str]) -> list[TaskLink]:
        found = list(at(version.id, ids).values())
        for link in found:
            changes.remove(link)
        return found

    work.in_parts([link.task_id for link in task_links.within(version.id)], LINKS_AT_ONCE, part, by)
