"""Says of the functions what Chalice has no words for: their names, roles, settings, files and versions.

Chalice knows routes and events (app.py), memory and time (.chalice/config.json). What refers to other parts of the
stack is added here, in the same way for each function; its role and its log must be there in infra/template.yaml.
"""

import copy
import re
from typing import Any, NamedTuple

from infra.deploy.failed import Failed

Template = dict[str, Any]

FUNCTION = "AWS::Serverless::Function"
API = "APIHandler"
LIVE = "live"  # the alias that clients reach: it changes from one version to the next at once
AT_ONCE = 5  # messages of a queue: half of the 10 functions that a new account may run, so that people are answered
BASE = re.compile(r"\$\{APIHandler\.Arn\}")


class Release(NamedTuple):
    """What is deployed: its version, Lambda's Python, and the bucket with the names of its two files."""

    version: str
    runtime: str
    bucket: str
    code: str
    layer: str


def sub(text: str) -> dict[str, str]:
    """Return CloudFormation's way to put values into a text."""
    return {"Fn::Sub": text}


def att(resource: str, attribute: str = "Arn") -> dict[str, list[str]]:
    """Return CloudFormation's way to name a resource's attribute."""
    return {"Fn::GetAtt": [resource, attribute]}


# Settings of chalicelib/settings.py that name parts of the stack; the same for each function.
ENVIRONMENT = {
    "INARI_STACK": {"Ref": "AWS::StackName"},
    "INARI_BUCKET": {"Ref": "FilesBucket"},
    "INARI_EXPORTS_BUCKET": {"Ref": "ExportsBucket"},
    "INARI_SECRET_ARN": att("SigningSecret", "Id"),
    "INARI_MAIL_FUNCTION": sub("${AWS::StackName}-send-mails"),
    "INARI_MAIL_SENDER": {"Ref": "MailSender"},
}
QUEUES = {"inari-uploads": att("UploadsQueue")}  # app.py can't know the stack's name


def wired(template: Template, release: Release) -> Template:
    """Return the template of Chalice with all that it lacks; raises Failed when infra/template.yaml lacks something."""
    made = copy.deepcopy(template)
    resources = made["Resources"]
    for name in functions(made):
        for part in (f"{name}Role", f"{name}Log"):
            if part not in resources:
                raise Failed(f"infra/template.yaml has no {part}: each function of app.py needs a role and a log.")
        resources[name]["DependsOn"] = f"{name}Log"  # or Lambda makes one that keeps all for ever
        _function(resources[name]["Properties"], name, release)
    resources["Packages"] = {
        "Type": "AWS::Serverless::LayerVersion",
        "Properties": {
            "LayerName": sub("${AWS::StackName}-packages"),
            "ContentUri": {"Bucket": release.bucket, "Key": release.layer},
            "CompatibleRuntimes": [release.runtime],
            "RetentionPolicy": "Delete",
        },
    }
    _api(resources)
    made["Outputs"]["DeployedVersion"] = {"Description": "What is deployed.", "Value": release.version}
    return made


def functions(template: Template) -> list[str]:
    """Return the names of the template's functions."""
    return [name for name, entry in template["Resources"].items() if entry["Type"] == FUNCTION]


def suffix(name: str) -> str:
    """Return what a function is called after the stack's name: OnUpload is `on-upload`, the API's is `api`."""
    return "api" if name == API else re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _function(function: Template, name: str, release: Release) -> None:
    function["FunctionName"] = sub(f"${{AWS::StackName}}-{suffix(name)}")
    function["Role"] = att(f"{name}Role")
    function["Runtime"] = release.runtime
    function["CodeUri"] = {"Bucket": release.bucket, "Key": release.code}
    function["Layers"] = [{"Ref": "Packages"}]
    given = function.setdefault("Environment", {}).setdefault("Variables", {})
    # The version is no parameter: SAM makes a new version of a function only where the template itself has changed.
    given.update(ENVIRONMENT, INARI_VERSION=release.version)
    for event in function.get("Events", {}).values():
        if event["Type"] == "SQS":
            queue = event["Properties"]["Queue"]["Fn::Sub"].rpartition(":")[2]
            event["Properties"]["Queue"] = QUEUES[queue]
            event["Properties"]["FunctionResponseTypes"] = ["ReportBatchItemFailures"]  # only those come again
            event["Properties"]["ScalingConfig"] = {"MaximumConcurrency": AT_ONCE}
    if name == API:
        # Requests in work end on the version on which they began, and the one before is there to go back to.
        function["AutoPublishAlias"] = LIVE
        function["AutoPublishAliasAllProperties"] = True


def _api(resources: Template) -> None:
    """Have the API call the live version, and pass bytes on as they are, which Lambda answers in base64."""
    (origin,) = resources["Distribution"]["Properties"]["DistributionConfig"]["Origins"]
    origin["DomainName"] = sub("${RestAPI}.execute-api.${AWS::Region}.${AWS::URLSuffix}")
    rest = resources["RestAPI"]["Properties"]
    rest["Name"] = {"Ref": "AWS::StackName"}
    rest["BinaryMediaTypes"] = ["*/*"]
    for methods in rest["DefinitionBody"]["paths"].values():
        for method in methods.values():
            uri = method["x-amazon-apigateway-integration"]["uri"]
            uri["Fn::Sub"] = BASE.sub(f"${{APIHandler.Arn}}:{LIVE}", uri["Fn::Sub"])
    resources["APIHandlerInvokePermission"]["Properties"]["FunctionName"] = {"Ref": "APIHandler.Alias"}
