"""An emulator of AWS that goes on after its command has ended, for the stack of `make deploy-local`.

It is another than that of `make run`: its data lie in a folder of its own, and it holds functions and an API, too.
"""

import copy
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

from infra.deploy.failed import Failed
from infra.tables import ACCOUNT, REGION

SECRET = "local"  # of the access key that may do everything; nobody else can reach the emulator
START_SECONDS = 60.0
STOP_SECONDS = 120.0


def running(port: int) -> bool:
    """Return whether an emulator answers on the port."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_ministack/health", timeout=2):
            return True
    except OSError:
        return False


def start(data: Path, port: int) -> None:
    """Start the emulator of the folder, unless it runs; it refuses what a role does not allow, as AWS does."""
    if running(port):
        if not _is_here(data):
            raise Failed(f"Another emulator than that of {data} answers on port {port}: choose one with STACK_PORT=…")
        return
    data.mkdir(parents=True, exist_ok=True)
    with (data / "emulator.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "ministack"],
            cwd=data,
            env=_environment(data, port),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # it stays when the terminal is closed
        )
    (data / "emulator.pid").write_text(str(process.pid))
    deadline = time.monotonic() + START_SECONDS
    while not running(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise Failed(f"The emulator of AWS does not run on port {port}; see {data / 'emulator.log'}")
        time.sleep(0.1)


def adapted(template: dict[str, Any]) -> dict[str, Any]:
    """Return the template as the emulator needs it: it judges the sending of a mail without its sender's identity."""
    made = copy.deepcopy(template)
    (policy,) = made["Resources"]["SendMailsRole"]["Properties"]["Policies"]
    for statement in policy["PolicyDocument"]["Statement"]:
        if statement["Action"] == "ses:SendEmail":
            statement["Resource"] = "*"
    return made


def _is_here(data: Path) -> bool:
    """Return whether the folder's emulator runs."""
    pid = data / "emulator.pid"
    return pid.exists() and _is_emulator(int(pid.read_text()))


def stop(data: Path) -> None:
    """Have the folder's emulator save what it holds, and end."""
    pid = data / "emulator.pid"
    if not pid.exists():
        return
    number = int(pid.read_text())
    deadline = time.monotonic() + STOP_SECONDS
    while _is_emulator(number) and time.monotonic() < deadline:
        os.kill(number, signal.SIGTERM)
        time.sleep(0.5)
    pid.unlink()


def _is_emulator(number: int) -> bool:
    """Return whether the process is still what was started: a number is given to another one some day."""
    asked = subprocess.run(["ps", "-o", "stat=,args=", "-p", str(number)], capture_output=True, text=True, check=False)
    return "ministack" in asked.stdout and not asked.stdout.startswith("Z")


def _environment(data: Path, port: int) -> dict[str, str]:
    """Return the emulator's environment, which its functions inherit: nothing of this shell's AWS or Inari."""
    mine = {
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "PERSIST_STATE": "1",
        "STATE_DIR": str(data / "state"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(data / "objects"),
        "AUTH": "true",  # policies are held
        "LOG_LEVEL": "WARNING",
        "IOT_MTLS_ENABLED": "0",  # listeners that nobody asked for
        "SFTP_ENABLED": "0",
        "DOCKER_HOST": "unix:///nonexistent",  # at its start it would remove containers, perhaps somebody else's
    }
    strange = ("AWS_", "MINISTACK_", "INARI_", "LAMBDA_")
    return {name: value for name, value in os.environ.items() if not name.startswith(strange)} | mine
