"""Works out, from a function's signature, what an operation needs of a request; done once, when it is first called."""

import functools
import inspect
import types
import typing
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.store.records import Only, Record
from chalicelib.web.body import Sent
from chalicelib.web.http import Request
from chalicelib.web.routes import Operation
from chalicelib.web.tokens import Token


class Wanted(NamedTuple):
    """A record that an operation needs: `optional` ones may be missing."""

    name: str
    type: type[Record]
    optional: bool
    fits: Callable[[Any], bool] | None


class Bound(NamedTuple):
    """What an operation's functions take."""

    operation: Operation
    path_records: dict[str, Wanted]
    other_records: dict[str, Wanted]
    texts: tuple[str, ...]
    body: Any
    query: Any
    takes: frozenset[str]
    allow_takes: frozenset[str]


class Unbindable(TypeError):
    """A signature that can't be served; the message names the operation and the parameter."""


_GIVEN: dict[str, Any] = {
    "by": Actor, "changes": Changes, "request": Request, "sent": Sent, "token": Token, "production": Production,
    "stamps": str,
}  # fmt: skip


@functools.cache
def bound(operation: Operation) -> Bound:
    """Return what an operation needs. Raises Unbindable."""
    variables = set(_variables(operation.path))
    parameters = _parameters(operation.function)
    allow_parameters = _parameters(operation.allow)
    path_records: dict[str, Wanted] = {}
    other_records: dict[str, Wanted] = {}
    texts: list[str] = []
    body = query = None
    for name, hint in {**allow_parameters, **parameters}.items():
        wanted = _record(name, hint)
        if wanted is not None:
            (path_records if f"{name}_id" in variables else other_records)[name] = wanted
        elif name in variables:
            texts.append(name)
        elif name == "body":
            body = hint
        elif name == "query":
            query = hint
        elif name not in _GIVEN:
            raise Unbindable(f"{operation.method} {operation.path}: nothing gives {name}")
    unused = variables - {f"{name}_id" for name in path_records} - set(texts)
    if unused:
        raise Unbindable(f"{operation.method} {operation.path}: nobody takes {', '.join(sorted(unused))}")
    order = list(_variables(operation.path))
    in_order = dict(sorted(path_records.items(), key=lambda entry: order.index(f"{entry[0]}_id")))
    return Bound(
        operation,
        in_order,
        other_records,
        tuple(texts),
        body,
        query,
        frozenset(parameters),
        frozenset(allow_parameters),
    )


def _parameters(function: Callable[..., Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(function, include_extras=True)
    return {name: hints.get(name, Any) for name in inspect.signature(function).parameters}


def _record(name: str, hint: Any) -> Wanted | None:
    optional = False
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        options = [option for option in typing.get_args(hint) if option is not type(None)]
        if len(options) != 1:
            return None
        hint, optional = options[0], True
    fits = None
    if typing.get_origin(hint) is Annotated:
        fits = next((extra.fits for extra in hint.__metadata__ if isinstance(extra, Only)), None)
        hint = typing.get_args(hint)[0]
    if isinstance(hint, type) and issubclass(hint, Record):
        return Wanted(name, hint, optional, fits)
    return None


def _variables(path: str) -> list[str]:
    return [part.partition("}")[0] for part in path.split("{")[1:]]
