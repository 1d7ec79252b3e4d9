"""The lines of an import's preview, and what is told of the marked one."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePath

from textual.content import Content

from apprentices.calendar import say
from apprentices.errors import Problem
from apprentices.exchange.template import form
from apprentices.importing import Import
from apprentices.previewing import CellChange, Difference, Does
from apprentices.programme import TABLE
from apprentices.rules.words import count
from apprentices.store import Event
from screens.shared import plain
from screens.shared.looks import DIFFERENT
from screens.shared.meanwhile import EMPTY
from screens.shared.paragraph import Paragraph
from screens.shared.rows import Line
from screens.shared.words import day_month, fit

MARKS = {
    Does.NEW: ("+", "$text-success"),
    Does.CHANGED: (DIFFERENT, "$text-primary"),
    Does.REMOVED: ("−", "$text-error"),
}
ORDER = (Does.REMOVED, Does.CHANGED, Does.NEW)  # what takes something away comes first
WOULD_BE = {Does.NEW: "New", Does.CHANGED: "Changed", Does.REMOVED: "Removed"}
NAME, PLACE = 34, 18  # columns

Overwritten = Mapping[Difference, Event | None]


def counted(found: Import) -> str:
    """What an import comes to: 3 new, 1 changed, 240 the same; empty of files without rows."""
    same = sum(counts.same for counts in found.counts.values())
    return ", ".join(filter(None, (changed_rows(found), f"{same:,} the same" if same else "")))


def changed_rows(found: Import) -> str:
    """How many rows are new, changed and removed; empty where none is."""
    sums = {does: sum(getattr(counts, does) for counts in found.counts.values()) for does in Does}
    return ", ".join(f"{number:,} {does}" for does, number in sums.items() if number)


def preview(given: Sequence[Difference], lost: Overwritten) -> list[Line[Difference | Problem]]:
    """First what is written over, then by table what goes, changes and comes."""
    lines: list[Line[Difference | Problem]] = []
    if lost:
        lines.append(
            _heading(f"Work that would be lost, on the draft or done since the last import ({len(lost)})")
        )
        lines += [Line(plain.text(row_said(one), _by(event)), one) for one, event in lost.items()]
    rest = sorted((one for one in given if one not in lost), key=lambda one: ORDER.index(one.does))
    for (does, table), group in groupby(rest, key=lambda one: (one.does, one.table)):
        rows = list(group)
        lines.append(_heading(f"{WOULD_BE[does]} in {table} ({len(rows)})"))
        lines += [Line(row_said(one), one) for one in rows]
    return lines or [Line(plain.text(" Nothing would change."))]


def _heading(text: str) -> Line[Difference | Problem]:
    return Line(plain.text((f" {text}", "bold")))


def row_said(one: Difference, room: int = NAME) -> Content:
    """A row in a line, its name in so much room: what is new, or each cell from and to."""
    mark, colour = MARKS[one.does]
    if one.does is Does.CHANGED:
        cells = "; ".join(map(change, one.cells))
    else:  # what the name has not said already
        texts = [(cell.column, cell.before or cell.after) for cell in one.cells]
        cells = ", ".join(f"{column} {text}" for column, text in texts if text not in one.name)
    return plain.text((f" {mark} ", f"bold {colour}"), fit(one.name, room), (f" {cells}", "$text-muted"))


def change(cell: CellChange) -> str:
    """One cell, from and to."""
    return f"{cell.column}: {cell.before or EMPTY} → {cell.after or EMPTY}"


def _by(event: Event | None) -> str:
    return f"  ({event.actor}, {day_month(event.at.astimezone().date())})" if event else ""


def about(one: Difference, lost: Overwritten) -> list[Paragraph]:
    """A row in full: what would become of it, whose work that is, and each of its cells."""
    verb = {Does.NEW: "is new", Does.CHANGED: "changes", Does.REMOVED: "is removed"}[one.does]
    told = [Paragraph((plain.text((f"{one.name} ", "bold"), f"{verb} in {one.table}."),))]
    event = lost.get(one)
    if event:
        when = say(event.at.astimezone().date())
        said = f"! {event.actor} worked on it on {when}, after it was imported: that would be lost."
        told.append(Paragraph((plain.text((said, "$text-warning")),)))
    return [*told, Paragraph(tuple(_cell(one.does, cell) for cell in one.cells), joined=False)]


def _cell(does: Does, cell: CellChange) -> Content:
    words = {
        Does.NEW: cell.after,
        Does.CHANGED: f"{cell.before or EMPTY} → {cell.after or EMPTY}",
        Does.REMOVED: cell.before,
    }
    return plain.text((f"{cell.column}: ", "$text-muted"), words[does])


# -- what is refused


def refused(problems: Sequence[Problem]) -> list[Line[Difference | Problem]]:
    """By file: each problem with its row and column."""
    lines: list[Line[Difference | Problem]] = []
    for file, group in groupby(problems, key=lambda problem: problem.file):
        found = list(group)
        lines.append(_heading(f"{file} ({count(len(found), 'problem')})"))
        lines += [Line(_problem(problem), problem) for problem in found]
    return lines


def _problem(problem: Problem) -> Content:
    row = "" if problem.row is None else f"line {problem.row}"
    place = f"   {fit(row, 11)}{fit(problem.column or '', PLACE)}"
    return plain.text((place, "$text-muted"), problem.message)


def about_problem(problem: Problem) -> list[Paragraph]:
    """A problem in full, and what belongs in such a cell."""
    place = ", ".join(_where(problem))
    told = [
        Paragraph((plain.text((place, "bold")),)),
        Paragraph((plain.text((f"! {problem.message}", "$text-error")),)),
    ]
    helps = list(_belongs(problem))
    return [*told, Paragraph((plain.text(("There belongs: ", "$text-muted"), helps[0]),))] if helps else told


def _where(problem: Problem) -> Iterator[str]:
    yield problem.file
    if problem.row is not None:
        yield f"line {problem.row}"
    if problem.column is not None:
        yield f"column {problem.column}"


def _belongs(problem: Problem) -> Iterator[str]:
    """What a column of a table is for, where the file is one of a table."""
    _, bracket, sheet = problem.file.rstrip("]").partition("[")
    table = TABLE.get((sheet if bracket else PurePath(problem.file).stem).strip().lower())
    for column in table.columns if table else ():
        if column.name == problem.column:
            yield f"{column.help} Written as: {form(column)}."
