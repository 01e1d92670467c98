"""Compiles what is deployed, because each process of a function would do it anew.

On 2 cores here the first request of a fresh process took 1,090 ms of processor without it and 324 ms with it
(docs/decisions/0008-cold-start.md).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from infra.deploy.failed import Failed


def python_of(version: str) -> str | None:
    """Return a Python of this version that runs here, None if there is none: only it makes what Lambda's takes."""
    if version == f"3.{sys.version_info.minor}":
        return sys.executable
    found = [shutil.which(f"python{version}"), *Path.home().glob(f".pyenv/versions/{version}.*/bin/python")]
    return next((str(path) for path in found if path is not None and _runs(path)), None)


def _runs(path: str | Path) -> bool:
    return subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0


def compile_all(folder: Path, python: str) -> None:
    """Put beside each module in the folder what this Python has made of it; it is never compared with its source.

    Raises Failed. What is made of the same modules is the same, so that nothing is deployed that has not changed.
    """
    command = [python, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
    command += ["-s", str(folder), str(folder)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONHASHSEED": "0"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise Failed(f"{done.stdout}\nNot all modules could be compiled.")
