"""What the studio writes to people about their accounts."""

from urllib.parse import urlencode

from chalicelib.settings import settings

Text = tuple[str, str]  # subject, text


def link(email: str, token: str, *, new: bool = False) -> str:
    """Return the address of the page on which somebody chooses a password."""
    query = {"email": email, "token": token} | ({"type": "new"} if new else {})
    return f"{settings().site}/reset-change-password?{urlencode(query)}"


def reset(email: str, token: str) -> Text:
    """Write to somebody who has forgotten their password."""
    return (
        "Choose a new password",
        f"Somebody asked for a new password of this address. If it was you:\n{link(email, token)}",
    )


def invitation(email: str, token: str) -> Text:
    """Write to somebody new."""
    return (
        "Welcome",
        f"You are invited to the studio's production tracker. Choose your password:\n{link(email, token, new=True)}",
    )


def password_changed() -> Text:
    """Write to somebody whose password was changed."""
    return "Your password was changed", "Your password was changed. If you know nothing of it, tell your administrator."


def factors_disabled() -> Text:
    """Write to somebody whose second factors an administrator has taken off."""
    return "Your second factors are off", "An administrator has taken all second factors off your account."


def code(digits: str) -> Text:
    """Write somebody the code with which they log in."""
    return f"Your code: {digits}", f"{digits} is your code. It is good for five minutes, and once."
