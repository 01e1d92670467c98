"""Makes and changes productions: reads what the rules need, and applies them."""

from typing import Any

from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity, of_kind
from chalicelib.entities.types.records import id_of
from chalicelib.errors import NotStored
from chalicelib.projects.projects import rules
from chalicelib.projects.projects.records import Project, projects
from chalicelib.projects.projects.views import first_episode
from chalicelib.projects.statuses.records import OPEN, ProjectStatus, project_statuses
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, Values, table

FIRST_EPISODE = "E01"


def _prepare(_changes: Changes, _by: Actor, values: Values, old: Project | None) -> Values:
    if old is None and (hidden := values.keys() & set(Project.HIDDEN)):
        raise NotStored(f"{min(hidden)}: there is no such field")
    values = rules.checked_values(rules.listed_ids(values, twice=old is not None), old)
    own = values.get("preview_background_files", old.preview_background_files if old else [])
    rules.check_background(values.get("default_preview_background_file_id"), own)
    return values


def _added(changes: Changes, _by: Actor, project: Project) -> Project:
    if project.project_status_id is None:
        project = replace(project, project_status_id=_open_status(changes).id)
    return rules.in_step(project)


def _open_status(changes: Changes) -> ProjectStatus:
    """Return the status of open productions, made if the studio has none yet. Costs two trips."""
    return project_statuses.held("name", OPEN) or changes.add(ProjectStatus(name=OPEN, color="#000000"))


def _changed(_changes: Changes, _by: Actor, _old: Project, new: Project) -> Project:
    return rules.in_step(new)


PLAIN = table(
    Routes(__name__), "/data/projects", projects, read=access.signed_in, write=access.admin,
    hooks=Hooks(prepare=_prepare, added=_added, changed=_changed), kept=("team", *Project.HIDDEN),
)  # fmt: skip


def with_episode(changes: Changes, project: Project, shown: dict[str, Any], *, new: bool = False) -> dict[str, Any]:
    """Return a production as it is shown, a series with its first episode, made if it has none."""
    if project.production_type != rules.TVSHOW:
        return shown
    first = None if new else first_episode(of_kind(project.id, "Episode"))
    return shown | {"first_episode_id": (first or _made_episode(changes, project)).id}


def _made_episode(changes: Changes, project: Project) -> Entity:
    episode = Entity(
        type="Episode", name=FIRST_EPISODE, description="", data={}, project_id=project.id,
        entity_type_id=id_of("Episode"), created_by=changes.by,
    )  # fmt: skip
    changes.tell("episode:new", project.id, episode_id=episode.id)
    return changes.add(episode)
