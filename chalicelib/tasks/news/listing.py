"""Lists news: the newest first, in pages, with the numbers of status changes among all that the filters let through."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from chalicelib.errors import BreaksRule
from chalicelib.people.persons.records import persons
from chalicelib.previews.files.records import PreviewFile, preview_files
from chalicelib.projects.projects.records import Project
from chalicelib.refs import EntityId, PersonId, TaskStatusId, TaskTypeId
from chalicelib.store import each, gather, reading
from chalicelib.store.records import moment_of
from chalicelib.tasks.comments.views import short
from chalicelib.tasks.news.names import NOBODY, Named, named
from chalicelib.tasks.news.records import ALL, News, news, numbers
from chalicelib.web import filters
from chalicelib.web.answers import PageOf
from chalicelib.web.filters import NO, YES, Query, cut

Values = dict[str, Any]
PAGE = 50
PAGE_OF_ENTITY = 2000
PREVIEW = frozenset({"id", "name", "original_name", "extension", "revision", "position", "status"})


class Filters(Struct):
    """What news can be narrowed by, and the page of them that is wanted."""

    task_type_id: TaskTypeId | None = None
    task_status_id: TaskStatusId | None = None
    person_id: PersonId | None = None
    episode_id: EntityId | None = None
    only_preview: bool = False
    after: dt.datetime | None = None
    before: dt.datetime | None = None
    page: int = 1
    limit: int = PAGE


class NewsPage(PageOf[News]):
    """A page of news, and how often each status was given among all that the filters let through."""

    stats: dict[str, int] = {}


class Asked(NamedTuple):
    """What a list of news is filtered by, and which of its pages is wanted."""

    page: int
    limit: int
    task_type_id: str | None = None
    task_status_id: str | None = None
    author_id: str | None = None
    episode_id: str | None = None
    only_preview: bool = False
    after: dt.datetime | None = None
    before: dt.datetime | None = None

    def fits(self, line: News) -> bool:
        """Return whether the filters let a line through, but for its episode, which the line doesn't know."""
        wanted = (self.task_type_id, self.task_status_id, self.author_id)
        has = (line.task_type_id, line.task_status_id, line.author_id)
        return (
            all(one is None or one == other for one, other in zip(wanted, has, strict=True))
            and (not self.only_preview or line.preview_file_id is not None)
            and (self.after is None or line.created_at > self.after)
            and (self.before is None or line.created_at < self.before)
        )


def asked(query: Query) -> Asked:
    """Return what a query string asks for. Raises BreaksRule."""
    return Asked(
        filters.number(query, "page", 1), filters.number(query, "limit", PAGE),
        filters.asked_id(query, "task_type_id"), filters.asked_id(query, "task_status_id"),
        filters.asked_id(query, "person_id"), filters.asked_id(query, "episode_id"), _flag(query, "only_preview"),
        moment(query, "after"), moment(query, "before"),
    )  # fmt: skip


def _flag(query: Query, name: str) -> bool:
    value = query.get(name, ["false"])[0].lower()
    if value not in (*YES, *NO):
        raise BreaksRule(f"{name}: {value!r} is neither true nor false")
    return value in YES


def moment(query: Query, name: str) -> dt.datetime | None:
    """Return a date of the query string, None where there is none. Raises BreaksRule."""
    if name not in query:
        return None
    try:
        return moment_of(query[name][0])
    except ValueError:
        raise BreaksRule(f"{name}: {query[name][0]!r} is no date") from None


def listed(found: Mapping[str, Project], wanted: Asked) -> Values:
    """Return a page of the news of productions. Costs a Query chain each, all at once, and what `shown` costs.

    Without filters no more lines are read than come up to the page; with one, all lines of the productions.
    """
    if wanted == Asked(wanted.page, wanted.limit) and wanted.page > 0 and wanted.limit > 0:
        return _latest(found, wanted.page, wanted.limit)
    lines = [line for lines in each(news.within, found) for line in lines if wanted.fits(line)]
    if wanted.episode_id is not None:
        names = named({line.entity_id for line in lines})
        lines = [line for line in lines if names.get(line.entity_id, NOBODY).episode_id == wanted.episode_id]
    stats = Counter(line.task_status_id for line in lines if line.change and line.task_status_id)
    return _page(lines, found, wanted.page, wanted.limit, with_files=wanted.only_preview) | {"stats": stats}


