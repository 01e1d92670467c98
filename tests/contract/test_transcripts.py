"""What the contract's transcripts expect, as far as it was ever met: a step that has passed once passes for ever."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.contract import conformity, transcripts
from tests.guards import secrets
from tests.harness import Inari

SHOWN = 5  # steps that differ, in the message of a failure
KEPT: dict[str, int] = json.loads(transcripts.RATCHET.read_text()) if transcripts.RATCHET.exists() else {}


def described(result: Any) -> str:
    """Return a step that differs, as whoever mends it wants to read it."""
    step = result.step
    lines = [f"#{result.index} {step.get('as')}: {step['method']} {step['path']}", *result.differences[:3]]
    return "\n    ".join(lines)


def leaking(results: Iterable[Any]) -> list[str]:
    """Return the steps whose answers hold a hash, a secret or a hidden field, each with what it is."""
    found = []
    for result in results:
        if result.answer is not None:
            operation = re.sub(r"\{\w+\}", "{}", result.step.get("op") or "?")
            leaked = secrets.leaks(operation, result.answer.headers, result.answer.body)
            found += [f"#{result.index} {operation}: {one}" for one in leaked]
    return found


def contradicting(results: Iterable[Any]) -> list[str]:
    """Return the steps whose answers are not what the OpenAPI document says, each with what differs."""
    judged = [
        (result, conformity.contradiction(result.step.get("op") or "", result.answer))
        for result in results
        if result.answer is not None
    ]
    return [f"#{result.index} {result.step['op']}: {why}" for result, why in judged if why]


@pytest.mark.skipif(
    not transcripts.names(), reason=f"the contract is not beside the repository ({transcripts.CONTRACT})"
)
@pytest.mark.parametrize("name", transcripts.names())
def test_no_fewer_steps_pass_than_ever_before_and_no_answer_leaks_or_contradicts_the_document(
    inari: Inari, name: str, record_property: Callable[[str, object], None]
) -> None:
    results = transcripts.replay(inari, name)

    passed = sum(result.passed for result in results)
    failed = [described(result) for result in results if not result.passed]
    if passed > KEPT.get(name, 0):
        record_property("risen", f"{name}: {KEPT.get(name, 0)} -> {passed} of {len(results)}")
    assert passed >= KEPT.get(name, 0), "\n".join(failed[:SHOWN])
    assert leaking(results) == []
    assert contradicting(results) == []


def test_the_ratchet_names_only_transcripts_that_there_are() -> None:
    if not transcripts.names():
        pytest.skip("the contract is not beside the repository")

    assert set(KEPT) <= set(transcripts.names())
