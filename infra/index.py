"""Writes chalicelib/index.py: which topic answers which operation (`make index`); a test compares it."""

import importlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INDEX = ROOT / "chalicelib" / "index.py"
HEAD = '''"""Which topic answers which operation; made by `make index`, so that a request imports its own topic only."""

TOPICS: dict[str, tuple[str, ...]] = {
'''


def topics() -> dict[str, tuple[str, ...]]:
    """Return the operations of each topic, as "METHOD path"."""
    found = {}
    for file in sorted((ROOT / "chalicelib").rglob("routes.py")):
        if file.parent.name == "web":
            continue
        topic = ".".join(file.parent.relative_to(ROOT / "chalicelib").parts)
        routes = importlib.import_module(f"chalicelib.{topic}.routes").routes
        found[topic] = tuple(f"{operation.method} {operation.path}" for operation in routes.operations)
    return found


def text() -> str:
    """Return the module as it should be."""
    lines = [HEAD]
    for topic, operations in topics().items():
        lines.append(f'    "{topic}": (\n')
        lines += [f'        "{operation}",\n' for operation in operations]
        lines.append("    ),\n")
    return "".join([*lines, "}\n"])


if __name__ == "__main__":
    INDEX.write_text(text(), encoding="utf-8")
