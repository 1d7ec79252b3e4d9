"""A plan merged into a draft that has moved on: what people did stays, everything else is as planned."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from apprentices.board import Board, by_cell
from apprentices.planner.merge import Merged, changed_since, counted_again, merge
from apprentices.planner.problem import Data, Scope
from apprentices.planner.proposal import Status
from apprentices.planner.run import Asked, Base, Outcome, run
from apprentices.programme import Assignment, SettingRow
from apprentices.rules.facts import Facts
from apprentices.score import Score
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.apprentices.planner.programmes import empty, programme, tables

PEOPLE = ("A01", "A02", "A20")
CYCLES = ("C1", "C2", "C6")
TEAMS = ("COL-HR", "LBH-HR", "ELFT-HR", None)

Edits = dict[tuple[str, str], str | None]


def base(assignments: tuple[Assignment, ...], rows: dict[str, list[object]] | None = None) -> Base:
    data = Data(programme("pilot"), assignments, BEFORE_ALL, None, Scope(), None)
    return Base(data, rows or tables("pilot"))


@cache
def planned() -> Outcome:
    """The best plan for the pilot, of which only pinned cells were filled."""
    return run(Asked(seconds=None), base(tuple(empty("pilot").board.assignments())), lambda: False)


def edited(edits: Edits) -> Base:
    """The draft that the plan began from, with other people's edits."""
    cells = dict(planned().base.cells)
    for (who, cycle), code in edits.items():
        if code is None:
            cells.pop((who, cycle), None)
        else:
            cells[who, cycle] = Assignment(apprentice=who, cycle=cycle, placement=code)
    return base(tuple(cells.values()))


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(PEOPLE), st.sampled_from(CYCLES)), st.sampled_from(TEAMS), max_size=6
    )
)
def test_each_cell_is_as_people_made_it_or_as_planned(edits: Edits) -> None:
    outcome, now = planned(), edited(edits)
    merged = merge(outcome, now)
    began, there = outcome.base.cells, now.cells
    changed = {place for place in began | there if began.get(place) != there.get(place)}
    assert set(merged.stay) == changed == set(changed_since(outcome.base, now))
    plan, made = by_cell(outcome.proposal.assignments), by_cell(merged.proposal.assignments)
    for place in plan | made | there:
        assert made.get(place) == (there if place in changed else plan).get(place)
    moves = {(move.apprentice, move.cycle) for move in merged.against_draft}
    assert moves == {place for place in made | there if made.get(place) != there.get(place)}
    counted(merged, now)


def counted(merged: Merged, now: Base) -> None:
    """The figures of what is applied are those of a count by another way."""
    proposal = counted_again(merged, now, Scope())
    if not merged.stay:
        assert proposal == merged.proposal
        return
    board = Board(programme("pilot"), proposal.assignments)
    facts = Facts(programme("pilot"), BEFORE_ALL)
    score = Score(facts, board)
    people = facts.programme.apprentices.values()
    active = {
        (p.apprentice, c) for p in people for c, on in zip(board.cycles, facts.active(p), strict=True) if on
    }
    gaps = len(active - by_cell(proposal.assignments).keys())
    assert (proposal.gaps, proposal.score, proposal.worst_off) == (gaps, score.total, score.worst_off)
    assert proposal.status is (Status.INCOMPLETE if gaps else Status.FEASIBLE)
    assert proposal.bound is None


def test_a_draft_that_stands_still_keeps_the_proof() -> None:
    outcome = planned()
    merged = merge(outcome, outcome.base)
    assert (merged.stay, merged.moved_on) == ((), False)
    assert by_cell(merged.proposal.assignments) == by_cell(outcome.proposal.assignments)
    assert counted_again(merged, outcome.base, Scope()).status is Status.OPTIMAL


def test_other_data_is_told_and_nothing_is_proved_any_more() -> None:
    outcome = planned()
    rows = {**tables("pilot"), "settings": [SettingRow(setting="fairness_weight", value="3")]}
    now = base(outcome.base.data.assignments, rows)
    merged = merge(outcome, now)
    assert (merged.stay, merged.other_data, merged.moved_on) == ((), True, True)
    assert counted_again(merged, now, Scope()).status is Status.FEASIBLE
