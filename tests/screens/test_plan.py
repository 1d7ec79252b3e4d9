"""The Plan screen with the real planner and with one that answers on command."""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from apprentices.exchange.read import read
from apprentices.planner.problem import Keep
from apprentices.planner.proposal import PlannerFailed, Progress, Status
from apprentices.publishing import publish
from apprentices.rule_settings import set_rule
from apprentices.workspace import Workspace
from db.store import open_store
from fixtures.generate import generate, write
from screens.plan.screen import PlanScreen
from screens.shared.question import Question
from tests.build import worded
from tests.clock import TODAY
from tests.fixtures.expected_pilot import CONFLICTS
from tests.screens import driver
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.planning import SWAPPED, TO_GIVE, Planner, open_plan, record_children
from tests.screens.programmes import pilot, remove
from tests.screens.waiting import until

SOME = (Progress(0.3, 0, 0, 365, None), Progress(0.4, 0, 0, 365, 453), Progress(1.2, 0, 0, 371, 453))


async def opened(board: Driver) -> PlanScreen:
    return await open_plan(board.app, board.press)


async def started(board: Driver, plan: PlanScreen) -> None:
    await board.press("enter")
    await until(lambda: not plan.is_idle, "the start")


async def finished(plan: PlanScreen) -> None:
    await until(lambda: plan.outcome is not None and not plan.is_planning, "the plan")


def cells(workspace: Workspace) -> dict[tuple[str, str], str]:
    return {(a.apprentice, a.cycle): a.placement for a in workspace.board.assignments()}


@asynccontextmanager
async def larger(tmp_path: Path) -> AsyncIterator[Driver]:
    """The app on a programme that takes the planner some seconds."""
    write(generate(apprentices=60, cycles=6, placements=30, hosts=3, seed=3), tmp_path / "larger")
    store = open_store(tmp_path / "larger.db", create=True, actor="Tamsin Arkwright")
    store.write(worded("Imported", "import"), read([tmp_path / "larger"]).tables, {}, {})
    async with driver.opened(Workspace(store, TODAY), (80, 24)) as board:
        yield board


# -- from the start to the draft


async def test_one_key_plans_another_applies_and_undo_takes_it_all_back(open_board: OpenBoard) -> None:
    async with open_board() as board:
        before = cells(board.workspace)
        plan = await opened(board)
        assert "enter starts the planner" in plan.head.text
        await started(board, plan)
        await finished(plan)
        assert "proved best (engine)" in plan.head.text
        assert f"conflicts {CONFLICTS} → 0" in plan.head.text
        assert cells(board.workspace) == before  # nothing changes until it is applied
        await until(lambda: "Against the draft: " in board.text, "the difference")
        await board.press("a")
        assert board.workspace.checker.conflicts == 0
        assert "! 0 conflicts" in board.text
        assert plan.head.text.startswith("Applied: ")
        assert "Planned (draft): full plan" in board.text  # with what that broke and mended
        await board.press("u")
        assert cells(board.workspace) == before
        assert plan.head.text.startswith("Plan the rotations")


async def test_a_plan_can_be_discarded(open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch) -> None:
    planner = Planner().use(monkeypatch)
    planner.go.set()
    async with open_board() as board:
        before = cells(board.workspace)
        plan = await opened(board)
        await started(board, plan)
        await finished(plan)
        await board.press("d")
        assert plan.is_idle
        assert "discarded" in plan.head.text
        assert cells(board.workspace) == before


