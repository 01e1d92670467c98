"""Operations of schedule versions and of their links to tasks."""

from collections.abc import Iterable
from typing import Annotated, Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.planning import parents
from chalicelib.planning.rows import types_of_tasks
from chalicelib.planning.schedule_versions import rules
from chalicelib.planning.schedule_versions.parts import apply, remove_links, set_links
from chalicelib.planning.schedule_versions.records import ProductionScheduleVersion as Version
from chalicelib.planning.schedule_versions.records import TaskLink, schedule_versions, task_links
from chalicelib.projects.projects.records import Project, projects
from chalicelib.refs import TaskTypeId
from chalicelib.store import gather
from chalicelib.store.records import NonEmpty
from chalicelib.tasks.tasks.records import tasks
from chalicelib.web.answers import paged
from chalicelib.web.filters import Query, asked_id, cut, is_true
from chalicelib.web.http import Answer
from chalicelib.web.queries import Fields, OfProduction, Page, Relations
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, listed, table
from chalicelib.web.table import create as table_create

routes = Routes(__name__)
Values = dict[str, Any]


class Source(msgspec.Struct):
    """The version whose links another one takes."""

    production_schedule_version_id: NonEmpty


class OfType(msgspec.Struct):
    """The type of the tasks whose links are listed."""

    task_type_id: TaskTypeId | None = None


class Linked(msgspec.Struct):
    """How many tasks a version has links to now."""

    success: bool
    task_link_count: int


class Applied(msgspec.Struct):
    """How many tasks were planned as a version plans them."""

    success: bool
    task_count: int


def _removed(changes: Changes, by: Actor, version: Version, _force: bool) -> None:
    siblings, project = gather(
        lambda: schedule_versions.within(version.project_id), lambda: projects.get(version.project_id)
    )
    remove_links(version, by.id)
    rules.forgotten(changes, version, siblings, project)


def _prepare(_changes: Changes, by: Actor, values: Values, old: TaskLink | None) -> Values:
    if old is None and {"production_schedule_version_id", "task_id"} <= values.keys():
        version, task = gather(
            lambda: schedule_versions.get(str(values["production_schedule_version_id"])),
            lambda: tasks.get(str(values["task_id"])),
        )
        rules.check_link(by, version, task)
    return values


def _versions(by: Actor, query: Query) -> Iterable[str]:
    """Return in which versions a list of links looks: of the production that is asked for, or of all."""
    project_id, chosen = asked_id(query, "project_id"), parents.asked(query, "production_schedule_version_id")
    if project_id is None and chosen is not None:
        return chosen
    found = schedule_versions.within(project_id) if project_id else parents.in_productions(schedule_versions)
    return [version.id for version in found if chosen is None or version.id in chosen]


versions = table(
    routes, "/data/production-schedule-versions", schedule_versions, read=access.studio_team, write=access.manager,
    parents=parents.productions, kept=["project_id"], hooks=Hooks(removed=_removed), without=["list"],
)  # fmt: skip
links = table(
    routes, "/data/production-schedule-version-task-links", task_links, read=access.studio_team, write=access.manager,
    parents=_versions, kept=["production_schedule_version_id", "task_id"], hooks=Hooks(prepare=_prepare),
    without=["list", "create"],
)  # fmt: skip


@routes.get("/data/production-schedule-versions", allow=access.studio_team, production_in="query", shows=paged(Version))
def all_versions(by: Actor, query: Annotated[Query, Version, Relations, Fields, Page]) -> Answer:
    """The versions of a production; an administrator's list may span all."""
    return listed(versions, by, query)


@routes.get(
    "/data/production-schedule-version-task-links",
    allow=access.studio_team,
    production_in="query",
    shows=paged(TaskLink),
)
def all_links(by: Actor, query: Annotated[Query, TaskLink, OfProduction, Relations, Fields, Page]) -> Answer:
    """The links of a production's versions; an administrator's list may span all."""
    return listed(links, by, query)


@routes.post("/data/production-schedule-version-task-links", allow=access.signed_in, shows=TaskLink)
def link(body: Any, by: Actor, changes: Changes) -> Values:
    """Have a version do a task at some time."""
    made = table_create(links, changes, by, body)
    version = schedule_versions.get(made.production_schedule_version_id)
    return cut(changes.add(made, under=version), relations=True, shown=None)


@routes.get(
    "/data/production-schedule-versions/{version_id}/task-links", allow=access.studio_team, shows=list[TaskLink]
)
def links_of(version: Version, query: Annotated[Query, OfType, Relations]) -> list[Values]:
    """A version's links, those to tasks of a type if it is asked for."""
    task_type_id = asked_id(query, "task_type_id")
    relations = is_true(query, "relations")
    found, types = gather(
        lambda: task_links.within(version.id), lambda: types_of_tasks(version.project_id) if task_type_id else {}
    )
    own = [one for one in found if task_type_id in (None, types.get(one.task_id))]
    return [cut(one, relations=relations, shown=None) for one in own]


@routes.post(
    "/actions/production-schedule-versions/{version_id}/set-task-links-from-production",
    allow=access.manager, status=200, shows=Linked,
)  # fmt: skip
def set_from_production(version: Version, by: Actor) -> Values:
    """Have a version plan every task as the production does now."""
    found = tasks.within(version.project_id)
    set_links(version, found, by.id)
    return {"success": True, "task_link_count": len(found)}


@routes.post(
    "/actions/production-schedule-versions/{version_id}/set-task-links-from-production-schedule-version",
    allow=access.manager, status=200, shows=Linked,
)  # fmt: skip
def set_from_version(version: Version, body: Source, by: Actor, changes: Changes) -> Values:
    """Have a version plan as another one does."""
    source = schedule_versions.get(body.production_schedule_version_id)
    rules.check_source(version, source)
    found = task_links.within(source.id)
    set_links(version, found, by.id)
    rules.copied(changes, version, source)
    return {"success": True, "task_link_count": len(found)}


@routes.post(
    "/actions/production-schedule-versions/{version_id}/apply-to-production",
    allow=access.manager,
    status=200,
    shows=Applied,
)
def apply_to_production(version: Version, project: Project, by: Actor, changes: Changes) -> Values:
    """Have the production plan its tasks as a version does, which is locked."""
    found = task_links.within(version.id)
    apply(found, by.id)
    rules.applied(changes, version, project)
    return {"success": True, "task_count": len(found)}
