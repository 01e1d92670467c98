"""Writes docs/endpoints.md: each operation, who may call it, and the function that answers (`make index`)."""

import importlib

from chalicelib.web.routes import Operation
from infra.index import ROOT, topics

PAGE = ROOT / "docs" / "endpoints.md"
HEAD = """# Endpoints

Made by `make index` from the declarations of the topics; a test compares it. From any path to its function: a topic
is the folder `chalicelib/<area>/<topic>/`, and the function stands in its `routes.py`. Those that end with `_list`,
`_create`, `_get`, `_change` and `_delete` are of a plain table: `chalicelib/web/table.py`, with the topic's hooks.

"""


def text() -> str:
    """Return the page as it should be."""
    found = topics()
    lines = [HEAD, f"{sum(len(operations) for operations in found.values())} operations in {len(found)} topics.\n"]
    for topic in found:
        lines += [f"\n## {topic}\n\n", "| operation | who may | function |\n", "|---|---|---|\n"]
        routes = importlib.import_module(f"chalicelib.{topic}.routes").routes
        lines += [_row(operation) for operation in routes.operations]
    return "".join(lines)


def _row(operation: Operation) -> str:
    return f"| `{operation.method} {operation.path}` | {_who(operation)} | `{operation.function.__name__}` |\n"


def _who(operation: Operation) -> str:
    """Return who may, as the permission function's own first line says it."""
    first = (operation.allow.__doc__ or operation.allow.__name__).partition("\n")[0].strip().rstrip(".")
    return first.removeprefix("Allow ").replace("|", "/")


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
