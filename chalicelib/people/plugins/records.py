"""Plugins: what a studio has added to the pages of its production tracker."""

from typing import Annotated

from msgspec import Meta

from chalicelib.store import Collection, Record, Unique
from chalicelib.store.records import Text80, Text200

Text12 = Annotated[str, Meta(max_length=12)]
Text50 = Annotated[str, Meta(max_length=50)]
Text255 = Annotated[str, Meta(max_length=255)]


class Plugin(Record, frozen=True, kw_only=True):
    """A plugin; `plugin_id` is its name among programs, `icon` the name of a symbol."""

    plugin_id: Text80
    name: Text80
    description: str | None = None
    version: Text50
    maintainer_name: Text200
    maintainer_email: Text255 | None = None
    website: Text255 | None = None
    license: Text80
    revision: Text12 | None = None
    frontend_project_enabled: bool = False
    frontend_studio_enabled: bool = False
    icon: Text255 | None = None


plugins = Collection(
    Plugin,
    home="studio",
    unique=[Unique("plugin_id", lambda plugin: plugin.plugin_id, "plugin_id: there is such a plugin already")],
)
