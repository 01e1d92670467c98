"""Single sign-on with the studio's identity provider; it is switched off, and says so."""

from chalicelib import access
from chalicelib.web.http import Answer, json_answer
from chalicelib.web.routes import Routes

routes = Routes(__name__)


@routes.get("/auth/saml/login", allow=access.anyone)
def saml_log_in() -> Answer:
    """Refuse a log in by way of SAML."""
    return _off("SAML")


@routes.post("/auth/saml/sso", allow=access.anyone)
def saml_answer() -> Answer:
    """Refuse what a SAML provider answers."""
    return _off("SAML")


@routes.get("/auth/oidc/login", allow=access.anyone)
def oidc_log_in() -> Answer:
    """Refuse a log in by way of OpenID Connect."""
    return _off("OpenID Connect")


@routes.get("/auth/oidc/callback", allow=access.anyone)
def oidc_answer() -> Answer:
    """Refuse what an OpenID Connect provider answers."""
    return _off("OpenID Connect")


def _off(what: str) -> Answer:
    """Return the refusal, which has a shape of its own in the contract."""
    return json_answer(400, {"error": f"{what} is switched off"})
