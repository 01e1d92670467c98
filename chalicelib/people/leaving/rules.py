"""What becomes of tasks and productions when a person is deleted."""

from msgspec.structs import replace

from chalicelib.projects.projects.records import Project
from chalicelib.tasks.tasks.records import Task


def without_in_team(project: Project, person_id: str) -> Project:
    """Return the production without the person on its team."""
    team = [member for member in project.team if member != person_id]
    roles = {member: role for member, role in project.team_roles.items() if member != person_id}
    return replace(project, team=team, team_roles=roles)


def without_in_task(task: Task, person_id: str) -> Task:
    """Return the task without the person; what they have spent on it still counts."""
    assigner = None if task.assigner_id == person_id else task.assigner_id
    return replace(task, assignees=[one for one in task.assignees if one != person_id], assigner_id=assigner)
