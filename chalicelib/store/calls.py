"""Calls other functions of the stack, which run by themselves and answer nobody."""

import datetime as dt
import logging
from typing import Any

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.store.tables import client

logger = logging.getLogger("inari.jobs")


def start(function: str) -> None:
    """Have a function run at once, as if its time had come; if it can't be reached it runs when it has."""
    payload = msgspec.json.encode(due(dt.datetime.now(dt.UTC)))
    try:
        client("lambda").invoke(FunctionName=function, InvocationType="Event", Payload=payload)
    except (BotoCoreError, ClientError):
        logger.exception("%s could not be called and waits for its timetable", function)


def due(now: dt.datetime) -> dict[str, Any]:
    """Return the event with which a timetable calls a function at this moment."""
    return {
        "version": "0", "id": "", "detail-type": "Scheduled Event", "source": "inari", "account": "", "region": "",
        "time": now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "resources": [], "detail": {},
    }  # fmt: skip
