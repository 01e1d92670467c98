"""Commits a request in one transaction: everything or nothing, and says why when it is nothing."""

from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from chalicelib.changes import Changes
from chalicelib.errors import Busy, Failure, Outrun, TooLarge
from chalicelib.store import calls, files, reading
from chalicelib.store.busy import THROTTLED
from chalicelib.store.plan import Operation, Plan
from chalicelib.store.tables import transaction_connection

MOST_WRITES = 100  # of one DynamoDB transaction; larger work is done in parts, see store/work.py


class TooMuch(Exception):
    """A commit of more than DynamoDB takes at once: its caller must do it in parts."""


def commit(changes: Changes) -> None:
    """Write everything or nothing, then delete the files that are not needed any more, and start what has work now.

    Raises Outrun when somebody was faster, Busy when the tables take no more, Taken for a value that another record
    has, TooMuch beyond 100 operations, TooLarge for an item of over 400 KB.
    """
    if not changes:
        return
    plan = Plan(changes)
    operations = plan.operations()
    if len(operations) > MOST_WRITES:
        files.delete(*plan.bodies)
        raise TooMuch(f"{len(operations)} writes in one commit, at most {MOST_WRITES}")
    if operations:
        _send(operations, plan.bodies)
        reading.learn(plan.addresses)
    if plan.obsolete:
        files.delete(*plan.obsolete)
    for function in changes.calls:
        calls.start(function)


def _send(operations: list[Operation], bodies: list[str]) -> None:
    try:
        with TransactWrite(connection=transaction_connection()) as transaction:
            for operation in operations:
                operation.send(transaction)
    except TransactWriteError as error:
        # Surely nothing was written then: nothing points to these files.
        if error.cancellation_reasons or _is_too_large(error):
            files.delete(*bodies)
        failure = _failure(error, operations)
        if failure is error:
            raise
        raise failure from error


def _failure(error: TransactWriteError, operations: list[Operation]) -> Exception:
    """Return the failure that a cancelled transaction stands for; what passes by itself counts before what is taken."""
    reasons = error.cancellation_reasons
    if _is_too_large(error):
        return TooLarge("this is more than can be kept of one thing: leave some out, or attach it as a file")
    if not reasons:
        return _passing(_said(error)[0]) or error
    failures = [
        operation.failure if reason.code == "ConditionalCheckFailed" else _passing(reason.code)
        for operation, reason in zip(operations, reasons, strict=False)
        if reason is not None
    ]
    known = [failure for failure in failures if failure is not None]
    again = next((failure for failure in known if isinstance(failure, (Outrun, Busy))), None)
    return again or next(iter(known), error)


def _passing(code: str | None) -> Failure | None:
    """Return the failure that passes by itself which a code stands for, None if it stands for none."""
    if code in THROTTLED:
        return Busy()
    return Outrun() if code in _CONFLICTS else None


def _is_too_large(error: TransactWriteError) -> bool:
    """Return whether an item would be over DynamoDB's 400 KB: a long body has a file, but rows and links do not."""
    said = [_said(error)]
    said += [(reason.code, reason.message) for reason in error.cancellation_reasons if reason is not None]
    return any("Validation" in (code or "") and "exceeded the maximum" in (text or "") for code, text in said)


def _said(error: TransactWriteError) -> tuple[str | None, str | None]:
    """Return code and message of DynamoDB's answer, None without one; PynamoDB's own properties fail there."""
    response = getattr(error.cause, "response", None)
    said = response.get("Error", {}) if isinstance(response, dict) else {}
    return said.get("Code"), said.get("Message")


_CONFLICTS = frozenset({"TransactionConflict", "TransactionConflictException"})
