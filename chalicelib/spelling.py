"""Writes names without their accents: what keys, paths and the names of files are made of."""

import unicodedata

# Letters that have no accent to lose, as they are written without their country's keyboard.
SPELLED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "ng"}
)


def without_accents(text: str) -> str:
    """Return a text in lower case, its letters without accents; those of other scripts stay as they are."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(SPELLED)
