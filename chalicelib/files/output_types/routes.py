"""Output type operations."""

from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import StillUsed
from chalicelib.files.output_files.records import any_with
from chalicelib.files.output_types.records import OutputType, output_types
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)


def _removed(_changes: Changes, _by: Actor, output_type: OutputType, _force: bool) -> None:
    if any_with("output_type_id", output_type.id):
        raise StillUsed(f"there are output files of the type {output_type.name}")


table(
    routes, "/data/output-types", output_types, read=access.signed_in, write=access.admin,
    hooks=Hooks(removed=_removed), without=["get"],
)  # fmt: skip


@routes.get("/data/output-types/{output_type_id}", allow=access.signed_in, shows=OutputType)
def one(output_type: OutputType) -> dict[str, Any]:
    """One output type; a malformed id is just an unknown one here, as the contract has it."""
    return cut(output_type, relations=True, shown=None)
