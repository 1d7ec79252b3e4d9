"""References from row to row: what is named must be in the files or, to stay, in the database."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from apprentices.columns import Column, Kind, Table
from apprentices.errors import Problem
from apprentices.exchange.cells import EVERYONE, reader
from apprentices.exchange.read import Batch, Refused
from apprentices.exchange.rows import identity
from apprentices.exchange.wording import did_you_mean, quoted
from apprentices.programme import CODED, TABLE, TABLES, Placement

_TABLE_OF_PLACE = {"host": "hosts", "placement": "placements"}
_MOST_GUESSES = 20  # looking for similar words is slow, and nobody reads more of them

_MOST_NAMED = 6  # of which somebody can choose at a glance

Rows = Mapping[str, Sequence[Any]]


def check_references(
    batch: Batch, existing: Rows, before: Rows, losing: Iterable[Table] = TABLES, typed: bool = False
) -> list[Problem]:
    """Everything that rows name and that is neither in the batch nor in `existing`.

    `existing` holds, by table, the database's rows that stay (rows about the same as a row of the batch
    may be among them: they give way to it). They are looked at too, since a batch can take away what
    they refer to, where they are of a table that may be `losing` something; `before` holds all the rows of
    the database, to tell what was missing already. Where the rows were `typed`, no file is named.
    Nothing is said about references to what could not be read: a row that was refused for another
    reason may be the one that is meant.
    """
    known = _Known(batch, existing, typed)
    problems = [
        Problem(file, line, column, message)
        for table in TABLES
        for row, (file, line) in zip(
            batch.tables.get(table.name, ()), batch.lines.get(table.name, ()), strict=True
        )
        for column, message in known.wrong_in(table, row)
    ]
    for row in batch.refused:
        for column, message in known.wrong_in_refused(row):
            problems.append(Problem(*row.place, column, message))
    return problems + _other_capitals(batch, existing) + _lost(batch, existing, before, known, losing)


def _other_capitals(batch: Batch, existing: Rows) -> list[Problem]:
    """Codes that differ by capitals alone from one in the database: one person or team would become two."""
    problems = []
    for table in (table for table in TABLES if table.name in CODED):
        column = table.key[0]
        codes = {getattr(row, column) for row in existing.get(table.name, ())}
        there = {code.casefold(): code for code in codes}
        places = batch.lines.get(table.name, ())
        for row, (file, line) in zip(batch.tables.get(table.name, ()), places, strict=True):
            code = getattr(row, column)
            known = there.get(code.casefold(), code)
            if code not in codes and known != code:
                message = f"{quoted(code)} differs from {quoted(known)} in the database by capitals alone"
                problems.append(Problem(file, line, column, f"{message}; write it the same"))
    return problems


def _lost(
    batch: Batch, existing: Rows, before: Rows, known: "_Known", losing: Iterable[Table]
) -> list[Problem]:
    """What rows that stay refer to, and would not find any more."""
    problems = []
    was_known: _Known | None = None  # made when something is lost: mostly nothing is
    for table in losing:
        if not known.is_any_lost(table, existing.get(table.name, ())):
            continue
        updated = {identity(table, row) for row in batch.tables.get(table.name, ())}
        for row in existing.get(table.name, ()):
            if identity(table, row) in updated:
                continue
            lost = list(known.lost_by(table, row))
            # An old loose end must not keep everything else from being imported.
            was_known = was_known or (_Known(Batch(), before) if lost else None)
            loose = set(was_known.lost_by(table, row)) if was_known and lost else set()
            for column, what in lost:
                if (column, what) not in loose:
                    shown = ", ".join(str(part) for part in table.key_of(row) if part is not None)
                    message = f"{what}, and the row {shown} needs it"
                    problems.append(Problem(f"{table.name} in the database", None, column, message))
    return problems


class _Known:
    """All that can be referred to."""

    def __init__(self, batch: Batch, existing: Rows, typed: bool = False) -> None:
        self._typed = typed
        self.codes: dict[str, dict[str, Any]] = {
            table.name: {
                getattr(row, table.key[0]): row
                for rows in (existing, batch.tables)  # the batch's row replaces the database's
                for row in rows.get(table.name, ())
            }
            for table in TABLES
            if table.name in CODED
        }
        self._unread = batch.unread
        self._refused: dict[str, set[str]] = {}
        for row in batch.refused:
            code = row.cells.get(row.table.key[0], "").strip()
            self._refused.setdefault(row.table.name, set()).add(code)
        placements: Iterable[Placement] = self.codes["placements"].values()
        self.areas = {place.area.casefold(): place.area for place in placements if place.area}
        self.skills = {skill.casefold(): skill for place in placements for skill in place.skills}
        self.sites = {place.site: place.site for place in placements if place.site}
        self._guesses: dict[tuple[str, str], str] = {}

    def wrong_in(self, table: Table, row: Any) -> Iterator[tuple[str, str]]:
        """Column and message for each reference of a row that leads nowhere."""
        for column, word in _references(table, row):
            message = self._wrong(table, column, word)
            if message:
                yield column.name, message
        if table.name in ("seats", "closures"):
            yield from self._wrong_host(row)

    def wrong_in_refused(self, row: Refused) -> Iterator[tuple[str, str]]:
        """The same for those cells of a refused row that can be read."""
        for column in _REFERRING[row.table.name]:
            text = row.cells.get(column.name, "").strip()
            try:
                value = reader(row.table.name, column)(text) if text else None
            except ValueError:
                continue  # it was refused for this
            for word in _words(value):
                message = self._wrong(row.table, column, word)
                if message:
                    yield column.name, message

    def is_any_lost(self, table: Table, rows: Sequence[Any]) -> bool:
        """Whether a reference of these rows leads nowhere; each that repeats itself is looked at once."""
        for column in _REFERRING[table.name]:
            words = chain(*map(_words, set(map(attrgetter(column.name), rows))))
            if any(not self._has(column, word) for word in words):
                return True
        return table.name in ("seats", "closures") and any(map(self._other_host, rows))

    def lost_by(self, table: Table, row: Any) -> Iterator[tuple[str, str]]:
        """Column and what is lost, for each reference of a row that leads nowhere."""
        for column, word in _references(table, row):
            if not self._has(column, word):
                name = word.partition(":")[2] if column.kind is Kind.WHAT else word
                yield column.name, f"{quoted(name)} would be gone"
        if table.name in ("seats", "closures") and self._other_host(row):
            yield "host", f"{row.placement} would not belong to {row.host} any more"

    def _has(self, column: Column, word: str) -> bool:
        """Whether a word of that column leads somewhere, or may do so in what was not read."""
        if column.kind is Kind.WHO:
            return not self._is_nobody(word)
        if column.kind is Kind.WHAT:
            place, _, name = word.partition(":")
            if place in _TABLE_OF_PLACE:
                return self._may_be(_TABLE_OF_PLACE[place], name)
            return self._has_name(name.casefold(), self.areas if place == "area" else self.skills)
        return self._may_be(column.refers, word) if column.refers else self._has_name(word, self.sites)

    def _wrong(self, table: Table, column: Column, word: str) -> str | None:
        if column.kind is Kind.WHO:
            if not self._is_nobody(word):
                return None
            people = self.codes["apprentices"] | self.codes["standards"]
            guess = self._guess("who", word, people)
            return f'{quoted(word)} is no apprentice, no standard and not "{EVERYONE}"{guess}'
        if column.kind is Kind.WHAT:
            place, _, name = word.partition(":")
            if place in _TABLE_OF_PLACE:
                return self._wrong_code(_TABLE_OF_PLACE[place], name)
            names = self.areas if place == "area" else self.skills
            return self._wrong_name(place, name, name.casefold(), names)
        if column.refers:
            return self._wrong_code(column.refers, word)
        return self._wrong_name("site", word, word, self.sites)

    def _is_nobody(self, who: str) -> bool:
        return who != EVERYONE and not any(self._may_be(table, who) for table in ("apprentices", "standards"))

    def _may_be(self, table: str, code: str) -> bool:
        """Whether the table has the code, or may have it in what was not read."""
        return code in self.codes[table] or table in self._unread or code in self._refused.get(table, ())

    def _wrong_code(self, table: str, code: str) -> str | None:
        if self._may_be(table, code):
            return None
        codes = self.codes[table]
        guess = self._guess(table, code, codes)
        if self._typed:
            return f"there is no {TABLE[table].key[0]} {quoted(code)}{_all_of(codes) or guess}"
        return f"{quoted(code)} is not in {table}.csv nor in the database{guess}"

    def _has_name(self, key: str, names: Mapping[str, str]) -> bool:
        return key in names or "placements" in self._unread or "placements" in self._refused

    def _wrong_name(self, what: str, name: str, key: str, names: Mapping[str, str]) -> str | None:
        if self._has_name(key, names):
            return None
        return f"no placement has the {what} {quoted(name)}{self._guess(what, name, names.values())}"

    def _wrong_host(self, row: Any) -> Iterator[tuple[str, str]]:
        host = self._other_host(row)
        if host:
            message = f"{row.placement} belongs to {host}, not to {row.host}"
            yield "host", f"{message}; leave the host empty"

    def _other_host(self, row: Any) -> str | None:
        """The host of the row's placement, where the row names another one."""
        placement: Placement | None = self.codes["placements"].get(row.placement)
        if row.host is None or placement is None or placement.host == row.host:
            return None
        return placement.host

    def _guess(self, what: str, word: str, candidates: Iterable[str]) -> str:
        if (what, word) not in self._guesses:
            if len(self._guesses) == _MOST_GUESSES:
                return ""
            self._guesses[what, word] = did_you_mean(word, candidates)
        return self._guesses[what, word]


def _all_of(codes: Collection[str]) -> str:
    """`; there are …` with all of these, where they are few."""
    return f"; there are {', '.join(codes)}" if 0 < len(codes) <= _MOST_NAMED else ""


def _references(table: Table, row: Any) -> Iterator[tuple[Column, str]]:
    """Each word of a row that refers to something, with its column."""
    for column in _REFERRING[table.name]:
        for word in _words(getattr(row, column.name)):
            yield column, word


def _words(value: str | tuple[str, ...] | None) -> Iterable[str]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


_REFERRING = {
    table.name: [
        column
        for column in table.columns
        if column.refers
        or column.kind in (Kind.WHO, Kind.WHAT)
        or (table.name, column.name) == ("travel", "site")
    ]
    for table in TABLES
}
