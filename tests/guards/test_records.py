"""Every kind of record keeps the promises that the store builds on."""

import importlib

import pytest

from chalicelib.store import collection
from chalicelib.store.collection import Collection
from chalicelib.store.records import fields_of
from infra.index import ROOT
from tests.guards import operations

for file in sorted((ROOT / "chalicelib").glob("*/*/records.py")):
    importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
KINDS: dict[str, Collection] = {
    of.kind: of for of in collection.ALL.values() if of.type.__module__.startswith("chalicelib.")
}
# What the contract lists as fields of a person is kept apart from it, in Credentials, and never answered.
APART = {"person"}
pytestmark = pytest.mark.usefixtures("inari")  # some defaults are settings


def test_no_two_collections_keep_the_same_kind():
    kept = [of.kind for of in collection.ALL.values()]

    assert sorted({kind for kind in kept if kept.count(kind) > 1}) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_field_that_names_a_record_says_where_its_kind_lives(kind):
    for name, field in fields_of(KINDS[kind].type).items():
        named = field.of and KINDS.get(field.of["kind"])
        if named:
            needs_no_address = named.address_name("an id") is None
            assert (field.of["home"], bool(field.of["home"])) == (named.home, needs_no_address), (name, field.of)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_relations_are_the_last_fields_in_their_order(kind):
    relations = KINDS[kind].type.RELATIONS

    assert KINDS[kind].type.__struct_fields__[-len(relations) or 10**6 :] == tuple(relations)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_lives_below_a_field_of_its_own(kind):
    of = KINDS[kind]

    assert bool(of.home) != bool(of.within_field)
    assert not of.within_field or of.within_field in of.type.__struct_fields__


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_is_described_in_a_sentence(kind):
    first = (KINDS[kind].type.__doc__ or "").partition("\n")[0]

    assert first[:1].isupper()
    assert first.rstrip().endswith(".")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_has_the_fields_of_the_contract(kind):
    wanted = operations.records().get(kind)
    if wanted is None or kind in APART:
        pytest.skip("the contract doesn't list it, or is not beside the repository")

    assert set(wanted) - set(fields_of(KINDS[kind].type)) - {"type"} == set()
