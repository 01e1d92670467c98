"""Reads published files with what is around them: their comments, news, tasks, entities."""

from typing import NamedTuple

from chalicelib.access import VENDOR, Actor
from chalicelib.entities.entities.records import Entity
from chalicelib.previews.files.records import PreviewFile, of_task
from chalicelib.previews.files.rules import Around
from chalicelib.projects.projects.records import Project
from chalicelib.store import each, gather
from chalicelib.tasks.comments.records import Comment, comments
from chalicelib.tasks.news.records import News, of_comment
from chalicelib.tasks.tasks.places import all_productions
from chalicelib.tasks.tasks.records import Task, of_entity, tasks
from chalicelib.web import filters
from chalicelib.web.filters import Query


class OfEntity(NamedTuple):
    """The tasks of an entity by id, and all their previews."""

    tasks: dict[str, Task]
    previews: list[PreviewFile]


def of_entitys_tasks(project_id: str, entity_id: str) -> OfEntity:
    """Return the previews of an entity. Costs two trips: its tasks, then one Query for each, all at once."""
    tasks = {task.id: task for task in of_entity(project_id, entity_id)}
    return OfEntity(tasks, [preview for found in each(of_task, tasks) for preview in found])


def around(preview: PreviewFile, entity: Entity, project: Project) -> Around:
    """Return what knows of a preview, for its removal. Costs three trips."""
    found, (own, siblings) = gather(
        lambda: comments_with_news(preview, project.id), lambda: _siblings(preview, entity, project)
    )
    return Around(found[0], found[1], own, siblings)


def _siblings(preview: PreviewFile, entity: Entity, project: Project) -> tuple[list[PreviewFile], list[PreviewFile]]:
    if entity.preview_file_id != preview.id or not project.is_set_preview_automated:
        return of_task(preview.task_id), []
    everything = of_entitys_tasks(project.id, entity.id).previews
    return [one for one in everything if one.task_id == preview.task_id], everything


def comments_with_news(preview: PreviewFile, project_id: str) -> tuple[list[Comment], list[News]]:
    """Return the comments that a preview was published with, and their news. Costs two or three trips."""
    found = list(comments.many(preview.comments).values())
    return found, [line for lines in each(lambda comment: news_of(comment, project_id), found) for line in lines]


def news_of(comment: Comment, project_id: str) -> list[News]:
    """Return the news of a comment. Costs one small Query."""
    return of_comment(project_id, comment.created_at, comment.id)


def visible_tasks(by: Actor, query: Query) -> list[str]:
    """Return the ids of the tasks whose previews a plain list shows to somebody; a vendor's are those of their own.

    Costs two trips where the query string names a task, else one Query chain a production, all at once.
    """
    project_id, task_id = filters.asked_id(query, "project_id"), filters.asked_id(query, "task_id")
    if task_id is not None:
        found = tasks.many([task_id]).values()
        places = {place for task in found for place in all_productions(by, task.project_id)}
        wanted = [task for task in found if task.project_id in places and project_id in (None, task.project_id)]
    else:
        wanted = [task for own in each(tasks.within, all_productions(by, project_id)) for task in own]
    return [task.id for task in wanted if by.role_in(task.project_id) != VENDOR or by.id in task.assignees]
