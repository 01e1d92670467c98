"""How names are compared in sheets that people type: without case, accents and punctuation."""

from chalicelib.errors import BreaksRule
from chalicelib.projects.descriptors.rules import key_of


def slug(text: str) -> str:
    """Return a name as it is compared: small letters and digits, with a hyphen for all that lies between."""
    try:
        return key_of(text).replace("_", "-")
    except BreaksRule:  # nothing but signs
        return text.strip()
