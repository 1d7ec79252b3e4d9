"""Rows that are pasted into a list, in words."""

from apprentices.columns import Table
from apprentices.errors import Problem
from apprentices.importing import Import
from apprentices.rules.words import count


def comes_to(found: Import, table: Table) -> str:
    """What pasted rows come to."""
    counts = found.counts[table.name]
    return f"{counts.new} new, {counts.changed} changed, {counts.same} the same."


def refused(problems: list[Problem]) -> str:
    """That nothing is taken, with so many problems."""
    return f"{count(len(problems), 'problem')}: no row is taken before all are mended."


def place_of(problem: Problem) -> str:
    """Where a problem is: row 2, ends_on."""
    row = "" if problem.row is None else f"row {problem.row}, "
    return f"{row}{problem.column or ''}".rstrip(", ")


def pasted_said(found: Import, table: Table) -> str:
    """What was written."""
    counts = found.counts[table.name]
    return f"Pasted into {table.name}: {counts.new} new, {counts.changed} changed."
