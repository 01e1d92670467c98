"""A production with work on it, for the tests of tasks."""

from typing import Any, NamedTuple

from tests.harness import Client
from tests.studio import Studio, Values


class World(NamedTuple):
    """A production with a shot, an asset and a task of each, and the people around them."""

    studio: Studio
    project: Values
    shot: Values
    asset: Values
    animation: Values
    modeling: Values
    task: Values
    asset_task: Values
    departments: tuple[Values, Values]

    def as_(self, who: str, **values: Any) -> Client:
        """Return somebody new on the production's team."""
        return self.studio.as_(who, self.project, **values)

    def read(self, task: Values) -> Values:
        """Return a task as the administrator reads it."""
        found: Values = self.studio.get(f"/data/tasks/{task['id']}").body
        return found


def world(studio: Studio) -> World:
    """Make the production."""
    animators, modelers = studio.department(), studio.department()
    project = studio.project()
    animation = studio.task_type(project, department_id=animators["id"])
    modeling = studio.task_type(project, for_entity="Asset", department_id=modelers["id"])
    todo = {"task_status_id": studio.status(name="Todo", short_name="todo", is_default=True)["id"]}
    shot, asset = studio.shot(project), studio.asset(project)
    task, asset_task = studio.task(project, shot, animation, **todo), studio.task(project, asset, modeling, **todo)
    return World(studio, project, shot, asset, animation, modeling, task, asset_task, (animators, modelers))
