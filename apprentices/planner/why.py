"""Why somebody isn't or can't be in a placement, and what it would take."""

from datetime import date
from typing import NamedTuple

from apprentices.board import Board, Edit
from apprentices.planner.problem import Keep, Problem, Scope
from apprentices.planner.proposal import Proposal, Stop
from apprentices.planner.propose import never, propose
from apprentices.planner.repair import changes, with_reasons
from apprentices.rules.checker import Checker
from apprentices.rules.rule import Finding, Severity
from apprentices.rules.rule import Shape as RuleShape
from apprentices.score import Score
from apprentices.told import Publication


class Why(NamedTuple):
    """`forbids`: the conflicts it would make as the board is now. `proposal`: the plan with the fewest
    changes to the draft that has it, None where a cell rule forbids it in any plan; `score_change` is
    against the draft."""

    forbids: tuple[Finding, ...]
    proposal: Proposal | None
    score_change: int | None


def why(
    board: Board,
    today: date,
    published: Publication | None,
    edit: Edit,
    stop: Stop = never,
    seed: int = 1,
) -> Why:
    """What stands against one placement in one cell, or what it would cost."""
    copy = Board(board.programme, board.assignments())
    checker = Checker(copy, today, published)
    consequence = checker.consider([edit])
    forbids = tuple(f for f in (*consequence.broke, *consequence.changed) if f.severity is Severity.CONFLICT)
    if any(finding.shape is RuleShape.CELL for finding in forbids):
        return Why(forbids, None, None)
    score = Score(checker.facts, copy).total
    reference = tuple(copy.assignments())
    copy.put(edit._replace(pinned=True))
    problem = Problem(copy, today, published, Scope(Keep.PINS), reference)
    proposal = propose(problem, stop, seed)
    planned = Checker(Board(board.programme, proposal.assignments), today, published)
    moved = with_reasons(proposal.moved, changes(problem, planned, reference))
    others = tuple(m for m in moved if (m.apprentice, m.cycle) != (edit.apprentice, edit.cycle))
    return Why(forbids, proposal._replace(moved=others), proposal.score - score)
