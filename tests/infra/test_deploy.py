"""A stack on an emulator: made, changed while it answers, held to its roles, and removed without its data."""

import functools
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests
from botocore.exceptions import ClientError

from infra.deploy import emulator, package, stack
from infra.deploy.failed import Failed
from infra.index import ROOT
from infra.local.settings import ADMINISTRATOR, FIRST_PASSWORD
from infra.tables import ACCOUNT, REGION
from tests.local_server import free_port

STACK = "inari-local"


class Deployed:
    """A stack of `make deploy-local`, in a folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"

    def make(self, command: str, **more: str) -> str:
        """Run a command of infra.deploy and return what it says."""
        given = {"STACK_DATA": str(self.data), "STACK_PORT": str(self.port), **more}
        done = subprocess.run(
            [sys.executable, "-m", "infra.deploy", command],
            cwd=ROOT, env=os.environ | given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout
        return done.stdout

    @property
    def url(self) -> str:
        """Return the API's address."""
        return (self.data / "url").read_text()

    def client(self, service: str, **keys: str) -> Any:
        """Return a client with all rights, or with those of the given keys."""
        mine = {"aws_access_key_id": ACCOUNT, "aws_secret_access_key": emulator.SECRET}
        return boto3.client(service, endpoint_url=self.endpoint, region_name=REGION, **(keys or mine))

    def says(self) -> dict[str, str]:
        """Return what the API says of itself."""
        said: dict[str, str] = requests.get(self.url, timeout=60).json()
        return said

    @functools.cached_property
    def at(self) -> stack.Aws:
        """Return the place where it is deployed."""
        session = boto3.Session(ACCOUNT, emulator.SECRET, region_name=REGION)
        return stack.aws(session, self.endpoint, poll=0.05)


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    made = Deployed(tmp_path_factory.mktemp("stack"))
    made.make("local", VERSION="first")
    yield made
    made.make("destroy-local")


class Asking:
    """Clients that ask again and again, from the beginning of a block to its end."""

    def __init__(self, url: str) -> None:
        body = {"email": ADMINISTRATOR, "password": FIRST_PASSWORD}
        token = requests.post(f"{url}/auth/login", json=body, timeout=60).json()["access_token"]
        self.url, self.headers = f"{url}/data/departments", {"Authorization": f"Bearer {token}"}
        self.answers: list[int | str] = []
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._ask) for _ in range(2)]

    def _ask(self) -> None:
        while not self.over.is_set():
            try:
                self.answers.append(requests.get(self.url, headers=self.headers, timeout=60).status_code)
            except requests.RequestException as error:
                self.answers.append(repr(error))
            time.sleep(0.05)

    def __enter__(self) -> list[int | str]:
        for thread in self.threads:
            thread.start()
        return self.answers

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()


