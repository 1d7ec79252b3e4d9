"""Choices that are too many to be judged at once: they are looked for in parts, and keys wait."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from apprentices.workspace import Workspace
from db.store import open_store
from screens.board import offers
from screens.board.chooser import AT_ONCE, Chooser
from screens.board.offers import Offers
from tests.clock import TODAY
from tests.screens.driver import Driver, opened
from tests.screens.programmes import remove
from tests.screens.small import folder
from tests.screens.waiting import until

TEAMS = 100
Judged = Callable[[Driver, int], None]  # what is to be done before one is judged: they are counted from 1


def programme(path: Path) -> Workspace:
    """The small one with 300 teams; A1 is in the first."""
    teams = "".join(f"T{number},COL,Team{number},2\n" for number in range(TEAMS))
    first = folder(
        path.parent / "first",
        placements=f"placement,host,team,seats\n{teams}",
        assignments="apprentice,cycle,placement\nA1,C1,T0\n",
    )
    workspace = Workspace(open_store(path, create=True, actor="Tamsin Arkwright"), TODAY)
    workspace.import_files([first])
    return workspace


@asynccontextmanager
async def board_with(
    path: Path, monkeypatch: pytest.MonkeyPatch, before: Judged
) -> AsyncIterator[tuple[Driver, list[str]]]:
    """The board, and the teams that were judged."""
    judged: list[str] = []
    option = offers.option
    async with opened(programme(path)) as board:

        def seen(workspace: Workspace, apprentice: str, cycle: str, code: str) -> object:
            judged.append(code)
            before(board, len(judged))
            return option(workspace, apprentice, cycle, code)

        monkeypatch.setattr(offers, "option", seen)
        yield board, judged


def type_at_once(board: Driver, *keys: str) -> None:
    """Keys that come one upon the other."""
    for key in keys:
        board.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_keys_that_are_typed_while_it_is_looking_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def before(board: Driver, number: int) -> None:
        if number == 1:
            said.append(board.text)
            type_at_once(board, *"team99", "enter")

    async with board_with(tmp_path / "p.db", monkeypatch, before) as (board, judged):
        await board.press("enter")
        await until(lambda: board.here == "T99", "what was typed")
        assert "looking …" in said[0]
        assert len(judged) == len(set(judged)) == TEAMS


async def test_words_that_come_while_it_is_looking_have_no_more_judged_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: Counter[int] = Counter()
    turn = 0

    async def turning() -> None:
        nonlocal turn
        while True:
            turn += 1
            await asyncio.sleep(0)

    def before(board: Driver, number: int) -> None:
        turns[turn] += 1
        if number == 1:
            board.chooser.query_one(Input).value = "team1"  # as a click on a way on, or what comes late

    async with board_with(tmp_path / "p.db", monkeypatch, before) as (board, judged):
        others = asyncio.create_task(turning())
        chooser = await board.open_chooser()
        await until(lambda: not chooser.is_being_made and "T1" in [one.code for one in chooser.shown], "them")
        others.cancel()
        assert max(turns.values()) <= AT_ONCE
        assert len(judged) == len(set(judged))
        assert {"team1"} == {one.name.lower()[:5] for one in chooser.shown}


async def test_nothing_is_judged_of_a_cell_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def before(board: Driver, number: int) -> None:
        if number == 1:
            with closing(open_store(tmp_path / "p.db", actor="Omar Reyes")) as store:
                remove(Workspace(store, TODAY), "A1")
            board.app.call_later(board.app.look_for_news)

    async with board_with(tmp_path / "p.db", monkeypatch, before) as (board, judged):
        await board.press("enter")
        await until(lambda: judged, "the first")
        await until(lambda: not isinstance(board.app.screen, Chooser), "the board")
        assert "A1" not in board.workspace.programme.apprentices
        assert len(judged) < TEAMS


def test_what_is_to_be_judged_is_so_until_it_was() -> None:
    def judge(code: str) -> offers.Offer:
        raise LookupError(code)

    two = Offers(["T1", "T2"], str, judge)
    assert two.to_judge(()) == ["T1", "T2"]
    with pytest.raises(LookupError):
        two.judge("T1")
    assert two.to_judge(()) == ["T1", "T2"]
