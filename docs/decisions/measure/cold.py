"""How long a fresh process takes to its first answer, beside `import boto3`; all as whole processes, in turn, in one run.

    python -m docs.decisions.measure.cold [ROUNDS]      from the project's root; 15 rounds take a minute

Wall time and processor time of each process, its interpreter's start included: least and median. Ends with 1 when a limit
of the design is missed: importing at most 1.5 times `import boto3`, the first request at most three warm ones.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from infra.local.emulator import Emulator

WARM = 30  # requests of a process in which the first one's cost disappears

IMPORT = "import app, importlib; importlib.import_module('chalicelib.people.persons.routes')"
ASK = f"{IMPORT}\nimport json, os\nevent = json.loads(os.environ['EVENT'])\n"
ONE = f"{ASK}answer = app.app(event, None)\nassert answer['statusCode'] == 200, answer\n"
MANY = f"{ONE}for _ in range({WARM}): app.app(event, None)\n"
CLIENT = "from botocore.config import Config\nsession.create_client('dynamodb', config=Config(parameter_validation=False))"
CANDIDATES = {
    "nothing": "pass",
    "import boto3": "import boto3",
    "import boto3 and a DynamoDB client": "import boto3; boto3.client('dynamodb')",
    "what a first /data request needs, client made": IMPORT,
    "... and the first request": ONE,
    f"... and {WARM} more": MANY,
    "botocore and a client in its own way": f"import botocore.session\nsession = botocore.session.get_session()\n{CLIENT}",
    "botocore and a client in our way": f"from chalicelib.store import lean\nsession = lean.session()\n{CLIENT}",
}
FROM_SOURCE = "what a first /data request needs, no .pyc files"


def event(token: str) -> dict[str, Any]:
    """Return what API Gateway hands over for a list of people."""
    headers = {"Authorization": f"Bearer {token}"}
    return {
        "httpMethod": "GET", "path": "/data/persons", "resource": "/data/{proxy+}", "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()}, "body": None, "isBase64Encoded": False,
        "multiValueQueryStringParameters": None, "pathParameters": {"proxy": "persons"}, "stageVariables": None,
        "requestContext": {"httpMethod": "GET", "resourcePath": "/data/{proxy+}", "identity": {"sourceIp": "::1"}},
    }  # fmt: skip


def timed(code: str, environment: dict[str, str]) -> tuple[float, float]:
    """Return milliseconds of the clock and of the processor that a process takes for the code."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, stdout=subprocess.DEVNULL)
    clock, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock * 1000, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def measure(rounds: int, environment: dict[str, str]) -> dict[str, list[tuple[float, float]]]:
    """Return the times of each candidate, all in turn."""
    runs = {name: (code, environment) for name, code in CANDIDATES.items()}
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as compiled:
        bare = environment | {"PYTHONPYCACHEPREFIX": empty, "PYTHONDONTWRITEBYTECODE": "1"}
        runs[FROM_SOURCE] = (IMPORT, bare)
        environment["PYTHONPYCACHEPREFIX"] = compiled  # of all alike, written in a first round that isn't timed
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for code, surroundings in runs.values():
            timed(code, surroundings)
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
        for _ in range(rounds):
            for name, (code, surroundings) in runs.items():
                found[name].append(timed(code, surroundings))
    return found


def held(found: dict[str, list[tuple[float, float]]], which: int) -> bool:
    """Print how the figures stand to the limits, by the clock (0) or the processor (1); return whether they hold."""
    least = {name: min(times[which] for times in taken) for name, taken in found.items()}
    _, boto3, _, imports, first, more, *_ = least.values()
    warm = (more - first) / WARM
    print(f"  importing: {imports / boto3:.2f} times import boto3 (at most 1.5)")
    print(f"  warm request {warm:.1f} ms; the first one {first - imports:.1f} ms, {(first - imports) / warm:.1f} times (at most 3)")
    return imports <= 1.5 * boto3 and first - imports <= 3 * warm


def main() -> int:
    """Measure on an emulator of its own, print, judge."""
    from tests.harness import Inari

    emulator = Emulator(Path(tempfile.mkdtemp()), pause=3600)
    emulator.wait()
    try:
        token = Inari(emulator.url, "000000000798").client().token or ""
        extra = {"EVENT": json.dumps(event(token)), "AWS_LAMBDA_FUNCTION_NAME": "measured", "INARI_LOCAL": "0"}
        found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 15, dict(os.environ) | extra)
    finally:
        emulator.kill()
    for name, taken in found.items():
        columns = (f"{min(one):6.0f} ({statistics.median(one):4.0f})" for one in zip(*taken, strict=True))
        print(f"{name:<48}" + "   ".join(columns))
    print("by the clock, least of each:")
    by_clock = held(found, 0)
    print("by the processor's time:")
    by_processor = held(found, 1)
    return 0 if by_clock or by_processor else 1


if __name__ == "__main__":
    sys.exit(main())
