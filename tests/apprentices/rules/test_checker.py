"""The checker: after any edits, what it knows equals a full check; and edits tell what they change."""

import random
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apprentices.board import Board, Edit
from apprentices.conditions import Requirement, Separation
from apprentices.exchange.read import read
from apprentices.programme import Host, Programme
from apprentices.rules.checker import Checker
from apprentices.statements import Statements
from fixtures import PILOT
from fixtures.generate import generate, write
from tests.build import (
    CYCLES,
    HOSTS,
    TEAMS,
    TODAY,
    UNASKED,
    board,
    check,
    fresh,
    person,
    publication,
    team,
    waived,
)
from tests.build import HOLIDAYS as PILOT_HOLIDAYS


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


@settings(max_examples=25)
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
        went = {f for f in gone if f.name not in {other.name for other in new}}
        assert {*foreseen.mended, *foreseen.unasked} == went
        # The latter are not looked at any more: in an empty cell, or in a rotation with a gap.
        gaps = {f.apprentice for f in checker.findings() if f.rule == "PLAN-GAP"}
        assert all(not f.judged or f.apprentice in gaps for f in foreseen.unasked)
        assert {f.name for f in foreseen.changed} <= {f.name for f in gone}
        names = [finding.name for finding in checker.findings()]
        assert len(names) == len(set(names)), "two findings can't be told apart"


@settings(max_examples=10)
@given(seed=st.integers(0, 10_000), sizes=st.lists(st.integers(1, 4), min_size=1, max_size=5))
def test_so_they_do_where_some_are_waived_or_were_once(seed: int, sizes: list[int]) -> None:
    made, chance = programme("4x3x5"), random.Random(seed)
    troubled = Board(made.programme, made.assignments())
    for edit in edits_of(made, seed, 10):
        troubled.put(edit)
    names = [finding.name for finding in check(troubled).findings()]
    holding = [name for name in names if chance.random() < 0.4]
    past = [name for name in names if name not in holding and chance.random() < 0.4]
    said = Statements(
        waivers=[*waived(*holding).waivers, *waived(*past, until=TODAY - timedelta(days=1)).waivers]
    )
    checker = check(made, statements=said)
    edits = edits_of(made, seed, sum(sizes))
    for size in sizes:
        batch, edits = edits[:size], edits[size:]
        assert checker.consider(batch) == checker.put(batch)
        full = check(Board(made.programme, made.assignments()), statements=said)
        assert sorted(map(repr, checker.findings())) == sorted(map(repr, full.findings()))
        assert (checker.conflicts, checker.warnings, checker.waived) == (
            full.conflicts,
            full.warnings,
            full.waived,
        )
        accepted = [f for f in full.findings() if f.waived]
        assert {f.name for f in accepted} <= set(holding)
        assert full.waived == len(accepted)


@settings(max_examples=25)
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


def test_as_many_too_many_as_before_is_no_worse() -> None:
    teams = [team("COL-A", seats=1), *TEAMS[1:]]
    checker = check(board({"A1": "COL-A", "A2": "COL-A", "A3": "COL-B"}, placements=teams))
    swapped = checker.consider([Edit("A1", "C1", "COL-B"), Edit("A3", "C1", "COL-A")])
    assert [finding.rule for finding in swapped.changed] == ["PLAN-SEATS"]
    assert "Ayo A2 and Ayo A3" in swapped.changed[0].problem
    assert (swapped.broke, swapped.mended) == ((), ())


def test_what_concerns_nobody_in_particular_is_told_before_people() -> None:
    hosts = [Host(host="COL", name="City", living_wage=True, fjaa_registered=True)]
    one = person("A1", hourly_pay=Decimal("14.79"), date_of_birth=date(2000, 1, 1))
    made = board(apprentices=[one], hosts=hosts, placements=[], rule_data=[])
    findings = check(made).findings()
    # Neither can be judged: the rate from May 2027, and whether the promise covers apprentices.
    assert [f.apprentice for f in findings if f.rule == "PAY-LLW"] == [None, "A1"]


