"""Makes paths and new revisions of outputs, the same way for entities and for instances."""

from typing import Any

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.files.output_files.found import shown
from chalicelib.files.output_revisions import found, rules
from chalicelib.files.output_revisions.bodies import NewOutput, NextRevision, OutputPath
from chalicelib.files.output_revisions.targets import Target, Types
from chalicelib.files.trees.answers import no_path
from chalicelib.files.trees.found import path_of
from chalicelib.files.trees.rules import Numbers


def next_revision(target: Target, body: NextRevision) -> dict[str, int]:
    """Return the number of an output's next revision. Raises NotFound for unknown types."""
    found.types_of(body)
    return {"next_revision": rules.next_of(target, body)}


def path(changes: Changes, target: Target, body: OutputPath, received: Any) -> Any:
    """Return folder and name of an output's revision.

    Where none is asked for the folder shows 000, and the name of an entity's output the next one, as the contract has
    it.
    """
    types = found.types_of(body)
    in_name = body.revision if body.revision or target.instance else rules.next_of(target, body)
    ground = rules.ground(target, types, body, body.revision)
    numbers = Numbers(body.revision, in_name)
    try:
        paths = path_of(changes, ground, body.mode, rules.kind(target), body.separator, numbers)
    except BreaksRule as failure:
        return no_path(failure, received)
    return {"folder_path": paths.folder, "file_name": paths.name}


def new(changes: Changes, target: Target, body: NewOutput) -> dict[str, Any]:
    """Make a new revision of an output. Raises NotFound, Refused, and BreaksRule where the tree has no place for it."""
    chosen = found.chosen(changes, target.project, body)
    output = rules.described(target, chosen, body)
    types = Types(rules.known(chosen.output_type, "output_type_id"), chosen.task_type)
    ground = rules.ground(target, types, body, output.revision)
    paths = path_of(changes, ground, "output", rules.kind(target), body.sep)
    name = rules.file_name(paths, output)
    output = replace(output, path=f"{paths.folder}{body.sep}{name}{body.extension}")
    changes.add(output, under=target.asset)
    rules.tell(changes, output)
    return {**shown(output), "folder_path": paths.folder, "file_name": name}
