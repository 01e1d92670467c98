"""Project templates: what productions of a kind begin with."""

from typing import ClassVar

from chalicelib.projects.projects.records import Style, TaskStatusLink, TaskTypeLink
from chalicelib.refs import EntityTypeId, PreviewBackgroundFileId, StatusAutomationId, TaskStatusId, TaskTypeId
from chalicelib.store import Collection, Record, Unique
from chalicelib.store.records import Json, Text10, Text20, Text80

# What a template says of a production's own fields; what is null says nothing.
SETTINGS = (
    "fps", "ratio", "resolution", "production_type", "production_style", "max_retakes", "is_clients_isolated",
    "is_preview_download_allowed", "is_set_preview_automated", "is_publish_default_for_artists", "homepage",
    "hd_bitrate_compression", "ld_bitrate_compression", "is_client_stats_visible", "is_client_task_list_visible",
    "is_client_task_panel_visible", "file_tree", "data",
)  # fmt: skip


class ProjectTemplate(Record, frozen=True, kw_only=True):
    """A template; its fields mean what they mean in a production.

    `metadata_descriptors` are columns as they were when it was made: a production that it is applied to gets its own.
    """

    RELATIONS: ClassVar = (
        "task_types", "task_statuses", "asset_types", "status_automations", "preview_background_files",
        "task_type_links", "task_status_links",
    )  # fmt: skip
    HIDDEN: ClassVar = ("task_type_links", "task_status_links")

    name: Text80
    description: str | None = None
    fps: Text10 | None = "25"
    ratio: Text10 | None = "16:9"
    resolution: Text20 | None = "1920x1080"
    production_type: Text20 | None = "short"
    production_style: Style = "2d3d"
    max_retakes: int | None = 0
    is_clients_isolated: bool | None = False
    is_client_stats_visible: bool | None = True
    is_client_task_list_visible: bool | None = True
    is_client_task_panel_visible: bool | None = True
    is_preview_download_allowed: bool | None = False
    is_set_preview_automated: bool | None = False
    is_publish_default_for_artists: bool | None = False
    is_single_preview_per_revision: bool | None = False
    is_frame_in_numbering: bool | None = False
    revision_padding: int = 0
    homepage: Text80 | None = "assets"
    hd_bitrate_compression: int | None = None
    ld_bitrate_compression: int | None = None
    file_tree: Json = None
    data: Json = None
    metadata_descriptors: Json = []
    default_preview_background_file_id: PreviewBackgroundFileId | None = None
    task_types: list[TaskTypeId] = []
    task_statuses: list[TaskStatusId] = []
    asset_types: list[EntityTypeId] = []
    status_automations: list[StatusAutomationId] = []
    preview_background_files: list[PreviewBackgroundFileId] = []
    task_type_links: dict[str, TaskTypeLink] = {}
    task_status_links: dict[str, TaskStatusLink] = {}


project_templates = Collection(
    ProjectTemplate,
    home="project_template",
    unique=[Unique("name", lambda t: t.name, "name: another template has this name")],
)
