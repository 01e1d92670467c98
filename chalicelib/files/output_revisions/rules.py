"""What is true of a new revision of an output: what it is of, what it is called, and that no two are alike."""

from typing import TypeVar

from chalicelib.changes import Changes
from chalicelib.errors import Refused
from chalicelib.files.output_files.records import OutputFile, identity
from chalicelib.files.output_files.rules import next_revision, place_of
from chalicelib.files.output_revisions.bodies import NewOutput, NextRevision, OutputPath
from chalicelib.files.output_revisions.targets import Chosen, Target, Types
from chalicelib.files.trees.rules import Ground
from chalicelib.files.trees.templates import Paths, kind_of

T = TypeVar("T")


def kind(target: Target) -> str:
    """Return the kind of template by which an output gets its path."""
    if target.instance is None:
        return kind_of(target.entity.type)
    return "instance_asset" if target.instance.target_asset_id else "instance"


def next_of(target: Target, body: NextRevision) -> int:
    """Return the number of an output's next revision."""
    return next_revision(target.there, body.output_type_id, body.task_type_id, body.name)


def ground(target: Target, types: Types, body: OutputPath | NewOutput, revision: int) -> Ground:
    """Return what an output's path is made of."""
    return Ground(
        project=target.project, entity=target.entity, asset=target.asset, instance=target.instance,
        task_type=types.task_type, output_type=types.output_type, name=body.name,
        representation=body.representation, revision=revision,
    )  # fmt: skip


def known(value: T | None, what: str) -> T:
    """Return what a client has named. Raises Refused for what there isn't."""
    if value is None:
        message = f"{what}: names nothing that exists"
        raise Refused(message, error=message)
    return value


def described(target: Target, chosen: Chosen, body: NewOutput) -> OutputFile:
    """Return a new output, still without a path. Raises Refused for one that there is, and for unknown names."""
    revision = body.revision or next_of(target, body)
    output = OutputFile(
        name=body.name, comment=body.comment, extension=body.extension, revision=revision,
        representation=body.representation, nb_elements=body.nb_elements, entity_id=target.asset.id,
        asset_instance_id=target.instance.id if target.instance else None,
        temporal_entity_id=target.entity.id if target.instance else None, production_id=target.project.id,
        output_type_id=known(chosen.output_type, "output_type_id").id, task_type_id=chosen.task_type.id,
        person_id=known(chosen.person, "person_id").id, source_file_id=chosen.source.id if chosen.source else None,
        source_place=place_of(chosen.source),
        file_status_id=known(chosen.status, "file_status_id").id,
    )  # fmt: skip
    if identity(output) in {identity(other) for other in target.there}:
        message = f"revision: there is the revision {revision} of {body.name} already"
        raise Refused(message, error=message)
    return output


def file_name(found: Paths, output: OutputFile) -> str:
    """Return what an entity's output is called; several files in a row show how many they are."""
    count = output.nb_elements or 1
    return f"{found.name}_[1-{count}]" if count > 1 and output.asset_instance_id is None else found.name


def tell(changes: Changes, output: OutputFile) -> None:
    """Note that there is a new output."""
    changes.tell("output-file:new", output.project_id, output_file_id=output.id)
