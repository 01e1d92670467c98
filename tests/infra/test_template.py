"""The template keeps what it promises: nothing is lost, nobody else reads it, and somebody is told when work fails."""

import json
from typing import Any

import pytest

from infra import template
from infra.template import TEMPLATE, Reference

HANDBOOK = (TEMPLATE.parents[1] / "docs" / "operations.md").read_text(encoding="utf-8")
CONFIG = json.loads((TEMPLATE.parents[1] / ".chalice" / "config.json").read_text(encoding="utf-8"))
PLACE = ("inari", "000000000001", "eu-west-1")
KEYS = {
    "records": ["partition", "sort"],
    "keys": ["name"],
    "links": ["source", "target"],
    "stamps": ["scope", "shard"],
    "events": ["month", "moment"],
    "sessions": ["name"],
}


def resources(kind: str) -> dict[str, Any]:
    return {name: entry for name, entry in template.read()["Resources"].items() if entry["Type"] == kind}


def test_tables_are_those_of_the_chart_of_access_patterns():
    tables = template.of_type("AWS::DynamoDB::Table", *PLACE)

    keys = {table["TableName"]: [key["AttributeName"] for key in table["KeySchema"]] for table in tables}

    assert keys == {f"inari-{name}": attributes for name, attributes in KEYS.items()}


@pytest.mark.parametrize("name", resources("AWS::DynamoDB::Table"))
def test_a_table_can_be_restored_survives_its_stack_and_costs_nothing_when_idle(name):
    table = resources("AWS::DynamoDB::Table")[name]

    assert table["Properties"]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["Properties"]["SSESpecification"] == {"SSEEnabled": True}
    assert table["Properties"]["BillingMode"] == "PAY_PER_REQUEST"
    assert (table["DeletionPolicy"], table["UpdateReplacePolicy"]) == ("Retain", "Retain")


@pytest.mark.parametrize("name", resources("AWS::DynamoDB::Table"))
def test_a_table_declares_the_attributes_of_its_keys_and_no_others(name):
    table = resources("AWS::DynamoDB::Table")[name]["Properties"]
    schemas = [table["KeySchema"], *[index["KeySchema"] for index in table.get("LocalSecondaryIndexes", [])]]

    declared = {attribute["AttributeName"]: attribute["AttributeType"] for attribute in table["AttributeDefinitions"]}

    assert declared == {key["AttributeName"]: "S" for schema in schemas for key in schema}


def test_the_only_index_is_local_because_others_lag_behind_writes():
    tables = template.of_type("AWS::DynamoDB::Table", *PLACE)

    local = {table["TableName"]: table["LocalSecondaryIndexes"] for table in tables if "LocalSecondaryIndexes" in table}

    assert not any("GlobalSecondaryIndexes" in table for table in tables)
    assert [(table, index["IndexName"]) for table, indexes in local.items() for index in indexes] == [
        ("inari-records", "latest")
    ]


