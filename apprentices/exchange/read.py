"""Read a programme folder, CSVs and workbooks: all rows, or every problem of every file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from apprentices.columns import Table
from apprentices.errors import BadInput, Problem
from apprentices.exchange.csv_files import Line, read_lines
from apprentices.exchange.incoming import read_file
from apprentices.exchange.rows import CheckSetting, identity_of_key, key_of_cells, read_row
from apprentices.exchange.wording import did_you_mean, is_peoples_own, plain_title, quoted
from apprentices.exchange.workbooks import read_sheets, refuse_xls
from apprentices.programme import CODED, TABLE, TABLES
from apprentices.text import shown

MOST_PROBLEMS = 10_000
PASTED = "pasted"  # what messages call rows that are in no file
READ_ME = "Read me"  # the sheet of a template that explains the others
Place = tuple[str, int]  # a file and the line on which a row starts


@dataclass(slots=True)
class Batch:
    """The rows that were read, by table, and where each of them stands.

    `whole` says that a folder or workbook was read: it stands for a whole programme, so tables that
    are not in it are empty ones. Otherwise only the tables that were given are here. What was refused is
    remembered, so that references to it are not called dangling as well.
    """

    tables: dict[str, list[Any]] = field(default_factory=dict)
    lines: dict[str, list[Place]] = field(default_factory=dict)
    whole: bool = False
    problems: list[Problem] = field(default_factory=list)
    refused: list["Refused"] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)  # tables that could not be read to the end
    columns: dict[str, frozenset[str]] = field(default_factory=dict)  # those of each file's header
    left_out: dict[str, list[str]] = field(
        default_factory=dict
    )  # the titles of people's own columns, by file

    def add_table(self, table: str) -> None:
        """Say that the table was given, even if it has no rows."""
        self.tables.setdefault(table, [])
        self.lines.setdefault(table, [])


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was refused: where it stands, and the texts of its cells by column."""

    table: Table
    place: Place
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Source:
    """One table in one file. `lines` raises BadInput where the file can't be read on."""

    table: Table
    file: str
    lines: Iterable[Line]


def read(paths: Sequence[Path], check_setting: CheckSetting | None = None) -> Batch:
    """Read folders, CSVs and workbooks together; `check_setting` judges settings of rules.

    What is wrong in any of them stands in the batch's `problems`.
    """
    reader = _Reader(check_setting)
    for path in paths:
        reader.read_path(path)
    return reader.batch


def read_pasted(table: Table, text: str, check_setting: CheckSetting | None = None) -> Batch:
    """Read rows of one table as a spreadsheet hands them on: a row a line, its cells parted by tabs.

    The first line may have the titles of the columns; else they are taken in the order of the table's file.
    """
    reader = _Reader(check_setting)
    reader.read_pasted(table, text)
    return reader.batch


