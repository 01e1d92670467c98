"""Task types: what is done on assets, shots and the others; modeling, animation, compositing."""

from chalicelib.refs import DepartmentId
from chalicelib.store import Collection, Record, Stamp, Unique
from chalicelib.store.records import Color, Text20, Text30, Text40
from chalicelib.store.stamps import STUDIO


class TaskType(Record, frozen=True, kw_only=True):
    """A kind of work. `for_entity` is what it is done on; `priority` its place in lists, from 1."""

    name: Text40
    short_name: Text20 | None = None
    description: str | None = None
    color: Color | None = "#FFFFFF"
    priority: int | None = 1
    for_entity: Text30 | None = "Asset"
    allow_timelog: bool = True
    archived: bool = False
    shotgun_id: int | None = None
    department_id: DepartmentId | None = None


task_types = Collection(
    TaskType,
    home="studio",
    unique=[Unique("name", lambda t: t.name.lower(), "name: another task type has this name")],
    stamps=lambda t: [Stamp(STUDIO, t.id)],
)
