"""Codes sort as people count, in every list and export: A2 before A10, P2 before P10, H2 before H10."""

import csv
import random
from datetime import date
from io import StringIO

import pytest

from apprentices.board import Board
from apprentices.conditions import Travel
from apprentices.exchange.rotations import rotations
from apprentices.exchange.sheets import to_csv
from apprentices.programme import Assignment, Cycle, Host, Placement, Programme
from apprentices.telling import telling_of, telling_of_draft
from tests.build import found, person, publication

NUMBERS = ["1", "2", "9", "10", "11", "100"]


def shuffled(prefix: str) -> list[str]:
    """The codes in an order that nobody would count in."""
    codes = [f"{prefix}{number}" for number in NUMBERS]
    random.Random(7).shuffle(codes)
    return codes


def in_order(prefix: str) -> list[str]:
    return [f"{prefix}{number}" for number in NUMBERS]


# Person and placement of a number belong together; both cycles begin on one day.
CYCLES = [
    Cycle(cycle="C10", starts_on=date(2027, 1, 4), ends_on=date(2027, 4, 2)),
    Cycle(cycle="C9", starts_on=date(2027, 1, 4), ends_on=date(2027, 4, 2)),
]
ROWS = {
    "hosts": [Host(host=code, name=code) for code in shuffled("H")],
    "cycles": CYCLES,
    "placements": [
        Placement(placement=f"P{code[1:]}", host=code, team="T", seats=3, site="Far")
        for code in shuffled("H")
    ],
    "apprentices": [person(code, ends_on=date(2028, 1, 3)) for code in shuffled("A")],
    "travel": [Travel(apprentice=code, site="Far", minutes=99) for code in shuffled("A")],
}
PROGRAMME = Programme.of(ROWS)
BOARD = Board(
    PROGRAMME,
    [Assignment(apprentice=code, cycle="C9", placement=f"P{code[1:]}") for code in shuffled("A")],
)


@pytest.mark.parametrize(("by", "column", "prefix"), [
    ("assignment", "host", "H"), ("assignment", "apprentice", "A"), ("apprentice", "apprentice", "A"),
    ("host", "host", "H"), ("host", "placement", "P"), ("matrix", "host", "H"), ("matrix", "placement", "P"),
])  # fmt: skip
@pytest.mark.parametrize("published", [False, True])
def test_exports(by: str, column: str, prefix: str, published: bool) -> None:
    telling = telling_of(publication(BOARD)) if published else telling_of_draft(BOARD)
    rows = csv.DictReader(StringIO(to_csv(rotations(telling, by, cycle="C9")), newline=""))
    assert [row[column] for row in rows] == in_order(prefix)


def test_what_was_told_is_listed_in_order() -> None:
    told = telling_of(publication(BOARD))
    assert list(told.hosts) == in_order("H")
    assert [one.apprentice for one in told.people] == in_order("A")


def test_cycles_of_one_day() -> None:
    assert [cycle.cycle for cycle in PROGRAMME.cycles] == ["C9", "C10"]


def test_findings_of_people_come_in_order() -> None:
    assert [f.apprentice for f in found(BOARD, "PLAN-TRAVEL")] == in_order("A")


def test_findings_of_teams_and_hosts_come_in_order() -> None:
    crowded = {
        **ROWS,
        "placements": [
            Placement(placement=f"P{code[1:]}", host=code, team="T", seats=0) for code in shuffled("H")
        ],
        "hosts": [Host(host=code, name="Host", seats=0) for code in shuffled("H")],
    }
    board = Board(Programme.of(crowded), BOARD.assignments())
    assert [f.placement for f in found(board, "PLAN-SEATS")] == in_order("P")
    assert [f.host for f in found(board, "PLAN-HOST-SEATS")] == in_order("H")
