"""Two open apps and a planner at work on one database: neither an edit nor the plan is lost."""

import asyncio
import json
import sys
import threading
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from apprentices.planner.proposal import Proposal
from apprentices.planner.propose import propose
from apprentices.workspace import Workspace
from screens.shared.question import Question
from tests.screens.driver import Driver, opened
from tests.screens.planning import open_plan
from tests.screens.programmes import pilot
from tests.screens.waiting import until

SECONDS = 120.0  # for a slow machine; the command mostly takes three
ONE, OTHER = ("A03", "C5"), ("A05", "C2")  # filled cells that the planner may change
# The command, which says when it has its plan and waits for a word before it writes that.
COMMAND = """
import sys
from apprentices.planner import run

def waiting(*words):
    proposal = propose(*words)
    print("planned", flush=True)
    sys.stdin.readline()
    return proposal

propose, run.propose = run.propose, waiting
from apprentices.commands import main
main()
"""


def app_of(actor: str, database: Path) -> AbstractAsyncContextManager[Driver]:
    """One person's app."""
    return opened(pilot(database, actor=actor), (80, 24))


def cells(workspace: Workspace) -> dict[tuple[str, str], str]:
    """The draft as an app knows it."""
    return {(a.apprentice, a.cycle): a.placement for a in workspace.board.assignments()}


def kept(database: Path) -> dict[tuple[str, str], str]:
    """The draft as it is in the database."""
    workspace = pilot(database, actor="Nobody")
    there = cells(workspace)
    workspace.store.close()
    return there


def knows(workspace: Workspace, draft: dict[tuple[str, str], str]) -> bool:
    """Whether this is the draft that an app shows."""
    return cells(workspace) == draft


async def clear(board: Driver, cell: tuple[str, str]) -> None:
    """Empty a cell, as a person does."""
    assert cell in cells(board.workspace)
    await board.go_to(*cell)
    await board.press("x")
    await until(lambda: cell not in cells(board.workspace), "the empty cell")


async def test_edits_in_two_apps_under_a_planning_command(database: Path) -> None:
    async with app_of("Tamsin Arkwright", database) as one, app_of("Callum Strachey", database) as other:
        words = ["-c", COMMAND, "plan", "--json", "--seconds", str(SECONDS), "--db", str(database)]
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        assert await asyncio.wait_for(process.stdout.readline(), SECONDS) == b"planned\n"
        await clear(one, ONE)
        await clear(other, OTHER)
        said, err = await asyncio.wait_for(process.communicate(b"\n"), SECONDS)
        assert b"Changed since the planner began: " in err
        there = kept(database)
        assert ONE not in there
        assert OTHER not in there
        planned = json.loads(said)["assignments"]
        assert there == {(a["apprentice"], a["cycle"]): a["placement"] for a in planned}
        for workspace in (one.workspace, other.workspace):
            await until(partial(knows, workspace, there), "the plan in the app")


async def test_edits_in_two_apps_under_the_plan_screen_of_one(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, planned = threading.Event(), threading.Event()
    plans: list[Proposal] = []

    def waiting(*words: Any) -> Proposal:
        plans.append(propose(*words))
        planned.set()
        go.wait(SECONDS)
        return plans[-1]

    monkeypatch.setattr("apprentices.planner.run.propose", waiting)
    async with app_of("Tamsin Arkwright", database) as one, app_of("Callum Strachey", database) as other:
        plan = await open_plan(one.app, one.press)
        await one.press("enter")
        await until(planned.is_set, "the plan")
        await one.press("1")
        await one.back_on_board()
        await clear(one, ONE)
        await clear(other, OTHER)
        go.set()
        await until(lambda: plan.outcome is not None, "the end of the run")
        await one.press("6")
        await until(lambda: one.app.screen is plan, "the Plan screen")
        await one.press("a")
        await until(lambda: isinstance(one.app.screen, Question), "the question")
        await one.press("enter")
        await until(lambda: plan.is_idle, "the end")
        wanted = {(a.apprentice, a.cycle): a.placement for a in plans[0].assignments}
        del wanted[ONE], wanted[OTHER]
        assert kept(database) == wanted
        for workspace in (one.workspace, other.workspace):
            await until(partial(knows, workspace, wanted), "the plan in the app")
