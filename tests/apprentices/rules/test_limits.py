"""The limits themselves, on both sides of each boundary: what a rule may ask of them beyond its own use."""

import pytest

from apprentices.programme import Apprentice
from apprentices.rules.limits import Before, Breach, Count, Heads, Row, Run, Share, Stay, Times, Visits
from apprentices.rules.said import Said
from tests.build import board, team

TEAMS = {code: team(code) for code in ("COL-A", "COL-B", "LBH-A")}


def tell(person: Apprentice, row: Row, breach: Breach) -> Said:
    raise AssertionError("limits are measured here, not told")


def told(people: list[str]) -> Said:
    raise AssertionError("limits are measured here, not told")


def row(plan: str, full: bool = True) -> Row:
    """A rotation: placements cycle by cycle, `.` for none."""
    return Row([TEAMS.get(word) for word in plan.split()], full)


@pytest.mark.parametrize(("plan", "breaches"), [
    ("COL-A COL-A LBH-A .", []),
    ("COL-A COL-A LBH-A COL-A", [Breach(3, 3)]),
    ("COL-A COL-A COL-A COL-A", [Breach(2, 3), Breach(3, 4)]),
])  # fmt: skip
def test_times(plan: str, breaches: list[Breach]) -> None:
    assert list(Times(2, tell, Visits({}, ())).breaches(row(plan))) == breaches


@pytest.mark.parametrize(("plan", "active", "breaches"), [
    ("COL-A COL-A LBH-A LBH-A", "yyyy", []),
    ("COL-A LBH-A LBH-A LBH-A", "yyyy", [Breach(0, 1)]),  # LBH-A has visits of any length
    ("LBH-A COL-A COL-A COL-A", "yyyy", [Breach(3, 3)]),
    ("COL-A COL-A COL-A COL-A", "yyyy", [Breach(2, 4)]),  # two visits can't be told from one
    ("LBH-A LBH-A LBH-A COL-A", "yyyy", [Breach(3, 1)]),  # cut by the end of the cycles
    ("COL-A LBH-A LBH-A .", "yyyy", [Breach(0, 1)]),  # the empty end is not before the beginning
    ("COL-A . LBH-A .", "yyyy", []),  # it may still go on
    (". COL-A LBH-A .", "yyyy", []),  # it may have begun before
    ("COL-A . COL-A COL-A", "ynyy", [Breach(0, 1)]),  # nobody can be there in between
    ("COL-A COL-A COL-A .", "yyyy", [Breach(2, 3)]),  # too long whatever comes
])  # fmt: skip
def test_stay(plan: str, active: str, breaches: list[Breach]) -> None:
    """COL-A is visited for two cycles in a row."""
    visits = Visits({"COL-A": 2}, [on == "y" for on in active])
    assert list(Stay(visits, tell).breaches(row(plan))) == breaches


@pytest.mark.parametrize(("plan", "breaches"), [
    ("COL-A COL-A LBH-A .", []),
    ("COL-A COL-A LBH-A COL-A", [Breach(3, 2)]),
    ("COL-A LBH-A COL-A .", [Breach(2, 2)]),  # the empty end is not before the beginning
    ("COL-A LBH-A . COL-A", []),  # it may have begun in the empty cell, or there may be another before it
    ("LBH-A COL-A COL-A LBH-A", [Breach(3, 2)]),  # LBH-A has no visits: each cycle counts
])  # fmt: skip
def test_times_of_visits(plan: str, breaches: list[Breach]) -> None:
    """COL-A is visited for two cycles in a row, once."""
    visits = Visits({"COL-A": 2}, (True,) * 4)
    assert list(Times(1, tell, visits).breaches(row(plan))) == breaches


@pytest.mark.parametrize(("plan", "breaches"), [
    ("COL-A . COL-A .", []),
    ("COL-A COL-B LBH-A COL-A", [Breach(1, 2)]),
    (". COL-A COL-B COL-A", [Breach(2, 3)]),
])  # fmt: skip
def test_run(plan: str, breaches: list[Breach]) -> None:
    assert list(Run(1, tell).breaches(row(plan))) == breaches


@pytest.mark.parametrize(("plan", "full", "found"), [
    ("LBH-A", True, 0), ("LBH-A", False, None), ("COL-A", True, None), ("COL-A COL-A", True, None),
    ("COL-A COL-A COL-A", False, 3),
])  # fmt: skip
def test_count(plan: str, full: bool, found: int | None) -> None:
    breaches = Count(frozenset({"COL-A"}), 1, 2, tell).breaches(row(plan, full))
    assert list(breaches) == ([] if found is None else [Breach(None, found)])


@pytest.mark.parametrize(("plan", "indices"), [
    (". LBH-A COL-A", [1]), ("COL-A . LBH-A", []), ("LBH-A LBH-A .", [0, 1]), ("COL-B COL-A LBH-A", []),
])  # fmt: skip
def test_before(plan: str, indices: list[int]) -> None:
    limit = Before(frozenset({"COL-A"}), frozenset({"LBH-A"}), tell)
    assert list(limit.breaches(row(plan))) == [Breach(index, 0) for index in indices]


# 10 days at COL-A weigh 3 each, 5 days at LBH-A 2 each: 30 + 10 = 40. COL-B doesn't count.
@pytest.mark.parametrize(("most", "found"), [(39, 40), (40, None), (41, None)])
def test_share(most: int, found: int | None) -> None:
    limit = Share((10, 5, 7, 9), {"COL-A": 3, "LBH-A": 2}, most, tell)
    breaches = list(limit.breaches(row("COL-A LBH-A COL-B .")))
    assert breaches == ([] if found is None else [Breach(None, found)])


@pytest.mark.parametrize(("placement", "always", "there"), [
    ("COL-A", False, None), ("COL-B", False, ["A3"]), ("LBH-A", False, None), ("LBH-A", True, []),
])  # fmt: skip
def test_heads_at_least_two(placement: str, always: bool, there: list[str] | None) -> None:
    made = board({"A1": "COL-A", "A2": "COL-A", "A3": "COL-B"})
    assert Heads(0, (placement,), told, least=2, always=always).breach(made) == there
    if not always:
        assert Heads(0, (placement,), told, least=2).breach(made) == there
