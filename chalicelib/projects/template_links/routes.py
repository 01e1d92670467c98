"""What a template contains: task types, statuses, asset types and automations, with their options."""

from collections.abc import Callable
from typing import Any, NamedTuple

from msgspec import UNSET, Struct

from chalicelib import access
from chalicelib.changes import Changes
from chalicelib.entities.types.records import EntityType, entity_types
from chalicelib.errors import BreaksRule
from chalicelib.projects.automations.records import StatusAutomation, status_automations
from chalicelib.projects.projects import views
from chalicelib.projects.settings import rules as settings_rules
from chalicelib.projects.settings.bodies import TaskStatusOrder, TaskTypeChoice, TaskTypeOrder
from chalicelib.projects.templates import rules
from chalicelib.projects.templates.bodies import AssetTypeChoice, AutomationChoice, TaskStatusChoice
from chalicelib.projects.templates.records import ProjectTemplate
from chalicelib.store import Collection
from chalicelib.tasks.statuses.records import task_statuses
from chalicelib.tasks.types.records import task_types
from chalicelib.web.answers import list_of
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)
PATH = "/data/project-templates/{template_id}/"
Shown = dict[str, Any]


def _whole(record: Any, _template: ProjectTemplate) -> Shown:
    return cut(record, relations=False, shown=None)


def _brief(asset_type: EntityType, _template: ProjectTemplate) -> Shown:
    return {"id": asset_type.id, "name": asset_type.name}


def _with_type_options(task_type: Any, template: ProjectTemplate) -> Shown:
    link = template.task_type_links[task_type.id]
    return _whole(task_type, template) | {name: getattr(link, name) for name in views.OF_TASK_TYPE}


def _with_status_options(status: Any, template: ProjectTemplate) -> Shown:
    link = template.task_status_links[status.id]
    return _whole(status, template) | {
        "priority": link.priority, "roles_for_board": link.roles_for_board,
        "link_is_client_allowed": link.is_client_allowed,
    }  # fmt: skip


class Brief(Struct):
    """A type of assets in short."""

    id: str
    name: str


class Kind(NamedTuple):
    """A kind of contents: the last part of its path, its records, and how they are shown."""

    path: str
    of: Collection[Any]
    shown: Callable[[Any, ProjectTemplate], Shown]


KINDS = {
    "task_type": Kind("task-types", task_types, _with_type_options),
    "task_status": Kind("task-statuses", task_statuses, _with_status_options),
    "asset_type": Kind("asset-types", entity_types, _brief),
    "status_automation": Kind("status-automations", status_automations, _whole),
}


def _listing_and_dropping(name: str, kind: Kind) -> None:
    """Declare how the contents of a kind are listed, and how one is dropped."""

    def contents(template: ProjectTemplate) -> list[Shown]:
        ids = getattr(template, settings_rules.LISTS[name])
        found = [kind.shown(record, template) for record in kind.of.many(ids).values()]
        has_places = name in ("task_type", "task_status")
        return sorted(found, key=lambda one: (one["priority"] or 0, one["name"])) if has_places else found

    def drop(template: ProjectTemplate, record_id: str, changes: Changes) -> None:
        _keep(changes, template, settings_rules.without(template, name, [record_id]))

    contents.__name__, drop.__name__ = f"{name}_contents", f"drop_{name}"
    shows = list[Brief] if name == "asset_type" else list_of(kind.of.type)
    routes.add("GET", PATH + kind.path, contents, access.global_manager, shows=shows)
    routes.add("DELETE", f"{PATH}{kind.path}/{{record_id}}", drop, access.admin, status=204)


for _name, _kind in KINDS.items():
    _listing_and_dropping(_name, _kind)


def _keep(changes: Changes, before: ProjectTemplate, after: ProjectTemplate) -> ProjectTemplate:
    if after == before:
        return before
    rules.tell(changes, after)
    return changes.save(after)


def _check(name: str, ids: list[str]) -> list[Any]:
    """Return the records of these ids. Costs one trip. Raises BreaksRule for one that names nothing."""
    found = KINDS[name].of.many(ids)
    for record_id in ids:
        if record_id not in found:
            raise BreaksRule(f"{name}_id: {record_id!r} names nothing that exists")
    return [found[record_id] for record_id in ids]


@routes.post(PATH + "task-types", allow=access.admin, shows=views.ShownTypeLink)
def use_task_type(template: ProjectTemplate, body: TaskTypeChoice, changes: Changes) -> Shown:
    """Put a task type into a template, or choose other options for it."""
    settings_rules.check_bitrates(template, body)
    _check("task_type", [body.task_type_id])
    after = _keep(changes, template, settings_rules.chosen(changes, template, body))
    return views.link(after, "task_type", body.task_type_id)


@routes.post(PATH + "task-statuses", allow=access.admin, shows=views.ShownStatusLink)
def use_task_status(template: ProjectTemplate, body: TaskStatusChoice, changes: Changes) -> Shown:
    """Put a task status into a template, or choose other options for it."""
    _check("task_status", [body.task_status_id])
    options: dict[str, Any] = {} if body.priority is None else {"priority": body.priority}
    options |= {"roles_for_board": body.roles_for_board} if body.roles_for_board else {}
    options |= {} if body.is_client_allowed is UNSET else {"is_client_allowed": body.is_client_allowed}
    after = settings_rules.using(template, "task_status", [body.task_status_id])
    after = settings_rules.with_options(changes, after, "task_status", body.task_status_id, **options)
    return views.link(_keep(changes, template, after), "task_status", body.task_status_id)


def _used(changes: Changes, template: ProjectTemplate, name: str, record_id: str) -> Shown:
    record = _check(name, [record_id])[0]
    return KINDS[name].shown(record, _keep(changes, template, settings_rules.using(template, name, [record_id])))


@routes.post(PATH + "asset-types", allow=access.admin, shows=Brief)
def use_asset_type(template: ProjectTemplate, body: AssetTypeChoice, changes: Changes) -> Shown:
    """Put a type of assets into a template."""
    return _used(changes, template, "asset_type", body.asset_type_id)


@routes.post(PATH + "status-automations", allow=access.admin, shows=StatusAutomation)
def use_automation(template: ProjectTemplate, body: AutomationChoice, changes: Changes) -> Shown:
    """Put a status automation into a template."""
    return _used(changes, template, "status_automation", body.status_automation_id)


def _reordered(changes: Changes, template: ProjectTemplate, name: str, ids: list[str]) -> list[Shown]:
    """Put a kind's contents into this order; what is not in the template yet is put there."""
    _check(name, ids)
    after = settings_rules.reordered(changes, settings_rules.using(template, name, ids), name, ids)
    after = _keep(changes, template, after)
    return [views.link(after, name, record_id) for record_id in dict.fromkeys(ids)]


@routes.post(
    "/actions/project-templates/{template_id}/task-types/reorder",
    allow=access.admin,
    status=200,
    shows=list[views.ShownTypeLink],
)
def reorder_task_types(template: ProjectTemplate, body: TaskTypeOrder, changes: Changes) -> list[Shown]:
    """Give a template's task types priorities in this order."""
    return _reordered(changes, template, "task_type", body.task_type_ids)


@routes.post(
    "/actions/project-templates/{template_id}/task-statuses/reorder",
    allow=access.admin,
    status=200,
    shows=list[views.ShownStatusLink],
)
def reorder_task_statuses(template: ProjectTemplate, body: TaskStatusOrder, changes: Changes) -> list[Shown]:
    """Give a template's task statuses priorities in this order."""
    return _reordered(changes, template, "task_status", body.task_status_ids)
