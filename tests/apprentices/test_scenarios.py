"""Plans kept under a name, beside a draft that moves on."""

from collections.abc import Mapping
from datetime import date

import pytest

from apprentices.board import Place
from apprentices.conditions import Preference
from apprentices.errors import UsageError
from apprentices.planning import apply, base_of
from apprentices.programme import Host
from apprentices.publishing import publish
from apprentices.scenarios import (
    Waiting,
    differing,
    draft_of,
    figures_of,
    find_scenario,
    keep,
    left_out,
    pins_moved,
    plan_of,
    plan_that_moves_pins,
    remove,
    scenarios,
)
from apprentices.workspace import Workspace
from tests.build import CYCLES, HOSTS, TEAMS, TODAY, person, worded
from tests.memory import Memory, MemoryStore


@pytest.fixture
def workspace() -> Workspace:
    """A1 and A2, of whom A1 wishes for LBH-A and A2 for ELFT; A1 is in COL-A in C2, A2 in COL-B."""
    rows = {
        "hosts": [Host(host="COL", name="City", notice_weeks=10), *HOSTS[1:]],
        "cycles": CYCLES,
        "placements": TEAMS,
        "apprentices": [person("A1", standard=None), person("A2", standard=None)],
        "preferences": [
            Preference(apprentice="A1", what="placement:LBH-A", points=5),
            Preference(apprentice="A2", what="host:ELFT", points=2),
        ],
    }
    store = MemoryStore(Memory(), "Ruth")
    store.write(worded("made"), rows, {}, {})
    made = Workspace(store, TODAY)
    draw(made, {("A1", "C2"): "COL-A", ("A2", "C2"): "COL-B"})
    return made


def draw(workspace: Workspace, cells: Mapping[Place, str]) -> None:
    for (who, cycle), team in cells.items():
        workspace.assign(who, cycle, team)


def cells(workspace: Workspace) -> dict[Place, str]:
    return {(a.apprentice, a.cycle): a.placement for a in workspace.board.assignments()}


def test_a_plan_is_kept_found_by_its_name_removed_and_brought_back(workspace: Workspace) -> None:
    made = keep(workspace, draft_of(workspace), "  Fewest   moves ", "For the board")
    assert (made.name, made.by, made.note) == ("Fewest moves", "Ruth", "For the board")
    assert made.cells == {("A1", "C2"): "COL-A", ("A2", "C2"): "COL-B"}
    assert find_scenario(workspace, "fewest MOVES") == made
    for name in ("FEWEST moves", "", "x" * 61):
        with pytest.raises(UsageError):
            keep(workspace, draft_of(workspace), name)
    remove(workspace, made)
    assert scenarios(workspace) == []
    workspace.undo()
    assert scenarios(workspace) == [made]
    with pytest.raises(UsageError, match="There are: Fewest moves"):
        find_scenario(workspace, "Best wishes")


def test_a_scenario_is_applied_in_the_cells_that_may_change(workspace: Workspace) -> None:
    """C1 is under way and A2's cell in C2 was pinned since; A1's cells are free, and C3 was empty then."""
    draw(workspace, {("A1", "C1"): "ELFT-A"})
    made = keep(workspace, draft_of(workspace), "Then")
    draw(
        workspace,
        {("A1", "C1"): "ELFT-B", ("A1", "C2"): "LBH-A", ("A1", "C3"): "COL-B", ("A2", "C2"): "LBH-B"},
    )
    workspace.pin("A2", "C2")
    outcome = plan_of(workspace, made)
    assert left_out(outcome, made.cells) == 2
    assert [(m.place, m.before, m.after) for m in outcome.against_draft] == [
        (("A1", "C2"), "LBH-A", "COL-A"),
        (("A1", "C3"), "COL-B", None),
    ]
    apply(workspace, outcome)
    assert cells(workspace) == {
        ("A1", "C1"): "ELFT-B",
        ("A1", "C2"): "COL-A",
        ("A2", "C2"): "LBH-B",
    }
    assert scenarios(workspace) == [made]
    (event, *_) = workspace.history()
    # In C1, C2, C3 and C4 two people have 8 cells, of which 3 are filled.
    assert workspace.told(event) == 'Scenario "Then" applied: plan with 5 gaps, score 0'


