"""Makes the tables, the bucket and the queues of `template.yaml` in an emulator of AWS, for `make run` and the tests.

On AWS, CloudFormation makes them of the same template. What only protects and watches (encryption, backups, public
access, alarms) is left out here: it changes no answer, and an emulator has nobody to protect from.
"""

import json
from typing import Any, NamedTuple

import boto3
from botocore.config import Config

from infra import template
from infra.template import Names, Properties

REGION = "eu-west-1"
# Twelve digits as the access key: the emulator takes them for the account, so that several runs don't see each other.
ACCOUNT = "000000000001"


class Outgrown(Exception):
    """A table was made by an earlier template, and lacks what can't be added; the message says what."""


class Place(NamedTuple):
    """A stack in an account of an emulator, and the clients that reach it."""

    stack: str
    account: str
    region: str
    dynamodb: Any
    s3: Any
    sqs: Any

    def names(self) -> Names:
        """Return what the stack's resources are called."""
        return template.names(self.stack, self.account, self.region)

    def properties(self, kind: str) -> list[Properties]:
        """Return the properties of the stack's resources of a type."""
        return template.of_type(kind, self.stack, self.account, self.region)


def place(stack: str, endpoint_url: str, account: str = ACCOUNT, region: str = REGION) -> Place:
    """Return the stack's place in the emulator that listens at the address."""
    session = boto3.Session(aws_access_key_id=account, aws_secret_access_key="local", region_name=region)
    # The emulator is on this machine: it answers, or it is gone, and trying for long only hides that. Threads that wait
    # for messages keep their connections: there are enough for the others.
    config = Config(retries={"total_max_attempts": 2}, connect_timeout=5, read_timeout=60, max_pool_connections=32)
    dynamodb, s3, sqs = (
        session.client(service, endpoint_url=endpoint_url, config=config) for service in ("dynamodb", "s3", "sqs")
    )
    return Place(stack, account, region, dynamodb, s3, sqs)


def create(at: Place) -> Names:
    """Make what is missing; what is there stays as it is, with all that it holds. Raises Outgrown."""
    there = _tables_there(at)
    for table in at.properties("AWS::DynamoDB::Table"):
        if table["TableName"] not in there:
            _create_table(at, table)
        else:
            _check_indexes(at, table)
    _create_queues(at)
    for bucket in at.properties("AWS::S3::Bucket"):
        _create_bucket(at, bucket)
    return at.names()


def delete(at: Place) -> None:
    """Remove the stack's resources with all that they hold."""
    names, there = at.names(), _tables_there(at)
    for table in there.intersection(names.tables):
        at.dynamodb.delete_table(TableName=table)
    for url in _queues_there(at, names):
        at.sqs.delete_queue(QueueUrl=url)
    for bucket in _buckets_there(at).intersection((names.bucket, names.exports)):
        _empty_bucket(at, bucket)
        at.s3.delete_bucket(Bucket=bucket)


def empty(at: Place) -> Names:
    """Leave the stack like a new one.

    Tables are made again, which is faster than deleting item by item; buckets and queues stay, and lose what they hold.
    """
    names, there = at.names(), _tables_there(at)
    for table in at.properties("AWS::DynamoDB::Table"):
        if table["TableName"] in there:
            at.dynamodb.delete_table(TableName=table["TableName"])
        _create_table(at, table)
    for url in _queues_there(at, names):
        at.sqs.purge_queue(QueueUrl=url)
    for bucket in (names.bucket, names.exports):
        _empty_bucket(at, bucket)
    return names


def _tables_there(at: Place) -> set[str]:
    pages = at.dynamodb.get_paginator("list_tables").paginate()
    return {name for page in pages for name in page["TableNames"]}


def _queues_there(at: Place, names: Names) -> list[str]:
    urls: list[str] = at.sqs.list_queues(QueueNamePrefix=at.stack).get("QueueUrls", [])
    return [url for url in urls if url.rpartition("/")[2] in {*names.queues, *names.dead}]


def _buckets_there(at: Place) -> set[str]:
    return {bucket["Name"] for bucket in at.s3.list_buckets()["Buckets"]}


def _create_table(at: Place, table: Properties) -> None:
    taken = ("TableName", "BillingMode", "AttributeDefinitions", "KeySchema", "LocalSecondaryIndexes")
    request = {key: table[key] for key in taken if key in table}
    if "StreamSpecification" in table:
        request["StreamSpecification"] = {"StreamEnabled": True, **table["StreamSpecification"]}
    at.dynamodb.create_table(**request)
    if "TimeToLiveSpecification" in table:
        expiry = table["TimeToLiveSpecification"]
        at.dynamodb.update_time_to_live(TableName=table["TableName"], TimeToLiveSpecification=expiry)


