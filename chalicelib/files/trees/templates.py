"""Templates of paths: what a production's file tree says for a mode and a kind, and how variables are put in."""

import re
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from msgspec import Meta

from chalicelib.errors import BreaksRule
from chalicelib.spelling import without_accents

STYLE = "style"  # the one key beside the kinds of a mode's templates
KINDS = {"Shot": "shot", "Sequence": "sequence", "Scene": "scene", "Episode": "episode"}
STYLES: dict[str, Callable[[str], str]] = {"uppercase": str.upper, "lowercase": str.lower}

Separator = Annotated[str, Meta(max_length=8)]  # a slash or two; a long one would make a path of any length
VARIABLE = re.compile(r"<([A-Za-z0-9_.]+)>")
_ID = re.compile(r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d)")
_BETWEEN = re.compile(r"[^a-z0-9]+")


class Place(NamedTuple):
    """Where the files of a mode lie, and the style of what is below that."""

    mountpoint: str
    root: str
    style: str

    def start(self, sep: str) -> str:
        """Return what all paths of the mode begin with, a separator included."""
        return sep.join([self.mountpoint, *filter(None, [self.root]), ""])


class Templates(NamedTuple):
    """How folder and name of a file are made."""

    place: Place
    folder: str
    name: str
    name_style: str

    def variables(self) -> frozenset[str]:
        """Return the variables that occur, without their fields."""
        found = VARIABLE.findall(self.folder) + VARIABLE.findall(self.name)
        return frozenset(variable.partition(".")[0] for variable in found)


class Paths(NamedTuple):
    """Where a file lies, and its name without the extension."""

    folder: str
    name: str


def kind_of(entity_type: str) -> str:
    """Return the kind of template that entities of a type have; whatever has none of its own is an asset."""
    return KINDS.get(entity_type, "asset")


def templates_of(tree: Any, mode: str, kind: str) -> Templates:
    """Return the templates of a mode and a kind. Raises BreaksRule, and names what the tree lacks."""
    branch = _part(_mapping(tree, "the file tree"), mode, "the file tree")
    folders, names = (_mapping(branch.get(part), f"{mode}.{part}") for part in ("folder_path", "file_name"))
    return Templates(
        place_of(branch, mode), _text(folders, kind, f"{mode}.folder_path"), _text(names, kind, f"{mode}.file_name"),
        _style(names),
    )  # fmt: skip


def place_of(branch: dict[str, Any], mode: str) -> Place:
    """Return where the files of a mode lie. Raises BreaksRule."""
    folders = _mapping(branch.get("folder_path"), f"{mode}.folder_path")
    return Place(_text(branch, "mountpoint", mode), _text(branch, "root", mode), _style(folders))


def branches_of(tree: Any) -> dict[str, dict[str, Any]]:
    """Return the modes of a file tree; a production without one has none. Raises BreaksRule."""
    whole = {} if tree is None else _mapping(tree, "the file tree")
    return {mode: _mapping(branch, mode) for mode, branch in whole.items()}


def folders_of(branch: dict[str, Any], mode: str) -> dict[str, str]:
    """Return the templates of a mode's folders by their kind. Raises BreaksRule."""
    folders = _mapping(branch.get("folder_path"), f"{mode}.folder_path")
    return {kind: _text(folders, kind, f"{mode}.folder_path") for kind in folders if kind != STYLE}


def _mapping(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BreaksRule(f"{what}: must be an object")
    return value


def _part(tree: dict[str, Any], mode: str, what: str) -> dict[str, Any]:
    if mode not in tree:
        raise BreaksRule(f"{what}: there is no mode {mode!r}")
    return _mapping(tree[mode], mode)


def _text(values: dict[str, Any], name: str, what: str) -> str:
    if not isinstance(values.get(name), str):
        raise BreaksRule(f"{what}: there is no {name!r}, or it is no text")
    return str(values[name])


def _style(values: dict[str, Any]) -> str:
    return str(values.get(STYLE, ""))


def slug(text: str) -> str:
    """Return a text in small letters and digits, everything between those one `_`: It's 1,000 is it_s_1000."""
    return _parted(text).strip("_")


def _parted(text: str) -> str:
    return _BETWEEN.sub("_", _THOUSANDS.sub("", without_accents(text)))


def styled(text: str, style: str) -> str:
    """Return a text in upper or lower case, if the style says so."""
    return STYLES.get(style, str)(text)


def paths(templates: Templates, sep: str, in_folder: Callable[[str], str], in_name: Callable[[str], str]) -> Paths:
    """Return folder and name of a file; the functions give a variable's value. They raise BreaksRule."""
    return Paths(_folder(templates, sep, in_folder), _name(templates, in_name))


def _folder(templates: Templates, sep: str, value: Callable[[str], str]) -> str:
    style = templates.place.style
    template = templates.folder.replace("/", sep)
    return templates.place.start(sep) + VARIABLE.sub(lambda found: _put_in(value(found[1]), style), template)


def _put_in(value: str, style: str) -> str:
    """Return a value as a folder has it: an id as it is."""
    return value if _ID.fullmatch(value) else styled(slug(value), style)


def _name(templates: Templates, value: Callable[[str], str]) -> str:
    filled = VARIABLE.sub(lambda found: _put_in(value(found[1]), ""), templates.name)
    pieces = _ID.split(filled)  # every other one is an id
    styled_pieces = [
        piece if at % 2 else styled(_parted(piece), templates.name_style) for at, piece in enumerate(pieces)
    ]
    return "".join(styled_pieces).strip("_")
