"""Each function may do what it does, with its own tables, prefixes and queues, and nothing else."""

import re
from typing import Any

import pytest

from infra import template
from infra.template import TEMPLATE, Reference

ROLES = {name: entry for name, entry in template.read()["Resources"].items() if entry["Type"] == "AWS::IAM::Role"}
LINES = TEMPLATE.read_text(encoding="utf-8").splitlines()
SESSIONS, RECORDS = "SessionsTable", "RecordsTable"
WRITES = {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def statements(role: str) -> list[dict[str, Any]]:
    policies = ROLES[role]["Properties"]["Policies"]
    return [statement for policy in policies for statement in policy["PolicyDocument"]["Statement"]]


ALL = [(role, statement["Sid"]) for role in ROLES for statement in statements(role)]


def statement_of(role: str, sid: str) -> dict[str, Any]:
    (found,) = (statement for statement in statements(role) if statement["Sid"] == sid)
    return found


def text(resource: Any) -> str:
    return str(resource.value if isinstance(resource, Reference) else resource)


def line_of(role: str, sid: str) -> str:
    """Return the line with which a statement begins, where its reason stands."""
    after = LINES[LINES.index(f"  {role}:") :]
    return next(line for line in after if line.strip().startswith(f"- Sid: {sid}"))


def verbs(role: str, table: str) -> set[str]:
    """Return what a role may do with a table."""
    return {
        verb
        for statement in statements(role)
        if any(text(resource).startswith(table) for resource in listed(statement["Resource"]))
        for verb in listed(statement["Action"])
    }


@pytest.mark.parametrize(("role", "sid"), ALL)
def test_a_star_in_a_resource_has_its_reason_beside_it_and_begins_with_what_is_ours(role, sid):
    for resource in listed(statement_of(role, sid)["Resource"]):
        found = text(resource)
        assert found != "*"
        if "*" in found:
            assert found.split("*")[0].count("${") >= 1, found
            assert len(line_of(role, sid).partition("# ")[2].split()) >= 4, f"{role} {sid}: no reason for {found}"


@pytest.mark.parametrize(("role", "sid"), ALL)
def test_no_verb_is_a_star(role, sid):
    for verb in listed(statement_of(role, sid)["Action"]):
        assert re.fullmatch(r"[a-z0-9]+:[A-Za-z]+", verb)


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_refused_to_be_allowed_elsewhere_and_only_lambda_takes_a_role(role):
    trust = ROLES[role]["Properties"]["AssumeRolePolicyDocument"]["Statement"]

    assert [one["Principal"] for one in trust] == [{"Service": "lambda.amazonaws.com"}]
    assert {statement["Effect"] for statement in statements(role)} == {"Allow"}
    assert "ManagedPolicyArns" not in ROLES[role]["Properties"]
    assert not any("NotAction" in statement or "NotResource" in statement for statement in statements(role))


@pytest.mark.parametrize("role", ROLES)
def test_a_function_writes_into_its_own_log_only(role):
    name = ROLES[role]["Properties"]["RoleName"].value

    assert text(statement_of(role, "Logs")["Resource"]).endswith(f":log-group:/aws/lambda/{name}:*")


def test_only_the_api_reads_the_secret_and_reaches_sessions_whole():
    assert [role for role in ROLES if any("secretsmanager" in str(one["Action"]) for one in statements(role))] == [
        "APIHandlerRole"
    ]
    assert [role for role in ROLES if verbs(role, SESSIONS)] == ["APIHandlerRole", "OnUploadRole"]
    assert statement_of("OnUploadRole", "Tickets")["Condition"]


def test_the_export_changes_no_table_and_no_file_of_the_studio():
    assert verbs("NightlyExportRole", RECORDS) == {"dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"}
    assert verbs("NightlyExportRole", "${FilesBucket") == {"s3:GetObject"}


def test_only_the_api_reads_whole_tables():
    assert [role for role in ROLES if "dynamodb:Scan" in verbs(role, RECORDS)] == ["APIHandlerRole"]


def test_only_sends_mails_who_is_for_it_and_from_the_one_sender():
    assert [role for role in ROLES if any("ses:" in str(one["Action"]) for one in statements(role))] == [
        "SendMailsRole"
    ]
    assert "ses:FromAddress" in statement_of("SendMailsRole", "Mails")["Condition"]["StringEqualsIfExists"]


def test_who_commits_may_write_into_each_table_of_a_commit():
    for role in ("APIHandlerRole", "OnUploadRole", "SendMailsRole"):
        for table in (RECORDS, "KeysTable", "StampsTable", "EventsTable"):
            assert verbs(role, table) >= WRITES
