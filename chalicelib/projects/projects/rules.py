"""What is true of productions: which values they may have, and that their lists and links agree."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from msgspec.structs import replace

from chalicelib.errors import BreaksRule, NotStored
from chalicelib.projects.projects.records import Project, Style, TaskStatusLink, TaskTypeLink
from chalicelib.projects.templates.records import ProjectTemplate

Setup = TypeVar("Setup", Project, ProjectTemplate)
STYLES = get_args(Style)
DEFAULT_STYLE = "2d3d"
HIGH, LOW = "hd_bitrate_compression", "ld_bitrate_compression"
CEILING = 28  # megabits a second; no movie is made with more
RESOLUTION = re.compile(r"(\d{3,4})?x\d{3,4}")
LISTS = ("team", "asset_types", "task_statuses", "task_types", "status_automations", "preview_background_files")
TVSHOW = "tvshow"


def checked_values(values: Mapping[str, Any], old: Any = None) -> dict[str, Any]:
    """Return a production's or a template's values in the form in which they are kept. Raises BreaksRule.

    `old` is the record that they change, if they change one.
    """
    kept = dict(values)
    if "production_style" in kept:
        kept["production_style"] = _style(kept["production_style"])
    if type(kept.get("fps")) in (int, float):
        kept["fps"] = str(kept["fps"])
    _check_resolution(kept.get("resolution"))
    check_bitrates(kept, None if old is None or HIGH in kept else getattr(old, HIGH))
    return kept


def _style(value: Any) -> Any:
    if value is not None and value not in STYLES:
        raise BreaksRule(f"production_style: must be one of {', '.join(STYLES)}")
    return value or DEFAULT_STYLE


def _check_resolution(value: Any) -> None:
    if value and not (isinstance(value, str) and RESOLUTION.fullmatch(value)):
        raise BreaksRule("resolution: must be like 1920x1080 or x1080")


def check_bitrates(values: Mapping[str, Any], *above: int | None) -> None:
    """Refuse bitrates that no movie can be made with; `above` are those that count without a high one. BreaksRule."""
    for name in (HIGH, LOW):
        value = values.get(name)
        if value is not None and (type(value) is not int or not 1 <= value <= CEILING):
            raise BreaksRule(f"{name}: must be a whole number from 1 to {CEILING}")
    low = values.get(LOW)
    high = next(rate for rate in (values.get(HIGH), *above, CEILING) if rate is not None)
    if low is not None and low > high:
        raise BreaksRule(f"{LOW}: may not be more than the high one, {high}")


def listed_ids(values: Mapping[str, Any], *, twice: bool) -> dict[str, Any]:
    """Return the values with their lists as lists of ids, of ids or objects that have one.

    Raises NotStored for an id that is there twice, unless that is no matter.
    """
    kept = dict(values)
    for name in LISTS:
        if isinstance(kept.get(name), list):
            ids = [one.get("id") if isinstance(one, dict) else one for one in kept[name]]
            if not twice and any(ids.count(one) > 1 for one in ids):
                raise NotStored(f"{name}: the same one is there twice")
            kept[name] = ids
    return kept


def check_background(chosen: Any, own: Any) -> None:
    """Refuse a default background that is not among the production's own. Raises BreaksRule."""
    if chosen is not None and not (isinstance(own, list) and chosen in own):
        raise BreaksRule("default_preview_background_file_id: must be one of the production's backgrounds")


def in_step(setup: Setup) -> Setup:
    """Return a production or a template whose links say of each task type and status that it has, and of no other."""
    types, statuses = setup.task_type_links, setup.task_status_links
    return replace(
        setup,
        task_type_links={one: types.get(one) or TaskTypeLink() for one in setup.task_types},
        task_status_links={one: statuses.get(one) or TaskStatusLink() for one in setup.task_statuses},
    )
