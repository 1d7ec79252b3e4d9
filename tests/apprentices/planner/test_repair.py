"""Repair: the fewest moves against what was published, each with its reason."""

from datetime import date

from apprentices.board import Board
from apprentices.conditions import Preference
from apprentices.planner.merge import counted_again, merge
from apprentices.planner.problem import Data, Keep, Problem, Scope
from apprentices.planner.proposal import Proposal, Status
from apprentices.planner.propose import propose, until_proved
from apprentices.planner.repair import PUBLICATION_HAD, changes
from apprentices.planner.run import Asked, Base, run
from apprentices.programme import Assignment, Closure, Programme
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.apprentices.planner.programmes import empty, full, tables
from tests.build import CYCLES, HOLIDAYS, board, check, person, publication, team


def closed(source: str, proposal: tuple[Assignment, ...], placement: str, cycle: str) -> Problem:
    """A published plan, and then a team that closes for a whole cycle."""
    rows = dict(tables(source))
    when = next(row for row in rows["cycles"] if row.cycle == cycle)
    closure = Closure(placement=placement, starts_on=when.starts_on, ends_on=when.ends_on)
    rows["closures"] = [*rows["closures"], closure]
    made = Board(Programme.of(rows, HOLIDAYS), proposal)
    told = publication(made)
    return Problem(made, BEFORE_ALL, told, Scope(Keep.PUBLISHED))


def repair(problem: Problem) -> Proposal:
    """A whole run, to the proof: it is what gives the reasons."""
    return run(Asked(problem.scope, None), Base(problem.data, {}), until_proved).proposal


def test_the_pilot_is_repaired_with_proof_and_reasons() -> None:
    plan = propose(empty("pilot"))
    problem = closed("pilot", plan.assignments, "LBH-CSC", "C4")
    repaired = repair(problem)
    assert repaired.status is Status.OPTIMAL
    assert repaired.moves == repaired.moves_bound == len(repaired.moved)
    assert repaired.seconds < 10  # a slow machine; two seconds are meant
    assert check(Board(problem.programme, repaired.assignments), BEFORE_ALL).conflicts == 0
    lost = [m for m in repaired.moved if m.before == "LBH-CSC" and m.cycle == "C4"]
    there = {a.apprentice for a in plan.assignments if (a.placement, a.cycle) == ("LBH-CSC", "C4")}
    assert {m.apprentice for m in lost} == there
    assert all("closed on 64 working days" in m.why for m in lost)
    assert all(m.why.startswith(("With what the ", "It makes room for ")) for m in repaired.moved)


def test_only_those_who_lost_their_place_move_where_there_is_room() -> None:
    _, assignments = full("12x4x9")
    problem = closed("12x4x9", tuple(assignments), "H2-002", "C4")
    repaired = repair(problem)
    assert {(m.cycle, m.before) for m in repaired.moved} == {("C4", "H2-002")}
    assert repaired.moves == 2


def test_somebody_makes_room_for_somebody() -> None:
    """A1 loses COL-A and fits nowhere but in COL-B, where A2 is, who can go to LBH-A."""
    teams = [
        team("COL-A", seats=1, closes_on=CYCLES[0].ends_on),
        team("COL-B", seats=1),
        team("LBH-A", seats=1, standards=("ST0072",)),
    ]
    plan = {"A1": "COL-A", "A2": "COL-B"}
    people = [person("A1"), person("A2", standard="ST0072")]
    rows = {"placements": teams, "cycles": CYCLES[1:2], "apprentices": people}
    made = board(plan, **rows)
    repaired = repair(Problem(made, date(2026, 6, 1), publication(made), Scope(Keep.PUBLISHED)))
    first, second = repaired.moved
    assert (first.before, first.after, second.before, second.after) == ("COL-A", "COL-B", "COL-B", "LBH-A")
    assert "the team closes for good" in first.why
    assert (first.tag, second.tag) == ("closed", "makes room")
    assert second.why.startswith("It makes room for the move of Ayo A1. With what the publication had here: ")
    assert not first.inside_notice


def test_moves_inside_the_notice_count_more_and_are_named() -> None:
    """Either A1 or A2 must give way; A2's cell in the same team is the only alternative, later."""
    teams = [team("COL-A", seats=1), team("COL-B", seats=1)]
    made = board({"A1": "COL-A"}, placements=teams, cycles=CYCLES[1:2])
    told = publication(made)
    rows = {"placements": [team("COL-A", seats=0), team("COL-B")], "cycles": CYCLES[1:2]}
    repaired = propose(
        Problem(board({"A1": "COL-A"}, **rows), date(2026, 11, 23), told, Scope(Keep.PUBLISHED))
    )
    assert repaired.moves == 3
    assert [move.inside_notice for move in repaired.moved] == [True]