async def test_a_plan_that_changes_nothing_has_nothing_to_apply(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner = Planner().use(monkeypatch)
    planner.edits = ()
    planner.go.set()
    async with open_board() as board:
        plan = await opened(board)
        await started(board, plan)
        await finished(plan)
        assert "Nothing to apply" in plan.head.text
        assert "apply" not in [command.action for command in plan.available()]


# -- while it works


async def test_figures_and_curves_are_live(open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch) -> None:
    Planner(SOME).use(monkeypatch)
    async with open_board() as board:
        plan = await opened(board)
        await started(board, plan)
        await until(lambda: "Score 371   At most 453" in plan.head.text, "the figures")
        assert "109 cells of 24 apprentices may change" in plan.head.text
        # 453 - 371 = 82 of 453
        assert (
            "So far no gaps, no new conflicts, 0 moves; may get better by at most 18.1 %." in plan.head.text
        )
        await until(lambda: "at most 453" in board.text and "score 371" in board.text, "the curves")


async def test_the_planner_goes_on_while_another_screen_is_looked_at(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner = Planner(SOME).use(monkeypatch)
    async with open_board() as board:
        plan = await opened(board)
        await started(board, plan)
        await board.press("1")
        await board.back_on_board()
        await board.press("6")
        await until(lambda: "went on while you were away" in board.text, "a word about it")
        assert "Planning … " in board.text
        await board.press("1")
        await board.back_on_board()
        planner.go.set()
        await until(lambda: any("6 shows its plan" in said for said in board.said), "a word that it is done")
        await board.press("6")
        await until(lambda: "finished while you were away" in board.text, "a word about it")
        assert plan.rows.has_focus


async def test_stopping_answers_at_once_and_keeps_the_best(tmp_path: Path) -> None:
    async with larger(tmp_path) as board:
        plan = await opened(board)
        await started(board, plan)
        await until(lambda: plan.heard.last, "a first plan")
        await board.press("s")
        assert "Stopping" in plan.head.text or plan.outcome  # with the key itself, not when the planner ends
        await finished(plan)
        assert plan.outcome is not None
        assert plan.outcome.proposal.status in (Status.FEASIBLE, Status.INCOMPLETE)
        assert plan.head.text.split("\n")[0].partition(" ")[2].startswith("Stopped. ")
        assert plan.outcome.proposal.assignments


async def test_quitting_leaves_no_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    children = record_children(monkeypatch)
    async with larger(tmp_path) as board:
        plan = await opened(board)
        await started(board, plan)
        await until(lambda: plan.heard.last, "a first plan")
        (child,) = children
        assert child.poll() is None
        await board.press("ctrl+q")
        await until(lambda: child.poll() is not None, "the end of the child")
        assert child.returncode == -signal.SIGKILL  # it did not just finish


# -- what goes wrong


async def test_an_engine_that_is_killed_is_told_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    children = record_children(monkeypatch)
    async with larger(tmp_path) as board:
        before = cells(board.workspace)
        plan = await opened(board)
        await started(board, plan)
        await until(lambda: plan.heard.last, "a first plan")
        os.kill(children[0].pid, signal.SIGKILL)
        await finished(plan)
        assert "killed by signal 9" in plan.head.text
        assert "Nothing is lost" in plan.head.text
        assert cells(board.workspace) == before
        assert plan.merged is not None
        assert plan.merged.against_draft  # the best plan so far stands


async def test_an_engine_that_is_killed_before_it_found_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_children(monkeypatch, killed=True)
    async with larger(tmp_path) as board:
        plan = await opened(board)
        await board.press("enter")
        await finished(plan)
        assert "No plan was found" in plan.head.text
        assert "Nothing to apply" in plan.head.text


@pytest.mark.parametrize(
    ("name", "error", "told"),
    [
        (
            "apprentices.planner.run.propose",
            PlannerFailed("PLAN-RUN can't be expressed."),
            "PLAN-RUN can't be expressed.",
        ),
        (
            "subprocess.Popen",
            OSError(12, "Cannot allocate memory"),
            "can't be started: Cannot allocate memory.",
        ),
    ],
)
async def test_a_planner_that_fails_is_told_in_words(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch, name: str, error: Exception, told: str
) -> None:
    def fail(*ignored: object, **also: object) -> None:
        raise error

    monkeypatch.setattr(name, fail)
    async with open_board() as board:
        plan = await opened(board)
        await board.press("enter")
        await until(lambda: told in plan.head.text, "the reason")
        assert "the draft is as it was" in plan.head.text
        assert plan.is_idle


# -- the draft has moved on


async def test_a_colleagues_change_is_never_overwritten(
    open_board: OpenBoard, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner = Planner().use(monkeypatch)
    async with open_board() as board:
        plan = await opened(board)
        await started(board, plan)
        other = pilot(database, actor="Callum Strachey")
        other.assign("A01", "C2", "LBH-CSC")
        other.store.close()
        await until(lambda: "1 cell of the draft was changed meanwhile" in plan.head.text, "a word about it")
        planner.go.set()
        await finished(plan)
        assert "will stay so" in plan.head.text
        await board.press("a")
        await until(lambda: isinstance(board.app.screen, Question), "the question")
        await until(lambda: "Amara Nwachukwu in C2" in board.text, "what was changed")
        await board.press("escape")
        assert cells(board.workspace)["A02", "C2"] == "LBH-HR"  # as before
        await until(lambda: board.app.screen is plan, "the plan")
        await board.press("a")
        await until(lambda: isinstance(board.app.screen, Question), "the question")
        await board.press("enter")
        await until(lambda: plan.is_idle, "the end")
        there = cells(board.workspace)
        assert there["A01", "C2"] == "LBH-CSC"
        assert (there["A02", "C2"], there["A20", "C6"]) == ("COL-FIN", "COL-HR")


async def test_a_change_that_was_not_yet_seen_is_found_when_applying(
    open_board: OpenBoard, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Planner().use(monkeypatch).go.set()
    async with open_board() as board:
        plan = await opened(board)
        await started(board, plan)
        await finished(plan)
        other = pilot(database, actor="Callum Strachey")
        other.clear("A02", "C2")
        other.store.close()
        plan.action_apply()  # at once: before the app looks for news by itself
        await until(lambda: isinstance(board.app.screen, Question), "the question")
        await board.press("enter")
        await until(lambda: plan.is_idle, "the end")
        assert ("A02", "C2") not in cells(board.workspace)
        assert cells(board.workspace)["A01", "C2"] == "LBH-HR"


async def test_other_rules_or_data_are_told(
    open_board: OpenBoard, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Planner().use(monkeypatch).go.set()
    async with open_board() as board:
        plan = await opened(board)
        await started(board, plan)
        await finished(plan)
        set_rule(board.workspace, "PLAN-NOTICE", "weeks", "20")
        board.app.show_change()
        assert "Rules or data have changed" in plan.head.text
        await board.press("a")
        await until(lambda: isinstance(board.app.screen, Question), "the question")


# -- the publication


async def test_published_needs_a_publication(open_board: OpenBoard) -> None:
    """It says why beside it, and is stepped over: from the draft down is everything but pins."""
    async with open_board() as board:
        plan = await opened(board)
        await until(lambda: "of what was told  nothing has been published yet" in board.text, "the reason")
        await board.press("down")
        assert plan.options.keep.value == Keep.PINS
        await board.pilot.click(plan.options.keep, offset=(2, 1))
        assert plan.options.keep.value == Keep.PINS


async def test_what_serves_best_is_suggested_until_something_else_is_chosen(open_board: OpenBoard) -> None:
    """With conflicts the draft is mended; once something was told, that. A choice of one's own stays."""
    async with open_board() as board:
        plan = await opened(board)
        assert plan.options.keep.value == Keep.DRAFT
        publish(board.workspace, "Tamsin Arkwright", None, "a test")
        plan.workspace_changed()
        assert plan.options.keep.value == Keep.PUBLISHED
        await board.press("up")
        plan.workspace_changed()
        assert plan.options.keep.value == Keep.DRAFT


async def test_repair_tells_the_fewest_moves_and_both_differences(open_board: OpenBoard) -> None:
    async with open_board() as board:
        publish(board.workspace, "Tamsin Arkwright", None, "a test")
        board.workspace.clear("A05", "C2")
        plan = await opened(board)
        assert plan.options.keep.value == Keep.PUBLISHED
        await started(board, plan)
        await finished(plan)
        assert plan.outcome is not None
        assert "; fewer are proved impossible" in " ".join(plan.head.text.split())
        assert all(move.why for move in plan.outcome.against_publication)
        await until(lambda: "Against the draft: " in board.text, "the difference to the draft")
        assert "The draft has nothing here." in {
            m.why for m in plan.outcome.against_draft if m.apprentice == "A05"
        }
        await board.press("v")
        await until(lambda: "Against publication 1: " in board.text, "the difference to the publication")
        assert "inside a host's notice" in board.text
        await board.press("v")
        await until(lambda: "Against the draft: " in board.text, "the difference to the draft again")


# -- some of a plan, and plans that are kept


async def test_marked_changes_are_applied_alone_and_what_they_break_is_said_before(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A01 goes to where A02 is in C2; without the move of A02 that team has 3 people on 2 seats."""
    Planner().use(monkeypatch).go.set()
    async with open_board() as board:
        before = cells(board.workspace)
        plan = await opened(board)
        await started(board, plan)
        await finished(plan)
        await until(lambda: plan.rows.has_focus and plan.marks, "the first change")
        await board.press("space")
        assert plan.chosen == {("A01", "C2")}
        assert "applies 1 of 3 changes alone (breaks " in plan.head.text
        await board.press("o")
        assert plan.chosen == {("A02", "C2"), ("A20", "C6")}
        await board.press("o", "a")
        await until(lambda: isinstance(board.app.screen, Question), "the question")
        await until(lambda: "has 2 seats in C2" in board.text, "what it breaks")
        await board.press("enter")
        await until(lambda: plan.is_idle, "the end")
        assert cells(board.workspace) == {**before, ("A01", "C2"): "LBH-HR"}
        assert "1 of 3 changes" in plan.head.text
        assert board.workspace.told(board.workspace.history()[0]) == "1 of 3 changes of a plan made"
        await board.press("u")
        assert cells(board.workspace) == before


async def test_what_is_new_with_a_plan_is_listed_with_the_way_out(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    Planner().use(monkeypatch).go.set()
    async with open_board((100, 30)) as board:
        plan = await opened(board)
        await started(board, plan)
        await finished(plan)
        await until(lambda: "New with this plan: " in board.text, "what is new")
        await board.press("n")
        await until(lambda: "To mend: " in plan.panel.text, "the finding")
        await board.press("space")
        assert not plan.chosen  # it is no change


async def test_a_plan_is_kept_under_a_name_found_again_and_applied(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    Planner().use(monkeypatch).go.set()
    async with open_board() as board:
        before = cells(board.workspace)
        plan = await opened(board)
        await started(board, plan)
        await finished(plan)
        await board.press("w", "enter")
        await until(lambda: "A scenario needs a name" in board.text, "what is wrong")
        await board.press(*"Three moves", "enter")
        await until(lambda: board.app.screen is plan and "Kept as the scenario" in board.text, "a word of it")
        await board.press("d", "c")
        await until(lambda: "Three moves" in board.text and "Cost of waiting" in board.text, "the scenario")
        assert cells(board.workspace) == before
        await board.press("x")
        await until(lambda: isinstance(board.app.screen, Question), "the question")
        await board.press("escape", "enter")
        await until(lambda: 'Scenario "Three moves": ' in plan.head.text, "it as a plan")
        assert plan.side.has_class("-untold")  # no curve was told of it: no heading stands above nothing
        await board.press("a")
        await until(lambda: plan.is_idle, "the end")
        assert cells(board.workspace) == {**before, **{(who, cycle): team for who, cycle, team in SWAPPED}}
        assert 'Scenario "Three moves" applied' in board.text


# -- no full plan


async def test_what_would_have_to_give_is_listed_with_whom_to_ask(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = {"status": Status.INFEASIBLE, "gaps": 9, "relax": (TO_GIVE,), "relax_proved": True}
    Planner(**short).use(monkeypatch).go.set()
    async with open_board() as board:
        plan = await opened(board)
        await started(board, plan)
        await finished(plan)
        assert "Plan with 9 gaps, score 386: fewer gaps are proved impossible" in plan.head.text
        await until(lambda: "A full plan needs, and less would not do:" in board.text, "what has to give")
        assert "Ask Tamsin Arkwright" in plan.panel.text
        await board.press("a")
        assert plan.is_idle
        assert "9 gaps left" in plan.head.text


async def test_a_full_plan_is_not_promised_where_there_is_none(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = {"status": Status.INFEASIBLE, "gaps": 9, "relax": (TO_GIVE,), "relax_proved": True}
    Planner(**short, relax_full=False).use(monkeypatch).go.set()
    async with open_board() as board:
        plan = await opened(board)
        await started(board, plan)
        await finished(plan)
        await until(lambda: "Fewest gaps need, and less would not do:" in board.text, "what has to give")
        assert "A full plan needs" not in board.text
        assert "No full plan is possible" in board.text


# -- the options


async def test_options_reach_the_planner(open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch) -> None:
    planner = Planner().use(monkeypatch)
    async with open_board((140, 45)) as board:
        plan = await opened(board)
        await board.press(
            "down", "down", "down", "space", *"c3, 4", "down", "space", *"whitlock, A02", "down"
        )
        await board.press("space", "down", "space", *"hackney council", "down")
        await board.press(
            "space", "backspace", "backspace", "down", "space", "backspace", "7", "enter", "down"
        )
        await board.press("space", "right", "space", "escape")
        await until(
            lambda: "C3 (Mar-Jun 27), C4 (Jun-Sep 27)" in board.text, "what the cycles were taken to mean"
        )
        await started(board, plan)
        await until(lambda: planner.asked, "the planner")
        assert planner.asked is not None
        problem, seed, never = planner.asked
        assert problem.scope == (Keep.NONE, {"C3", "C4"}, {"LBH"}, {"A20", "A02"})
        assert (seed, never) == (7, {"seats", "pins"})
        assert "without a limit" in plan.head.text


async def test_text_is_typed_only_when_asked_for_and_the_way_out_is_told(open_board: OpenBoard) -> None:
    """Until then digits lead to screens and letters are commands; enter ends typing and starts nothing."""
    async with open_board() as board:
        plan = await opened(board)
        await board.press("down", "down", "down")  # on the cycles
        assert plan.options.line is plan.options.fields["Only cycles"].control
        await board.press("1")
        await board.back_on_board()
        await board.press("6", "space", "6", "1", "u", "m")
        assert plan.is_current
        assert plan.options.fields["Only cycles"].control.value == "61um"
        await until(lambda: "enter or esc: done" in board.text, "the way out")
        await until(lambda: "enter done typing" in board.text.splitlines()[-1], "the key")
        await board.press("enter")
        await until(lambda: '! There is no cycle "61um"' in board.text, "what is wrong")
        assert plan.is_idle
        assert not plan.options.is_typing
        await board.press("enter")
        assert plan.is_idle  # wrong options start nothing
        await board.press("space", *["backspace"] * 4, "escape", "1")
        await board.back_on_board()


async def test_what_is_seldom_asked_stands_under_more(open_board: OpenBoard) -> None:
    async with open_board((100, 40)) as board:
        plan = await opened(board)
        assert "Seed" not in board.text
        await board.press("m")
        await until(lambda: "Seed" in board.text and "Never ask for" in board.text, "more")
        await until(lambda: "programme's settings: the worst off 1" in board.text, "what weighs how much")
        await board.press("down", "down", "space", "x", "escape", "m")
        await until(lambda: "Seed " not in board.text, "less")
        await until(lambda: "▸ stops after 60x s" in board.text, "what it hides")
        await board.press("enter")
        await until(lambda: "! A number of seconds" in board.text, "what is wrong, in sight")
        assert plan.is_idle


@pytest.mark.parametrize(
    ("title", "words", "told"),
    [
        ("Only cycles", "C9", 'There is no cycle "C9".'),
        ("Only hosts", "hackny", 'There is no host "hackny".'),
        ("Only people", "nobody", 'There is no apprentice "nobody".'),
        ("Stop after", "soon", "A number of seconds from 0.1 on"),
        ("Stop after", "-1", "A number of seconds from 0.1 on"),
        ("Seed", "x", "A whole number."),
    ],
)
async def test_wrong_input_is_told_beside_the_field(
    open_board: OpenBoard, title: str, words: str, told: str
) -> None:
    async with open_board((140, 45)) as board:
        plan = await opened(board)
        await board.press("m")
        control = plan.options.fields[title].control
        plan.set_focus(control)
        await until(lambda: control.has_focus, "the field")
        await board.press("space", *words, "enter", "enter")
        await until(
            lambda: any(told in line and words in line for line in board.text.split("\n")), "the error"
        )
        assert plan.is_idle
        assert plan.focused is control  # it stays where the mistake is


async def test_on_a_low_screen_the_option_with_the_focus_is_in_sight(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner = Planner().use(monkeypatch)
    async with open_board((40, 15)) as board:
        plan = await opened(board)
        await board.press("m", "home", "down", "down")
        for title in (
            "What may change?",
            "Only cycles",
            "Only people",
            "less",
            "Only hosts",
            "Stop after",
            "Seed",
            "Never ask",
        ):
            await until(lambda title=title: title in board.text, title)  # type: ignore[misc]
            await board.press("down")
        await board.press("enter")
        planner.go.set()
        await until(lambda: plan.outcome, "the end")
        await until(lambda: "a apply" in board.text.splitlines()[-1], "the keys")


async def test_options_with_the_mouse(open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch) -> None:
    planner = Planner().use(monkeypatch)
    async with open_board((100, 40)) as board:
        plan = await opened(board)
        await board.pilot.click(plan.options.keep, offset=(1, 3))
        assert plan.options.keep.value == Keep.NONE
        await board.pilot.click(plan.options.more)
        await until(lambda: "Never ask for" in board.text, "more")
        await board.pilot.click(plan.options.never, offset=(13, 0))
        assert plan.options.never.chosen == {"pins"}
        await board.pilot.click(plan.options.seed, offset=(1, 0))
        assert plan.options.seed.typing
        await board.press("enter")
        await board.pilot.click(plan.head, offset=(3, 2))  # the key in the text
        await until(lambda: planner.asked, "the start")
        await board.pilot.click("KeyBar", offset=(2, 0))
        await until(lambda: plan.outcome, "the end")


async def test_a_publication_that_is_newer_than_the_plan_is_not_compared(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    Planner().use(monkeypatch).go.set()
    async with open_board() as board:
        plan = await opened(board)
        await started(board, plan)
        await finished(plan)
        publish(board.workspace, "Tamsin Arkwright", None, "a test")
        board.app.show_change()
        await board.press("v")
        await until(lambda: "it is newer than the plan" in board.text, "a word about it")


async def test_people_who_were_removed_meanwhile_are_left_out(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    Planner().use(monkeypatch).go.set()
    async with open_board() as board:
        plan = await opened(board)
        await started(board, plan)
        await finished(plan)
        workspace = board.workspace
        remove(workspace, "A01")
        workspace.reload()
        board.app.show_change()
        assert "Rules or data have changed" in plan.head.text
        await board.press("a")
        await until(lambda: isinstance(board.app.screen, Question), "the question")
        await board.press("enter")
        await until(lambda: plan.is_idle, "the end")
        assert cells(workspace)["A02", "C2"] == "COL-FIN"
