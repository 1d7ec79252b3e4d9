"""Why somebody isn't or can't be in a placement, what it breaks where they are, and what it would take."""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import NamedTuple

from apprentices.board import Board, Edit
from apprentices.planner.problem import Keep, Problem, Scope
from apprentices.planner.proposal import Proposal, Stop
from apprentices.planner.propose import propose, until_proved
from apprentices.planner.repair import changes, with_reasons
from apprentices.rules.checker import Checker
from apprentices.rules.said import Finding, Name, Shape
from apprentices.score import Score
from apprentices.statements import NOTHING_SAID, Statements
from apprentices.told import Publication


class Why(NamedTuple):
    """What stands against a placement in a cell, conflicts alone.

    `forbids`: what is broken with it there, whether that is new or stands already, since the cell is as
    asked. Of what the cell breaks now, `mends` would be gone and `keeps` would stand elsewhere. `proposal`:
    the plan with the fewest changes to the draft that has it, None where a cell rule forbids it in any plan;
    `score_change` is against the draft.
    """

    forbids: tuple[Finding, ...]
    mends: tuple[Finding, ...]
    keeps: tuple[Finding, ...]
    proposal: Proposal | None
    score_change: int | None


def why(
    board: Board,
    today: date,
    published: Publication | None,
    edit: Edit,
    stop: Stop = until_proved,
    statements: Statements = NOTHING_SAID,
) -> Why:
    """What stands against one placement in one cell, or what it would cost."""
    copy = Board(board.programme, board.assignments())
    checker = Checker(copy, today, published, statements=statements)
    score, reference = Score(checker.facts, copy).total, tuple(copy.assignments())
    found = _as_it_is(checker, edit)
    if any(finding.shape is Shape.CELL for finding in found.forbids):
        return found
    copy.put(edit._replace(pinned=True))
    problem = Problem(copy, today, published, Scope(Keep.PINS), reference, statements)
    proposal = propose(problem, stop)
    plan = Board(board.programme, proposal.assignments)
    planned = Checker(plan, today, published, problem.binding)
    moved = with_reasons(proposal.moved, changes(problem, planned, reference))
    others = tuple(m for m in moved if m.place != (edit.apprentice, edit.cycle))
    return found._replace(proposal=proposal._replace(moved=others), score_change=proposal.score - score)


def _as_it_is(checker: Checker, edit: Edit) -> Why:
    """What stands against an edit and what it mends; leaves the cell empty."""
    now = _conflicts(checker.at(edit.apprentice, checker.board.cycle_index[edit.cycle]))
    done = checker.consider([edit])
    checker.put([edit._replace(placement=None)])  # so that what the cell breaks already is found again
    anew = checker.consider([edit])
    forbids = _conflicts(chain(done.broke, anew.broke, anew.changed))
    mends = _conflicts(done.mended)
    keeps = (finding for name, finding in now.items() if name not in forbids | mends)
    return Why(tuple(forbids.values()), tuple(mends.values()), tuple(keeps), None, None)


def _conflicts(findings: Iterable[Finding]) -> dict[Name, Finding]:
    return {finding.name: finding for finding in findings if finding.is_conflict}
