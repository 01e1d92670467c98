"""What another tracker calls the memberships of teams, so that it can take them back by the same number."""

from chalicelib.refs import PersonId, ProjectId
from chalicelib.store import Collection, Record, Unique


class ProjectConnection(Record, frozen=True, kw_only=True):
    """That the other tracker has somebody on a production's team, under a number of its own (`shotgun_id`)."""

    shotgun_id: int
    project_id: ProjectId
    person_id: PersonId


project_connections = Collection(
    ProjectConnection,
    home="project_connection",
    unique=[Unique("shotgun_id", lambda one: str(one.shotgun_id), "shotgun_id: another membership has this number")],
)
