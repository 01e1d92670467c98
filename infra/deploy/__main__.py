"""`python -m infra.deploy package|deploy|local|destroy|destroy-local|administrator`, as STAGE and the rest say."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.deploy import emulator, package, stack
from infra.deploy.compiled import python_of
from infra.deploy.failed import Failed
from infra.local.console import say, step
from infra.local.settings import ADMINISTRATOR, FIRST_PASSWORD
from infra.tables import ACCOUNT, REGION

ROOT = package.ROOT
LOCAL = "local"  # the stage on the emulator
SENDER = "inari@example.com"  # of its mails, which the emulator keeps: ENDPOINT/_ministack/ses/messages

DEPLOYED = """
Inari answers on {url}

  version     {version}
  log in      curl -s {url}/auth/login -H 'Content-Type: application/json' \\
                -d '{{"email": "{email}", "password": "{password}"}}'
"""
ON_EMULATOR = """  with gazu   gazu.set_host("{url}")
  check       make e2e URL={url} STACK={stack} ENDPOINT={endpoint}
  change      make deploy-local again: it is updated while it answers
  look        aws --endpoint-url {endpoint} (keys {account} and {secret}, region {region}); {log}
  stop        make destroy-local
"""


def tell(text: str) -> None:
    """Print a line of what is going on."""
    say(f"    {text}")


def stage() -> str:
    """Return what STAGE says. Raises Failed when it says nothing."""
    chosen = os.environ.get("STAGE", "")
    if not chosen.isalnum() or not chosen.islower():
        raise Failed("Which one? Lower case letters and digits: make deploy STAGE=prod")
    return chosen


def parameters() -> dict[str, str]:
    """Return what PARAMETERS says: values of the template's parameters, as Name=value, separated by spaces."""
    pairs = [pair.partition("=") for pair in os.environ.get("PARAMETERS", "").split()]
    if wrong := [name for name, sign, _ in pairs if not sign]:
        raise Failed(f"PARAMETERS are written as Name=value, unlike {wrong[0]!r}")
    return {name: value for name, _, value in pairs}


def build_package() -> None:
    """Build the package of a stage, to look at it."""
    made = package.build(package.BUILD, os.environ.get("STAGE", LOCAL), package.ON_AWS, "none")
    say(f"{package.BUILD / 'template.json'}, {len(json.dumps(made.template)) / 1e3:.0f} KB; {made.code}, {made.layer}")


def deploy() -> None:
    """Bring a stage on AWS to what is checked out."""
    name = f"inari-{stage()}"
    at = stack.aws(boto3.Session())
    with step("package"):
        made = package.build(package.BUILD, stage(), package.ON_AWS, at.artifacts)
    if python_of(package.ON_AWS) is None:
        tell(f"No Python {package.ON_AWS} is here to compile the package: new processes take 0.7 s longer to begin.")
    said = stack.deploy(at, name, made, parameters(), tell)
    for key, value in sorted(said.items()):
        say(f"  {key:<24}{value}")
    say(f"\nA new studio has nobody yet: make administrator STAGE={stage()} EMAIL=you@example.com")


def deploy_local() -> None:
    """Bring the stack on the emulator to what is checked out, and start the emulator if need be."""
    data, port = _local()
    say("Deploying to an emulator of AWS")
    with step("emulator"):
        emulator.start(data, port)
    endpoint = f"http://127.0.0.1:{port}"
    at = stack.aws(_local_session(), endpoint, poll=0.1)
    with step("package"):
        made = package.build(package.BUILD, LOCAL, f"3.{sys.version_info.minor}", at.artifacts)
    made = made._replace(template=emulator.adapted(made.template))
    name = f"inari-{LOCAL}"
    _local_session().client("sesv2", endpoint_url=endpoint).create_email_identity(EmailIdentity=SENDER)
    said = stack.deploy(at, name, made, {"MailSender": SENDER, "Protect": "false"} | parameters(), tell)
    with step("administrator"):
        os.environ.pop("AWS_PROFILE", None)  # of the person's own account, which is not meant
        _found(name, said, ADMINISTRATOR, FIRST_PASSWORD, _local_keys(endpoint))
    url = f"http://localhost:{port}/_aws/execute-api/{said['RestAPIId']}/api"
    facts = {
        "url": url,
        "version": said["DeployedVersion"],
        "email": ADMINISTRATOR,
        "password": FIRST_PASSWORD,
        "stack": name,
    }
    say(
        (DEPLOYED + ON_EMULATOR).format(
            **facts, endpoint=endpoint, account=ACCOUNT, secret=emulator.SECRET, region=REGION, log=data
        )
    )
    (data / "url").write_text(url)


