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
from apprentices.programme import Programme, Requirement, Separation
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
        gone, new = set(before) - set(checker.findings()), set(checker.findings()) - set(before)
        assert {*foreseen.broke, *foreseen.changed} == new
        assert set(foreseen.mended) == {f for f in gone if f.place not in {other.place for other in new}}
        assert {f.place for f in foreseen.changed} <= {f.place for f in gone}
        places = [finding.place for finding in checker.findings()]
        assert len(places) == len(set(places)), "two findings can't be told apart"


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
    worse = checker.put([Edit("A3", "C1", "COL-A")])
    assert [finding.rule for finding in worse.mended] == ["PLAN-GAP"]
    assert [finding.rule for finding in worse.broke] == ["PLAN-SEATS"]
    assert "and 3 are there" in worse.broke[0].problem
    better = checker.put([Edit("A3", "C1", None)])
    assert [finding.rule for finding in better.broke] == ["PLAN-GAP"]
    assert [finding.rule for finding in better.changed] == ["PLAN-SEATS"]
    assert better.mended == ()
    assert [finding.rule for finding in checker.put([Edit("A2", "C1", "COL-B")]).mended] == ["PLAN-SEATS"]


def test_one_requirement_mended_and_another_broken_are_two_things() -> None:
    teams = [team("COL-A", area="office"), team("COL-B", area="data"), *TEAMS[2:]]
    rows = [Requirement(who="all", what=f"area:{area}", min_cycles=1) for area in ("office", "data")]
    checker = check(board({"A1": "COL-A LBH-A LBH-B ELFT-A"}, placements=teams, requirements=rows))
    done = checker.consider([Edit("A1", "C1", "COL-B")])
    assert ["office" in finding.problem for finding in done.broke] == [True]
    assert ["data" in finding.problem for finding in done.mended] == [True]
    assert done.changed == ()


def test_meeting_one_person_instead_of_another_breaks_something() -> None:
    apart = [Separation(apprentice="A1", other=other, within="host") for other in ("A2", "A3")]
    checker = check(board({"A1": "COL-A", "A2": "COL-B", "A3": "LBH-A"}, separations=apart))
    done = checker.consider([Edit("A2", "C1", "LBH-A"), Edit("A3", "C1", "COL-B")])
    assert ["Ayo A3" in finding.problem for finding in done.broke] == [True]
    assert ["Ayo A2" in finding.problem for finding in done.mended] == [True]


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
