"""Builds what is deployed: the code, the layer of what it needs, and the template of everything."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from infra.deploy import archive, layer, wiring
from infra.deploy.compiled import compile_all, python_of
from infra.deploy.failed import Failed

ROOT = layer.ROOT
BUILD = ROOT / "build"
CODE = ("app.py", "chalicelib", ".chalice")
# Chalice imports app.py to see what it declares; nothing is kept or signed with it.
FOR_READING = {
    "INARI_STACK": "none", "INARI_BUCKET": "none", "INARI_SECRET": "only-for-reading-the-declarations-of-routes",
    "AWS_DEFAULT_REGION": "eu-west-1",
}  # fmt: skip
ON_AWS = "3.13"  # Lambda's newest Python for which all packages have wheels; it runs on Amazon Linux 2023

Template = dict[str, Any]


class Package(NamedTuple):
    """What is to be uploaded, by the name that it gets, and the template that refers to those names."""

    template: Template
    code: Path
    layer: Path

    @property
    def uploads(self) -> dict[str, Path]:
        """Return the files by the names that tell their content."""
        return {archive.name_of(path): path for path in (self.code, self.layer)}


def build(folder: Path, stage: str, python: str, bucket: str) -> Package:
    """Return the package of a stage for a Python. Raises Failed when it is larger than it may be."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another make may be at it in another terminal
        return _build(folder, stage, python, bucket)


def _build(folder: Path, stage: str, python: str, bucket: str) -> Package:
    template, code = _chalice(folder, stage, python)
    made = layer.build(folder, python)
    size = archive.size(code, made)
    if size > layer.MOST_BYTES:
        raise Failed(f"The package has {size / 1e6:.1f} MB unpacked; {layer.MOST_BYTES / 1e6:.0f} are allowed.")
    names = archive.name_of(code), archive.name_of(made)
    wired = wiring.wired(template, wiring.Release(version(), f"python{python}", bucket, *names))
    (folder / "template.json").write_text(json.dumps(wired, indent=1))
    return Package(wired, code, made)


def version() -> str:
    """Return what is checked out, as git describes it; with local changes it ends in -dirty. VERSION overrides it."""
    if chosen := os.environ.get("VERSION"):
        return chosen
    asked = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--tags"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "unknown"


def _chalice(folder: Path, stage: str, python: str) -> tuple[Template, Path]:
    """Return what `chalice package` makes of the app, merged with infra/template.yaml: the template and the code."""
    project, out = folder / "project", folder / "chalice"
    for old in (project, out):
        shutil.rmtree(old, ignore_errors=True)
    project.mkdir()
    for name in CODE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, project / name, ignore=shutil.ignore_patterns("__pycache__", "deployments"))
        else:
            shutil.copy(source, project / name)
    (project / "requirements.txt").touch()  # they are in the layer
    command = [sys.executable, "-c", "from chalice.cli import main; main()", "package", "--stage", stage]
    command += ["--merge-template", str(ROOT / "infra" / "template.yaml"), str(out.resolve())]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("INARI_")}
    done = subprocess.run(
        command, cwd=project, env={**inherited, **FOR_READING}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise Failed(f"{done.stdout}\nchalice package failed.")
    code = folder / "code.zip"
    unpacked = folder / "code"
    shutil.rmtree(unpacked, ignore_errors=True)
    shutil.unpack_archive(out / "deployment.zip", unpacked)
    if own := python_of(python):
        compile_all(unpacked, own)
    archive.write(code, archive.files(unpacked))
    return yaml.safe_load((out / "sam.yaml").read_text()), code
