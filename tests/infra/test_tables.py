"""The template's resources on an emulator: made once, made again without harm, emptied."""

import json
import time

import pytest

from infra import tables
from infra.tables import Place


def uploaded(place: Place) -> list[str]:
    """Return the keys of the objects that the queue has been told of, after the messages have had time to arrive."""
    (queue,) = place.names().queues
    url = place.sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    keys: list[str] = []
    for _ in range(3):
        found = place.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1).get("Messages", [])
        bodies = [json.loads(message["Body"]) for message in found]
        keys += [record["s3"]["object"]["key"] for body in bodies for record in body.get("Records", [])]
        if any(key.endswith("last") for key in keys):
            break
    return sorted(keys)


def test_all_tables_of_the_template_are_there_and_expiry_and_stream_are_on(place):
    names = tables.create(place)

    assert set(place.dynamodb.list_tables()["TableNames"]) == set(names.tables)
    expiry = place.dynamodb.describe_time_to_live(TableName="inari-test-sessions")["TimeToLiveDescription"]
    assert (expiry["TimeToLiveStatus"], expiry["AttributeName"]) == ("ENABLED", "expires")
    events = place.dynamodb.describe_table(TableName="inari-test-events")["Table"]
    assert events["StreamSpecification"]["StreamViewType"] == "NEW_IMAGE"


def test_the_index_answers_what_was_changed_last_in_a_partition(place):
    tables.create(place)
    for number in ("1", "2"):
        item = {"partition": "p", "sort": number, "changed_at": f"2026-01-0{number}", "facets": "[]", "body": "{}"}
        place.dynamodb.put_item(TableName="inari-test-records", Item={k: {"S": v} for k, v in item.items()})

    place.dynamodb.put_item(TableName="inari-test-records", Item={"partition": {"S": "p"}, "sort": {"S": "unlisted"}})

    found = place.dynamodb.query(
        TableName="inari-test-records",
        IndexName="latest",
        KeyConditionExpression="#partition = :partition",
        ExpressionAttributeNames={"#partition": "partition"},
        ExpressionAttributeValues={":partition": {"S": "p"}},
        ScanIndexForward=False,
        ConsistentRead=True,
    )["Items"]

    assert [item["sort"]["S"] for item in found] == ["2", "1"]
    assert "body" not in found[0]


def test_making_them_again_keeps_what_they_hold(place):
    names = tables.create(place)
    place.dynamodb.put_item(TableName="inari-test-keys", Item={"name": {"S": "kept"}})
    place.s3.put_object(Bucket=names.bucket, Key="pictures/kept.png", Body=b"kept")

    assert tables.create(place) == names

    assert place.dynamodb.scan(TableName="inari-test-keys")["Items"] == [{"name": {"S": "kept"}}]
    assert place.s3.get_object(Bucket=names.bucket, Key="pictures/kept.png")["Body"].read() == b"kept"


def test_a_table_of_an_earlier_version_is_named_and_kept(place):
    name = f"{place.stack}-records"
    key = [{"AttributeName": "partition", "KeyType": "HASH"}, {"AttributeName": "sort", "KeyType": "RANGE"}]
    attributes = [{"AttributeName": one["AttributeName"], "AttributeType": "S"} for one in key]
    place.dynamodb.create_table(
        TableName=name, KeySchema=key, AttributeDefinitions=attributes, BillingMode="PAY_PER_REQUEST"
    )
    place.dynamodb.put_item(TableName=name, Item={"partition": {"S": "kept"}, "sort": {"S": "kept"}})

    with pytest.raises(tables.Outgrown, match="latest"):
        tables.create(place)

    assert place.dynamodb.scan(TableName=name)["Count"] == 1


def test_a_bucket_that_was_left_half_made_gets_its_rules(place):
    bucket = place.names().bucket
    place.s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": place.region})

    tables.create(place)

    assert place.s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    (rule,) = place.s3.get_bucket_cors(Bucket=bucket)["CORSRules"]
    assert "PUT" in rule["AllowedMethods"]
    assert len(place.s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]) == 4
    assert len(place.s3.get_bucket_notification_configuration(Bucket=bucket)["QueueConfigurations"]) == 2


def test_the_queue_is_told_of_uploads_and_of_originals_and_of_nothing_else(place):
    bucket = tables.create(place).bucket
    for key in ("previews/1/thumbnail.png", "pictures/original.png", "previews/1/original.png", "uploads/last"):
        place.s3.put_object(Bucket=bucket, Key=key, Body=b"x")

    assert uploaded(place) == ["previews/1/original.png", "uploads/last"]


def test_s3_sends_no_test_message_again_when_nothing_has_changed(place):
    tables.create(place)
    uploaded(place)

    tables.create(place)
    time.sleep(0.2)

    (queue,) = place.names().queues
    url = place.sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    assert "Messages" not in place.sqs.receive_message(QueueUrl=url)


def test_emptying_removes_items_objects_with_their_versions_and_messages(place):
    bucket = tables.create(place).bucket
    place.dynamodb.put_item(TableName="inari-test-keys", Item={"name": {"S": "gone"}})
    for body in (b"first", b"second"):
        place.s3.put_object(Bucket=bucket, Key="uploads/gone", Body=body)
    place.s3.delete_object(Bucket=bucket, Key="uploads/gone")

    tables.empty(place)

    assert place.dynamodb.scan(TableName="inari-test-keys")["Items"] == []
    assert "Versions" not in place.s3.list_object_versions(Bucket=bucket)
    assert uploaded(place) == []


def test_deleting_leaves_nothing_and_may_be_repeated(place):
    tables.create(place)

    tables.delete(place)
    tables.delete(place)

    assert place.dynamodb.list_tables()["TableNames"] == []
    assert place.s3.list_buckets()["Buckets"] == []
    assert place.sqs.list_queues().get("QueueUrls", []) == []


def test_two_stacks_in_one_account_do_not_touch_each_other(place):
    other = place._replace(stack="inari-other")
    tables.create(place)
    tables.create(other)
    place.dynamodb.put_item(TableName="inari-test-keys", Item={"name": {"S": "kept"}})

    tables.delete(other)

    assert set(place.dynamodb.list_tables()["TableNames"]) == set(place.names().tables)
    assert len(place.dynamodb.scan(TableName="inari-test-keys")["Items"]) == 1
