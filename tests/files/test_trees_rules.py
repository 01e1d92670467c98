"""A file tree makes the same path for the same work, and says what it lacks instead of failing."""

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.entities.entities.records import Entity
from chalicelib.entities.instances.records import AssetInstance
from chalicelib.entities.types.records import EntityType
from chalicelib.errors import BreaksRule, NotFound
from chalicelib.files.output_types.records import OutputType
from chalicelib.files.trees.rules import Ground, Numbers, paths
from chalicelib.files.trees.templates import Paths, kind_of, slug, templates_of
from chalicelib.people.departments.records import Department
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.types.records import TaskType

PROJECT = Project(name="Cosmos Landromat")
TYPE = EntityType(name="Props", short_name="prp")


def entity(kind: str, name: str) -> Entity:
    return Entity(type=kind, name=name, project_id=PROJECT.id, entity_type_id=TYPE.id)


SHOT, POT = entity("Shot", "Shot 010"), entity("Asset", "Tea Pot")
GROUND = Ground(
    project=PROJECT, entity=SHOT, entity_type=EntityType(name="Shot"), asset=POT, asset_type=TYPE,
    sequence=entity("Sequence", "Seq7"), task_type=TaskType(name="Rough Layout", short_name="rlo"),
    department=Department(name="Layout Dept", color="#112233"),
    output_type=OutputType(name="Point Cache", short_name=""), name="Camera Rig", representation="Low Poly", revision=4,
)  # fmt: skip


def made(folder: str, name: str = "x", ground: Ground = GROUND, style: str = "") -> Paths:
    """Return the paths that templates make of a shot."""
    tree = {
        "working": {
            "mountpoint": "/m",
            "root": "r",
            "folder_path": {"shot": folder, "style": style},
            "file_name": {"shot": name, "style": style},
        }
    }
    return paths(templates_of(tree, "working", "shot"), ground, "/")


@pytest.mark.parametrize(
    ("name", "slugged"),
    [
        ("été à Zürich", "ete_a_zurich"), ("Straße Ø Æsop Łódź œuvre þorn đa", "strasse_o_aesop_lodz_oeuvre_thorn_da"),
        ("it's 1,000 & more_of-it", "it_s_1000_more_of_it"), ("  High Poly!  ", "high_poly"), ("1,a", "1_a"),
        ("日本", ""), ("", ""), ("№5", "no5"),
    ],
)  # fmt: skip
def test_names_become_small_letters_and_digits(name, slugged):
    assert slug(name) == slugged


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("Project", "cosmos_landromat"), ("Shot", "shot_010"), ("Scene", "shot_010"), ("Asset", "tea_pot"),
        ("AssetType", "props"), ("AssetType.short_name", "prp"), ("TaskType.short_name", "rlo"),
        ("Department", "layout_dept"), ("Sequence", "s007"), ("Episode", "e001"), ("TemporalEntity", "shot_010"),
        ("TemporalEntityType", "shot"), ("OutputType", "point_cache"), ("OutputType.short_name", ""),
        ("Name", "camera_rig"), ("WorkingFile", "camera_rig"), ("Representation", "low_poly"), ("Version", "004"),
        ("Revision", "004"), ("Instance", ""), ("Shot.colour", "shot_010"), ("Software", ""),
    ],
)  # fmt: skip
def test_a_variable_is_put_in(variable, value):
    assert made(f"<{variable}>")[0] == f"/m/r/{value}"


def test_fixed_text_stays_and_values_are_styled():
    assert made("<Project>/SHOTS/_<Shot>_", style="uppercase")[0] == "/m/r/COSMOS_LANDROMAT/SHOTS/_SHOT_010_"
    assert made("<Project>/SHOTS", style="camel")[0] == "/m/r/cosmos_landromat/SHOTS"


def test_a_name_is_slugged_as_a_whole_but_ids_in_it_stay():
    name = made("x", "<Project>-KEEP_<Shot.id>_<Representation>", style="uppercase")[1]

    assert name == f"COSMOS_LANDROMAT_KEEP_{SHOT.id}"


def test_another_separator_parts_all_but_what_the_studio_has_written():
    tree = {"working": {"mountpoint": "/m/x", "root": "a/b", "folder_path": {"shot": "<Project>/<Shot>"},
                        "file_name": {"shot": "<Shot>"}}}  # fmt: skip

    assert paths(templates_of(tree, "working", "shot"), GROUND, "\\").folder == (
        "/m/x\\a/b\\cosmos_landromat\\shot_010"
    )


def test_a_long_sequence_and_one_of_another_name_stay_readable():
    names = {"Seq1234": "s1234", "Chase": "chase", "Seq": "s000"}

    for name, value in names.items():
        ground = replace(GROUND, sequence=entity("Sequence", name))
        assert made("<Sequence>", ground=ground)[0] == f"/m/r/{value}"


def test_an_instance_has_a_name_or_its_number():
    nameless = AssetInstance(asset_id=POT.id, number=3, production_id=PROJECT.id)
    named = replace(nameless, name="Left Pot")

    assert made("<Instance>_<Instance.id>", ground=replace(GROUND, instance=nameless))[0] == "/m/r/0003_0003"
    assert made("<Instance>_<Instance.number>", ground=replace(GROUND, instance=named))[0] == "/m/r/left_pot_0003"


def test_folder_and_name_may_show_different_revisions():
    tree = {
        "o": {"mountpoint": "/m", "root": "", "folder_path": {"shot": "<Version>"}, "file_name": {"shot": "v<Version>"}}
    }

    assert paths(templates_of(tree, "o", "shot"), GROUND, "/", Numbers(0, 12)) == ("/m/000", "v012")


def test_a_task_type_without_department_is_not_found():
    with pytest.raises(NotFound):
        made("<Department>", ground=replace(GROUND, department=None))


@pytest.mark.parametrize("variable", ["shot", "Unknown", "Shot.short_name", "Shot.number", "."])
def test_a_variable_that_there_is_none_of_breaks_a_rule(variable):
    with pytest.raises(BreaksRule):
        made(f"<{variable}>")


GOOD: dict[str, Any] = {
    "mountpoint": "/m", "root": "r", "folder_path": {"shot": "<Shot>"}, "file_name": {"shot": "<Shot>"},
}  # fmt: skip


@pytest.mark.parametrize(
    "tree",
    [
        None, "a text", 7, [], {}, {"working": None}, {"working": []}, {"working": {}},
        *({"working": {key: value for key, value in GOOD.items() if key != left_out}} for left_out in GOOD),
        *({"working": {**GOOD, key: odd}} for key in GOOD for odd in (None, 3, [], "x" if "_" in key else {})),
        {"working": {**GOOD, "folder_path": {"shot": None}}}, {"working": {**GOOD, "file_name": {"shot": ["<Shot>"]}}},
        {"working": {**GOOD, "folder_path": {"asset": "<Asset>"}}},
    ],
)  # fmt: skip
def test_a_tree_of_another_shape_breaks_a_rule(tree):
    with pytest.raises(BreaksRule):
        paths(templates_of(tree, "working", "shot"), GROUND, "/")


@pytest.mark.parametrize("style", [None, 3, [], {}, "no style"])
def test_an_odd_style_is_none(style):
    tree = {"working": {**GOOD, "folder_path": {"shot": "<Shot>", "style": style}}}

    assert paths(templates_of(tree, "working", "shot"), GROUND, "/").folder == "/m/r/shot_010"


def test_what_has_no_templates_of_its_own_is_an_asset():
    assert [kind_of(kind) for kind in ("Shot", "Scene", "Edit", "Asset")] == ["shot", "scene", "asset", "asset"]
