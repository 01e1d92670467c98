"""Puts the packages of requirements.txt into a layer for Lambda, without what no function uses.

Wheels only, and those of Lambda's machine: Chalice's own packager builds a package from source when its wheel is too
new for the machine, and such a Pillow looks for libraries that Lambda doesn't have (docs/decisions/0007-stack.md).
"""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

from infra.deploy import archive
from infra.deploy.compiled import compile_all, python_of
from infra.deploy.failed import Failed

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements.txt"
PLACE = "python"  # where Lambda looks for modules in a layer
MOST_BYTES = 60_000_000  # of the whole package, unzipped (design, section 7)
# Amazon Linux 2023, under Python 3.12 and later, has glibc 2.34; wheels for older ones run there.
PLATFORMS = ("manylinux_2_34_x86_64", "manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")
# The services that chalicelib/store speaks to. Signing needs no model; sts is for roles outside of Lambda only.
SERVICES = ("dynamodb", "lambda", "s3", "secretsmanager", "sesv2")
# Plain files of botocore/data that describe no service.
SHARED = ("endpoints.json", "partitions.json", "sdk-default-configuration.json", "_retry.json")
# What a running program never reads; and cffi without its core, which only makes modules like cryptography's.
UNUSED = re.compile(
    r"/__pycache__/|\.(pyi|pyx|pxd|c|h)$|/tests?/|\.dist-info/(RECORD|licenses/|sboms/)"
    r"|^python/(bin|cffi|pycparser)/|^python/PIL/_imagingtk\."
)


def build(folder: Path, python: str) -> Path:
    """Return the layer as a zip in the folder; made once for each requirements.txt, Python and state of this module."""
    wanted = REQUIREMENTS.read_bytes() + f"{python} {python_of(python)}".encode() + Path(__file__).read_bytes()
    made = folder / f"layer-{hashlib.sha256(wanted).hexdigest()[:16]}.zip"
    if not made.exists():
        unpacked = folder / "layer"
        shutil.rmtree(unpacked, ignore_errors=True)
        _install(unpacked / PLACE, python)
        for name, path in archive.files(unpacked).items():
            if not used(name):
                path.unlink()
        if own := python_of(python):
            compile_all(unpacked, own)
        archive.write(made, archive.files(unpacked))
        shutil.rmtree(unpacked)
    return made


def used(name: str) -> bool:
    """Return whether a file of an installed package is needed by a function."""
    data = re.match(rf"{PLACE}/botocore/data/([^/]+)(/.*)?$", name)
    if data:
        return data[1] in (SERVICES if data[2] else SHARED)
    return not UNUSED.search(name)


def _install(into: Path, python: str) -> None:
    platforms = [part for platform in PLATFORMS for part in ("--platform", platform)]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    command += ["--target", str(into), "--python-version", python, "--implementation", "cp"]
    command += ["--only-binary", ":all:", *platforms, "-r", str(REQUIREMENTS)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise Failed(f"{done.stdout}\nThe packages of requirements.txt could not be had as wheels for Python {python}.")
