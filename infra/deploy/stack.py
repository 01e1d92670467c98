"""Makes, changes and removes the stack through CloudFormation, the same on AWS and on an emulator of it."""

import copy
import json
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import boto3
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError

from infra.deploy.failed import Failed
from infra.deploy.package import Package

CAPABILITIES = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]  # roles with names, and SAM's functions
POLL_SECONDS = 2.0
WAIT_SECONDS = 3600.0  # CloudFront takes a quarter of an hour, the rest a minute or two
NAMES = ("TableName", "BucketName")
NOTHING = ("didn't contain changes", "No updates are to be performed")

Say = Callable[[str], None]


class Aws(NamedTuple):
    """An account and a region, on AWS or on an emulator, and the clients that reach it."""

    account: str
    region: str
    cloudformation: Any
    s3: Any
    poll: float = POLL_SECONDS

    @property
    def artifacts(self) -> str:
        """Return the bucket of packages, one for all stages of an account."""
        return f"inari-artifacts-{self.account}-{self.region}"


def aws(session: boto3.Session, endpoint_url: str | None = None, poll: float = POLL_SECONDS) -> Aws:
    """Return where the session's credentials lead. Raises Failed when there are none."""
    try:
        account = session.client("sts", endpoint_url=endpoint_url).get_caller_identity()["Account"]
        cloudformation, s3 = (session.client(name, endpoint_url=endpoint_url) for name in ("cloudformation", "s3"))
    except NoRegionError:
        raise Failed("No region is chosen: AWS_DEFAULT_REGION=eu-west-1 make deploy STAGE=…") from None
    except NoCredentialsError:
        raise Failed(
            "No credentials of AWS are there: AWS_PROFILE=… make deploy STAGE=…, or `aws configure`."
        ) from None
    except (BotoCoreError, ClientError) as error:
        raise Failed(f"AWS does not take these credentials: {error}") from None
    return Aws(account, str(session.region_name), cloudformation, s3, poll)


def deploy(at: Aws, stack: str, package: Package, parameters: Mapping[str, str], say: Say) -> dict[str, str]:
    """Bring the stack to what the package says, and return its outputs; what has not changed stays untouched."""
    _upload(at, package, say)
    status = status_of(at, stack)
    if status and status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS":
        raise Failed(f"{stack} is being changed by somebody else ({status}). Try again when that has ended.")
    if status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"):
        raise Failed(f"{stack} could not be made the last time ({status}): make destroy, then deploy it again.")
    new = status in (None, "REVIEW_IN_PROGRESS")
    changes = _change_set(at, stack, package, parameters, new)
    if changes is None:
        say(f"{stack} is as it should be already")
    else:
        begun = _newest_event(at, stack)
        at.cloudformation.execute_change_set(ChangeSetName=changes, StackName=stack)
        _wait(at, stack, begun, say)
    return outputs(at, stack)


def named(template: dict[str, Any], stack: str, account: str) -> dict[str, Any]:
    """Return the template with the names of tables and buckets written out.

    CloudFormation takes what has stayed of a removed stack into a new one only by a name that it need not work out.
    """
    made = copy.deepcopy(template)
    for entry in made["Resources"].values():
        for key in set(NAMES).intersection(entry.get("Properties", {})):
            name = entry["Properties"][key]["Fn::Sub"]
            entry["Properties"][key] = name.replace("${AWS::StackName}", stack).replace("${AWS::AccountId}", account)
    return made


def status_of(at: Aws, stack: str) -> str | None:
    """Return CloudFormation's word for how the stack is, None if there is none."""
    try:
        status: str = at.cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    return None if status == "DELETE_COMPLETE" else status


def outputs(at: Aws, stack: str) -> dict[str, str]:
    """Return what the stack tells of itself."""
    (found,) = at.cloudformation.describe_stacks(StackName=stack)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])}


def destroy(at: Aws, stack: str, say: Say) -> list[str]:
    """Remove the stack, and return the names of what holds data and therefore stays."""
    if status_of(at, stack) is None:
        say(f"There is no stack {stack}")
        return []
    resources = at.cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
    kept = [
        entry["PhysicalResourceId"]
        for page in resources
        for entry in page["StackResourceSummaries"]
        if entry["ResourceType"] in ("AWS::DynamoDB::Table", "AWS::S3::Bucket")
    ]
    begun = _newest_event(at, stack)
    identity = at.cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackId"]
    at.cloudformation.delete_stack(StackName=stack)
    _wait(at, identity, begun, say)
    return kept


