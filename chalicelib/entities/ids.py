"""The type of ids in the bodies that clients send."""

from typing import Annotated

from msgspec import Meta

Id = Annotated[str, Meta(pattern="^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$")]
