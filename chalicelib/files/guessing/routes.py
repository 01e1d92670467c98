"""The operation that says what a path on a studio's disks belongs to."""

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.files.access import check_team
from chalicelib.files.guessing import rules
from chalicelib.files.guessing.bodies import PathOf
from chalicelib.files.guessing.found import known
from chalicelib.files.guessing.names import Found, identified
from chalicelib.projects.projects.records import projects
from chalicelib.web.routes import Routes

routes = Routes(__name__)


@routes.post("/data/entities/guess_from_path", allow=access.signed_in, status=200)
@routes.post("/data/entities/guess-from-path", allow=access.signed_in, status=200)
def guess(body: PathOf, by: Actor) -> list[Found]:
    """What a path may belong to, by each template of the production's file tree that it fits."""
    project = projects.get(body.project_id)
    check_team(by, project.id)
    guesses = list(rules.guesses(project.file_tree, body.file_path, body.sep))
    names = known(project, rules.variables(guesses))
    found = [identified(one, names) for one in guesses]
    return [one for at, one in enumerate(found) if one not in found[:at]]
