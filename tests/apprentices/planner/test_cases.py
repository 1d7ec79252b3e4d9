"""Cases like the published ones: every claim is verified by another solver, in a process of its own."""

import pytest

from apprentices.board import Board
from apprentices.planner import propose as propose_module
from apprentices.planner.problem import Problem
from apprentices.planner.proposal import Kind, Status
from apprentices.planner.propose import propose
from apprentices.score import Score
from fixtures.cases.hidden import STYLES, Size
from fixtures.cases.internship import INTERNSHIPS, internship
from fixtures.cases.latin import latin
from fixtures.cases.residency import residency
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.apprentices.planner.here import search
from tests.apprentices.planner.outside import Question, best, fewest_pins
from tests.apprentices.planner.programmes import drawn
from tests.build import check

pytest.importorskip("ortools")
SMALL = Size(people=16, cycles=8, wards=16, hosts=4)
TINY = Size(people=8, cycles=5, wards=8, hosts=3)
ONLY_PINS = frozenset(Kind) - {Kind.PINS}


def question(problem: Problem) -> Question:
    """The same for the other solver."""
    return Question(problem.programme, tuple(problem.board.assignments()))


def use(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plain install, or the one with the extra."""
    if engine == "highs":
        monkeypatch.setattr(propose_module, "find_spec", lambda name: None)


@pytest.mark.parametrize(
    ("style", "size"),
    [
        *((style, SMALL) for style in ("tight", "exact", "repeats", "fewest", "none")),
        ("changes", TINY),  # the other solver takes minutes for a larger one
    ],
)
def test_a_residency_is_proved_and_another_solver_agrees(style: str, size: Size) -> None:
    problem = drawn(residency(1, STYLES[style], size))
    proposal = propose(problem)
    made = Board(problem.programme, proposal.assignments)
    assert proposal.status is Status.OPTIMAL
    assert check(made, BEFORE_ALL).conflicts == 0
    assert proposal.bound == proposal.score == Score(problem.facts, made).total
    assert (proposal.gaps, proposal.moves, proposal.bound) == best(question(problem))


@pytest.mark.parametrize("style", INTERNSHIPS)
def test_interns_can_all_do_what_is_asked_of_them(style: str) -> None:
    problem = drawn(internship(2, INTERNSHIPS[style], people=5))
    ledger, _ = search(problem)
    assert ledger.full
    assert check(problem.board_with(ledger.plan), BEFORE_ALL).conflicts == 0


@pytest.mark.parametrize("engine", ["highs", "cpsat"])
@pytest.mark.parametrize("order", [10, 15])
def test_a_completable_square_is_completed(order: int, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use(engine, monkeypatch)
    problem = drawn(latin(order, seed=2))
    proposal = propose(problem)
    assert (proposal.status, proposal.gaps) == (Status.OPTIMAL, 0)
    assert check(Board(problem.programme, proposal.assignments), BEFORE_ALL).conflicts == 0
    pins = set(problem.board.assignments())
    assert pins <= set(proposal.assignments)


@pytest.mark.parametrize(
    ("order", "cornered", "engine"), [(10, 3, "highs"), (10, 2, "cpsat"), (15, 1, "highs")]
)
def test_the_fewest_pins_to_release_are_named_and_are_enough(
    order: int, cornered: int, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(engine, monkeypatch)
    problem = drawn(latin(order, cornered=cornered))
    proposal = propose(problem, never=ONLY_PINS)
    assert proposal.status is Status.INFEASIBLE
    assert proposal.relax_proved
    assert {one.kind for one in proposal.relax} == {Kind.PINS}
    named = {(one.apprentice, one.cycle) for one in proposal.relax}
    asked = question(problem)
    assert best(asked) == (proposal.gaps, 0, 0)
    assert fewest_pins(asked) == (0, len(named))
    kept = tuple(pin for pin in asked.pins if (pin.apprentice, pin.cycle) not in named)
    assert len(kept) == len(asked.pins) - len(named)
    assert best(asked._replace(pins=kept)) == (0, 0, 0)
