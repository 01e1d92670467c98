"""Import error operations."""

from typing import Any

from chalicelib import access
from chalicelib.changes import Changes
from chalicelib.imports.errors.records import DataImportError, import_errors
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)

Values = dict[str, Any]


@routes.get("/import/shotgun/errors", allow=access.admin, shows=list[DataImportError])
def everything() -> list[Values]:
    """What could not be brought over, the oldest first."""
    return [cut(one, relations=False, shown=None) for one in import_errors.all()]


@routes.post("/import/shotgun/errors", allow=access.admin, shows=DataImportError)
def note(body: Any, changes: Changes) -> Values:
    """Note what could not be brought over."""
    return cut(changes.add(DataImportError(event_data=body)), relations=False, shown=None)


@routes.delete("/import/shotgun/errors/{error_id}", allow=access.admin)
def forget(error: DataImportError, changes: Changes) -> None:
    """Forget an error that is mended."""
    changes.remove(error)
