"""The checker: after any edits, what it knows equals a full check; and edits tell what they change."""

import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apprentices.board import Board, Edit
from apprentices.exchange.read import read
from apprentices.programme import Programme
from apprentices.rules.checker import Checker
from fixtures import PILOT
from fixtures.generate import generate, write
from tests.build import HOLIDAYS as PILOT_HOLIDAYS
from tests.build import TEAMS, TODAY, board, check, publication, team


@cache
def tables(source: str) -> dict[str, list[Any]]:
    """The rows of the pilot, or of a generated programme given as `apprentices x cycles x placements`."""
    if source == "pilot":
        return read([PILOT]).tables
    apprentices, cycles, placements = (int(number) for number in source.split("x"))
    with TemporaryDirectory() as folder:
        write(
            generate(
                apprentices=apprentices, cycles=cycles, placements=placements, hosts=3, seed=5, with_plan=True
            ),
            Path(folder),
        )
        return read([Path(folder)]).tables


def programme(source: str) -> Board:
    rows = tables(source)
    return Board(Programme.of(rows, PILOT_HOLIDAYS), rows["assignments"])


def edits_of(made: Board, seed: int, number: int) -> list[Edit]:
    """Random edits, a third of them of a few cells so that places fill up and empty again."""
    chance = random.Random(seed)
    people = list(made.programme.apprentices)
    placements = [*made.programme.placements, None]
    return [
        Edit(
            chance.choice(people[:3] if chance.random() < 0.3 else people),
            chance.choice(made.cycles),
            chance.choice(placements[:3] if chance.random() < 0.3 else placements),
            chance.random() < 0.2,
        )
        for _ in range(number)
    ]


@settings(max_examples=25, deadline=None)
@given(
    source=st.sampled_from(["pilot", "4x3x5", "12x4x9"]),
    seed=st.integers(0, 10_000),
    sizes=st.lists(st.integers(1, 4), min_size=1, max_size=12),
    published=st.booleans(),
)
def test_after_any_edits_the_findings_equal_a_full_check(
    source: str, seed: int, sizes: list[int], published: bool
) -> None:
    made = programme(source)
    told = publication(made) if published else None
    checker = Checker(made, TODAY, told)
    edits = edits_of(made, seed, sum(sizes))
    for size in sizes:
        batch, edits = edits[:size], edits[size:]
        before = checker.findings()
        foreseen = checker.consider(batch)
        assert checker.findings() == before
        assert checker.put(batch) == foreseen
        full = Checker(Board(made.programme, made.assignments()), TODAY, told)
        assert sorted(map(repr, checker.findings())) == sorted(map(repr, full.findings()))
        assert (checker.conflicts, checker.warnings) == (full.conflicts, full.warnings)
        gone, new = set(before), set(checker.findings())
        assert {*foreseen.broke, *foreseen.changed} == new - gone
        assert set(foreseen.mended) <= gone - new


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_considering_leaves_the_board_as_it_was(seed: int) -> None:
    made = programme("pilot")
    before = list(made.assignments())
    Checker(made, TODAY).consider(edits_of(made, seed, 5))
    assert list(made.assignments()) == before


@pytest.mark.parametrize("source", ["4x3x5", "12x4x9", "60x6x30"])
def test_generated_plans_have_no_conflicts(source: str) -> None:
    assert check(programme(source)).conflicts == 0


def test_an_edit_says_what_it_breaks_mends_and_changes() -> None:
    teams = [team("COL-A", seats=1), *TEAMS[1:]]
    checker = check(board({"A1": "COL-A", "A2": "COL-A", "A3": "."}, placements=teams))
    done = checker.put([Edit("A3", "C1", "COL-A")])
    assert [finding.rule for finding in done.mended] == ["PLAN-GAP"]
    assert [finding.rule for finding in done.changed] == ["PLAN-SEATS"]
    assert "and 3 are there" in done.changed[0].problem
    assert done.broke == ()
    back = checker.put([Edit("A3", "C1", None), Edit("A2", "C1", "COL-B")])
    assert [finding.rule for finding in back.broke] == ["PLAN-GAP"]
    assert [finding.rule for finding in back.mended] == ["PLAN-SEATS"]


def test_findings_of_a_cell_are_its_own_its_rows_and_its_places() -> None:
    teams = [team("COL-A", seats=1), *TEAMS[1:]]
    checker = check(board({"A1": "COL-A COL-A", "A2": "COL-A ."}, placements=teams))
    assert [finding.rule for finding in checker.at("A1", 0)] == ["PLAN-SEATS"]
    assert [finding.rule for finding in checker.at("A1", 1)] == ["PLAN-REPEAT"]
    assert [finding.rule for finding in checker.at("A2", 1)] == ["PLAN-GAP"]
    assert checker.of_row("A1") == []


@pytest.mark.parametrize(("severity", "counts"), [("warning", (0, 1)), ("off", (0, 0)), ("conflict", (1, 0))])
def test_a_rules_severity_can_be_set(severity: str, counts: tuple[int, int]) -> None:
    full = {"A1": "COL-A COL-B LBH-A COL-A"}
    checker = check(board(full, {"rule.PLAN-REPEAT.severity": severity}))
    assert (checker.conflicts, checker.warnings) == counts
