"""The document of the API says of every operation what its declaration says, and names what is still missing."""

import ast
import json
import re
import time
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest

from chalicelib import access
from chalicelib.web import body, openapi, openapi_schemas
from chalicelib.web.binding import bound
from infra.index import ROOT
from tests.contract.transcripts import CONTRACT
from tests.guards import operations
from tests.guards.operations import shape

# Operations of the contract that no topic answers yet; later issues bring them, and this number only falls.
MISSING = 7
# Parameters that the contract lists and nothing of ours reads, see docs/decisions/0006; it only falls.
LACKING = 29
# Operations whose answer is described as "an object" or "a list of objects" and no more; it only falls.
VAGUE = 31
# Who reads a query that the document doesn't show: an `allow` function, which is asked before the query is bound.
READERS = {("chalicelib/events/log/routes.py", "reader")}
SECONDS = 1.0  # for making the document, its topics not yet imported
VARIABLE = re.compile(r"\{(\w+)\}")
pytestmark = pytest.mark.usefixtures("inari")  # some defaults are settings


@pytest.fixture(scope="module")
def document(inari) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(openapi.answered())
    return found


@pytest.fixture(scope="module")
def described(document) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the described operations by method and path without the names of variables."""
    return {
        shape(method.upper(), path): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def test_what_the_contract_has_is_in_the_document_but_for_a_number_that_falls(described):
    wanted = operations.contract()
    if not wanted:
        pytest.skip("the contract is not beside the repository")

    missing = sorted(wanted - described.keys(), key=lambda one: (one[1], one[0]))
    print("\n".join(f"missing: {method} {path}" for method, path in missing))  # noqa: T201 - pytest -s shows them

    assert len(missing) <= MISSING
    if len(missing) < MISSING:
        print(f"MISSING can be {len(missing)} now")  # noqa: T201


def test_what_the_contract_says_of_queries_is_in_the_document_but_for_a_number_that_falls(described):
    file = CONTRACT / "operations.json"
    if not file.exists():
        pytest.skip("the contract is not beside the repository")

    lacking = []
    for entry in json.loads(file.read_text())["operations"]:
        one = shape(entry["method"], re.sub(r"<([^>]+)>", r"{\1}", entry["path"]))
        wanted = {parameter["name"] for parameter in entry.get("parameters", ()) if parameter["in"] == "query"}
        lacking += [(*one, name) for name in wanted - names_of(described[one])] if one in described else []
    print("\n".join(f"lacking: {method} {path} {name}" for method, path, name in sorted(lacking)))  # noqa: T201

    assert len(lacking) <= LACKING
    if len(lacking) < LACKING:
        print(f"LACKING can be {len(lacking)} now")  # noqa: T201


def names_of(operation: dict[str, Any]) -> set[str]:
    """Return what an operation's query may say."""
    return {one["name"] for one in operation["parameters"] if one["in"] == "query"}


def test_whoever_reads_a_query_declares_its_names():
    found = {
        (str(module.relative_to(ROOT)), function)
        for module in (ROOT / "chalicelib").rglob("*.py")
        if module.parent.name != "web"
        for function in readers_of_queries(module)
    }

    assert found == READERS


def readers_of_queries(module: Path) -> Iterator[str]:
    """Yield the functions in which the query of a request is read from the request itself."""
    for function in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            requests = {one.arg for one in function.args.args if "Request" in ast.unparse(one.annotation or one)}
            read = (node for node in ast.walk(function) if isinstance(node, ast.Attribute) and node.attr == "query")
            if any(isinstance(node.value, ast.Name) and node.value.id in requests for node in read):
                yield function.name


def test_a_function_is_given_what_the_document_shows_and_nothing_else(described):
    for one in map(bound, operations.all_of_them()):
        if typing.get_origin(one.query) is Annotated:
            shown = names_of(described[shape(one.operation.method, one.operation.path)])
            given = body.asked(one.query, {name: ["1"] for name in (*shown, "unheard_of")})

            assert given.keys() <= shown, one.operation.name
            # The production that an operation is judged in is read before its function is called.
            assert shown - given.keys() <= ({"project_id"} if one.operation.production_in == "query" else set())


def test_answers_have_a_schema_but_for_a_number_that_falls(described):
    vague = sorted(one for one, operation in described.items() if any(map(is_vague, answers_of(operation))))
    print("\n".join(f"vague: {method} {path}" for method, path in vague))  # noqa: T201

    assert len(vague) <= VAGUE
    if len(vague) < VAGUE:
        print(f"VAGUE can be {len(vague)} now")  # noqa: T201


def answers_of(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the schemas of what an operation answers as JSON when all is well."""
    for status, response in operation["responses"].items():
        if status.startswith("2") and "application/json" in response.get("content", {}):
            yield response["content"]["application/json"]["schema"]


def is_vague(schema: dict[str, Any]) -> bool:
    """Return whether a schema says no more than that something is an object or a list."""
    if "anyOf" in schema:
        return all(map(is_vague, schema["anyOf"]))
    inner = schema.get("items", schema.get("additionalProperties"))
    if isinstance(inner, dict):
        return is_vague(inner)
    return "properties" not in schema and schema.get("type") in (None, "object", "array") and "$ref" not in schema


def test_every_operation_is_described_under_a_name_of_its_own(described):
    declared = [shape(one.method, one.path) for one in operations.all_of_them()]
    names = [operation["operationId"] for operation in described.values()]

    assert sorted(described) == sorted(declared)
    assert len(set(names)) == len(names)
    for operation in described.values():
        assert operation["summary"].endswith("."), operation["operationId"]


@pytest.mark.parametrize("topic", operations.TOPICS)
def test_an_operation_says_who_may_call_and_what_it_answers(described, topic):
    for one in operations.of(topic):
        operation = described[shape(one.method, one.path)]

        assert operation["x-allow"] in (one.allow.__doc__ or "")
        assert str(one.status) in operation["responses"]
        assert (operation.get("security") == []) is (one.allow is access.anyone)
        assert ("requestBody" in operation) is bool(bound(one).takes & {"body", "sent"})


def test_the_variables_of_a_path_are_its_parameters_and_ids_are_ids(document):
    for path, methods in document["paths"].items():
        for operation in methods.values():
            in_path = {one["name"]: one["schema"] for one in operation["parameters"] if one["in"] == "path"}

            assert list(in_path) == VARIABLE.findall(path)
    assert document["paths"]["/data/persons/{person_id}"]["get"]["parameters"][0]["schema"] == openapi_schemas.ID


def test_no_two_paths_differ_only_in_the_names_of_their_variables(document):
    shapes = [VARIABLE.sub("{}", path) for path in document["paths"]]

    assert len(set(shapes)) == len(shapes)


def test_every_reference_leads_to_something(document):
    for place in set(re.findall(r'"\$ref": ?"#/([^"]+)"', json.dumps(document))):
        found = document
        for name in place.split("/"):
            found = found[name]
        assert found


def test_a_hidden_field_is_not_in_the_document(document):
    assert "team_roles" not in document["components"]["schemas"]["Project"]["properties"]


def test_the_document_is_made_in_time_and_once(inari):
    openapi.answered.cache_clear()
    begun = time.process_time()
    first = openapi.answered()

    assert time.process_time() - begun < SECONDS
    assert openapi.answered() is first
