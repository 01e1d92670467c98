"""Preview backgrounds: the surroundings in which three-dimensional models are shown."""

from chalicelib.store import Collection, Record, Unique
from chalicelib.store.records import Text10, Text40, Text250


class PreviewBackgroundFile(Record, frozen=True, kw_only=True):
    """A picture of high dynamic range that surrounds models; one of them is the default. `file_size` is in bytes."""

    name: Text40
    archived: bool = False
    is_default: bool = False
    original_name: Text250 | None = None
    extension: Text10 | None = None
    file_size: int | None = 0


preview_background_files = Collection(
    PreviewBackgroundFile,
    home="studio",
    unique=[Unique("name", lambda b: b.name, "name: another background has this name")],
)
