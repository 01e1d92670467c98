"""The package works by itself: nothing of this environment's packages, nothing of the checkout."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from infra.deploy import archive, layer, package
from infra.deploy.compiled import python_of
from infra.deploy.failed import Failed

HERE = f"3.{sys.version_info.minor}"
# What a function's process does: take a request, and use each package that is in the layer for something.
USE = """
import json, sys
sys.path[:0] = sys.argv[1:]
import app
from chalicelib.index import TOPICS
import importlib
for topic in TOPICS: importlib.import_module(f"chalicelib.{topic}.routes")
import bcrypt, email_validator, fido2.server, io, isal.igzip, multipart, pyotp, zoneinfo
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives import hashes
from PIL import Image
key = ec.generate_private_key(ec.SECP256R1())
key.public_key().verify(key.sign(b"x", ec.ECDSA(hashes.SHA256())), b"x", ec.ECDSA(hashes.SHA256()))
for kind in ("PNG", "JPEG", "WEBP", "TIFF"): Image.new("RGB", (4, 4)).save(io.BytesIO(), kind)
from chalicelib.store.tables import client
made = [client(name).meta.service_model.service_name for name in SERVICES]
zoneinfo.ZoneInfo("Europe/Paris")
event = {
    "resource": "/", "path": "/", "httpMethod": "GET", "headers": {}, "multiValueHeaders": {}, "body": None,
    "queryStringParameters": None, "multiValueQueryStringParameters": None, "stageVariables": None,
    "pathParameters": None,
    "requestContext": {"resourcePath": "/", "httpMethod": "GET", "path": "/", "identity": {"sourceIp": "192.0.2.7"}},
}
answer = app.app(event, None)
strange = [one.__file__ for one in sys.modules.values() if "site-packages" in (getattr(one, "__file__", None) or "")]
print(json.dumps({"status": answer["statusCode"], "made": made, "strange": strange}))
"""


@pytest.fixture(scope="module")
def made() -> package.Package:
    """Return the package, built where make builds it, too: pip is asked once for each requirements.txt."""
    return package.build(package.BUILD, "local", HERE, "artifacts")


def used_by(python: str, made: package.Package, target: Path) -> dict[str, object]:
    """Return what a Python that has no packages of its own does with those of the package."""
    for path in (made.code, made.layer):
        with zipfile.ZipFile(path) as opened:
            opened.extractall(target / path.stem)
    places = [str(target / made.code.stem), str(target / made.layer.stem / layer.PLACE)]
    program = USE.replace("SERVICES", repr(layer.SERVICES))
    done = subprocess.run(
        [python, "-I", "-S", "-c", program, *places],
        cwd=target,
        env={**package.FOR_READING, "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_the_package_answers_a_request_and_has_all_that_the_app_imports(made, tmp_path):
    answer = used_by(sys.executable, made, tmp_path)

    assert answer == {"status": 200, "made": list(layer.SERVICES), "strange": []}


def test_that_of_lambdas_python_does_so_too(tmp_path):
    python = python_of(package.ON_AWS)
    if python is None:
        pytest.skip(f"no Python {package.ON_AWS} here")
    made = package.build(package.BUILD, "prod", package.ON_AWS, "artifacts")

    answer = used_by(python, made, tmp_path)

    assert answer == {"status": 200, "made": list(layer.SERVICES), "strange": []}


def test_the_template_is_one_that_cloudformation_takes(made, tmp_path):
    template = tmp_path / "template.json"
    template.write_text(json.dumps(made.template))

    done = subprocess.run(
        [Path(sys.executable).with_name("cfn-lint"), template],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert template.stat().st_size < 1_000_000  # CloudFormation's limit of a template


def test_it_is_small_enough_and_a_larger_one_is_not_built(made, monkeypatch):
    size = archive.size(made.code, made.layer)
    assert size < 60_000_000

    monkeypatch.setattr(layer, "MOST_BYTES", size - 1)

    with pytest.raises(Failed, match="are allowed"):
        package.build(package.BUILD, "local", HERE, "artifacts")


def test_built_again_it_has_the_same_names(made):
    again = package.build(package.BUILD, "local", HERE, "artifacts")

    assert again.uploads == made.uploads


def test_every_module_is_compiled_for_a_process_could_not_keep_it(made):
    for path in (made.code, made.layer):
        with zipfile.ZipFile(path) as opened:
            names = set(opened.namelist())
        modules = [name.rpartition("/") for name in names if name.endswith(".py")]

        assert modules
        assert {
            f"{folder}{slash}__pycache__/{name[:-3]}.cpython-{HERE.replace('.', '')}.pyc"
            for folder, slash, name in modules
        } <= names


def test_tests_and_tools_are_not_in_it(made):
    with zipfile.ZipFile(made.code) as opened:
        tops = {name.split("/")[0] for name in opened.namelist()}

    assert tops == {"__pycache__", "app.py", "chalice", "chalicelib"}
