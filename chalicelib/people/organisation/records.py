"""The organisation: the studio as a whole, and how it likes things."""

from typing import ClassVar

from chalicelib.store import Collection, Record, Unique
from chalicelib.store.records import Text80

CHAT_FIELDS = ("chat_token_slack", "chat_webhook_mattermost", "chat_token_discord")


class Organisation(Record, frozen=True, kw_only=True):
    """The studio's own settings. `hours_by_day` is what a day of estimation means; chat tokens are for admins only."""

    DEFAULT_NAME: ClassVar = "Inari"

    name: Text80
    hours_by_day: float = 8.0
    has_avatar: bool = False
    use_original_file_name: bool = False
    timesheets_locked: bool = False
    format_duration_in_hours: bool = False
    hd_by_default: bool = False
    chat_token_slack: Text80 | None = ""
    chat_webhook_mattermost: Text80 | None = ""
    chat_token_discord: Text80 | None = ""
    dark_theme_by_default: bool = False


organisations = Collection(
    Organisation, home="studio", unique=[Unique("name", lambda o: o.name, "name: another organisation has this name")]
)