def test_hosts_come_by_their_codes_whatever_their_names() -> None:
    hosts = [Host(host="COL", name="The City", seats=1), HOSTS[1], Host(host="ELFT", name="A Trust", seats=1)]
    plan = {"A1": "ELFT-A", "A2": "ELFT-B", "A3": "COL-A", "A4": "COL-B"}  # two at each
    full = [f.host for f in check(board(plan, hosts=hosts)).findings() if f.rule == "PLAN-HOST-SEATS"]
    assert full == ["COL", "ELFT"]


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
    checker = check(board(full, {**UNASKED, "rule.PLAN-REPEAT.severity": severity}))
    assert (checker.conflicts, checker.warnings) == counts


def test_a_cell_does_not_have_what_its_row_has_elsewhere() -> None:
    checker = check(board({"A1": "COL-A COL-A LBH-A COL-A"}))
    assert [[finding.cycle for finding in checker.at("A1", index)] for index in range(4)] == [
        [], ["C2"], [], ["C4"],
    ]  # fmt: skip


def test_a_row_has_what_is_about_it_and_about_the_person() -> None:
    people = [person(code, uln=f"927630868{end}") for code, end in (("A1", 7), ("A2", 8), ("A3", 6))]
    rows = [Requirement(who=who, what="host:ELFT", min_cycles=1) for who in ("A1", "A3")]
    full = "COL-A COL-A LBH-A LBH-B"
    checker = check(board(dict.fromkeys(("A1", "A2", "A3"), full), apprentices=people, requirements=rows))
    told = {code: [f.rule for f in checker.of_row(fresh(code))] for code in ("A1", "A2", "A3")}
    assert told == {
        "A1": ["PLAN-REQUIRES", "PERSON-ULN"], "A2": ["PERSON-ULN"], "A3": ["PLAN-REQUIRES"],
    }  # fmt: skip
    assert {f.apprentice for f in checker.of_row("A2")} == {"A2"}


def test_findings_come_by_severity_catalogue_time_and_people() -> None:
    teams = [team("COL-A", team="Works", seats=1), team("COL-B", team="Audit", seats=1), *TEAMS[2:]]
    people = [
        person(code, family_name=name) for code, name in (("A3", "Ames"), ("A1", "Bell"), ("A2", "Cole"))
    ]
    plan = {"A3": "COL-A . LBH-A", "A1": "COL-A COL-B .", "A2": "COL-B COL-B .", "A4": "COL-B LBH-A LBH-B"}
    made = board(plan, UNASKED, placements=teams, apprentices=[*people, person("A4", uln=None)])
    told = [(f.rule, f.cycle, f.apprentice or f.placement) for f in check(made).findings()]
    assert told == [
        ("PLAN-GAP", "C2", "A3"), ("PLAN-GAP", "C3", "A1"), ("PLAN-GAP", "C3", "A2"),
        *(("PLAN-GAP", "C4", code) for code in ("A1", "A2", "A3", "A4")),
        ("PLAN-SEATS", "C1", "COL-A"), ("PLAN-SEATS", "C1", "COL-B"), ("PLAN-SEATS", "C2", "COL-B"),
        ("PLAN-REPEAT", "C2", "A2"), ("PERSON-UNKNOWN", None, "A4"),
    ]  # fmt: skip


def test_both_of_a_pair_are_told_when_they_meet_and_when_they_part() -> None:
    pairs = [Separation(apprentice="A1", other="A2", within="host")]
    checker = check(board({"A1": "COL-A", "A2": "LBH-A", "A3": "COL-A"}, separations=pairs))
    for who, meet, part in (("A2", "COL-B", "LBH-A"), ("A1", "LBH-B", "COL-A")):
        before = checker.conflicts
        foreseen = checker.consider([Edit(who, "C1", meet)])
        assert checker.board.at(who, "C1").placement == part  # type: ignore[union-attr]
        assert checker.conflicts == before
        assert checker.put([Edit(who, "C1", meet)]) == foreseen
        assert [finding.rule for finding in foreseen.broke] == ["PLAN-APART"]
        assert checker.conflicts == before + 1
        for code, told in (("A1", ["PLAN-APART"]), ("A2", ["PLAN-APART"]), ("A3", [])):
            assert [finding.rule for finding in checker.at(code, 0)] == told
        parted = checker.put([Edit(who, "C1", part)])
        assert [finding.rule for finding in parted.mended] == ["PLAN-APART"]
        assert checker.conflicts == before


