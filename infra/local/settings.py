"""What can be chosen for a local server, and what it tells the app through its environment."""

import dataclasses
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from infra.tables import ACCOUNT, REGION
from infra.template import Names

STACK = "inari-local"
ADMINISTRATOR = "admin@example.com"
FIRST_PASSWORD = "mysecretpassword"  # what gazu's examples and the contract's transcripts log in with


class Wrong(Exception):
    """A setting that can't be used; the message says why, to the person at the terminal."""


@dataclasses.dataclass(frozen=True)
class Settings:
    """Where to listen and where to keep the data; `testing` adds a way to empty everything between two tests.

    Every `exports_every` seconds the open productions are exported.
    """

    port: int = 8000
    host: str = "127.0.0.1"
    data: Path = Path(".data")
    testing: bool = False
    exports_every: float = 24 * 3600.0


def chosen(environment: Mapping[str, str]) -> Settings:
    """Return what PORT, HOST, DATA, TESTING and EXPORTS_EVERY say."""
    port = environment.get("PORT", "8000")
    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise Wrong(f"PORT is a number from 1 to 65535, not {port!r}")
    seconds = environment.get("EXPORTS_EVERY", str(24 * 3600))
    if not (seconds.isdecimal() and int(seconds) > 0):
        raise Wrong(f"EXPORTS_EVERY is a whole number of seconds, not {seconds!r}")
    return Settings(
        port=int(port),
        host=environment.get("HOST", "127.0.0.1"),
        data=Path(environment.get("DATA", ".data")).resolve(),
        testing=environment.get("TESTING", "") not in ("", "0"),
        exports_every=float(seconds),
    )


def tell_app(settings: Settings, emulator_url: str, names: Names) -> None:
    """Set the environment that the app reads when it is imported."""
    os.environ.update(
        INARI_LOCAL="1",
        INARI_STACK=STACK,
        INARI_ENDPOINT_URL=emulator_url,
        INARI_BUCKET=names.bucket,
        INARI_EXPORTS_BUCKET=names.exports,
        INARI_SECRET=secret(settings.data / "secret"),
        AWS_ACCESS_KEY_ID=ACCOUNT,
        AWS_SECRET_ACCESS_KEY="local",
        AWS_DEFAULT_REGION=REGION,
    )
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN"):  # of the person's own account, which is not meant
        os.environ.pop(name, None)
    if settings.testing:
        os.environ["INARI_PASSWORD_ROUNDS"] = "4"  # the fewest that bcrypt takes: a reset hashes a password each time


def secret(path: Path) -> str:
    """Return the secret that signs tokens, made once: a restart logs nobody out."""
    if not path.exists():
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        with open(part, "x", opener=lambda name, flags: os.open(name, flags, mode=0o600)) as file:
            file.write(secrets.token_hex(32))
        part.replace(path)
    return path.read_text().strip()
