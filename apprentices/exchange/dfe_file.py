"""The Apprenticeship Service bulk upload (a CSV) as rows of values, or everything that is wrong with it."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from apprentices.calendar import age_on, say
from apprentices.errors import BadInput, Problem
from apprentices.exchange.csv_files import Line, read_lines
from apprentices.exchange.dfe_cells import COLUMNS, DfeColumn
from apprentices.exchange.incoming import read_file
from apprentices.exchange.wording import did_you_mean, is_peoples_own, plain_title, quoted
from apprentices.text import plain_name, shown

MOST_ROWS = 100  # as the Apprenticeship Service has it
_AGES = range(15, 115)  # at the start, as the Apprenticeship Service has it
_BY_TITLE = {plain_title(column.title): column for column in COLUMNS}


class DfeRow(NamedTuple):
    """One line of the file: the texts of its cells by title, and their values by field."""

    line: int
    texts: Mapping[str, str]
    values: dict[str, Any]

    @property
    def person(self) -> tuple[str, date] | None:
        """By what a person is known beside the number: name and birthday; None where one is missing."""
        given, family, born = map(self.values.get, ("given_names", "family_name", "date_of_birth"))
        return (plain_name(f"{given} {family}"), born) if given and family and born else None


class DfeFile(NamedTuple):
    """What was read, what is wrong, and the titles of people's own columns."""

    rows: list[DfeRow]
    problems: list[Problem]
    left_out: list[str]


def read_dfe_file(path: Path) -> DfeFile:
    """The rows, and what is wrong with the file; a value that is wrong is missing from its row."""
    name = shown(path.name)
    found = _Found(name)
    try:
        data = read_file(path, name)
        if data.startswith(b"PK\x03\x04"):
            found.refuse('is a workbook; save it as "CSV UTF-8 (comma delimited)"')
        else:
            _read(iter(read_lines(data, name)), found)
    except BadInput as wrong:
        found.problems += wrong.problems
    except OSError as error:
        found.refuse(f"can't be read: {error.strerror}")
    return DfeFile(found.rows, found.problems, found.left_out)


class _Found:
    def __init__(self, file: str) -> None:
        self.rows: list[DfeRow] = []
        self.problems: list[Problem] = []
        self.left_out: list[str] = []
        self._file = file

    def refuse(self, message: str, line: int | None = None, column: str | None = None) -> None:
        self.problems.append(Problem(self._file, line, column, message))


def _read(lines: Iterator[Line], found: _Found) -> None:
    header = next(lines, None)
    if header is None:
        found.refuse("is empty; its first line must name the columns")
        return
    columns = _read_header(header, found)
    if found.problems:
        return  # every row would only repeat what the header lacks
    for number, texts in lines:
        if any(map(str.strip, texts[len(columns) :])):
            help_ = "put a cell that contains a comma in quotes"
            found.refuse(f"has {len(texts)} cells, but the header {len(columns)}; {help_}", number)
        else:
            found.rows.append(_read_row(number, columns, texts, found))
    if len(found.rows) > MOST_ROWS:
        number = len(found.rows)
        found.refuse(
            f"holds {number} people; the Apprenticeship Service takes {MOST_ROWS} at most: divide it"
        )
    if not found.rows and not found.problems:
        found.refuse("holds no people below its header")
    _refuse_doubles(found)


def _read_header(header: Line, found: _Found) -> list[DfeColumn | None]:
    number, titles = header
    while not titles[-1].strip():  # what spreadsheets leave behind at the end
        titles = titles[:-1]
    if len(titles) == 1 and (";" in titles[0] or "\t" in titles[0]):
        found.refuse("the header is one cell; separate the cells with commas", number)
        return []
    columns = [_BY_TITLE.get(plain_title(title)) for title in titles]
    for place, (title, column) in enumerate(zip(titles, columns, strict=True)):
        if column is None:
            if is_peoples_own(title):
                found.left_out.append(shown(title))
                continue
            guess = did_you_mean(title, [known.title for known in COLUMNS])
            found.refuse(f"{quoted(title)} is no column of the Apprenticeship Service's file{guess}", number)
        elif column in columns[:place]:
            found.refuse("stands twice in the header", number, column.title)
    for column in COLUMNS:
        if column.enter and column not in columns:
            found.refuse("is missing from the header, but needed", number, column.title)
    return columns


def _read_row(number: int, columns: list[DfeColumn | None], texts: list[str], found: _Found) -> DfeRow:
    cells = {column: text.strip() for column, text in zip(columns, texts, strict=False) if column}
    values: dict[str, Any] = {}
    for column in COLUMNS:
        text = cells.get(column, "")
        if column.field is None or not text:
            if column.enter:
                found.refuse(column.enter, number, column.title)
            continue
        try:
            values[column.field] = column.read(text)
        except ValueError as wrong:
            found.refuse(str(wrong), number, column.title)
    for title, message in _wrong_together(values):
        found.refuse(message, number, title)
    return DfeRow(number, {column.title: text for column, text in cells.items()}, values)


def _wrong_together(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Title and message for values that are right, but not beside each other."""
    born, start, end = (values.get(field) for field in ("date_of_birth", "starts_on", "ends_on"))
    if born and start and (age := age_on(born, start)) not in _AGES:
        yield (
            "DateOfBirth",
            "The date of birth must show that the apprentice is at least 15 and not older than 115 years at "
            f"the start of the training; it makes {age} years on {say(start)}",
        )
    if start and end and end.replace(day=1) < start:  # the file knows the month alone
        yield (
            "EndDate",
            f"Enter an end date that is after the start date, {say(start)}; "
            "the service counts a month from its first day",
        )
    total, less = values.get("total_hours"), values.get("less_hours")
    if less and total is not None and less >= total:
        yield "TrainingHoursReduction", f"Enter a reduction that is lower than the {total:,} hours in total"


def _refuse_doubles(found: _Found) -> None:
    """A person has one apprenticeship in a programme: two rows of one are a slip or two apprenticeships."""
    by_number: dict[str, DfeRow] = {}
    by_name: dict[tuple[str, date], DfeRow] = {}
    for row in found.rows:
        uln, person = row.values.get("uln"), row.person
        if uln is None:
            continue
        other = by_number.setdefault(uln, row)
        namesake = by_name.setdefault(person, row) if person else row
        if other is not row:
            message = f"The unique learner number {uln} has already been used on line {other.line}"
            found.refuse(f"{message}; {_what_to_keep(row.values, other.values)}", row.line, "ULN")
        elif namesake is not row:
            message = (
                f"This name and date of birth stand on line {namesake.line} already, with another unique"
            )
            found.refuse(f"{message} learner number; keep the row whose number is right", row.line, "ULN")


def _what_to_keep(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    if not all(field in values for field in ("starts_on", "ends_on") for values in (one, other)):
        return "keep one of the two rows"
    begin, end = max(one["starts_on"], other["starts_on"]), min(one["ends_on"], other["ends_on"])
    if begin <= end:
        return f"both run from {say(begin)} to {say(end)}: keep the right one, or correct the number"
    return "a person has one apprenticeship in a programme: keep the row of the one that is planned here"