class _Reader:
    """What was found so far: rows, problems, and which keys stand where."""

    def __init__(self, check_setting: CheckSetting | None) -> None:
        self.batch = Batch()
        self._check_setting = check_setting
        self._names: set[str] = set()
        self._keys: dict[tuple[str, tuple[Any, ...]], tuple[tuple[Any, ...], Place]] = {}

    def read_path(self, path: Path) -> None:
        """Read a folder, a CSV or a workbook."""
        try:
            if path.is_dir():
                self._read_folder(path)
            elif not path.exists():
                self._refuse_path(shown(str(path)), "there is no such file or folder")
            elif path.suffix.lower() == ".csv":
                self._read_csv(path)
            elif path.suffix.lower() in (".xlsx", ".xls"):
                self._read_workbook(path)
            else:
                self._refuse_path(shown(path.name), "is neither a folder nor a .csv or .xlsx file")
        except OSError as error:
            self._refuse_path(shown(path.name), f"can't be read: {error.strerror}")
        except BadInput as error:
            self.batch.problems += error.problems
            self.batch.unread.update(TABLE)

    def read_pasted(self, table: Table, text: str) -> None:
        """Read rows of that table; lines are counted from the first that was pasted."""
        data = f"sep=\t\n{text}".encode()
        lines = ((number - 1, cells) for number, cells in read_lines(data, PASTED))
        try:
            first = next(lines, None)
            if first is not None:
                header = [] if _is_header(table, first[1]) else [(0, [c.name for c in table.columns])]
                self._read_source(_Source(table, PASTED, chain(header, [first], lines)))
        except BadInput as error:
            self.batch.problems += error.problems
        self.batch.add_table(table.name)

    def _read_folder(self, folder: Path) -> None:
        found = sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() == ".csv" and path.name[0] != "." and not path.is_dir()
        )
        if not any(_table_named(path.stem) for path in found):
            files = ", ".join(f"{table.name}.csv" for table in TABLES[:4])
            self._refuse_path(shown(str(folder)), f"holds none of the programme's files ({files} …)")
        for path in found:
            self.read_path(path)
        self._take_as_whole()

    def _read_csv(self, path: Path) -> None:
        table = _table_named(path.stem)
        if table is None:
            self._refuse_path(shown(path.name), f"is no file of a programme{did_you_mean(path.stem, TABLE)}")
            return
        file = self._name(path)
        self._read_source(_Source(table, file, read_lines(read_file(path, file), file)))

    def _read_workbook(self, path: Path) -> None:
        file = self._name(path)
        try:
            data = read_file(path, file)
            if path.suffix.lower() == ".xls":
                raise refuse_xls(data, file)
            for source in self._sheets(data, file):
                self._read_source(source)
        except BadInput as error:
            self.batch.problems += error.problems
            self.batch.unread.update(TABLE)
        self._take_as_whole()

    def _sheets(self, data: bytes, file: str) -> Iterator[_Source]:
        known = False
        for name, lines in read_sheets(data, file):
            sheet = f"{file}[{shown(name)}]"
            table = _table_named(name)
            known = known or table is not None
            if table:
                yield _Source(table, sheet, lines)
            elif lines and name != READ_ME:  # the empty "Sheet1" of a new workbook means nothing
                self._refuse(sheet, f"is no table of a programme{did_you_mean(name, TABLE)}")
        if not known:
            self._refuse(file, "holds none of the programme's tables (hosts, standards, cycles …)")

    def _name(self, path: Path) -> str:
        """What messages call the file: its name, or all of its path where the name was there before."""
        name = shown(path.name if path.name not in self._names else str(path))
        self._names.add(name)
        return name

    def _take_as_whole(self) -> None:
        self.batch.whole = True
        for table in TABLE:
            self.batch.add_table(table)

    def _read_source(self, source: _Source) -> None:
        self.batch.add_table(source.table.name)
        lines = iter(source.lines)
        try:
            header = next(lines, None)
            if header is None:
                self._refuse(source.file, "is empty; its first line must name the columns")
                self.batch.unread.add(source.table.name)
                return
            columns = self._read_header(source, header)
            self.batch.columns[source.file] = frozenset(name for name in columns if name)
            missing = _missing(source.table, columns)
            if missing:
                self.batch.unread.add(source.table.name)
            for line in lines:
                self._read_line(source, columns, missing, line)
                if len(self.batch.problems) > MOST_PROBLEMS:
                    message = f"has over {MOST_PROBLEMS:,} problems up to here; the rest was not looked at"
                    raise BadInput([Problem(source.file, line[0], None, message)])
        except BadInput as error:
            self.batch.problems += error.problems
            self.batch.unread.add(source.table.name)

    def _read_header(self, source: _Source, header: Line) -> list[str | None]:
        """The column that each cell of a line belongs to; None where the header is wrong."""
        number, titles = header
        while not titles[-1].strip():  # what spreadsheets leave behind at the end
            titles = titles[:-1]
        names = {plain_title(column.name): column.name for column in source.table.columns}
        columns = [names.get(plain_title(title)) for title in titles]
        seen: set[str] = set()
        unknown = False
        for title, name in zip(titles, columns, strict=True):
            if name is None and is_peoples_own(title):
                self.batch.left_out.setdefault(source.file, []).append(shown(title))
            elif name is None:
                unknown = True
                self._unknown_column(source, number, title, list(names.values()))
            elif name in seen:
                self._refuse(source.file, "stands twice in the header", number, name)
            else:
                seen.add(name)
        if seen or not unknown:  # a header of nothing but unknown columns is probably none at all
            for name in _missing(source.table, columns):
                self._refuse(source.file, "is missing from the header, but needed", number, name)
        return columns

    def _unknown_column(self, source: _Source, number: int, title: str, names: list[str]) -> None:
        """Say so, and guess what was meant."""
        if not title.strip():
            self._refuse(source.file, "a cell of the header is empty", number)
            return
        if ";" in title or "\t" in title:
            message = "the header is one cell; separate the cells with commas"
            self._refuse(source.file, message, number)
            return
        known = did_you_mean(title, names) or f"; its columns are {', '.join(names)}"
        message = f"{quoted(title)} is no column of {source.table.name}{known}"
        self._refuse(source.file, message, number)

    def _read_line(self, source: _Source, columns: list[str | None], missing: list[str], line: Line) -> None:
        number, texts = line
        cells = {name: text for name, text in zip(columns, texts, strict=False) if name}
        if len(texts) > len(columns) and any(map(str.strip, texts[len(columns) :])):
            message = f"has {len(texts)} cells, but the header {len(columns)}"
            help_ = "put a cell that contains a comma in quotes"
            self._refuse(source.file, f"{message}; {help_}", number)
            self.batch.refused.append(Refused(source.table, (source.file, number), cells))
            return
        row, problems = read_row(source.table, cells, self._check_setting)
        key = key_of_cells(source.table, cells) if row is None else source.table.key_of(row)
        new = key is None or self._is_new(source, number, key)
        if row is None:
            self.batch.refused.append(Refused(source.table, (source.file, number), cells))
        elif new:
            self.batch.tables[source.table.name].append(row)
            self.batch.lines[source.table.name].append((source.file, number))
        for column, message in problems:
            if column not in missing:  # the header was refused for it already
                self._refuse(source.file, message, number, column)

    def _refuse_path(self, file: str, message: str) -> None:
        """Refuse a file of which it isn't known what it holds."""
        self._refuse(file, message)
        self.batch.unread.update(TABLE)

    def _is_new(self, source: _Source, number: int, key: tuple[Any, ...]) -> bool:
        """Whether no row before is about the same, nor has the code in other capitals; else tell it."""
        table = source.table
        about = identity_of_key(table, key)
        code = tuple(part.casefold() for part in about) if table.name in CODED else about
        known, first = self._keys.setdefault((table.name, code), (about, (source.file, number)))
        if first == (source.file, number):
            return True
        where = f"{'' if first[0] == source.file else f'in {first[0]}, '}on line {first[1]}"
        written = quoted(", ".join(str(part) for part in key if part is not None))
        column = table.key[0] if len(key) == 1 else None
        if known == about:
            message = f"{written} is already {where}"
        else:
            message = f"{written} differs from {quoted(known[0])} {where} by capitals alone; write both alike"
        self._refuse(source.file, message, number, column)
        return False

    def _refuse(self, file: str, message: str, row: int | None = None, column: str | None = None) -> None:
        self.batch.problems.append(Problem(file, row, column, message))


def _table_named(name: str) -> Table | None:
    return TABLE.get(name.strip().lower())


def _is_header(table: Table, cells: list[str]) -> bool:
    """Whether a line has titles: the first column of the table's key among them."""
    return plain_title(table.key[0]) in map(plain_title, cells)


def _missing(table: Table, columns: list[str | None]) -> list[str]:
    """The needed columns that a header lacks."""
    return [column.name for column in table.columns if column.required and column.name not in columns]