def test_what_is_pinned_elsewhere_moves_only_where_somebody_says_so(workspace: Workspace) -> None:
    """Then, A1 was in COL-A in C2, and A2 in COL-B. A1 is pinned to LBH-A since, A2 where they were."""
    made = keep(workspace, draft_of(workspace), "Then")
    assert plan_that_moves_pins(base_of(workspace), made) is None
    draw(workspace, {("A1", "C2"): "LBH-A", ("A2", "C3"): "ELFT-A"})
    workspace.pin("A1", "C2")
    workspace.pin("A2", "C2")
    assert [move.place for move in plan_of(workspace, made).against_draft] == [("A2", "C3")]
    moving = plan_that_moves_pins(base_of(workspace), made)
    assert moving is not None
    assert [(a.apprentice, a.cycle, a.placement) for a in pins_moved(moving)] == [("A1", "C2", "LBH-A")]
    apply(workspace, moving)
    assert cells(workspace) == made.cells
    there = workspace.board.at("A2", "C2")
    assert there is not None
    assert there.pinned


def test_a_pin_in_a_cycle_under_way_is_no_question(workspace: Workspace) -> None:
    """C1 is under way: no plan changes it, whatever is pinned there."""
    draw(workspace, {("A1", "C1"): "ELFT-A"})
    made = keep(workspace, draft_of(workspace), "Then")
    draw(workspace, {("A1", "C1"): "ELFT-B"})
    workspace.pin("A1", "C1")
    assert plan_that_moves_pins(base_of(workspace), made) is None


def test_what_is_gone_from_the_programme_is_left_out(workspace: Workspace) -> None:
    made = keep(workspace, draft_of(workspace), "Then")
    workspace.clear("A1", "C2")
    workspace.store.write(worded("gone"), {}, {"placements": [TEAMS[0]]}, {})
    workspace.reload()
    outcome = plan_of(workspace, made)
    assert (outcome.against_draft, left_out(outcome, made.cells)) == ((), 1)


def test_figures_side_by_side(workspace: Workspace) -> None:
    """Published is the draft. The other plan has A1 in LBH-A in C2 and A2 in ELFT-A in C3.

    C2 begins on 7 December 2026: that move was due 10 weeks before, the notice of the City, so it is inside.
    C3 begins on 8 March 2027; 12 weeks (84 days), what hosts have that say nothing, before is 14 December.
    """
    publish(workspace, "Ruth", None, "a test")
    draft = draft_of(workspace)
    draw(workspace, {("A1", "C2"): "LBH-A", ("A2", "C3"): "ELFT-A"})
    made = keep(workspace, draft_of(workspace), "Wishes")
    draw(workspace, {("A1", "C2"): "COL-A"})
    workspace.clear("A2", "C3")
    plan = plan_of(workspace, made)
    now, then = figures_of(draft), figures_of(plan)
    assert (now.changes, now.wishes, now.wished, now.worst_off, now.score) == (0, 0, 2, 0, 0)
    assert (now.told, now.notice, now.waiting) == (0, 0, None)
    # The worst off has 2 points, which count once more.
    assert (then.changes, then.wishes, then.wished, then.worst_off, then.score) == (2, 2, 2, 2, 5 + 2 + 2)
    assert (then.gaps, now.gaps) == (5, 6)
    assert (then.told, then.notice, then.waiting) == (2, 1, Waiting(date(2026, 12, 14), 1))
    assert then.said()["Cost of waiting"] == "+1 after 14 Dec 26"
    assert differing(draft, plan) == [
        (("A1", "C2"), "COL-A", "LBH-A"),
        (("A2", "C3"), None, "ELFT-A"),
    ]


def test_without_a_publication_nothing_is_said_of_notice(workspace: Workspace) -> None:
    figures = figures_of(draft_of(workspace))
    assert (figures.told, figures.notice, figures.waiting) == (None, None, None)
    assert figures.said()["Told otherwise"] == "not published"
