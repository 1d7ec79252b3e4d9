"""What an import comes to in words: its rows, its problems, and one of these in full."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from apprentices.calendar import say
from apprentices.errors import Problem
from apprentices.exchange.template import form
from apprentices.importing import Import
from apprentices.previewing import CellChange, Difference, Does
from apprentices.programme import TABLE
from apprentices.store import Event
from screens.shared.meanwhile import EMPTY
from screens.shared.paragraph import Paragraph
from screens.shared.phrase import Phrase, phrase

Overwritten = Mapping[Difference, Event | None]


def counted(found: Import) -> str:
    """What an import comes to: 3 new, 1 changed, 240 the same; empty of files without rows."""
    same = sum(counts.same for counts in found.counts.values())
    return ", ".join(filter(None, (changed_rows(found), f"{same:,} the same" if same else "")))


def changed_rows(found: Import) -> str:
    """How many rows are new, changed and removed; empty where none is."""
    sums = {does: sum(getattr(counts, does) for counts in found.counts.values()) for does in Does}
    return ", ".join(f"{number:,} {does}" for does, number in sums.items() if number)


def change(cell: CellChange) -> str:
    """One cell, from and to."""
    return f"{cell.column}: {_from_to(cell)}"


def _from_to(cell: CellChange) -> str:
    return f"{cell.before or EMPTY} → {cell.after or EMPTY}"


def about(one: Difference, lost: Overwritten) -> list[Paragraph]:
    """A row in full: what would become of it, whose work that is, and each of its cells."""
    verb = {Does.NEW: "is new", Does.CHANGED: "changes", Does.REMOVED: "is removed"}[one.does]
    told = [Paragraph((phrase((f"{one.name} ", "bold"), f"{verb} in {one.table}."),))]
    event = lost.get(one)
    if event:
        when = say(event.at.astimezone().date())
        said = f"! {event.actor} worked on it on {when}, after it was imported: that would be lost."
        told.append(Paragraph((phrase((said, "$text-warning")),)))
    return [*told, Paragraph(tuple(_cell(one.does, cell) for cell in one.cells), joined=False)]


def _cell(does: Does, cell: CellChange) -> Phrase:
    words = {
        Does.NEW: cell.after,
        Does.CHANGED: _from_to(cell),
        Does.REMOVED: cell.before,
    }
    return phrase((f"{cell.column}: ", "$text-muted"), words[does])


def about_problem(problem: Problem) -> list[Paragraph]:
    """A problem in full, and what belongs in such a cell."""
    place = ", ".join(_where(problem))
    told = [
        Paragraph((phrase((place, "bold")),)),
        Paragraph((phrase((f"! {problem.message}", "$text-error")),)),
    ]
    helps = list(_belongs(problem))
    return [*told, Paragraph((phrase(("There belongs: ", "$text-muted"), helps[0]),))] if helps else told


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