@pytest.fixture
def changed(deployed, tmp_path, monkeypatch) -> package.Package:
    """Return the package of a checkout in which a function has changed: the API says another name."""
    for name in ("chalicelib", ".chalice", "infra"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", tmp_path)
    routes = tmp_path / "chalicelib" / "events" / "status" / "routes.py"
    routes.write_text(routes.read_text().replace('{"api": NAME', '{"api": "Another"'))
    monkeypatch.setattr(package, "ROOT", tmp_path)
    monkeypatch.setenv("VERSION", "second")
    (tmp_path / "build").mkdir()
    for made_before in package.BUILD.glob("layer-*.zip"):  # pip need not be asked again
        shutil.copy(made_before, tmp_path / "build")
    made = package.build(tmp_path / "build", "local", f"3.{sys.version_info.minor}", deployed.at.artifacts)
    return made._replace(template=emulator.adapted(made.template))


def test_a_changed_function_is_deployed_while_clients_ask_and_no_request_fails(deployed, changed):
    assert deployed.says()["api"] == "Inari"

    with Asking(deployed.url) as answers:
        while len(answers) < 10:
            time.sleep(0.05)
        stack.deploy(deployed.at, STACK, changed, {}, lambda _: None)
        during = len(answers)
        while len(answers) < during + 10:
            time.sleep(0.05)

    assert deployed.says() == {"api": "Another", "version": "second"}
    assert during > 10
    assert set(answers) == {200}


def test_what_has_not_changed_is_left_alone(deployed, changed):
    stack.deploy(deployed.at, STACK, changed, {}, lambda _: None)
    said: list[str] = []

    stack.deploy(deployed.at, STACK, changed, {}, said.append)

    assert said == [f"{STACK} is as it should be already"]


def keys_of(deployed: Deployed, role: str) -> dict[str, str]:
    """Return what a function of that role signs its calls with."""
    arn = f"arn:aws:iam::{ACCOUNT}:role/{STACK}-{role}"
    trust = deployed.client("iam").get_role(RoleName=f"{STACK}-{role}")["Role"]["AssumeRolePolicyDocument"]
    trusting = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}
    document = {**trust, "Statement": [*trust["Statement"], trusting]}
    deployed.client("iam").update_assume_role_policy(RoleName=f"{STACK}-{role}", PolicyDocument=json.dumps(document))
    found = deployed.client("sts").assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"]
    return {
        "aws_access_key_id": found["AccessKeyId"], "aws_secret_access_key": found["SecretAccessKey"],
        "aws_session_token": found["SessionToken"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("role", "service", "call", "given"),
    [
        ("api", "dynamodb", "scan", {"TableName": f"{STACK}-keys"}),
        ("api", "dynamodb", "delete_table", {"TableName": f"{STACK}-records"}),
        ("api", "s3", "list_objects_v2", {"Bucket": f"{STACK}-exports-{ACCOUNT}"}),
        ("on-upload", "secretsmanager", "get_secret_value", {"SecretId": f"{STACK}-signing"}),
        ("on-upload", "s3", "get_object", {"Bucket": f"{STACK}-files-{ACCOUNT}", "Key": "pictures/persons/x.png"}),
        ("nightly-export", "dynamodb", "get_item", {"TableName": f"{STACK}-sessions", "Key": {"name": {"S": "x"}}}),
        ("nightly-export", "dynamodb", "put_item", {"TableName": f"{STACK}-keys", "Item": {"name": {"S": "x"}}}),
        ("send-mails", "dynamodb", "get_item", {"TableName": f"{STACK}-sessions", "Key": {"name": {"S": "x"}}}),
        ("send-mails", "s3", "list_objects_v2", {"Bucket": f"{STACK}-files-{ACCOUNT}"}),
    ],
)
def test_a_function_is_refused_what_is_not_its_business(deployed, role, service, call, given):
    client = deployed.client(service, **keys_of(deployed, role))

    with pytest.raises(ClientError) as refusal:
        getattr(client, call)(**given)

    assert re.match("AccessDenied", refusal.value.response["Error"]["Code"])


def test_and_allowed_what_is(deployed):
    client = deployed.client("dynamodb", **keys_of(deployed, "nightly-export"))

    assert "Item" not in client.get_item(TableName=f"{STACK}-keys", Key={"name": {"S": "nobody's"}})


def test_without_credentials_it_says_so(monkeypatch):
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("HOME", "/nonexistent")

    with pytest.raises(Failed, match="credentials"):
        stack.aws(boto3.Session(region_name=REGION))


def test_a_template_that_is_not_taken_is_said_with_the_reason(deployed):
    broken = stack.Package(
        {"Parameters": {}, "Resources": {"X": {"Type": "AWS::No::Such"}}}, ROOT / "app.py", ROOT / "app.py"
    )

    with pytest.raises(Failed, match="AWS::No::Such"):
        stack.deploy(deployed.at, "inari-broken", broken, {}, lambda _: None)


def test_another_emulator_on_the_port_is_not_taken_for_ones_own(deployed, tmp_path):
    with pytest.raises(Failed, match="STACK_PORT"):
        emulator.start(tmp_path / "other", deployed.port)


def test_removing_it_names_what_stays_and_leaves_it(deployed):

    kept = stack.destroy(deployed.at, STACK, lambda _: None)

    tables = deployed.client("dynamodb").list_tables()["TableNames"]
    assert {name for name in kept if "records" in name} == {f"{STACK}-records"}
    assert len(kept) == 8  # six tables, two buckets
    assert set(tables) <= set(kept)
    assert stack.status_of(deployed.at, STACK) is None
    assert stack.destroy(deployed.at, STACK, lambda _: None) == []


def test_tables_and_buckets_have_literal_names_so_that_a_new_stack_takes_what_an_old_one_left():
    table = {"Properties": {"TableName": {"Fn::Sub": "${AWS::StackName}-keys"}}}
    bucket = {"Properties": {"BucketName": {"Fn::Sub": "${AWS::StackName}-files-${AWS::AccountId}"}}}
    template = {"Resources": {"Keys": table, "Files": bucket, "Other": {"Type": "X"}}}

    named = stack.named(template, "inari-prod", "000000000007")["Resources"]

    assert named["Keys"]["Properties"]["TableName"] == "inari-prod-keys"
    assert named["Files"]["Properties"]["BucketName"] == "inari-prod-files-000000000007"
    assert named["Other"] == {"Type": "X"}
