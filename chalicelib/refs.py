"""The types of fields that name another record by its id; what they name must exist when they are written."""

from typing import Annotated

from msgspec import Meta

from chalicelib.store.records import ref

PersonId = Annotated[str, Meta(extra=ref("person", "person"))]
ProjectId = Annotated[str, Meta(extra=ref("project", "project"))]
DepartmentId = Annotated[str, Meta(extra=ref("department", "studio"))]
StudioId = Annotated[str, Meta(extra=ref("studio", "studio"))]
ProjectStatusId = Annotated[str, Meta(extra=ref("project_status", "studio"))]
TaskTypeId = Annotated[str, Meta(extra=ref("task_type", "studio"))]
TaskStatusId = Annotated[str, Meta(extra=ref("task_status", "studio"))]
EntityTypeId = Annotated[str, Meta(extra=ref("entity_type", "studio"))]
StatusAutomationId = Annotated[str, Meta(extra=ref("status_automation", "studio"))]
PreviewBackgroundFileId = Annotated[str, Meta(extra=ref("preview_background_file", "studio"))]
EntityId = Annotated[str, Meta(extra=ref("entity"))]
TaskId = Annotated[str, Meta(extra=ref("task"))]
CommentId = Annotated[str, Meta(extra=ref("comment"))]
ChatMessageId = Annotated[str, Meta(extra=ref("chat_message"))]
PreviewFileId = Annotated[str, Meta(extra=ref("preview_file"))]
ScheduleVersionId = Annotated[str, Meta(extra=ref("production_schedule_version"))]
OutputFileId = Annotated[str, Meta(extra=ref("output_file"))]
PlaylistId = Annotated[str, Meta(extra=ref("playlist"))]
SearchFilterGroupId = Annotated[str, Meta(extra=ref("search_filter_group"))]
