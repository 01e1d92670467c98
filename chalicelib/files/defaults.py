"""What files are made with where a client doesn't say: programs, a type, a status; made when they are needed."""

from typing import Any, NamedTuple

from chalicelib.changes import Changes
from chalicelib.files.output_types.records import OutputType
from chalicelib.files.statuses.records import FileStatus
from chalicelib.people.equipment.records import Software
from chalicelib.store import Record, collection


class Default(NamedTuple):
    """A record that a studio has at the latest when it is needed; its name is unique."""

    type: type[Record]
    values: dict[str, Any]


BLENDER = Default(Software, {"name": "Blender", "short_name": "blender", "file_extension": ".blend"})
MAX = Default(Software, {"name": "3ds Max", "short_name": "max", "file_extension": ".max"})
MAX_OF_OUTPUTS = Default(Software, {"name": "3dsmax", "short_name": "max", "file_extension": ".max"})
GEOMETRY = Default(OutputType, {"name": "Geometry", "short_name": ""})
TO_REVIEW = Default(FileStatus, {"name": "To review", "color": "#FFFFFF"})


def found_or_made(changes: Changes, default: Default) -> Any:
    """Return the record of that name; it is made, and told of, if there is none. Costs two trips."""
    of = collection.of(default.type)
    found = of.held("name", default.values["name"])
    if found is not None:
        return found
    made = changes.add(default.type(**default.values))
    data: dict[str, Any] = {f"{of.kind}_id": made.id}
    changes.tell(f"{of.kind.replace('_', '-')}:new", **data)
    return made
