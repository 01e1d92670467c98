"""What the end-to-end tests speak to: an address, and beside it AWS' own interfaces, where they can be reached.

The address alone tells most. With E2E_STACK the tests look into the stack's buckets and queues and call its functions;
with E2E_ENDPOINT too, that stack is on an emulator, where a queue's patience may be shortened.
"""

import functools
import os
import time
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import boto3
import pytest
import requests
from botocore.config import Config

from infra.local.settings import ADMINISTRATOR, FIRST_PASSWORD
from tests.e2e.people import Client
from tests.local_server import LocalServer

T = TypeVar("T")
SECONDS = 60.0  # for work in the background, on a machine that is busy with other tests


def login() -> dict[str, str]:
    """Return who the tests are: on a real stack an administrator of its own, as E2E_EMAIL and E2E_PASSWORD say."""
    given = os.environ
    return {
        "email": given.get("E2E_EMAIL") or ADMINISTRATOR, "password": given.get("E2E_PASSWORD") or FIRST_PASSWORD,
    }  # fmt: skip


class Place(NamedTuple):
    """An Inari: its address, and its stack's name and emulator as far as they are known."""

    url: str
    stack: str = ""
    endpoint: str = ""
    server: LocalServer | None = None
    account: str = ""

    @property
    def local(self) -> bool:
        """Return whether it is the local server: no functions and no limits of size."""
        return self.server is not None

    def log_in(self) -> Client:
        """Return the administrator."""
        answer = requests.post(f"{self.url}/auth/login", json=login(), timeout=SECONDS)
        assert answer.status_code == 200, answer.text
        return Client(self.url, answer.json()["access_token"])

    def aws(self, service: str) -> Any:
        """Return a client of an AWS service; skips the test where only the address is known."""
        if not self.stack:
            pytest.skip(f"E2E_STACK is not given: nobody can ask {service} of it")
        return _client(service, self.endpoint, self.account)

    def told(self) -> dict[str, str]:
        """Return the stack's parameters and outputs; nothing where there is none, or only an address is known."""
        if self.local or not self.stack:
            return {}
        (found,) = self.aws("cloudformation").describe_stacks(StackName=self.stack)["Stacks"]
        given = {one["ParameterKey"]: one["ParameterValue"] for one in found["Parameters"]}
        return given | {one["OutputKey"]: one["OutputValue"] for one in found["Outputs"]}

    def resource(self, logical_id: str) -> str:
        """Return what a resource of the template is called in this stack."""
        if self.local:
            return {
                "FilesBucket": f"{self.stack}-files-{self.account}",
                "ExportsBucket": f"{self.stack}-exports-{self.account}",
                "UploadsQueue": f"{self.stack}-uploads",
                "UploadsDeadQueue": f"{self.stack}-uploads-dead",
            }[logical_id]
        found = self.aws("cloudformation").describe_stack_resource(StackName=self.stack, LogicalResourceId=logical_id)
        return str(found["StackResourceDetail"]["PhysicalResourceId"])

    def named(self, prefix: str, ending: str) -> str | None:
        """Return the name of the file in the bucket that begins and ends so, None if there is none."""
        found = self.aws("s3").list_objects_v2(Bucket=self.resource("FilesBucket"), Prefix=prefix)
        return next((entry["Key"] for entry in found.get("Contents", []) if entry["Key"].endswith(ending)), None)

    def queue(self, logical_id: str) -> str:
        """Return a queue's address."""
        name = self.resource(logical_id).rpartition("/")[2]
        return str(self.aws("sqs").get_queue_url(QueueName=name)["QueueUrl"])


@functools.cache
def _client(service: str, endpoint: str, account: str) -> Any:
    keys = {"aws_access_key_id": account, "aws_secret_access_key": "local"} if account else {}
    region = os.environ.get("AWS_DEFAULT_REGION", "eu-west-1")
    return boto3.client(
        service, endpoint_url=endpoint or None, region_name=region, config=Config(read_timeout=SECONDS), **keys
    )


def eventually(look: Callable[[], T | None], seconds: float = SECONDS) -> T:
    """Return what is seen once it is there."""
    deadline = time.monotonic() + seconds
    while True:
        if found := look():
            return found
        assert time.monotonic() < deadline, f"not there after {seconds:.0f} s"
        time.sleep(0.2)
