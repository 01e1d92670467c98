"""What is added to Chalice's template: each function's role, log, name and settings; and what is missing is said."""

import copy
from typing import Any

import pytest

from chalicelib.settings import Settings
from infra.deploy import wiring
from infra.deploy.failed import Failed

RELEASE = wiring.Release("v1", "python3.13", "artifacts", "code.zip", "layer.zip")
INTEGRATION = {"x-amazon-apigateway-integration": {"uri": {"Fn::Sub": "arn:x/functions/${APIHandler.Arn}/invocations"}}}
QUEUE = {"Fn::Sub": "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:inari-uploads"}


def made_by_chalice() -> dict[str, Any]:
    """Return a small template as Chalice makes it, merged with ours."""
    function = {"Type": wiring.FUNCTION, "Properties": {}}
    on_upload = copy.deepcopy(function)
    on_upload["Properties"] = {"Events": {"Uploads": {"Type": "SQS", "Properties": {"Queue": QUEUE, "BatchSize": 1}}}}
    parts = {f"{name}{part}": {"Type": "X"} for name in ("APIHandler", "OnUpload") for part in ("Role", "Log")}
    rest = {"DefinitionBody": {"paths": {"/": {"get": copy.deepcopy(INTEGRATION)}}}}
    return {
        "Resources": {
            "APIHandler": function, "OnUpload": on_upload, **parts,
            "RestAPI": {"Type": "AWS::Serverless::Api", "Properties": rest},
            "APIHandlerInvokePermission": {"Type": "X", "Properties": {"FunctionName": {"Ref": "APIHandler"}}},
            "Distribution": {"Type": "X", "Properties": {"DistributionConfig": {"Origins": [{"DomainName": "no"}]}}},
        },
        "Outputs": {},
    }  # fmt: skip


@pytest.fixture
def resources() -> dict[str, Any]:
    return wiring.wired(made_by_chalice(), RELEASE)["Resources"]


def test_a_function_has_its_own_name_role_log_and_files(resources):
    function = resources["OnUpload"]["Properties"]

    assert function["FunctionName"] == {"Fn::Sub": "${AWS::StackName}-on-upload"}
    assert function["Role"] == {"Fn::GetAtt": ["OnUploadRole", "Arn"]}
    assert resources["OnUpload"]["DependsOn"] == "OnUploadLog"
    assert function["CodeUri"] == {"Bucket": "artifacts", "Key": "code.zip"}
    assert function["Runtime"] == "python3.13"


@pytest.mark.parametrize("missing", ["OnUploadRole", "OnUploadLog"])
def test_a_new_function_without_its_role_or_log_is_not_deployed(missing):
    template = made_by_chalice()
    del template["Resources"][missing]

    with pytest.raises(Failed, match=missing):
        wiring.wired(template, RELEASE)


def test_its_settings_are_known_and_its_version_is_in_the_template_itself(resources):
    given = resources["APIHandler"]["Properties"]["Environment"]["Variables"]

    assert {name.removeprefix("INARI_").lower() for name in given} <= set(Settings.__struct_fields__)
    assert given["INARI_VERSION"] == "v1"
    assert "INARI_SECRET" not in given


def test_a_setting_of_the_stage_is_kept():
    template = made_by_chalice()
    template["Resources"]["APIHandler"]["Properties"]["Environment"] = {"Variables": {"INARI_SITE": "https://x"}}

    wired = wiring.wired(template, RELEASE)

    assert wired["Resources"]["APIHandler"]["Properties"]["Environment"]["Variables"]["INARI_SITE"] == "https://x"


def test_the_queue_is_the_stacks_and_only_failed_messages_come_again(resources):
    event = resources["OnUpload"]["Properties"]["Events"]["Uploads"]["Properties"]

    assert event["Queue"] == {"Fn::GetAtt": ["UploadsQueue", "Arn"]}
    assert event["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_clients_reach_the_live_version_and_get_bytes(resources):
    rest = resources["RestAPI"]["Properties"]
    uri = rest["DefinitionBody"]["paths"]["/"]["get"]["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]

    assert uri == "arn:x/functions/${APIHandler.Arn}:live/invocations"
    assert resources["APIHandler"]["Properties"]["AutoPublishAlias"] == "live"
    assert resources["APIHandlerInvokePermission"]["Properties"]["FunctionName"] == {"Ref": "APIHandler.Alias"}
    assert rest["BinaryMediaTypes"] == ["*/*"]


def test_what_chalice_made_is_left_as_it_was():
    template = made_by_chalice()

    wiring.wired(template, RELEASE)

    assert template == made_by_chalice()
