"""A client that is made from less of botocore's data asks the same of the same addresses."""

import botocore.session
import pytest
from botocore.config import Config

from chalicelib.store import lean

SERVICES = ("dynamodb", "s3", "lambda", "ses", "sesv2", "secretsmanager", "sqs")
REGIONS = ("eu-west-1", "us-east-1", "cn-north-1", "us-gov-west-1")


def client(session, service: str, region: str):
    keys = {"aws_access_key_id": "none", "aws_secret_access_key": "none"}
    return session.create_client(service, region, config=Config(), **keys)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("service", SERVICES)
def test_a_client_is_the_same_as_one_made_the_usual_way(service, region):
    ours = client(lean.session.__wrapped__(), service, region)  # a call may change what a session has read
    usual = client(botocore.session.get_session(), service, region)

    assert ours.meta.endpoint_url == usual.meta.endpoint_url
    assert ours.meta.region_name == usual.meta.region_name
    assert ours._request_signer.signing_name == usual._request_signer.signing_name
    assert ours._request_signer.region_name == usual._request_signer.region_name
    assert ours._request_signer.signature_version == usual._request_signer.signature_version
    assert ours.meta.service_model._service_description == usual.meta.service_model._service_description


@pytest.mark.parametrize("region", REGIONS)
def test_a_signed_address_of_a_file_is_the_same(region):
    addresses = [
        client(session, "s3", region).generate_presigned_post("files", "uploads/1", ExpiresIn=60)["url"]
        for session in (lean.session(), botocore.session.get_session())
    ]

    assert addresses[0] == addresses[1]


def test_the_process_has_one_session():
    assert lean.session() is lean.session()
