"""Reads `template.yaml` and fills in its references, for those who make its resources without CloudFormation."""

import functools
import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

TEMPLATE = Path(__file__).with_name("template.yaml")

Properties = dict[str, Any]
Known = dict[str, str]


class Names(NamedTuple):
    """What the stack's resources are called; `dead` are the queues of those messages that failed."""

    tables: list[str]
    bucket: str
    exports: str
    queues: list[str]
    dead: list[str]


def names(stack: str, account: str, region: str) -> Names:
    """Return the names that the template gives to the stack's resources."""
    queues = of_type("AWS::SQS::Queue", stack, account, region)
    bucket, exports = (entry["BucketName"] for entry in of_type("AWS::S3::Bucket", stack, account, region))
    return Names(
        tables=[table["TableName"] for table in of_type("AWS::DynamoDB::Table", stack, account, region)],
        bucket=bucket,
        exports=exports,
        queues=[queue["QueueName"] for queue in queues if "RedrivePolicy" in queue],
        dead=[queue["QueueName"] for queue in queues if "RedrivePolicy" not in queue],
    )


def of_type(kind: str, stack: str, account: str, region: str) -> list[Properties]:
    """Return the properties of the template's resources of a type, as they are in the stack."""
    known = {"StackName": stack, "AccountId": account, "Region": region, "Partition": "aws"}
    return [_filled(entry["Properties"], known) for entry in read()["Resources"].values() if entry["Type"] == kind]


@functools.cache
def read() -> dict[str, Any]:
    """Return the template as it is written, with a `Reference` in the place of each tag."""
    template: dict[str, Any] = yaml.load(TEMPLATE.read_text(encoding="utf-8"), Loader=_Loader)
    return template


class Reference(NamedTuple):
    """One of CloudFormation's short tags: `!Sub "text"`."""

    function: str
    value: Any


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """Knows the tags of CloudFormation besides those of YAML."""

    def reference(self, function: str, node: yaml.Node) -> Reference:
        if isinstance(node, yaml.SequenceNode):
            return Reference(function, self.construct_sequence(node, deep=True))
        return Reference(function, self.construct_scalar(node))


_Loader.add_multi_constructor("!", _Loader.reference)


def _filled(value: Any, known: Known) -> Any:
    match value:
        case Reference(function, inner):
            return _meaning(function, inner, known)
        case dict():
            return {key: _filled(inner, known) for key, inner in value.items()}
        case list():
            return [_filled(inner, known) for inner in value]
    return value


def _meaning(function: str, value: str, known: Known) -> str:
    """Return what a reference stands for: a name with the stack's in it, a fact of the account, or another resource."""
    if function == "Sub":
        return re.sub(r"\$\{AWS::(\w+)\}", lambda found: known[found[1]], value)
    if function == "Ref" and value.startswith("AWS::"):
        return known[value.removeprefix("AWS::")]
    if value in read()["Parameters"]:
        chosen: str = read()["Parameters"][value]["Default"]
        return chosen
    resource, _, attribute = value.partition(".")
    properties = read()["Resources"][resource]["Properties"]
    if "QueueName" in properties:
        name: str = _filled(properties["QueueName"], known)
        return f"arn:aws:sqs:{known['Region']}:{known['AccountId']}:{name}" if attribute == "Arn" else name
    raise ValueError(f"!{function} {value}: only queues are referred to so far; infra/template.py must learn this one")
