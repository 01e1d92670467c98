"""Full text search: words of names, descriptions and metadata, with typing errors tolerated."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

SHORTEST = 3  # letters of a query
EXACT, BEGINS, CONTAINS, NEARLY = 8, 4, 2, 1
NAME = "name"
WEIGHT = {NAME: 3}  # what a word in the name counts more than one elsewhere
_WORDS = re.compile(r"[^\W_]+")


class Hit(NamedTuple):
    """How well a text fits a query, and in which fields the words were found."""

    score: int
    terms: list[str]


def words(text: Any) -> list[str]:
    """Return the words of a text: folded, without accents; `_` and `-` part words as spaces do."""
    plain = unicodedata.normalize("NFKD", str(text or "")).casefold()
    return _WORDS.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))


def hit(query: Iterable[str], fields: Mapping[str, Any], hints: Iterable[Any] = ()) -> Hit | None:
    """Return how fields fit the words of a query, None unless each word is found in one of them.

    `hints` are found as well, but named as no field: the type of an asset, the sequence of a shot.
    """
    texts = {name: words(value) for name, value in fields.items()}
    beside = [word for hint in hints for word in words(hint)]
    total, terms = 0, dict[str, None]()
    for wanted in query:
        scores = {name: best(wanted, text) * WEIGHT.get(name, 1) for name, text in texts.items()}
        found = max([*scores.values(), best(wanted, beside)])
        if not found:
            return None
        total += found
        terms |= dict.fromkeys(name for name, score in scores.items() if score)
    return Hit(total, list(terms))


def best(wanted: str, text: Iterable[str]) -> int:
    """Return how well the best of some words fits the wanted one, 0 for not at all."""
    return max((_fit(wanted, word) for word in text), default=0)


def _fit(wanted: str, word: str) -> int:
    if word == wanted:
        return EXACT
    if word.startswith(wanted):
        return BEGINS
    if wanted in word:
        return CONTAINS
    return NEARLY if _differs_little(wanted, word) else 0


def _differs_little(one: str, other: str) -> bool:
    """Return whether two words differ by one letter, or by two where they are long."""
    allowed = 0 if len(one) < 4 else 1 if len(one) < 8 else 2
    if not allowed or abs(len(one) - len(other)) > allowed:
        return False
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last, row = row, [at]
        for place, letter_there in enumerate(other, 1):
            row.append(min(last[place] + 1, row[-1] + 1, last[place - 1] + (letter != letter_there)))
        if min(row) > allowed:
            return False
    return row[-1] <= allowed
