"""The answer for a path that a production's file tree can't make."""

from typing import Any

from chalicelib.errors import BreaksRule
from chalicelib.web.http import Answer, json_answer


def no_path(failure: BreaksRule, received: Any) -> Answer:
    """Return the refusal that says what was asked for; unlike a failure it lets the request's changes stand."""
    return json_answer(400, {"message": str(failure), "received_data": received})
