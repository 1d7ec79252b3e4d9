"""What is on which days for a person or a team. Cycles C1 to C4 are those of tests/build.py: thirteen weeks
each, from Monday 7 September 2026; between Friday and Monday lies a weekend."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from apprentices.board import Board
from apprentices.calendar import Days, months, weeks
from apprentices.diary import Diary, Entry, What
from apprentices.programme import Absence, Clearance, Closure
from apprentices.rules.facts import Facts
from tests.build import CYCLES, TEAMS, TODAY, board, person

A, B = TEAMS[0], TEAMS[1]  # COL-A and COL-B
EVERYTHING = Days(date(2026, 9, 1), date(2027, 12, 31))
C1, C2, C3, C4 = (cycle.span for cycle in CYCLES)


def diary(there: Board) -> Diary:
    return Diary(Facts(there.programme, TODAY), there)


def day(year: int, month: int, number: int) -> Days:
    return Days(date(year, month, number), date(year, month, number))


def of(there: Board, code: str, within: Days = EVERYTHING) -> list[Entry]:
    return diary(there).of_person(there.programme.apprentices[code], within)


def test_a_person_is_in_placements_and_without_one_where_they_should_be() -> None:
    # Starts on 7 December with C2, ends on 9 July 2027: of C4's 89 days (7 June to 3 September), 33 are left,
    # which is less than half, so nobody misses a placement there; C3 is a gap.
    one = person("A1", starts_on=date(2026, 12, 7), ends_on=date(2027, 7, 9))
    there = board({"A1": ". COL-A . ."}, apprentices=[one])
    assert of(there, "A1") == [Entry(What.STAY, C2, placement=A), Entry(What.GAP, C3)]
    # With a placement in C4, it is there for these 33 days.
    there = board({"A1": ". COL-A . COL-B"}, apprentices=[one])
    assert of(there, "A1")[-1] == Entry(What.STAY, Days(date(2027, 6, 7), date(2027, 7, 9)), placement=B)


def test_what_a_person_has_on_beside_placements() -> None:
    # The first Wednesdays from September: of October 2026, 7 October.
    one = person("A1", training_days="FREQ=MONTHLY;BYDAY=1WE")
    there = board(
        {"A1": "COL-A . . ."},
        apprentices=[one],
        absences=[
            Absence(apprentice="A1", kind="leave", starts_on=date(2026, 10, 8), ends_on=date(2026, 10, 9))
        ],
        clearances=[
            Clearance(apprentice="A1", clearance="dbs:enhanced", expires_on=date(2026, 10, 30)),
            Clearance(apprentice="A1", clearance="bpss", host="LBH", expires_on=date(2026, 10, 31)),
            Clearance(apprentice="A1", clearance="right-to-work"),  # never ends
        ],
        closures=[
            Closure(starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 2), reason="Floods"),  # everybody's
            Closure(host="COL", starts_on=date(2026, 10, 12), ends_on=date(2026, 10, 12)),
            Closure(host="LBH", starts_on=date(2026, 10, 13), ends_on=date(2026, 10, 13)),  # elsewhere
            Closure(placement="COL-B", starts_on=date(2026, 10, 14), ends_on=date(2026, 10, 14)),  # elsewhere
            Closure(
                placement="COL-A", starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 31)
            ),  # past the stay
        ],
    )
    assert of(there, "A1", Days(date(2026, 10, 1), date(2026, 12, 4))) == [
        Entry(What.STAY, C1, placement=A),
        Entry(What.CLOSURE, Days(date(2026, 10, 1), date(2026, 10, 2)), "Floods"),
        Entry(What.TRAINING, day(2026, 10, 7)),
        Entry(What.ABSENCE, Days(date(2026, 10, 8), date(2026, 10, 9)), "leave"),
        Entry(What.CLOSURE, day(2026, 10, 12)),
        Entry(What.ENDING, day(2026, 10, 30), "dbs:enhanced"),
        Entry(What.ENDING, day(2026, 10, 31), "bpss at LBH"),
        Entry(What.TRAINING, day(2026, 11, 4)),
        Entry(What.CLOSURE, Days(date(2026, 12, 1), date(2026, 12, 4))),
        Entry(What.TRAINING, day(2026, 12, 2)),
    ]


def test_a_team_has_its_closures_and_what_its_people_have_on_while_they_are_there() -> None:
    # A1 is away from 1 to 10 December; the stay ends on 4 December, so that the team misses four days.
    there = board(
        {"A1": "COL-A COL-B . .", "A2": ". COL-A . ."},
        absences=[
            Absence(apprentice="A1", kind="other", starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 10))
        ],
        closures=[Closure(placement="COL-A", starts_on=date(2027, 8, 2), ends_on=date(2027, 8, 6))],
    )
    assert diary(there).of_team(A, EVERYTHING) == [
        Entry(What.STAY, C1, placement=A, apprentice="A1"),
        Entry(What.ABSENCE, Days(date(2026, 12, 1), date(2026, 12, 4)), "other", apprentice="A1"),
        Entry(What.STAY, C2, placement=A, apprentice="A2"),
        Entry(What.CLOSURE, Days(date(2027, 8, 2), date(2027, 8, 6))),
    ]
    assert diary(there).of_team(A, Days(date(2027, 3, 8), date(2027, 7, 30))) == []


def test_training_days_that_cannot_be_read_are_none() -> None:
    # An older program took such rules; dateutil raises for a weekday that there is not.
    there = board(
        {"A1": ". . . ."}, apprentices=[replace(person("A1"), training_days="FREQ=WEEKLY;BYDAY=XX")]
    )
    assert {entry.what for entry in of(there, "A1")} == {What.GAP}


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(0, 900))
def test_weeks_and_months_follow_on_each_other_and_hold_every_day(first: date, length: int) -> None:
    within = Days(first, first + timedelta(days=length))
    for columns, starts in (
        (weeks(within), lambda d: d.weekday() == 0),
        (months(within), lambda d: d.day == 1),
    ):
        assert within.first in columns[0]
        assert within.last in columns[-1]
        assert all(starts(days.first) for days in columns)
        assert all(starts(days.last + timedelta(days=1)) for days in columns)
        assert all((b.first - a.last).days == 1 for a, b in pairwise(columns))
