"""Who works on a task and gives which status: role, department, assignment and authorship count, on the team only."""

import pytest

from chalicelib.access import Actor, Production, Standing
from chalicelib.entities.entities.records import Entity
from chalicelib.projects.projects.records import Project, TaskStatusLink
from chalicelib.tasks.access import status_access, task_action
from chalicelib.tasks.statuses.records import TaskStatus
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType

PRODUCTION, ANIMATION, LIGHTING = Production("production"), "animation", "lighting"


def actor(role: str, *departments: str, own_role: str | None = None, on_team: bool = True) -> Actor:
    standing = Standing(roles={PRODUCTION: own_role} if on_team else {})
    return Actor(id="caller", role=role, departments=list(departments), standing=standing)


def may_act(by: Actor, assignees: tuple[str, ...] = (), created_by: str = "somebody") -> bool:
    entity = Entity(type="Shot", name="SH01", project_id=PRODUCTION, entity_type_id="shot", created_by=created_by)
    task_type = TaskType(name="Animation", department_id=ANIMATION)
    task = Task(project_id=PRODUCTION, entity_id=entity.id, task_type_id=task_type.id, assignees=list(assignees))
    return task_action(by, PRODUCTION, task, entity, task_type)


@pytest.mark.parametrize(
    ("by", "allowed"),
    [
        (actor("admin", on_team=False), True),
        (actor("manager"), True),
        (actor("manager", on_team=False), False),
        (actor("manager", own_role="user"), False),
        (actor("user", own_role="manager"), True),
        (actor("client"), True),
        (actor("supervisor"), True),
        (actor("supervisor", ANIMATION), True),
        (actor("supervisor", LIGHTING), False),
        (actor("user"), False),
        (actor("vendor"), False),
    ],
)
def test_a_task_is_for_those_who_run_or_review_it(by, allowed):
    assert may_act(by) is allowed


@pytest.mark.parametrize("role", ["user", "vendor", "supervisor"])
def test_a_task_is_for_those_who_are_assigned_or_made_its_entity(role):
    by = actor(role, LIGHTING)

    assert may_act(by, assignees=("caller",))
    assert may_act(by, created_by="caller")
    assert not may_act(actor(role, LIGHTING, on_team=False), assignees=("caller",), created_by="caller")


@pytest.mark.parametrize(
    ("role", "artists", "clients", "chosen", "allowed"),
    [
        ("user", False, True, None, False),
        ("user", True, False, None, True),
        ("client", True, False, None, False),
        ("client", True, False, True, True),
        ("client", True, True, False, False),
        ("vendor", False, False, False, True),
        ("supervisor", False, False, False, True),
        ("manager", False, False, False, True),
    ],
)
def test_a_status_is_for_artists_and_clients_as_it_says(role, artists, clients, chosen, allowed):
    status = TaskStatus(
        name="Done", short_name="done", color="#22d160", is_artist_allowed=artists, is_client_allowed=clients
    )
    links = {status.id: TaskStatusLink(is_client_allowed=chosen)}
    project = Project(id=PRODUCTION, name="Big Buck", task_status_links=links)

    assert status_access(actor(role), project, status) is allowed
