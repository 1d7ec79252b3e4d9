"""The lines of a CSV file, or in plain words why it can't be read."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from apprentices.errors import BadInput, Problem
from apprentices.exchange.escaping import unescape

Line = tuple[int, list[str]]  # the number of the physical line on which it starts, and its cells

MOST_LINES, LONGEST_LINE = 500_000, 1_000_000
_SAVE_AS = 'save it as "CSV UTF-8 (comma delimited)"'
# A quoted cell, from the start of the cell; the group is empty when the quote is never closed.
_QUOTED_CELL = r'(?:\A|(?<=[{separator}\r\n]))"(?:[^"]|"")*+("?)'
# By this line, which is no part of the table, spreadsheet programs tell each other what parts the cells.
_SEPARATOR_LINE = re.compile(r'("?)sep=([,;\t|])\1[,;\t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)


def read_lines(data: bytes, file: str) -> Iterator[Line]:
    """The lines of the file, header included, without blank ones; raises BadInput at the first bad one.

    A comma parts the cells, or what a first line such as `sep=;` says, which is not handed on.
    """
    _refuse_long(data, file)
    text = decode(data, file)
    told = _SEPARATOR_LINE.match(text)
    separator = told[2] if told else ","
    lines = _bounded(text, file)
    if told:
        next(lines)
    reader = csv.reader(lines, strict=True, delimiter=separator)
    before = start = 2 if told else 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            raise BadInput([_bad_quotes(text, start, str(wrong), file, separator)]) from None
        if any(map(str.strip, cells)):
            yield start, [unescape(cell) for cell in cells]
        start = reader.line_num + before


def _refuse_long(data: bytes, file: str) -> None:
    lines = max(data.count(b"\n"), data.count(b"\r"))
    if lines > MOST_LINES:
        message = f"has {lines:,} lines; {MOST_LINES:,} are the most that are read: divide it"
        raise BadInput([Problem(file, None, None, message)])


def _bounded(text: str, file: str) -> Iterator[str]:
    """The physical lines, none of them longer than a table's can be."""
    for number, line in enumerate(StringIO(text, newline=""), start=1):
        if len(line) > LONGEST_LINE:
            message = (
                f"the line has {len(line):,} characters, and {LONGEST_LINE:,} are the most that are read"
            )
            raise BadInput([Problem(file, number, None, f"{message}; {_SAVE_AS}")])
        yield line


def decode(data: bytes, file: str) -> str:
    """The text of the file; raises BadInput where it is no text, or not in UTF-8."""
    wrong = _not_text(data)
    if wrong:
        raise BadInput([Problem(file, None, None, wrong)])
    nul = data.find(b"\0")
    if nul >= 0:
        message = "holds a NUL byte (0x00), so it is no text file; export it again"
        raise BadInput([Problem(file, _line_after(data[:nul]), None, message)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The decoder counts from behind the byte order mark.
        at = error.start + len(data) - len(error.object)
        message = f"the byte 0x{data[at]:02X} is not UTF-8; {_SAVE_AS}"
        raise BadInput([Problem(file, _line_after(data[:at]), None, message)]) from None


def _not_text(data: bytes) -> str | None:
    if data.startswith(b"PK\x03\x04"):
        return "is a workbook and no CSV; rename it so that it ends in .xlsx"
    # Latin letters in UTF-16 are a letter and a NUL each, in one order or the other.
    sample = data[:200]
    halves = (sample[::2], sample[1::2])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or any(half.count(0) * 2 > len(half) for half in halves):
        return f"is in UTF-16, not UTF-8; {_SAVE_AS}"
    return None


def _line_after(before: bytes) -> int:
    """The number of the line that stands behind these bytes."""
    return 1 + len(re.findall(rb"\r\n|\r|\n", before))


def _bad_quotes(text: str, start: int, reason: str, file: str, separator: str) -> Problem:
    """What is wrong with the quotes of the row that starts on that line."""
    if "expected after" in reason:
        message = "a quoted cell goes on after its closing quote; double the quotes inside a cell"
        return Problem(file, start, None, message)
    rest = "".join(islice(StringIO(text, newline=""), start - 1, None))
    quoted = _QUOTED_CELL.format(separator=separator)
    opened = next((cell.start() for cell in re.finditer(quoted, rest) if not cell[1]), None)
    if opened is None:
        message = f"a cell is longer than {csv.field_size_limit():,} characters"
        return Problem(file, start, None, message)
    line = start - 1 + _line_after(rest[:opened].encode())
    return Problem(file, line, None, 'the quote (") that opens on this line is never closed')
