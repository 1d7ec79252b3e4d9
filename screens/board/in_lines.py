"""The board in lines: a person's rotation in one, and who is in a team in a cycle."""

from collections.abc import Iterator

from apprentices.programme import Placement
from apprentices.rules.words import count
from screens.board.view import BoardView
from screens.shared.looks import CONFLICT, DIFFERENT, WAIVED, WARNING

_MARKS = {CONFLICT: "conflict", WARNING: "warning", WAIVED: "waived", DIFFERENT: "differs"}


def row_said(view: BoardView, apprentice: str) -> str:
    """A person, and where they are: A01 Amara Nwachukwu: C1 COL-LMA pinned, C2 COL-FIN conflict.

    Of a cell that is the same, nothing where the difference is looked at.
    """
    name = view.workspace.name_of(apprentice)
    return f"{apprentice} {name}: {', '.join(_cells(view, apprentice))}"


def _cells(view: BoardView, apprentice: str) -> Iterator[str]:
    for index, cycle in enumerate(view.board.cycles):
        if not view.is_faint(apprentice, cycle):
            there = view.at(apprentice, index)
            where = there.placement if there else view.state(apprentice, index)
            pin = "pinned" if there and there.pinned else ""
            yield " ".join(filter(None, (cycle, where, pin, mark_said(view, apprentice, index))))


def mark_said(view: BoardView, apprentice: str, index: int) -> str:
    """What the mark of a cell says; of none, nothing."""
    return _MARKS.get(view.mark(apprentice, index), "")


def team_said(view: BoardView, team: Placement, cycle: str) -> str:
    """A team in a cycle: how many of its seats are taken, and by whom."""
    workspace, index = view.workspace, view.board.cycle_index[cycle]
    there = [workspace.name_of(code) for code in view.board.there(index, team.placement)]
    seats = count(workspace.seats(team.placement, cycle), "seat")
    names = f": {', '.join(there)}" if there else ""
    return f"{team.team} ({team.placement}): {len(there)} of {seats} taken{names}"