@pytest.mark.parametrize("name", resources("AWS::S3::Bucket"))
def test_a_bucket_is_private_encrypted_and_survives_its_stack(name):
    bucket = resources("AWS::S3::Bucket")[name]

    assert set(bucket["Properties"]["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["Properties"]["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert (bucket["DeletionPolicy"], bucket["UpdateReplacePolicy"]) == ("Retain", "Retain")


def test_files_that_people_replace_are_kept_and_exports_that_are_made_anew_are_not():
    versioned = [
        name
        for name, bucket in resources("AWS::S3::Bucket").items()
        if bucket["Properties"].get("VersioningConfiguration") == {"Status": "Enabled"}
    ]

    assert versioned == ["FilesBucket"]


def test_only_uploads_answers_and_exports_expire():
    expiring = {
        (bucket["BucketName"], rule["Prefix"]): rule["ExpirationInDays"]
        for bucket in template.of_type("AWS::S3::Bucket", *PLACE)
        for rule in bucket["LifecycleConfiguration"]["Rules"]
        if "ExpirationInDays" in rule
    }

    files, exports = "inari-files-000000000001", "inari-exports-000000000001"
    assert expiring == {(files, "uploads/"): 2, (files, "answers/"): 2, (exports, "exports/"): 90}


def test_every_queue_has_an_alarm_that_says_what_to_do():
    watched = {
        dimension["Value"].value.partition(".")[0]: alarm["Properties"]
        for alarm in resources("AWS::CloudWatch::Alarm").values()
        for dimension in alarm["Properties"].get("Dimensions", [])
        if alarm["Properties"]["Namespace"] == "AWS/SQS"
    }

    assert set(watched) == set(resources("AWS::SQS::Queue"))


@pytest.mark.parametrize("name", resources("AWS::CloudWatch::Alarm"))
def test_an_alarm_says_what_to_do_tells_somebody_and_stands_in_the_handbook(name):
    alarm = resources("AWS::CloudWatch::Alarm")[name]["Properties"]

    assert len(alarm["AlarmDescription"].split()) > 20
    assert alarm["AlarmActions"]
    assert alarm["AlarmName"].value.removeprefix("${AWS::StackName}-") in HANDBOOK


def test_all_alarms_together_are_free():
    assert len(resources("AWS::CloudWatch::Alarm")) <= 10  # of one metric each: as many are free


def test_functions_and_what_they_write_are_watched():
    watched = {
        (alarm["Properties"]["Namespace"], alarm["Properties"]["MetricName"])
        for alarm in resources("AWS::CloudWatch::Alarm").values()
    }

    assert watched >= {
        ("AWS/ApiGateway", "5XXError"), ("AWS/Lambda", "Errors"), ("AWS/Lambda", "Throttles"),
        ("AWS/DynamoDB", "ReadThrottleEvents"), ("AWS/DynamoDB", "WriteThrottleEvents"),
    }  # fmt: skip


def test_every_queue_of_work_gives_up_into_one_that_keeps_messages_longer():
    queues = resources("AWS::SQS::Queue")
    work = {name: queue["Properties"] for name, queue in queues.items() if "RedrivePolicy" in queue["Properties"]}

    for queue in work.values():
        dead = queue["RedrivePolicy"]["deadLetterTargetArn"].value.partition(".")[0]
        assert queue["RedrivePolicy"]["maxReceiveCount"] == 3
        assert dead not in work
        assert queues[dead]["Properties"]["MessageRetentionPeriod"] > queue["MessageRetentionPeriod"]
    assert work


def test_only_the_bucket_of_files_may_send_to_a_queue():
    bucket = template.names(*PLACE).bucket

    for policy in template.of_type("AWS::SQS::QueuePolicy", *PLACE):
        for statement in policy["PolicyDocument"]["Statement"]:
            assert statement["Action"] == "sqs:SendMessage"
            assert statement["Principal"] == {"Service": "s3.amazonaws.com"}
            assert statement["Condition"]["ArnEquals"] == {"aws:SourceArn": f"arn:aws:s3:::{bucket}"}


def test_every_name_holds_the_stack_so_that_two_can_live_in_one_account():
    named = ("TableName", "BucketName", "QueueName", "AlarmName", "TopicName", "RoleName")

    for entry in template.read()["Resources"].values():
        for name in [entry["Properties"][key] for key in named if key in entry["Properties"]]:
            assert isinstance(name, Reference)
            assert name.value.startswith("${AWS::StackName}-")


def test_sections_stand_in_the_order_tables_buckets_queues_secret_roles_logs_alarms_address():
    order = ("DynamoDB", "S3", "SQS", "SecretsManager", "IAM", "Logs", "SNS", "CloudWatch", "CloudFront")
    found = [entry["Type"].split("::")[1] for entry in template.read()["Resources"].values()]

    assert found == sorted(found, key=order.index)
