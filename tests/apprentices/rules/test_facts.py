"""What rules look at: days to come, days of learning, training days and groups, counted by hand."""

from datetime import date

import pytest

from apprentices.board import Board
from apprentices.calendar import Days
from apprentices.programme import Absence, Host
from apprentices.rules.facts import Facts
from apprentices.rules.places import Over
from tests.build import CYCLES, TODAY, board, fresh, on_break, person, team


def facts(made: Board, today: date = TODAY) -> Facts:
    return Facts(made.programme, today)


# C1 runs from 7 September to 4 December 2026.
@pytest.mark.parametrize(("today", "first"), [
    (date(2026, 9, 6), date(2026, 9, 7)), (date(2026, 9, 7), date(2026, 9, 7)),
    (date(2026, 9, 8), date(2026, 9, 8)), (date(2026, 12, 4), date(2026, 12, 4)), (date(2026, 12, 5), None),
])  # fmt: skip
def test_what_is_still_to_come(today: date, first: date | None) -> None:
    expected = first and Days(first, date(2026, 12, 4))
    assert facts(board(), today).still_to_come(person("A1"), 0) == expected


def test_nothing_is_to_come_where_nobody_stays() -> None:
    assert facts(board()).still_to_come(person("A1", ends_on=CYCLES[1].ends_on), 2) is None


def test_active_by_status() -> None:
    for status, active in (("active", True), ("break", False), ("withdrawn", False)):
        made = facts(board(apprentices=[who := person("A1", status=fresh(status))]))
        assert made.active(who) == (active,) * 4


@pytest.mark.parametrize(("first", "last", "days"), [
    (date(2026, 9, 7), date(2026, 9, 7), 1),
    (date(2026, 9, 7), date(2026, 9, 6), 0),
    (date(2026, 9, 7), date(2026, 9, 1), 0),
    (date(2026, 9, 7), date(2026, 9, 16), 10),
    # The break takes the 17th to the 20th.
    (date(2026, 9, 7), date(2026, 9, 17), 10),
    (date(2026, 9, 7), date(2026, 9, 21), 11),
    (date(2026, 9, 18), date(2026, 9, 19), 0),
])  # fmt: skip
def test_learning_days(first: date, last: date, days: int) -> None:
    away = [on_break("A1", date(2026, 9, 17), date(2026, 9, 20))]
    assert facts(board(absences=away)).learning_days(person("A1"), first, last) == days
    whole = max(0, (last - first).days + 1)
    assert facts(board(absences=away)).learning_days(person("A2"), first, last) == whole


@pytest.mark.parametrize("kind", ["break", "leave", "away", "sickness", "parental"])
def test_only_breaks_in_learning_are_breaks(kind: str) -> None:
    days = Days(date(2026, 9, 17), date(2026, 9, 20))
    away = Absence(apprentice="A1", kind=fresh(kind), starts_on=days.first, ends_on=days.last)
    assert facts(board(absences=[away])).breaks == ({"A1": [days]} if kind == "break" else {})


def test_nobody_is_mostly_on_a_break_that_is_not_recorded() -> None:
    # 45 of the 89 days of C1 are more than half.
    made = facts(board(absences=[on_break("A1", date(2026, 9, 7), date(2026, 10, 21))]))
    assert [made.mostly_on_break(code, 0) for code in ("A1", "A2")] == [True, False]
    assert made.mostly_on_break("A1", 1) is False


# C4 starts on 7 June 2027: twelve weeks before is 15 March, eight 12 April, four 10 May. COL has 12 weeks and
# ELFT 4; LBH has none of its own, and NHS is no longer there.
@pytest.mark.parametrize(("hosts", "today", "weeks"), [
    (["COL", "LBH"], date(2027, 3, 15), None), (["COL", "LBH"], date(2027, 3, 16), 12),
    (["LBH", "ELFT"], date(2027, 4, 12), None), (["LBH", "ELFT"], date(2027, 4, 13), 8),
    (["ELFT"], date(2027, 5, 10), None), (["ELFT"], date(2027, 5, 11), 4),
    (["NHS", "ELFT"], date(2027, 4, 12), None), (["NHS", "ELFT"], date(2027, 4, 13), 8),
    ([], date(2027, 6, 6), None), ([], date(2027, 6, 8), 0),
])  # fmt: skip
def test_the_longest_notice_of_the_hosts_counts(hosts: list[str], today: date, weeks: int | None) -> None:
    own = {"COL": 12, "ELFT": 4}
    known = [Host(host=code, name=code, notice_weeks=own.get(code)) for code in ("COL", "LBH", "ELFT")]
    assert facts(board(hosts=known), today).notice(3, hosts, 8) == weeks


def test_training_days_of_a_cycle() -> None:
    # Every fourth Monday from 7 September: 7 September, 5 October, 2 and 30 November, then 28 December.
    made, rule = facts(board()), "FREQ=WEEKLY;INTERVAL=4;BYDAY=MO"
    who = person("A1", training_days=rule, ends_on=date(2026, 11, 30))
    assert made.training_on(who, 0) == (
        date(2026, 9, 7), date(2026, 10, 5), date(2026, 11, 2), date(2026, 11, 30),
    )  # fmt: skip
    assert made.training_on(who, 1) == ()
    assert made.training_on(person("A1", training_days=rule), 1)[0] == date(2026, 12, 28)
    assert made.training_on(person("A1", training_days=None), 0) == ()


def test_placements_are_counted_together() -> None:
    teams = [
        team("COL-A", supervisor="Sam Patel"), team("COL-B", supervisor="SAM PATEL"),
        team("COL-C", supervisor="Kim Lee"), team("COL-D"), team("LBH-A", supervisor="Sam Patel"),
    ]  # fmt: skip
    groups = facts(board(placements=teams)).groups
    assert groups[Over.HOST] == {"COL": ("COL-A", "COL-B", "COL-C", "COL-D"), "LBH": ("LBH-A",)}
    assert sorted(groups[Over.SUPERVISOR].values()) == [("COL-A", "COL-B"), ("COL-C",), ("LBH-A",)]
    assert list(groups[Over.PLACEMENT]) == [made.placement for made in teams]
    assert groups[Over.PAIR] == {}
