"""The shared measures of an open programme: the one way to them for commands, screens and reports."""

from datetime import date

from apprentices.calendar import Days
from apprentices.measures.counting import measures
from apprentices.measures.tables import Table
from apprentices.measures.tally import Known
from apprentices.workspace import Workspace


def measured(workspace: Workspace, period: Days) -> Table:
    """The measures of a period, by host, small counts and what would give them away already hidden."""
    return measures(known_of(workspace), period)


def known_of(workspace: Workspace) -> Known:
    """What they are counted from, as it is now."""
    heads = reversed(workspace.publications())
    publications = [workspace.publication(head.number) for head in heads]
    return Known(workspace.facts, workspace.board, workspace.score, publications, workspace.statements)


def year_of(day: date) -> Days:
    """The year of public-sector returns that a day is in: 1 April to 31 March."""
    first = date(day.year - (day.month < 4), 4, 1)
    return Days(first, date(first.year + 1, 3, 31))