def test_a_draft_is_mended_with_as_few_moves_as_can_be_each_with_its_reason() -> None:
    """Of A1 and A2 on one seat one has to go, and A3 stays, who could have more points elsewhere; A4's gap is
    filled, which is no move. Nothing is published."""
    made = board(
        {"A1": "COL-A", "A2": "COL-A", "A3": "LBH-A", "A4": "."},
        placements=[team("COL-A", seats=1), team("LBH-A")],
        preferences=[Preference(apprentice="A3", what="placement:COL-A", points=9)],
        cycles=CYCLES[1:2],
    )
    outcome = run(Asked(Scope(Keep.DRAFT), None), Base(_draft(made), {}), until_proved)
    mended = outcome.proposal
    assert (mended.status, mended.gaps, mended.moves, mended.moves_bound) == (Status.OPTIMAL, 0, 1, 1)
    (move,) = mended.moved
    assert (move.before, move.after) == ("COL-A", "LBH-A")
    assert move.why.startswith("With what the draft has here: COL-A (COL) has 1 seat in C2, and 2 ")
    others = [m for m in outcome.against_draft if m != move]
    assert [(m.apprentice, m.why) for m in others] == [("A4", "The draft has nothing here.")]
    assert [m.tag for m in outcome.against_draft] == ["seats", "was empty"]


def test_a_reason_says_what_was_told_and_what_the_plan_has() -> None:
    """A1 was told COL-A in C2 and LBH-A in C3; the plan has them the other way round. With what was told back
    in C2, A1 would be in COL-A twice, which the plan means for C3 only."""
    rows = {"placements": [team("COL-A"), team("LBH-A")], "cycles": CYCLES[1:3]}
    told = board({"A1": "COL-A LBH-A"}, **rows)
    problem = Problem(told, BEFORE_ALL, publication(told), Scope(Keep.PUBLISHED))
    plan = check(board({"A1": "LBH-A COL-A"}, **rows), BEFORE_ALL)
    first, _ = changes(problem, plan, told.assignments(), PUBLICATION_HAD)
    assert first.why == (
        "With what the publication had here: Ayo A1 is in COL-A (COL) more than once: in C2 "
        "and C3. The plan puts Ayo A1 into COL-A (COL) in C3."
    )
    assert first.tag == "repeat"
    alone = check(board({"A1": "LBH-A ."}, **rows), BEFORE_ALL)
    assert changes(problem, alone, told.assignments())[0].why == (
        "It was not needed, but makes the plan better."
    )
    assert changes(problem, plan, ())[0].why == "The draft has nothing here."


def test_who_gains_by_a_move_that_was_not_needed_is_told_from_who_does_not() -> None:
    """A1 and A2 change places. A1 wishes for LBH-A and gets it; A2 has no wishes: for the plan's sake."""
    rows = {
        "placements": [team("COL-A"), team("LBH-A")],
        "preferences": [Preference(apprentice="A1", what="placement:LBH-A", points=3)],
        "cycles": CYCLES[1:2],
    }
    before = board({"A1": "COL-A", "A2": "LBH-A"}, **rows)
    plan = check(board({"A1": "LBH-A", "A2": "COL-A"}, **rows), BEFORE_ALL)
    moves = changes(Problem(before, BEFORE_ALL), plan, before.assignments())
    assert [(move.apprentice, move.tag) for move in moves] == [("A1", "better wish"), ("A2", "better plan")]


def test_a_mended_draft_that_moved_on_is_counted_against_the_draft_of_now() -> None:
    """Somebody puts A2 into LBH-A while A1's and A2's one seat is planned: the plan's move of A1 is left."""
    rows = {"placements": [team("COL-A", seats=1), team("LBH-A")], "cycles": CYCLES[1:2]}
    outcome = run(
        Asked(Scope(Keep.DRAFT), None),
        Base(_draft(board({"A1": "COL-A", "A2": "COL-A"}, **rows)), {}),
        until_proved,
    )
    (move,) = outcome.proposal.moved
    other = "A2" if move.apprentice == "A1" else "A1"
    now = Base(_draft(board({move.apprentice: "COL-A", other: "LBH-A"}, **rows)), {})
    counted = counted_again(merge(outcome, now), now, Scope(Keep.DRAFT))
    assert (counted.moves, counted.status) == (1, Status.FEASIBLE)


def _draft(made: Board) -> Data:
    return Problem(made, BEFORE_ALL, None, Scope(Keep.DRAFT)).data._replace(reference=None)
