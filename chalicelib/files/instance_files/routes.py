"""The lists of the outputs of an asset instance: of all of them, and of those made in one shot or scene."""

from typing import Any

from msgspec.structs import replace

from chalicelib.entities.instances.records import AssetInstance
from chalicelib.files.access import asset_team
from chalicelib.files.instance_files.found import in_place
from chalicelib.files.order import highest_first
from chalicelib.files.output_files import rules
from chalicelib.files.output_files.found import rows, types_of
from chalicelib.files.output_files.records import OutputFile, of_instance
from chalicelib.files.output_files.rules import Asked, AskedOfInstance, AskedOfType
from chalicelib.files.output_types.records import OutputType
from chalicelib.web.routes import Routes

routes = Routes(__name__)
IN_PLACE = "/data/asset-instances/{asset_instance_id}/entities/{temporal_entity_id}"


@routes.get("/data/asset-instances/{asset_instance_id}/output-files", allow=asset_team, shows=list[OutputFile])
def of_one_instance(asset_instance: AssetInstance, query: AskedOfInstance) -> list[dict[str, Any]]:
    """An instance's outputs, the highest revision first."""
    return rows(highest_first(rules.asked_for(of_instance(asset_instance.id), query)))


@routes.get(f"{IN_PLACE}/output-files/last-revisions", allow=asset_team, shows=list[OutputFile])
def last_revisions(asset_instance: AssetInstance, temporal_entity_id: str, query: Asked) -> list[dict[str, Any]]:
    """The last revisions of what was made of an instance in a shot or scene."""
    found = in_place(asset_instance, temporal_entity_id).files
    return rows(
        rules.last_revisions(rules.asked_for(found, replace(query, file_status_id="")), query.file_status_id)
    )  # fmt: skip


@routes.get(f"{IN_PLACE}/output-types", allow=asset_team, shows=list[OutputType])
def types_in_place(asset_instance: AssetInstance, temporal_entity_id: str) -> list[dict[str, Any]]:
    """The types of what was made of an instance in a shot or scene, by name."""
    return types_of(in_place(asset_instance, temporal_entity_id).files)


@routes.get(f"{IN_PLACE}/output-types/{{output_type_id}}/output-files", allow=asset_team, shows=list[OutputFile])
def of_type(
    asset_instance: AssetInstance, temporal_entity_id: str, output_type: OutputType, query: AskedOfType
) -> list[dict[str, Any]]:
    """An instance's outputs of a type that were made in a shot or scene, the highest revision first."""
    asked = Asked(output_type_id=output_type.id, representation=query.representation)
    return rows(highest_first(rules.asked_for(in_place(asset_instance, temporal_entity_id).files, asked)))
