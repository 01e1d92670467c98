"""The sheet of the time that was spent on the studio's open productions."""

from chalicelib import access
from chalicelib.exports import sheets
from chalicelib.exports.times import rules
from chalicelib.exports.times.records import people_of, read_open
from chalicelib.store import gather
from chalicelib.tasks.news.names import name_of
from chalicelib.tasks.tasks.around import types
from chalicelib.web.http import Answer
from chalicelib.web.routes import Routes

routes = Routes(__name__)


@routes.get("/export/csv/time-spents.csv", allow=access.global_manager)
def time_spents() -> Answer:
    """The time that people have spent on the tasks of all open productions."""
    found, known = gather(read_open, types)
    task_types, _, entity_types = ({one.id: one.name for one in kind.values()} for kind in known)
    people = people_of(found)
    rows = rules.sheet(
        found, people, task_types, entity_types, lambda entity, around: name_of(entity, around, entity_types).full_name
    )
    return sheets.answer("time spents", rows)
