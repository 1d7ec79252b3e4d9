"""The lines of an import's preview: what each row would become, or all that is refused."""

from collections.abc import Sequence
from itertools import groupby

from textual.content import Content

from apprentices.errors import Problem
from apprentices.previewing import Difference, Does
from apprentices.rules.words import count
from apprentices.store import Event
from screens.files.preview_about import Overwritten, change
from screens.shared import plain
from screens.shared.looks import DIFFERENT
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


def _by(event: Event | None) -> str:
    return f"  ({event.actor}, {day_month(event.at.astimezone().date())})" if event else ""


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
