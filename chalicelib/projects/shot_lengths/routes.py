"""Taking the lengths of shots from what was published of them."""

from collections.abc import Sequence
from typing import Annotated, Any

from msgspec import Struct
from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity, entities, of_kind
from chalicelib.errors import MalformedId
from chalicelib.previews.files.records import PreviewFile, preview_files
from chalicelib.projects.projects.records import Project
from chalicelib.projects.shot_lengths.rules import frames_of, in_episode
from chalicelib.refs import EntityId
from chalicelib.store import each, gather
from chalicelib.store.ids import well_formed
from chalicelib.store.work import in_parts
from chalicelib.tasks.tasks.records import tasks
from chalicelib.web.answers import list_of, part_of
from chalicelib.web.filters import Query, asked_id
from chalicelib.web.routes import Routes

routes = Routes(__name__)
AT_ONCE = 20


class InEpisode(Struct):
    """The episode whose shots get their lengths; an empty one is none."""

    episode_id: EntityId | None = None


@routes.post(
    "/actions/projects/{project_id}/task-types/{task_type_id}/set-shot-nb-frames",
    allow=access.manager,
    status=200,
    shows=list_of(part_of(Entity, ("id", "nb_frames"), "ShotLength")),
)
def set_lengths(
    project: Project, task_type_id: str, by: Actor, query: Annotated[Query, InEpisode]
) -> list[dict[str, Any]]:
    """Set the length of each shot that has a movie of this task type to that of its newest one."""
    if not well_formed(task_type_id):
        raise MalformedId(f"task_type_id: {task_type_id!r} is no id")
    episode_id = asked_id({name: values for name, values in query.items() if values[0]}, "episode_id")
    lengths = _lengths(project, task_type_id, episode_id)

    def part(changes: Changes, ids: Sequence[str]) -> list[Entity]:
        return [_set(changes, shot, lengths[shot.id]) for shot in entities.many(ids).values()]

    return [{"id": shot.id, "nb_frames": shot.nb_frames} for shot in in_parts(list(lengths), AT_ONCE, part, by.id)]


def _lengths(project: Project, task_type_id: str, episode_id: str | None) -> dict[str, int]:
    """Return the lengths in frames, by shot. Costs two Query chains, then a read for each task, all at once."""
    shots, sequences, found = gather(
        lambda: of_kind(project.id, "Shot"), lambda: of_kind(project.id, "Sequence"), lambda: tasks.within(project.id)
    )
    wanted = {shot.id for shot in in_episode(shots, sequences, episode_id)}
    of_type = [task for task in found if task.task_type_id == task_type_id and task.entity_id in wanted]
    newest = each(lambda task: _newest(task.id), of_type)
    return {
        task.entity_id: frames_of(preview.duration, project)
        for task, preview in zip(of_type, newest, strict=True)
        if preview is not None and preview.duration
    }


def _newest(task_id: str) -> PreviewFile | None:
    return next(iter(preview_files.newest(task_id, 1)), None)


def _set(changes: Changes, shot: Entity, frames: int) -> Entity:
    changes.tell("shot:update", shot.project_id, shot_id=shot.id)
    return changes.save(replace(shot, nb_frames=frames))
