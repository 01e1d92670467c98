"""Who may read a comment: the studio everything, artists not what clients wrote, clients what is meant for them."""

from chalicelib.access import ADMIN, CLIENT, MANAGER, SUPERVISOR, Actor, Production
from chalicelib.entities.entities.records import Entity
from chalicelib.people.persons.records import Person
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.access import task_access
from chalicelib.tasks.comments.records import Comment
from chalicelib.tasks.tasks.records import Task

READ_ALL = (ADMIN, MANAGER, SUPERVISOR)


def by_client(project: Project, author: Person | None) -> bool:
    """Return whether the author of a comment is a client of the production."""
    return author is not None and (project.team_roles.get(author.id) or author.role) == CLIENT


def readable(by: Actor, project: Project, comment: Comment, author: Person | None) -> bool:
    """Return whether somebody on the team may read a comment as it is."""
    role = by.role_in(project.id)
    if role in READ_ALL:
        return True
    if role != CLIENT:
        return not by_client(project, author)
    if comment.for_client or comment.person_id == by.id:
        return True
    return by_client(project, author) and not project.is_clients_isolated


def comment_access(
    by: Actor, production: Production, task: Task, entity: Entity, project: Project, comment: Comment, person: Person
) -> bool:
    """Allow those who may see the task and read the comment; `person` is its author."""
    return task_access(by, production, task, entity) and readable(by, project, comment, person)


def author_or_manager(by: Actor, production: Production, task: Task, comment: Comment) -> bool:
    """Allow the comment's author, as long as they are on the team, and the production's managers."""
    own = by.on_team(production) and comment.person_id == by.id
    return task.id == comment.object_id and (own or by.manages(production))