def _latest(found: Mapping[str, Project], page: int, limit: int) -> Values:
    """Return a page of all news, from its end; the numbers are kept with the lines."""
    lines, counted = gather(
        lambda: [line for lines in each(lambda one: news.newest(one, page * limit), found) for line in lines],
        lambda: each(numbers, found),
    )
    lines.sort(key=lambda line: (line.created_at, line.id), reverse=True)
    offset = (page - 1) * limit
    stats: Counter[str] = Counter()
    for tallies in counted:
        stats.update(tallies)
    total = stats.pop(ALL, 0)
    data = shown(lines[offset : offset + limit], found)
    return {"data": data, **_envelope(total, page, limit), "stats": stats}


def of_entity(project: Project, entity_id: str, page: int) -> Values:
    """Return a page of the news of an entity. Costs a Query chain, and what `shown` costs."""
    lines = [line for line in news.within(project.id) if line.entity_id == entity_id]
    return _page(lines, {project.id: project}, page, PAGE_OF_ENTITY)


def _page(
    lines: list[News], found: Mapping[str, Project], page: int, limit: int, *, with_files: bool = False
) -> Values:
    lines = sorted(lines, key=lambda line: (line.created_at, line.id), reverse=True)
    offset = (page - 1) * limit
    data = shown(lines[max(offset, 0) : max(offset + limit, 0)], found, with_files=with_files)
    return {"data": data, **_envelope(len(lines), page, limit)}


def _envelope(total: int, page: int, limit: int) -> Values:
    return {
        "total": total, "nb_pages": -(-total // limit) if limit > 0 else 0, "limit": limit,
        "offset": (page - 1) * limit, "page": page,
    }  # fmt: skip


def shown(lines: list[News], found: Mapping[str, Project], *, with_files: bool = False) -> list[Values]:
    """Return lines as they are answered. Costs two trips, and one for each level above the entities."""
    names, people, previews = gather(
        lambda: named({line.entity_id for line in lines}),
        lambda: persons.many({line.author_id for line in lines}),
        lambda: _previews(lines, whole=with_files),
    )
    answers = []
    for line in lines:
        project = found[line.production_id]
        answer = _line(line, project.name, names.get(line.entity_id, NOBODY), previews)
        answer["person"] = short(people.get(line.author_id))
        if with_files:
            answer["preview_files"] = _revision(previews.get(line.preview_file_id or ""), previews.values())
        answers.append(answer)
    return answers


def _previews(lines: Iterable[News], *, whole: bool) -> dict[str, PreviewFile]:
    """Return the previews of lines by id; `whole`: with all others of their tasks."""
    wanted = [line for line in lines if line.preview_file_id]
    if whole:
        tasks = {line.task_id for line in wanted}
        return {one.id: one for found in each(preview_files.within, tasks) for one in found}
    keys = {reading.Key(preview_files.partition(line.task_id), line.preview_file_id or "") for line in wanted}
    return {one.id: one for one in map(preview_files.record, reading.records(keys).values())}


def _revision(preview: PreviewFile | None, among: Iterable[PreviewFile]) -> list[Values]:
    if preview is None:
        return []
    same = [one for one in among if (one.task_id, one.revision) == (preview.task_id, preview.revision)]
    same.sort(key=lambda one: one.position or 0)
    return [cut(one, relations=False, shown=PREVIEW) for one in same]


def _line(line: News, project_name: str, entity: Named, previews: Mapping[str, PreviewFile]) -> Values:
    preview = previews.get(line.preview_file_id or "")
    return {
        "id": line.id,
        "type": "News",
        "author_id": line.author_id,
        "comment_id": line.comment_id,
        "task_id": line.task_id,
        "task_type_id": line.task_type_id,
        "task_status_id": line.task_status_id,
        "task_entity_id": line.entity_id,
        "preview_file_id": line.preview_file_id,
        "preview_file_extension": preview.extension if preview else None,
        "preview_file_revision": preview.revision if preview else None,
        "project_id": line.production_id,
        "project_name": project_name,
        "created_at": line.created_at,
        "change": line.change,
        "full_entity_name": entity.full_name,
        "episode_id": entity.episode_id,
        "entity_preview_file_id": entity.preview_file_id,
    }
