"""Decision 0003: what each package weighs on disk and in a cold start, what bcrypt costs, how PynamoDB opens clients.

python docs/decisions/measure/dependencies.py   (a minute; starts its own MiniStack on port 4611)
"""

import base64
import hashlib
import importlib.metadata
import os
import statistics
import subprocess
import sys
import time
from typing import Any

import emulator

RUNS = 7
PACKAGES = {
    "bcrypt": "bcrypt", "msgspec": "msgspec, msgspec.json", "isal": "isal.igzip", "multipart": "multipart",
    "email-validator": "email_validator", "pyjwt": "jwt", "pynamodb": "pynamodb.models", "boto3": "boto3",
    "botocore": "botocore.session", "pillow": "PIL.Image", "chalice": "chalice", "waitress": "waitress",
    "ministack": "ministack", "pyotp": "pyotp", "fido2": "fido2.server",
    "dnspython": "dns.resolver", "cryptography": "cryptography.hazmat.primitives.asymmetric.rsa", "pyyaml": "yaml",
}  # fmt: skip
GROUPS = {
    "boto3": "import boto3",
    "botocore.session": "import botocore.session",
    "boto3, a DynamoDB client made": "import boto3; boto3.client('dynamodb', region_name='eu-west-1')",
    "botocore.session, a DynamoDB client made": (
        "import botocore.session; botocore.session.get_session().create_client('dynamodb', region_name='eu-west-1')"
    ),
    "chalice + pynamodb + msgspec": "import chalice, pynamodb.models, msgspec",
    "chalice + pynamodb + msgspec + jwt, no cryptography": (
        "import sys; sys.modules['cryptography'] = None; import chalice, pynamodb.models, msgspec, jwt"
    ),
    "chalice + pynamodb + msgspec + jwt, with cryptography": "import chalice, pynamodb.models, msgspec, jwt",
    "the same + isal + multipart": "import chalice, pynamodb.models, msgspec, isal.igzip, multipart",
    "jwt, no cryptography": "import sys; sys.modules['cryptography'] = None; import jwt",
    "hmac, hashlib, json (a token by hand)": "import hmac, hashlib, json, base64",
}


def megabytes(package: str) -> float:
    files = importlib.metadata.files(package) or []
    return sum(os.stat(path).st_size for path in (f.locate() for f in files) if os.path.exists(path)) / 1e6


def fresh(statements: dict[str, str], before: str = "") -> dict[str, tuple[float, float]]:
    """Milliseconds of each in fresh processes, in turn: median and least; the interpreter's start is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in statements}
    for _ in range(RUNS + 1):
        for name, code in statements.items():
            clock = "time.perf_counter()"
            timed = f"import time\n{before}\nbegan = {clock}\n{code}\nprint(({clock} - began) * 1000)"
            out = subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True).stdout
            taken[name].append(float(out))
    return {name: (statistics.median(times[1:]), min(times[1:])) for name, times in taken.items()}


def hashing() -> None:
    import bcrypt

    def hashed(password: str) -> bytes:
        """What bcrypt gets: 44 characters of any password, however long, with no zero byte."""
        return base64.b64encode(hashlib.sha256(password.encode()).digest())

    for rounds in (10, 11, 12, 13):
        salt, times = bcrypt.gensalt(rounds), []
        for _ in range(5):
            began = time.perf_counter()
            bcrypt.hashpw(hashed("mysecretpassword" * 9), salt)
            times.append((time.perf_counter() - began) * 1000)
        print(f"bcrypt, {rounds} rounds: {statistics.median(times):.0f} ({min(times):.0f}) ms")


def connecting() -> None:
    """The first call of each model class, with a connection of its own and with one for all."""
    from pynamodb.attributes import UnicodeAttribute
    from pynamodb.models import Model

    one = emulator.start()
    emulator.table(one, "records")
    meta = {"table_name": "records", "host": emulator.URL, "region": emulator.REGION}

    class Own(Model):
        partition = UnicodeAttribute(hash_key=True)
        sort = UnicodeAttribute(range_key=True)

    class Shared(Own):
        @classmethod
        def _get_connection(cls) -> Any:
            table = super()._get_connection()
            table.connection._client = one
            return table

    def first_call(base: type[Model], at: int) -> float:
        model = type(f"Model{at}", (base,), {"Meta": type("Meta", (), meta), "_connection": None})
        began = time.perf_counter()
        list(model.query("nothing"))
        return (time.perf_counter() - began) * 1000

    for name, base in (("a connection each", Own), ("one client for all", Shared)):
        times = [first_call(base, at) for at in range(7)]
        print(f"first Query of a model class, {name}: {statistics.median(times):.1f} ({min(times):.1f}) ms")


def main() -> None:
    times = fresh({name: f"import {modules}" for name, modules in PACKAGES.items()})
    for name in PACKAGES:
        version = importlib.metadata.version(name)
        print(f"{name} {version}: {megabytes(name):.1f} MB, import {times[name][0]:.1f} ({times[name][1]:.1f}) ms")
    base = "sys.modules['cryptography'] = None; import chalice, pynamodb.models, msgspec"
    late = ("bcrypt", "jwt", "isal.igzip", "multipart", "email_validator", "PIL.Image", "boto3", "pyotp")
    print("on top of chalice, pynamodb and msgspec:")
    statements = {one: f"import {one}" for one in late}
    statements["fido2"] = "del sys.modules['cryptography']; import fido2.server"
    for name, (median, least) in fresh(statements, f"import sys; {base}").items():
        print(f"    {name}: {median:.1f} ({least:.1f}) ms")
    for name, (median, least) in fresh(GROUPS).items():
        print(f"{name}: {median:.0f} ({least:.0f}) ms")
    hashing()
    connecting()


if __name__ == "__main__":
    main()
