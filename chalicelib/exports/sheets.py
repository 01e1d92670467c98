"""Sheets: what an export answers; CSV with semicolons, as the spreadsheets of a studio read it."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from chalicelib.web.http import Answer


def answer(name: str, rows: Iterable[Sequence[Any]]) -> Answer:
    """Return rows as a sheet that a browser keeps under this name; None is an empty cell, quotes stand where needed."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    headers: dict[str, str | list[str]] = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f"attachment; filename={_file_name(name)}.csv",
    }
    return Answer(200, headers, text.getvalue().encode("utf-8", "replace"))


def _file_name(name: str) -> str:
    """Return a name that a header can hold, whatever a production is called."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "_", plain).strip("_") or "export"