def _check_indexes(at: Place, table: Properties) -> None:
    wanted = {index["IndexName"] for index in table.get("LocalSecondaryIndexes", [])}
    if wanted:
        found = at.dynamodb.describe_table(TableName=table["TableName"])["Table"]
        if missing := wanted - {index["IndexName"] for index in found.get("LocalSecondaryIndexes", [])}:
            raise Outgrown(f"{table['TableName']} was made by an earlier version, without the index {min(missing)}")


def _create_queues(at: Place) -> None:
    policies = at.properties("AWS::SQS::QueuePolicy")
    # Queues of dead letters first: the others name them.
    for queue in sorted(at.properties("AWS::SQS::Queue"), key=lambda queue: "RedrivePolicy" in queue):
        plain = ("VisibilityTimeout", "MessageRetentionPeriod")
        attributes: dict[str, str] = {key: str(queue[key]) for key in plain if key in queue}
        if "RedrivePolicy" in queue:
            attributes["RedrivePolicy"] = json.dumps(queue["RedrivePolicy"])
        for policy in policies:
            if queue["QueueName"] in policy["Queues"]:
                attributes["Policy"] = json.dumps(policy["PolicyDocument"])
        made = at.sqs.create_queue(QueueName=queue["QueueName"])
        at.sqs.set_queue_attributes(QueueUrl=made["QueueUrl"], Attributes=attributes)


def _create_bucket(at: Place, bucket: Properties) -> None:
    """Make the bucket if it is missing, and give it its rules even if not: they may be those of an older version."""
    name = bucket["BucketName"]
    if name not in _buckets_there(at):
        at.s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": at.region})
    if "VersioningConfiguration" in bucket:
        at.s3.put_bucket_versioning(Bucket=name, VersioningConfiguration=bucket["VersioningConfiguration"])
    rules = [_lifecycle_rule(rule) for rule in bucket["LifecycleConfiguration"]["Rules"]]
    at.s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": rules})
    if "CorsConfiguration" in bucket:
        cors = [_cors_rule(rule) for rule in bucket["CorsConfiguration"]["CorsRules"]]
        at.s3.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": cors})
    if "NotificationConfiguration" in bucket:
        _tell_queues(at, name, bucket["NotificationConfiguration"]["QueueConfigurations"])


def _tell_queues(at: Place, bucket: str, wanted: list[Properties]) -> None:
    """Have the bucket tell queues of new files; not again at each start, for S3 sends a test message each time."""
    told = [_notification(entry) for entry in wanted]
    there = at.s3.get_bucket_notification_configuration(Bucket=bucket).get("QueueConfigurations", [])
    if _filters(told) != _filters(there):
        configuration = {"QueueConfigurations": told}
        at.s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration=configuration)


def _filters(told: list[Properties]) -> set[tuple[str, ...]]:
    """Return what tells two notifications apart, in whatever order and case an emulator gives it back."""
    rules = [(entry["QueueArn"], entry["Filter"]["Key"]["FilterRules"]) for entry in told]
    return {(queue, *sorted(f"{rule['Name'].lower()}={rule['Value']}" for rule in found)) for queue, found in rules}


# S3's own API has other names for some of what CloudFormation's resources say.


def _lifecycle_rule(rule: Properties) -> Properties:
    same = ("Status", "NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload")
    request: Properties = {key: rule[key] for key in same if key in rule}
    if "ExpirationInDays" in rule:
        request["Expiration"] = {"Days": rule["ExpirationInDays"]}
    elif "ExpiredObjectDeleteMarker" in rule:
        request["Expiration"] = {"ExpiredObjectDeleteMarker": rule["ExpiredObjectDeleteMarker"]}
    return request | {"ID": rule["Id"], "Filter": {"Prefix": rule.get("Prefix", "")}}


def _cors_rule(rule: Properties) -> Properties:
    renamed = {"ExposedHeaders": "ExposeHeaders", "MaxAge": "MaxAgeSeconds"}
    return {renamed.get(key, key): value for key, value in rule.items()}


def _notification(entry: Properties) -> Properties:
    rules = entry["Filter"]["S3Key"]["Rules"]
    return {"QueueArn": entry["Queue"], "Events": [entry["Event"]], "Filter": {"Key": {"FilterRules": rules}}}


def _empty_bucket(at: Place, name: str) -> None:
    for page in at.s3.get_paginator("list_object_versions").paginate(Bucket=name):
        entries = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        objects = [{"Key": entry["Key"], "VersionId": entry["VersionId"]} for entry in entries]
        if objects:
            at.s3.delete_objects(Bucket=name, Delete={"Objects": objects, "Quiet": True})
