"""What could stand in one cell of the draft: every placement, with what it would break and mend."""

from typing import NamedTuple

from apprentices.board import Edit
from apprentices.rules.said import Consequence, Finding
from apprentices.workspace import Workspace


class Option(NamedTuple):
    """One placement that a cell could have, and what that would do."""

    placement: str
    seats: int
    taken: int  # by others in that cycle
    points: int
    score_change: int
    consequence: Consequence

    @property
    def conflicts(self) -> tuple[Finding, ...]:
        """The conflicts that this placement would add; empty means it can be chosen freely."""
        return tuple(f for f in self.consequence.broke if f.is_conflict)


def options(workspace: Workspace, apprentice: str, cycle: str) -> list[Option]:
    """Every placement for one cell, the best first: fewest new conflicts, then score."""
    found = (option(workspace, apprentice, cycle, code) for code in workspace.programme.placements)
    return sorted(found, key=rank)


def option(workspace: Workspace, apprentice: str, cycle: str, placement: str) -> Option:
    """One placement for a cell."""
    board, score = workspace.board, workspace.score
    old = board.at(apprentice, cycle)
    row = list(board.row(apprentice))
    index = board.cycle_index[cycle]
    edit = Edit(apprentice, cycle, placement, old is not None and old.pinned)
    there = board.there(index, placement)
    row[index] = edit.assignment
    return Option(
        placement=placement,
        seats=workspace.seats(placement, cycle),
        taken=len(there) - (apprentice in there),
        points=score.points(apprentice, placement),
        score_change=score.change(apprentice, row),
        consequence=workspace.consider([edit]),
    )


def rank(option: Option) -> tuple[int, int, int, int, str]:
    """What the best comes first by: fewest new conflicts, then score."""
    warnings = sum(f.is_warning for f in option.consequence.broke)
    return (
        len(option.conflicts),
        -option.score_change,
        warnings,
        -len(option.consequence.mended),
        option.placement,
    )