def destroy() -> None:
    """Remove a stage from AWS; what holds data stays, and is named."""
    name = f"inari-{stage()}"
    if os.environ.get("CONFIRM") != name:
        raise Failed(f"This removes API and functions. If you mean it: make destroy STAGE={stage()} CONFIRM={name}")
    kept = stack.destroy(stack.aws(boto3.Session()), name, tell)
    if kept:
        say("Tables and buckets stay, with all that they hold. They cost money until you delete them by hand:")
        say("\n".join(f"  {one}" for one in kept))


def destroy_local() -> None:
    """Stop the emulator; its data stay in their folder."""
    data, _ = _local()
    emulator.stop(data)
    say(f"The emulator has stopped. {data} keeps what it held; remove the folder to forget it.")


def administrator() -> None:
    """Make the first administrator of a stage on AWS, with a password that is shown once."""
    email = os.environ.get("EMAIL", "")
    if "@" not in email:
        raise Failed(f"Who? make administrator STAGE={stage()} EMAIL=you@example.com")
    name, password = f"inari-{stage()}", secrets.token_urlsafe(12)
    at = stack.aws(boto3.Session())
    said = stack.outputs(at, name)
    _found(name, said, email, password, {"AWS_DEFAULT_REGION": at.region})
    say(
        DEPLOYED.format(
            url=said["EndpointURL"].rstrip("/"), version=said["DeployedVersion"], email=email, password=password
        )
    )
    say("If there was an administrator of this address before, their password is what it was.")


def _found(name: str, said: dict[str, str], email: str, password: str, more: dict[str, str]) -> None:
    given = {
        "INARI_STACK": name, "INARI_BUCKET": said["FilesBucketName"],
        "INARI_SECRET": package.FOR_READING["INARI_SECRET"], "EMAIL": email, "PASSWORD": password,
    }  # fmt: skip
    command = [sys.executable, "-m", "infra.deploy.administrator"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | given | more, check=False)
    if done.returncode != 0:
        raise Failed("The administrator could not be made; the stack itself is there.")


def _local() -> tuple[Path, int]:
    """Return the folder and the port of the emulator of `make deploy-local`."""
    return Path(os.environ.get("STACK_DATA") or ROOT / ".stack").resolve(), int(os.environ.get("STACK_PORT") or "4600")


def _local_keys(endpoint: str) -> dict[str, str]:
    return {
        "AWS_ACCESS_KEY_ID": ACCOUNT, "AWS_SECRET_ACCESS_KEY": emulator.SECRET, "AWS_DEFAULT_REGION": REGION,
        "INARI_ENDPOINT_URL": endpoint,
    }  # fmt: skip


def _local_session() -> boto3.Session:
    return boto3.Session(aws_access_key_id=ACCOUNT, aws_secret_access_key=emulator.SECRET, region_name=REGION)


COMMANDS = {
    "package": build_package, "deploy": deploy, "local": deploy_local, "destroy": destroy,
    "destroy-local": destroy_local, "administrator": administrator,
}  # fmt: skip


def main() -> int:
    """Do what is asked; what the person can mend is said in a line, not as a traceback."""
    try:
        COMMANDS[sys.argv[1]]()
    except (Failed, BotoCoreError, ClientError) as reason:
        say(f"\n{reason}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
