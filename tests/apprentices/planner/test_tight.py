"""Tight boards: Latin squares, one seat a host a cycle, a third of the cells pinned; on either engine."""

import random
from datetime import date, timedelta

import pytest

from apprentices.board import Board
from apprentices.conditions import Requirement
from apprentices.planner import propose as propose_module
from apprentices.planner.problem import Problem
from apprentices.planner.proposal import Relaxation, Status
from apprentices.planner.propose import propose
from apprentices.planner.search.engine_highs import relaxed, solve
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
    proposal = propose(problem, never=frozenset({"seats", "rotations", "waivers"}))
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
        relaxed,
    )
    relax, proved, full, _ = found
    assert told == [(1, False, True)]
    assert (len(relax), proved, full) == (1, True, True)
    assert (relax[0].kind, relax[0].cycle) == ("pins", "C20")


def test_of_many_pins_in_the_way_only_those_have_to_give_that_nothing_makes_up_for() -> None:
    """Four pins of a square of twenty stand where others do. In three of these cycles one place is taken
    twice and another not at all, which each makes up for the next; one person is in a team twice."""
    told: list[tuple[int, bool, bool]] = []
    relax, proved, full, _ = fewest_relaxations(
        drawn(latin_tables(20, clashing=4)),
        solve,
        1,
        frozenset(),
        lambda relax, proved, full, plan: told.append((len(relax), proved, full)),
        relaxed,
    )
    assert told[0] == (1, False, True)
    assert (len(relax), proved, full) == (1, True, True)
    assert relax[0].placement == "P12"


def test_two_clashes_that_make_up_for_each_other_leave_nothing_to_give() -> None:
    """P1 twice in C1 and P2 twice in C2, where P1 is not: A1 then has P1 P2 P3, A2 P1 P3 P2, A3 P3 P2 P1."""
    pins = (("A1", "C1", "P1"), ("A2", "C1", "P1"), ("A1", "C2", "P2"), ("A3", "C2", "P2"))
    rows = tuple(
        Assignment(apprentice=who, cycle=cycle, placement=code, pinned=True) for who, cycle, code in pins
    )
    problem = drawn(latin_tables(3, share=0)).data._replace(assignments=rows).problem()
    relax, proved, full, plan = fewest_relaxations(problem, solve, 1, frozenset(), relaxed=relaxed)
    assert (relax, proved, full) == ([], True, True)
    assert plan["A2", 1] == "P3"


def test_what_is_found_on_the_way_is_told() -> None:
    """Pins leave nothing to two cells of a square."""
    told: list[list[Relaxation]] = []
    problem = drawn(latin_tables(6, cornered=2))
    relax, *_ = fewest_relaxations(
        problem, solve, 1, frozenset(), lambda relax, proved, full, plan: told.append(relax)
    )
    assert told
    assert len(told[-1]) == len(relax)
