"""Session tokens: JWTs that say who is at the other end, and end by themselves or when they are revoked."""

import datetime as dt

import msgspec

from chalicelib.errors import BadToken, NoToken
from chalicelib.store.ids import new_id
from chalicelib.store.secret import signing_secret
from chalicelib.web.light_jwt import jwt

ACCESS_LIFETIME = dt.timedelta(days=7)
REFRESH_LIFETIME = dt.timedelta(days=15)


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """What a token says: whose it is, its own id, and for an access token the refresh token that it came from."""

    sub: str
    jti: str
    type: str = "access"
    identity_type: str = "person"
    refresh_jti: str | None = None
    exp: int | None = None
    limited: bool = False
    """Whether it opens nothing but the enrolment of a second factor."""

    @property
    def lifetime(self) -> dt.timedelta:
        """Return for how long a revocation must be remembered."""
        return dt.timedelta(days=3650) if self.exp is None else REFRESH_LIFETIME


def revoked(jti: str) -> str:
    """Return the name of the ticket that says that a token is revoked."""
    return f"revoked#{jti}"


def issue(person_id: str, kind: str = "access", *, refresh_jti: str | None = None, limited: bool = False) -> str:
    """Return a new signed token of a person."""
    lifetime = ACCESS_LIFETIME if kind == "access" else REFRESH_LIFETIME
    expires = int((dt.datetime.now(dt.UTC) + lifetime).timestamp())
    return sign(Token(sub=person_id, jti=new_id(), type=kind, refresh_jti=refresh_jti, exp=expires, limited=limited))


def sign(token: Token) -> str:
    """Return a token as its text."""
    content = {name: value for name, value in msgspec.to_builtins(token).items() if value not in (None, False)}
    return jwt.encode(content, signing_secret(), algorithm="HS256")


def read(text: str, kind: str = "access") -> Token:
    """Return what a token says. Raises NoToken for one that is over, BadToken for one of another kind or maker."""
    try:
        content = jwt.decode(text, signing_secret(), algorithms=["HS256"], options={"require": ["sub", "jti"]})
        token = msgspec.convert(content, Token)
    except jwt.ExpiredSignatureError:
        raise NoToken("the token has expired; log in again") from None
    except (jwt.InvalidTokenError, msgspec.ValidationError):
        raise BadToken("the token can't be read") from None
    if token.type != kind:
        raise BadToken(f"a token of type {kind} is needed here, not {token.type}")
    return token