def test_what_an_edit_breaks_comes_in_the_same_order_whatever_the_names() -> None:
    """Sets of texts come in another order in each process; the reasons of a repair must not."""
    orders = set()
    for number in range(20):
        there, free = f"LBH-T{number}", f"COL-F{number}"
        made = check(
            board(
                {"A1": there, "A2": free},
                placements=[team(there, seats=1), team(free)],
                cycles=CYCLES[:1],
                separations=[Separation(apprentice="A1", other="A2")],
            )
        )
        broke = made.consider([Edit("A2", "C1", there)]).broke
        orders.add(tuple(finding.rule for finding in broke if finding.rule in ("PLAN-APART", "PLAN-SEATS")))
    assert orders == {("PLAN-APART", "PLAN-SEATS")}


def test_clearing_a_cell_mends_nothing_that_is_then_only_not_looked_at() -> None:
    """A rotation with a gap is not asked for its fewest cycles, and an empty cell not for access."""
    teams = [*TEAMS, team("LBH-S", step_free=True)]
    checker = check(
        board(
            {"A1": "COL-A COL-B LBH-A LBH-B"},
            apprentices=[person("A1", step_free=True)],
            placements=teams,
            requirements=[Requirement(who="all", what="host:ELFT", min_cycles=1)],
        )
    )
    cleared = checker.consider([Edit("A1", "C4", None)])
    assert [finding.rule for finding in cleared.mended] == []
    assert [finding.rule for finding in cleared.broke] == ["PLAN-GAP"]
    moved = checker.consider([Edit("A1", "C4", "LBH-S")])
    assert [finding.rule for finding in moved.mended] == ["PLAN-ACCESS"]
    met = checker.consider([Edit("A1", "C4", "ELFT-A")])
    assert "PLAN-REQUIRES" in [finding.rule for finding in met.mended]


def test_the_findings_are_the_same_object_until_an_edit_and_grouped_as_they_are_then() -> None:
    """One seat and two people in it: a conflict that names the team. One of them goes, and it is gone."""
    checker = check(board({"A1": "WARD", "A2": "WARD"}, UNASKED, placements=[team("WARD", seats=1)]))
    before = checker.findings()
    assert checker.findings() is before
    assert "PLAN-SEATS" in {one.rule for one in checker.about("placement", "WARD")}
    checker.put([Edit("A2", "C1", None)])
    assert checker.findings() is not before
    assert "PLAN-SEATS" not in {one.rule for one in checker.about("placement", "WARD")}
    assert list(checker.about("placement", "none such")) == []


def test_what_is_about_a_seat_is_about_everybody_who_takes_it() -> None:
    """Two people on one seat in C1, and A1 kept apart from A3, who is elsewhere at the same host in C1."""
    teams = [team("COL-A", seats=1), *TEAMS[1:]]
    apart = [Separation(apprentice="A1", other="A3", within="host")]
    there = {"A1": "COL-A .", "A2": "COL-A .", "A3": "COL-B ."}
    checker = check(board(there, UNASKED, placements=teams, separations=apart))

    def about(person: str) -> list[str]:
        return sorted({finding.rule for finding in checker.about("apprentice", person)} - {"PLAN-GAP"})

    assert [about(person) for person in there] == [
        ["PLAN-APART", "PLAN-SEATS"],
        ["PLAN-SEATS"],
        ["PLAN-APART"],
    ]
    checker.put([Edit("A2", "C1", None)])
    assert about("A1") == ["PLAN-APART"]
    assert about("A2") == []
