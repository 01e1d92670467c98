"""The rows of a sheet that is imported: read whole, done one by one, and what is wrong is told by its line."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from chalicelib.errors import BreaksRule, Failure, Outrun, Refused

T = TypeVar("T")
SEPARATORS = ";,\t"
QUOTE = '"'
DEFUSED = re.compile(r"'[=+\-@\t\r]")  # how exports to the bucket mark what a spreadsheet would take for a formula
MOST_IN_LINE = 65_536  # characters; a cell of a spreadsheet holds 32,767, and what is told of a row must fit an event


class Row(NamedTuple):
    """A line of a sheet: its number in the file, the header's being 1, and its cells by the names of their columns."""

    number: int
    cells: dict[str, str]

    def text(self, *names: str) -> str:
        """Return the cell of the first of these columns that is there, without blanks around it; "" for none."""
        return next((self.cells[name].strip() for name in names if name in self.cells), "")

    def needed(self, name: str, most: int) -> str:
        """Return a cell that may not be empty, nor longer than `most` characters. Raises BreaksRule."""
        text = self.text(name)
        if not text:
            raise BreaksRule(f"{name}: may not be empty")
        return fitting(name, text, most)


def fitting(name: str, text: str, most: int) -> str:
    """Return a text of at most `most` characters. Raises BreaksRule."""
    if len(text) > most:
        raise BreaksRule(f"{name}: has {len(text)} characters, at most {most}")
    return text


def read(content: bytes) -> list[Row]:
    """Return the rows of a sheet that have anything in them. Raises Refused, naming the line, for one that is none."""
    text = text_of(content)
    return _rows(text, _separator(text))


def text_of(content: bytes) -> str:
    """Return the text of a file in UTF-8. Raises Refused, naming the line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _broken(content.count(b"\n", 0, error.start) + 1, "the text is not UTF-8") from None
    if "\0" in text:
        raise _broken(text.count("\n", 0, text.index("\0")) + 1, "this is no text")
    return text


def _broken(line: int, reason: str) -> Refused:
    return Refused(f"line {line}: {reason}", line_number=line, imported_rows=0)


def _separator(text: str) -> str:
    """Return what stands between the columns of the header: that of which there is most, outside of quotes."""
    header = next((line for line in text.splitlines() if line.strip(SEPARATORS + " ")), None)
    if header is None:
        raise Refused("the sheet is empty")
    plain = "".join(header.split(QUOTE)[::2])
    return max(SEPARATORS, key=plain.count)


def _rows(text: str, separator: str) -> list[Row]:
    lines = _lines(text, separator)
    _, header = next(lines)
    names = [cell.strip() for cell in header]
    return [Row(number, dict(zip(names, map(_as_meant, cells), strict=False))) for number, cells in lines]


def _as_meant(cell: str) -> str:
    return cell[1:] if DEFUSED.match(cell) else cell


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that have anything in them; a line that is broken inside of quotes counts where it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _broken(number, str(error)) from None
        if sum(map(len, cells)) > MOST_IN_LINE:
            raise _broken(number, f"has more than {MOST_IN_LINE} characters")
        if any(cell.strip() for cell in cells):
            yield number, cells


def each(rows: Iterable[Row], needed: Iterable[str], one: Callable[[Row], T]) -> list[T]:
    """Do each row; the first that can't be done ends it, and those before it stay done. Raises Refused with its line.

    `needed` are the columns that must be there.
    """
    done: list[T] = []
    for row in rows:
        try:
            _check_columns(row, needed)
            done.append(one(row))
        except Failure as failure:
            status = 409 if isinstance(failure, Outrun) else 400
            message = f"line {row.number}: {failure}"
            raise Refused(message, status, line_number=row.number, imported_rows=len(done)) from failure
    return done


def _check_columns(row: Row, needed: Iterable[str]) -> None:
    for name in needed:
        if name not in row.cells:
            raise BreaksRule(f"{name}: the column is missing")
