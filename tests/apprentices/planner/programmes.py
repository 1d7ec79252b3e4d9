"""Programmes to plan: the pilot and generated ones, with an empty board."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from apprentices.board import Board
from apprentices.exchange.read import read
from apprentices.planner.problem import Problem, Scope
from apprentices.programme import Assignment, Programme, SettingRow
from apprentices.rules.catalogue import RULES
from fixtures import PILOT
from fixtures.folder import Tables
from fixtures.generate import generate, write
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.build import HOLIDAYS


@cache
def tables(source: str) -> dict[str, list[Any]]:
    """The rows of the pilot, or of a generated programme given as `apprentices x cycles x placements`."""
    if source == "pilot":
        return read([PILOT]).tables
    if source == "pilot with the PLAN rules":
        off = [
            SettingRow(setting=f"rule.{rule}.severity", value="off")
            for rule in RULES
            if rule.startswith(("FUND-", "WTR-", "PAY-", "CLEAR-"))
        ]
        pilot = tables("pilot")
        return {**pilot, "settings": [*pilot["settings"], *off]}
    apprentices, cycles, placements = (int(number) for number in source.split("x"))
    with TemporaryDirectory() as folder:
        made = generate(apprentices=apprentices, cycles=cycles, placements=placements, seed=5, with_plan=True)
        write(made, Path(folder))
        return read([Path(folder)]).tables


def drawn(case: Tables) -> Problem:
    """The problem of a programme folder with these tables, as yet without anything but pins."""
    with TemporaryDirectory() as folder:
        write(case, Path(folder))
        rows = read([Path(folder)]).tables
    return Problem(Board(Programme.of(rows, HOLIDAYS), rows["assignments"]), BEFORE_ALL)


def programme(source: str) -> Programme:
    """The programme alone."""
    return Programme.of(tables(source), HOLIDAYS)


def empty(source: str, scope: Scope | None = None) -> Problem:
    """Everything to plan, before the first cycle; only pinned cells are filled."""
    pinned = [row for row in tables(source)["assignments"] if row.pinned]
    return Problem(Board(programme(source), pinned), BEFORE_ALL, None, scope)


def full(source: str) -> tuple[Programme, list[Assignment]]:
    """A programme with a plan that has no conflicts (of generated ones)."""
    return programme(source), list(tables(source)["assignments"])
