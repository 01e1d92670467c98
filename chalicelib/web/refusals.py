"""How each failure is answered: the few shapes of the contract, as a table."""

from collections.abc import Callable
from typing import Any

from chalicelib import errors
from chalicelib.web.http import Answer, json_answer

Shape = Callable[[Any], dict[str, Any]]


def _msg(failure: errors.Failure) -> dict[str, Any]:
    return {"msg": str(failure)}


def _error(failure: errors.Failure) -> dict[str, Any]:
    return {"error": True, "message": str(failure)}


def _error_without_data(failure: errors.Failure) -> dict[str, Any]:
    return {"error": True, "message": str(failure), "data": None}


def _message(failure: errors.Failure) -> dict[str, Any]:
    return {"message": str(failure)}


def _fields(failure: errors.DoesNotFit) -> dict[str, Any]:
    problems = [{"field": failure.field, "message": failure.reason}]
    return {"error": True, "message": str(failure), "data": {"errors": problems}}


def _refused(failure: errors.Refused) -> dict[str, Any]:
    return {"error": True, "message": str(failure), **failure.more}


TABLE: dict[type[errors.Failure], tuple[int, Shape]] = {
    errors.NoToken: (401, _msg),
    errors.ShutOut: (401, _error),
    errors.BadToken: (422, _msg),
    errors.Forbidden: (403, _error),
    errors.NotFound: (404, _error),
    errors.NoSuchMethod: (405, _error),
    errors.MalformedId: (400, _error_without_data),
    errors.NotJson: (400, _error),
    errors.DoesNotFit: (400, _fields),
    errors.BreaksRule: (400, _error_without_data),
    errors.NotStored: (400, _message),
    errors.Taken: (400, _message),
    errors.StillUsed: (400, _message),
    errors.TooLarge: (413, _error),
    errors.Outrun: (409, _error),
    errors.Busy: (503, _error),
}
RETRY_SECONDS = "2"  # when DynamoDB doubles what it takes, that shows within seconds


def answer_to(failure: errors.Failure) -> Answer:
    """Return the answer that tells a client of a failure."""
    if isinstance(failure, errors.Refused):
        return json_answer(failure.status, _refused(failure))
    status, shape = TABLE[type(failure)]
    headers: dict[str, str | list[str]] = {"Retry-After": RETRY_SECONDS} if status == 503 else {}
    return json_answer(status, shape(failure), headers)
