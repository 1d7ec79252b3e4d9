"""Tight boards: Latin squares, one seat a host a cycle, a third of the cells pinned; on either engine."""

import random
from datetime import date, timedelta

import pytest

from apprentices.board import Board
from apprentices.conditions import Requirement
from apprentices.planner import propose as propose_module
from apprentices.planner.problem import Problem
from apprentices.planner.proposal import Status
from apprentices.planner.propose import propose
from apprentices.planner.search.engine_highs import solve
from apprentices.planner.search.fewest_relaxations import fewest_relaxations
from apprentices.programme import Apprentice, Assignment, Cycle, Host, Placement, Programme
from apprentices.rules.checker import Checker
from fixtures.cases.latin import latin as latin_tables
from tests.apprentices.planner.programmes import drawn

TODAY = date(2026, 6, 1)


def latin(order: int, wrong: int = 0) -> Problem:
    """A square with a third of its cells pinned, `wrong` of them to the next team."""
    rng = random.Random(order)
    starts = [date(2026, 9, 7) + timedelta(weeks=13 * n) for n in range(order)]
    shuffled = [rng.sample(range(order), order) for _ in range(3)]
    cells = [
        (a, c, shuffled[2][(shuffled[0][a] + shuffled[1][c]) % order])
        for a in range(order)
        for c in range(order)
    ]
    rng.shuffle(cells)
    pins = cells[: len(cells) // 3]
    pins = [(a, c, (p + (n < wrong)) % order) for n, (a, c, p) in enumerate(pins)]
    ends = starts[-1] + timedelta(days=88)
    programme = Programme.of(
        {
            "hosts": [Host(host=f"H{n}", name=f"Host {n}", seats=1) for n in range(order)],
            "placements": [
                Placement(placement=f"P{n}", host=f"H{n}", team=f"Team {n}", seats=1) for n in range(order)
            ],
            "cycles": [
                Cycle(cycle=f"C{n}", starts_on=day, ends_on=day + timedelta(days=88))
                for n, day in enumerate(starts)
            ],
            "apprentices": [
                Apprentice(
                    apprentice=f"A{n}",
                    given_names="Ayo",
                    family_name=str(n),
                    starts_on=starts[0],
                    ends_on=ends,
                )
                for n in range(order)
            ],
            "requirements": [Requirement(who="all", what=f"host:H{n}", min_cycles=1) for n in range(order)],
        }
    )
    pinned = [
        Assignment(apprentice=f"A{a}", cycle=f"C{c}", placement=f"P{p}", pinned=True) for a, c, p in pins
    ]
    return Problem(Board(programme, pinned), TODAY)


@pytest.fixture(params=["highs", "cpsat"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plain install, and the one with the extra."""
    if request.param == "highs":
        monkeypatch.setattr(propose_module, "find_spec", lambda name: None)
    else:
        pytest.importorskip("ortools")


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("order", [10, 15])
def test_a_square_is_completed(order: int) -> None:
    problem = latin(order)
    proposal = propose(problem)
    assert proposal.status is Status.OPTIMAL
    assert Checker(Board(problem.programme, proposal.assignments), TODAY).conflicts == 0


@pytest.mark.usefixtures("engine")
def test_the_fewest_pins_to_release_are_named() -> None:
    problem = latin(8, wrong=1)
    proposal = propose(problem, forbidden=frozenset({"seats", "rotations", "waivers"}))
    assert proposal.status is Status.INFEASIBLE
    assert proposal.relax_proved
    assert [relaxation.kind for relaxation in proposal.relax] == ["pins"]


def test_one_of_two_pins_on_a_seat_is_released_before_anything_else_is_looked_at() -> None:
    """None of the other pins is in the way: a hidden square completes them. Something has to give, so one is
    the fewest; that it would do is told before that is known."""
    told: list[tuple[int, bool, bool]] = []
    found = fewest_relaxations(
        drawn(latin_tables(20, clashing=1)),
        solve,
        1,
        frozenset(),
        lambda relax, proved, full, plan: told.append((len(relax), proved, full)),
    )
    relax, proved, full, _ = found
    assert told == [(1, False, True)]
    assert (len(relax), proved, full) == (1, True, True)
    assert (relax[0].kind, relax[0].cycle) == ("pins", "C20")
