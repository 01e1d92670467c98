"""Links with which people without an account see a playlist."""

import datetime as dt
import uuid
from typing import ClassVar

from chalicelib.refs import PersonId, PlaylistId
from chalicelib.store import Collection, Record, Unique
from chalicelib.store.records import field


class PlaylistShareLink(Record, frozen=True, kw_only=True):
    """A link to a playlist, good until it is revoked or expires (UTC); its `token` is the whole permission.

    `password` is kept as a hash and never answered.
    """

    HIDDEN: ClassVar = ("password",)

    token: str = field(lambda: str(uuid.uuid4()))
    playlist_id: PlaylistId
    created_by: PersonId | None = None
    expiration_date: dt.datetime | None = None
    is_active: bool = True
    can_comment: bool = True
    password: str | None = None


share_links = Collection(
    PlaylistShareLink,
    within="playlist_id",
    unique=[Unique("token", lambda link: link.token, "token: another link has this token")],
)
