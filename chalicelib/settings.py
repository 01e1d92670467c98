"""Every setting of a deployment, read from the environment once and checked before the first request."""

import functools
import os

import msgspec

LEAST_SECRET = 32  # characters: a shorter one could be guessed by trying


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a deployment can choose; each field is the environment variable INARI_<FIELD> in capitals."""

    stack: str
    """The stack's name: tables and queues begin with it."""
    bucket: str
    """The bucket of all files."""
    secret: str = ""
    """What tokens are signed with, 32 characters or more; changing it ends every session."""
    secret_arn: str = ""
    """The secret of Secrets Manager that holds it instead, read once by each process that signs or checks tokens."""
    endpoint_url: str | None = None
    """Where AWS answers; empty: AWS itself. The local server sets its emulator's address."""
    local: bool = False
    """Whether this is a local server: requests and answers have no limit of size there."""
    site: str = "http://localhost:8080"
    """The address of the web pages, for the links in mails."""
    exports_bucket: str = ""
    """The bucket of the nightly exports; empty: nothing can be exported."""
    mail_sender: str = ""
    """The address that mails come from, verified in Amazon SES; empty: mails wait, and the log says so."""
    mail_function: str = ""
    """The Lambda function that sends mails, called when one is noted; empty: they wait for its timetable."""
    password_rounds: int = 12
    """The cost of a password's hash, as a power of two (200 ms at 12); tests use 4."""
    password_length: int = 8
    """The fewest characters of a password."""
    second_factor_required: bool = False
    """Whether everybody needs a second factor: without one a log in opens nothing but its enrolment."""
    second_factor_exempt: str = ""
    """The addresses of people who need none all the same, separated by commas."""
    user_limit: int = 100
    """How many active people a studio may have, bots and guests not counted."""
    timezone: str = "UTC"
    """The time zone of people who have not chosen one."""
    locale: str = "en_US"
    """The language of people who have not chosen one."""
    origins: str = ""
    """The web pages that may call from a browser, separated by commas; empty: only pages of the same address."""
    upload_limit: int = 4 * 2**20
    """The largest upload through the API in bytes, where it is not local."""
    direct_upload_limit: int = 5 * 2**30
    """The largest upload straight to the bucket in bytes; S3 takes at most 5 GiB in one piece."""
    version: str = "0.1.0"
    """What runs here, for answers and logs."""


class Misconfigured(Exception):
    """The environment doesn't hold what a deployment needs; the message says what and how to mend it."""


@functools.cache
def settings() -> Settings:
    """Return the settings of this process."""
    return read(dict(os.environ))


def in_lambda() -> bool:
    """Return whether this process is a Lambda function's."""
    return "AWS_LAMBDA_FUNCTION_NAME" in os.environ


def trace_of_process() -> str:
    """Return what X-Ray calls the present call of this Lambda function, "" elsewhere; Lambda sets it for each call."""
    return os.environ.get("_X_AMZN_TRACE_ID", "")


def read(environment: dict[str, str]) -> Settings:
    """Return the settings in an environment. Raises Misconfigured."""
    given = {
        field: environment[name]
        for field in Settings.__struct_fields__
        if environment.get(name := f"INARI_{field.upper()}")  # CloudFormation has no way to leave one out
    }
    try:
        found = msgspec.convert(given, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise Misconfigured(f"INARI settings: {error}. Each is described in chalicelib/settings.py.") from None
    if not found.secret_arn:
        checked(found.secret, "INARI_SECRET")
    return found


def checked(secret: str, where: str) -> str:
    """Return a secret that is long enough. Raises Misconfigured."""
    if len(secret) < LEAST_SECRET:
        raise Misconfigured(f"{where} needs at least {LEAST_SECRET} characters: openssl rand -hex 32")
    return secret
