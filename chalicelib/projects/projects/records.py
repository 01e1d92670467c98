"""Productions: films, series, commercials; each with its team and what it has chosen of the studio's types."""

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar, Literal

import msgspec

from chalicelib.people.persons.records import Role
from chalicelib.projects.statuses.records import OPEN, project_statuses
from chalicelib.refs import (
    EntityTypeId,
    PersonId,
    PreviewBackgroundFileId,
    ProjectStatusId,
    ScheduleVersionId,
    StatusAutomationId,
    TaskStatusId,
    TaskTypeId,
)
from chalicelib.store import Collection, Record, Stamp, Unique, gather
from chalicelib.store.ids import new_id
from chalicelib.store.records import Json, Text10, Text12, Text20, Text80, now

Style = Literal[
    "2d", "2dpaper", "3d", "2d3d", "ar", "vfx", "stop-motion", "motion-design", "archviz", "commercial", "catalog",
    "immersive", "nft", "video-game", "vr",
]  # fmt: skip
BOARD_ROLES = ("user", "admin", "supervisor", "manager", "vendor")


class TaskTypeLink(msgspec.Struct, frozen=True, kw_only=True):
    """What a production has chosen for a task type; bitrates are megabits a second, None for the production's.

    `softwares` are the ids of the programs that the work is done with.
    """

    id: str = msgspec.field(default_factory=new_id)
    created_at: dt.datetime = msgspec.field(default_factory=now)
    updated_at: dt.datetime = msgspec.field(default_factory=now)
    priority: int | None = None
    hd_bitrate_compression: int | None = None
    ld_bitrate_compression: int | None = None
    is_client_visible: bool = True
    softwares: list[str] = []


class TaskStatusLink(msgspec.Struct, frozen=True, kw_only=True):
    """What a production has chosen for a task status; `is_client_allowed` None means the studio's value."""

    id: str = msgspec.field(default_factory=new_id)
    created_at: dt.datetime = msgspec.field(default_factory=now)
    updated_at: dt.datetime = msgspec.field(default_factory=now)
    priority: int | None = None
    roles_for_board: list[str] = msgspec.field(default_factory=lambda: list(BOARD_ROLES))
    is_client_allowed: bool | None = None


class Project(Record, frozen=True, kw_only=True):
    """A production.

    `fps` is frames a second as text; `resolution` is WxH in pixels; bitrates are megabits a second. The lists of ids
    are shown as relations; `team_roles` and the two maps of links say more about their members and are never shown as
    they are. The maps have the keys that the lists have: see `in_step` of the rules.
    """

    RELATIONS: ClassVar = (
        "team", "asset_types", "task_statuses", "task_types", "status_automations", "preview_background_files",
        "team_roles", "task_type_links", "task_status_links",
    )  # fmt: skip
    HIDDEN: ClassVar = ("team_roles", "task_type_links", "task_status_links")

    name: Text80
    code: Text80 | None = None
    description: str | None = None
    shotgun_id: int | None = None
    file_tree: Json = None
    data: Json = None
    has_avatar: bool = False
    fps: Text10 | None = "25"
    ratio: Text10 | None = "16:9"
    resolution: Text12 | None = "1920x1080"
    production_type: Text20 | None = "short"
    production_style: Style = "2d3d"
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    man_days: int | None = None
    nb_episodes: int | None = 0
    episode_span: int | None = 0
    max_retakes: int | None = 0
    is_clients_isolated: bool | None = False
    is_client_stats_visible: bool | None = True
    is_client_task_list_visible: bool | None = True
    is_client_task_panel_visible: bool | None = True
    is_preview_download_allowed: bool | None = False
    is_set_preview_automated: bool | None = False
    homepage: Text80 | None = "assets"
    is_publish_default_for_artists: bool | None = False
    is_bot_collaboration_enabled: bool | None = False
    is_single_preview_per_revision: bool | None = False
    is_frame_in_numbering: bool | None = False
    revision_padding: int = 0
    hd_bitrate_compression: int | None = None
    ld_bitrate_compression: int | None = None
    project_status_id: ProjectStatusId | None = None
    default_preview_background_file_id: PreviewBackgroundFileId | None = None
    from_schedule_version_id: ScheduleVersionId | None = None
    team: list[PersonId] = []
    asset_types: list[EntityTypeId] = []
    task_statuses: list[TaskStatusId] = []
    task_types: list[TaskTypeId] = []
    status_automations: list[StatusAutomationId] = []
    preview_background_files: list[PreviewBackgroundFileId] = []
    team_roles: dict[str, Role] = {}
    task_type_links: dict[str, TaskTypeLink] = {}
    task_status_links: dict[str, TaskStatusLink] = {}


projects = Collection(
    Project,
    home="project",
    unique=[Unique("name", lambda p: p.name, "name: another production has this name")],
    stamps=lambda p: [Stamp(p.id, p.id)],
)


def open_ones(ids: Iterable[str] | None = None) -> list[Project]:
    """Return the open productions: of these ids, or all. Costs one trip."""
    found, statuses = gather(
        lambda: projects.all() if ids is None else list(projects.many(ids).values()), project_statuses.all
    )
    open_ids = {status.id for status in statuses if status.name == OPEN}
    return [project for project in found if project.project_status_id in open_ids]
