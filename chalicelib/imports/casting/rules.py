"""What a row of a casting means: which asset is cast where, how often, and what is told of it."""

from chalicelib.changes import Changes
from chalicelib.entities.casting.state import Wanted
from chalicelib.errors import BreaksRule
from chalicelib.imports.casting.records import Places
from chalicelib.imports.rows import Row, fitting
from chalicelib.imports.slugs import slug

NEEDED = ("Parent", "Name", "Asset Type", "Asset", "Occurences")
EPISODE = "episode"  # what stands as parent of an episode
DEFAULT_LABEL = "fixed"
LONGEST_LABEL, MOST_DIGITS = 80, 6
LISTS = ("added_asset_ids", "removed_asset_ids")


def wanted(row: Row, places: Places) -> Wanted | None:
    """Return what a row casts, None where it names an asset or a place that isn't there. Raises BreaksRule."""
    number, label = _occurences(row), _label(row)
    asset_id = places.assets.get((slug(row.text("Asset Type")), slug(row.text("Asset"))))
    place_id = _place(row, places)
    return None if asset_id is None or place_id is None else Wanted(place_id, asset_id, number, label)


def _occurences(row: Row) -> int:
    text = row.text("Occurences")
    if text and not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise BreaksRule(f"Occurences: {text[:40]!r} is no number of times")
    return int(text) if text else 1


def _label(row: Row) -> str:
    if "Label" not in row.cells:
        return DEFAULT_LABEL
    text = row.text("Label")
    return slug(fitting("Label", text, LONGEST_LABEL)) if text else ""


def _place(row: Row, places: Places) -> str | None:
    """Return where a row casts: in a shot, else in an asset, else in an episode."""
    episode = slug(row.text("Episode")) if places.is_show else ""
    parent, name = slug(row.text("Parent")), slug(row.text("Name"))
    found = places.shots.get((episode, parent, name)) or places.assets.get((parent, name))
    return found or (places.episodes.get((name,)) if parent == EPISODE else None)


def tell_briefly(changes: Changes) -> None:
    """Leave out of the events which assets came and went, and of an asset's how many are cast in it."""
    for told in changes.told:
        if told.name.endswith(":casting-update"):
            left_out = (*LISTS, "nb_entities_out") if told.name.startswith("asset:") else LISTS
            for name in left_out:
                told.data.pop(name, None)