def _upload(at: Aws, package: Package, say: Say) -> None:
    if at.artifacts not in {bucket["Name"] for bucket in at.s3.list_buckets()["Buckets"]}:
        # us-east-1 is the one region that must not be named.
        place = {} if at.region == "us-east-1" else {"LocationConstraint": at.region}
        at.s3.create_bucket(Bucket=at.artifacts, **({"CreateBucketConfiguration": place} if place else {}))
    for name, path in package.uploads.items():
        try:
            at.s3.head_object(Bucket=at.artifacts, Key=name)
        except ClientError as error:
            if error.response["Error"]["Code"] not in ("404", "NoSuchKey", "NotFound"):
                raise
            say(f"uploading {path.name}, {path.stat().st_size / 1e6:.1f} MB")
            at.s3.upload_file(str(path), at.artifacts, name)


def _change_set(at: Aws, stack: str, package: Package, parameters: Mapping[str, str], new: bool) -> str | None:
    """Return the change set's ARN, None if there is nothing to change."""
    key = f"{stack}.json"  # larger than the 51 KB that CloudFormation takes in a request
    at.s3.put_object(Bucket=at.artifacts, Key=key, Body=json.dumps(named(package.template, stack, at.account)).encode())
    address = f"{at.s3.meta.endpoint_url}/{at.artifacts}/{key}"  # read with the deployer's own rights
    kept = set() if new else _parameters_there(at, stack)
    given: list[dict[str, Any]] = [
        {"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()
    ]
    # What was chosen once stays chosen.
    given += [
        {"ParameterKey": name, "UsePreviousValue": True}
        for name in package.template["Parameters"]
        if name in kept and name not in parameters
    ]
    try:
        made = at.cloudformation.create_change_set(
            StackName=stack,
            ChangeSetName=f"inari-{time.time_ns()}",
            ChangeSetType="CREATE" if new else "UPDATE",
            TemplateURL=address,
            Parameters=given,
            Capabilities=CAPABILITIES,
            ImportExistingResources=True,  # tables and buckets that stayed when a stack was removed are its again
        )
    except ClientError as error:
        raise Failed(f"CloudFormation does not take the template or its parameters: {error}") from None
    while (found := at.cloudformation.describe_change_set(ChangeSetName=made["Id"]))["Status"].endswith(
        ("PENDING", "IN_PROGRESS")
    ):
        time.sleep(at.poll)
    if found["Status"] == "FAILED":
        reason = found.get("StatusReason", "")
        at.cloudformation.delete_change_set(ChangeSetName=made["Id"])
        if any(text in reason for text in NOTHING):
            return None
        raise Failed(f"CloudFormation does not take the template: {reason}")
    return str(made["Id"])


def _parameters_there(at: Aws, stack: str) -> set[str]:
    (found,) = at.cloudformation.describe_stacks(StackName=stack)["Stacks"]
    return {parameter["ParameterKey"] for parameter in found.get("Parameters", [])}


def _events(at: Aws, stack: str) -> list[dict[str, Any]]:
    """Return the newest page of what has happened to the stack, newest first."""
    try:
        found: list[dict[str, Any]] = at.cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
    except ClientError:  # a stack that is only being reviewed has none yet
        return []
    return found


def _newest_event(at: Aws, stack: str) -> str | None:
    return next((event["EventId"] for event in _events(at, stack)), None)


def _wait(at: Aws, stack: str, seen: str | None, say: Say) -> None:
    """Tell what happens until it is over. Raises Failed with the reasons when it does not succeed."""
    reasons: list[str] = []
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        found = _events(at, stack)
        last = next((number for number, event in enumerate(found) if event["EventId"] == seen), len(found))
        for event in reversed(found[:last]):
            status, seen = event["ResourceStatus"], event["EventId"]
            if not status.endswith("IN_PROGRESS"):
                say(f"{status.lower().replace('_', ' '):<24}{event['LogicalResourceId']}")
            if status.endswith("FAILED"):
                reasons.append(f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}")
        status = at.cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
        if status in ("CREATE_COMPLETE", "UPDATE_COMPLETE", "DELETE_COMPLETE"):
            return
        if status.endswith(("_COMPLETE", "_FAILED")) and "CLEANUP" not in status:
            raise Failed("\n".join([f"CloudFormation has given up ({status}):", *reasons]))
        time.sleep(at.poll)
    raise Failed(
        f"CloudFormation has not ended within {WAIT_SECONDS / 60:.0f} minutes; look at {stack} in its console."
    )
