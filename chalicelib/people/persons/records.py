"""People: everybody who works for a studio, reviews for it, or calls its API as a bot."""

import datetime as dt
from typing import ClassVar, Literal

import msgspec

from chalicelib.refs import DepartmentId, PersonId, StudioId
from chalicelib.settings import settings
from chalicelib.store import Collection, Record, Unique, reading
from chalicelib.store.records import Json, Text2, Text20, Text30, Text60, Text80, Text250, field

Role = Literal["user", "admin", "supervisor", "manager", "client", "vendor"]
LONGEST = 250  # characters of an address; nothing longer is looked for


class Person(Record, frozen=True, kw_only=True):
    """A person, as the person's own colleagues may see it; what nobody may see is in Credentials.

    `email` is in lower case and unique among people who are no bots. `role` is what the person is where no team link
    says otherwise. `daily_salary` is in the studio's currency. `last_presence` is the latest day of a desktop log in or
    a time spent. `timezone` and `locale` are where and in which language the person reads.
    """

    RELATIONS: ClassVar = ("departments",)

    first_name: Text80
    last_name: Text80
    full_name: str = ""
    email: Text250 | None = None
    phone: Text30 | None = None
    country: Text2 | None = None
    contract_type: str = "open-ended"
    active: bool = True
    archived: bool = False
    last_presence: dt.date | None = None
    desktop_login: Text80 | None = None
    totp_enabled: bool = False
    email_otp_enabled: bool = False
    fido_enabled: bool = False
    preferred_two_factor_authentication: str | None = None
    shotgun_id: int | None = None
    timezone: str | None = field(lambda: settings().timezone)
    locale: str | None = field(lambda: settings().locale)
    use_12_hour_clock: bool = False
    display_date_format: Text20 | None = "YYYY-MM-DD"
    data: Json = None
    role: Role = "user"
    position: Literal["supervisor", "lead", "artist"] | None = "artist"
    seniority: Literal["senior", "mid", "junior"] | None = "mid"
    daily_salary: int | None = 0
    has_avatar: bool = False
    notifications_enabled: bool = False
    notifications_slack_enabled: bool = False
    notifications_slack_userid: Text60 | None = ""
    notifications_mattermost_enabled: bool = False
    notifications_mattermost_userid: Text60 | None = ""
    notifications_discord_enabled: bool = False
    notifications_discord_userid: Text60 | None = ""
    is_bot: bool = False
    is_guest: bool = False
    preview_project_id: str | None = None
    preview_opened_at: dt.datetime | None = None
    preview_open_until: dt.datetime | None = None
    expiration_date: dt.date | None = None
    is_generated_from_ldap: bool = False
    ldap_uid: Text60 | None = None
    studio_id: StudioId | None = None
    departments: list[DepartmentId] = []


class SecurityKey(msgspec.Struct, frozen=True, kw_only=True):
    """A registered security key: its own id, and its credential after WebAuthn with the public key, as base64url.

    `count` is the counter of its last signature, 0 for keys that don't count.
    """

    name: str
    id: str
    credential: str
    count: int = 0


class Credentials(Record, frozen=True, kw_only=True):
    """What a person proves themselves with; its id is the person's. Never answered.

    `password` and `recovery_codes` are hashes. `totp_secret` counts once the person has that method enabled.
    """

    password: str | None = None
    failures: int = 0
    last_failure: dt.datetime | None = None
    totp_secret: str | None = None
    recovery_codes: list[str] = []
    security_keys: list[SecurityKey] = []


class Standing(Record, frozen=True, kw_only=True):
    """A person's productions, each with the role of the team link or None; its id is the person's. Never answered.

    `subscribed` counts the changes of the person's subscriptions, `token_jti` is the id of a bot's one good token.
    """

    roles: dict[str, Role | None] = {}
    subscribed: int = 0
    token_jti: str | None = None


class LoginLog(Record, frozen=True, kw_only=True):
    """A successful log in; `origin` is "web" for a browser, else "script"."""

    person_id: PersonId
    ip_address: str | None = None
    origin: Literal["web", "script"] | None = None
    month: str = ""


persons = Collection(
    Person,
    home="person",
    unique=[
        Unique("email", lambda p: None if p.is_bot else p.email, "email: somebody else has this address"),
        Unique("ldap_uid", lambda p: p.ldap_uid, "ldap_uid: somebody else has this id"),
        Unique("shotgun_id", lambda p: p.shotgun_id and str(p.shotgun_id), "shotgun_id: somebody else has this id"),
    ],
    links=lambda p: {(f"desktop-login#{p.desktop_login}", p.id): None} if p.desktop_login else {},
)
credentials = Collection(Credentials, home="credentials")
standings = Collection(Standing, home="standing")
login_logs = Collection(
    LoginLog,
    within="month",
    sort=lambda log: log.id,
    links=lambda log: {(f"logins#{log.person_id}", log.id): None},
)


def by_email(email: str) -> Person | None:
    """Return the person who is no bot with this address, whatever its case. Costs two trips."""
    return persons.held("email", email.strip().lower()) if len(email) <= LONGEST else None


def holder_of_name(name: str) -> str | None:
    """Return the id of the person with this address in any case, or else with this desktop login as it is.

    Costs a trip, two for a desktop login; several may have the same, and then it is the first.
    """
    if not 0 < len(name) <= LONGEST:
        return None
    holder = reading.holder(persons.unique_name("email", name.strip().lower()))
    if holder is not None:
        return holder
    found = reading.links(f"desktop-login#{name}")
    return found[0].target if found else None


def picture_of(person_id: str) -> str:
    """Return where a person's picture lies in the bucket."""
    return f"pictures/persons/{person_id}.png"
