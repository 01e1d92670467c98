"""Sheets: what an export answers; CSV with semicolons, as the spreadsheets of a studio read it."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from chalicelib.web.http import Answer

CONTENT_TYPE = "text/csv; charset=utf-8"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def answer(name: str, rows: Iterable[Sequence[Any]]) -> Answer:
    """Return rows as a sheet that a browser keeps under this name."""
    headers: dict[str, str | list[str]] = {
        "Content-Type": CONTENT_TYPE,
        "Content-Disposition": f"attachment; filename={file_name(name)}.csv",
    }
    return Answer(200, headers, content(rows))


def content(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows as the bytes of a sheet; None is an empty cell, quotes stand where needed."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8", "replace")


def defused(row: Sequence[Any]) -> list[Any]:
    """Return a row none of whose texts a spreadsheet takes for a formula; imports/rows.py takes the mark off again.

    The first letters are those of OWASP's page on CSV injection.
    """
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell for cell in row]


def file_name(name: str) -> str:
    """Return a name that a header and a bucket can hold, whatever a production is called."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "_", plain).strip("_") or "export"
