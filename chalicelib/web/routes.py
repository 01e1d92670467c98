"""How a topic declares its operations: path, who may call, and the function that answers."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
Allow = Callable[..., bool]


class Operation(NamedTuple):
    """One method of one path.

    malformed: the status for an id in the path that is none. foreign: the status for a record that lives below another
    one than the path says. body_first: the body is judged before the caller, as the contract has it here and there.
    terse: a body that doesn't fit is answered without the list of its fields. token: the kind of token that is wanted.
    plain: the kind of record whose plain operation it is, for those that web/table.py declares.
    production_in: whether the production that counts is that of the path's records, or the `project_id` of the body or
    the query. enrols: whether it is open to somebody who must enrol a second factor before anything else. shows: the
    type of the answer's JSON, where the function's own says too little (see web/answers.py).
    """

    method: str
    path: str
    function: Callable[..., Any]
    allow: Allow
    status: int = 200
    malformed: int = 404
    foreign: int = 404
    body_first: bool = False
    token: str = "access"
    enrols: bool = False
    production_in: str = "path"
    terse: bool = False
    plain: Any = None
    shows: Any = None

    @property
    def name(self) -> str:
        """Return the operation's name for logs and docs: its topic and function."""
        module = self.function.__module__.removeprefix("chalicelib.").removesuffix(".routes")
        return f"{module}.{self.function.__name__}"


class Routes:
    """The operations of a topic; `module` is the name of its routes module."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.operations: list[Operation] = []

    def add(self, method: str, path: str, function: Callable[..., Any], allow: Allow, **options: Any) -> None:
        """Declare an operation."""
        if any((one.method, one.path) == (method, path) for one in self.operations):
            raise ValueError(f"{method} {path} is declared twice")
        self.operations.append(Operation(method, path, function, allow, **options))

    def _declare(self, method: str, path: str, allow: Allow, options: dict[str, Any]) -> Callable[[F], F]:
        def declared(function: F) -> F:
            self.add(method, path, function, allow, **options)
            return function

        return declared

    def get(self, path: str, *, allow: Allow, **options: Any) -> Callable[[F], F]:
        """Declare an operation that reads."""
        return self._declare("GET", path, allow, options)

    def post(self, path: str, *, allow: Allow, **options: Any) -> Callable[[F], F]:
        """Declare an operation that makes something; it answers 201 unless another status is given."""
        return self._declare("POST", path, allow, {"status": 201} | options)

    def put(self, path: str, *, allow: Allow, **options: Any) -> Callable[[F], F]:
        """Declare an operation that changes something."""
        return self._declare("PUT", path, allow, options)

    def delete(self, path: str, *, allow: Allow, **options: Any) -> Callable[[F], F]:
        """Declare an operation that removes something; it answers 204 without a body."""
        return self._declare("DELETE", path, allow, {"status": 204} | options)
