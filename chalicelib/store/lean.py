"""Makes botocore's clients in a quarter of the time: it reads no more of botocore's data than a client needs.

For one client botocore looks into the folders of 400 services, and decodes 1.3 MB of all services' endpoints with
Python's own decoder. What that costs, and what this does, is in docs/decisions/0008-cold-start.md.
"""

import functools
import os
from collections.abc import Callable
from typing import Any, BinaryIO

import botocore.session
import msgspec
from botocore.credentials import CredentialResolver, EnvProvider
from botocore.loaders import JSONFileLoader, Loader

# What is asked of most, by its name in endpoints.json. Other services find their address by their own rules, too.
_WITH_ENDPOINTS = ("dynamodb", "s3")
_ENDPOINTS = "endpoints.json"


class _Partition(msgspec.Struct):
    """A part of the world with clouds of its own, as endpoints.json describes it; services are left as they are."""

    services: dict[str, msgspec.Raw]
    partition: str
    dnsSuffix: str
    regionRegex: str
    regions: dict[str, Any]
    defaults: dict[str, Any]


class _Endpoints(msgspec.Struct):
    """The file of all services' endpoints."""

    partitions: list[_Partition]


class _Files(JSONFileLoader):  # type: ignore[misc]
    """Reads botocore's files, packed or not."""

    def _load_file(self, full_path: str, open_method: Callable[..., BinaryIO]) -> dict[str, Any] | None:
        if not os.path.isfile(full_path):
            return None
        with open_method(full_path, "rb") as file:
            content = file.read()
        if full_path.endswith(_ENDPOINTS):
            return _endpoints(content)
        found: dict[str, Any] = msgspec.json.decode(content)
        return found


def _endpoints(content: bytes) -> dict[str, Any]:
    found = msgspec.json.decode(content, type=_Endpoints)
    partitions = []
    for partition in found.partitions:
        services = {
            name: msgspec.json.decode(partition.services[name])
            for name in _WITH_ENDPOINTS
            if name in partition.services
        }
        own = {name: getattr(partition, name) for name in partition.__struct_fields__}
        partitions.append(own | {"services": services})
    return {"partitions": partitions}


class _Models(Loader):  # type: ignore[misc]
    """Finds the files of a service in botocore's own folder, without looking into those of all others."""

    def __init__(self) -> None:
        super().__init__([self.BUILTIN_DATA_PATH], _Files(), include_default_search_paths=False)

    def list_available_services(self, type_name: str) -> list[str]:  # noqa: ARG002 - botocore's signature
        """Return the names of all folders: one without the wanted file is noticed when it is opened."""
        return os.listdir(self.BUILTIN_DATA_PATH)


@functools.cache
def session() -> Any:
    """Return the process's one session of botocore."""
    made = botocore.session.get_session()
    made.register_component("data_loader", _Models())
    given = EnvProvider()
    if given.load() is not None:  # as in Lambda: then none of the ten other sources is set up, three of them for HTTPS
        made.register_component("credential_provider", CredentialResolver([given]))
    return made
