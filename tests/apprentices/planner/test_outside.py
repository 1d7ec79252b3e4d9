"""Claims of proof, verified by an independent model on another solver."""

import random
from dataclasses import replace

import pytest

from apprentices.board import Board
from apprentices.planner.problem import Keep, Problem, Scope
from apprentices.planner.proposal import Status
from apprentices.planner.propose import propose
from apprentices.programme import Programme, SettingRow
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.apprentices.planner.here import search
from tests.apprentices.planner.outside import Question, best, bests
from tests.apprentices.planner.programmes import empty, tables
from tests.apprentices.planner.test_repair import closed
from tests.build import HOLIDAYS

pytest.importorskip("ortools")
PILOT = "pilot with the PLAN rules"  # the rules that the outside model knows


@pytest.mark.parametrize("source", ["8x3x6", "12x4x9", "30x6x15", PILOT])
def test_gaps_and_score_are_what_another_solver_proves(source: str) -> None:
    problem = empty(source)
    proposal = propose(problem)
    assert proposal.status is Status.OPTIMAL
    question = Question(problem.programme, tuple(problem.board.assignments()))
    assert (proposal.gaps, 0, proposal.bound) == best(question)


def test_no_repair_of_the_pilot_has_fewer_moves() -> None:
    plan = propose(empty(PILOT))
    problem = closed(PILOT, plan.assignments, "LBH-CSC", "C4")
    repaired = propose(problem)
    pins = tuple(a for a in plan.assignments if a.pinned)
    question = Question(problem.programme, pins, plan.assignments)
    assert (repaired.gaps, repaired.moves, repaired.bound) == best(question)


def test_what_travel_and_changes_of_host_cost_is_counted_alike() -> None:
    rows = dict(tables("8x3x6"))
    weights = {"host_change_weight": "2", "travel_weight": "1", "fairness_weight": "3"}
    kept = [row for row in rows["settings"] if row.setting not in weights]
    rows["settings"] = [*kept, *(SettingRow(setting=key, value=value) for key, value in weights.items())]
    problem = Problem(Board(Programme.of(rows, HOLIDAYS)), BEFORE_ALL)
    proposal = propose(problem)
    assert (proposal.gaps, 0, proposal.bound) == best(Question(problem.programme, ()))
    assert proposal.bound != propose(empty("8x3x6")).bound


def drafted(seed: int, lasting: bool) -> Problem:
    """The hidden plan of a small programme with four cells changed by chance, to be mended; with `lasting`,
    half of the teams have visits of two or three cycles."""
    rng, rows = random.Random(seed), dict(tables("4x3x5"))
    if lasting:
        long = {row.placement: rng.choice((None, None, 2, 3)) for row in rows["placements"]}
        rows["placements"] = [replace(row, stay_cycles=long[row.placement]) for row in rows["placements"]]
    draft, codes = list(rows["assignments"]), [row.placement for row in rows["placements"]]
    for at in rng.sample(range(len(draft)), 4):
        draft[at] = replace(draft[at], placement=rng.choice(codes))
    return Problem(Board(Programme.of(rows, HOLIDAYS), draft), BEFORE_ALL, None, Scope(Keep.DRAFT))


def test_visits_and_mended_drafts_are_what_another_solver_proves() -> None:
    """Nothing is pinned, and nothing published: no notice counts."""
    problems = [drafted(seed, lasting) for seed in (1, 2) for lasting in (False, True)]
    problems += [Problem(Board(p.programme), BEFORE_ALL) for p in problems[1::2]]  # from nothing at all
    found = [search(problem)[0] for problem in problems]
    asked = [Question(p.programme, (), tuple(p.board.assignments()), notice=False) for p in problems]
    assert [(ledger.gaps, ledger.moves, ledger.score) for ledger in found] == bests(asked)
