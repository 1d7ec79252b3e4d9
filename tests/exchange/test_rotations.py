"""The board handed out in four forms."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apprentices.board import Board
from apprentices.errors import UsageError
from apprentices.exchange.rotations import By, rotations
from apprentices.exchange.sheets import to_csv
from apprentices.programme import (
    Apprentice,
    Assignment,
    Clearance,
    Cycle,
    CycleSeats,
    Host,
    Placement,
    Programme,
)
from apprentices.telling import Telling, telling_of, telling_of_draft
from apprentices.told import Told
from tests.build import publication

ROWS: dict[str, list[Any]] = {
    "hosts": [Host(host="ELFT", name="East London"), Host(host="COL", name="City")],
    "cycles": [
        Cycle(cycle="B", starts_on=date(2027, 4, 1), ends_on=date(2027, 6, 30)),
        Cycle(cycle="Z", starts_on=date(2027, 1, 1), ends_on=date(2027, 3, 31)),
    ],
    "placements": [
        Placement(placement="W", host="ELFT", team="Ward", site="Mile End", seats=1),
        Placement(placement="FIN", host="COL", team="Finance", supervisor="Sam Lee", seats=2),
        Placement(placement="ART", host="COL", team="Gallery", seats=1),
    ],
    "apprentices": [
        Apprentice(
            apprentice="A2",
            given_names="Ama",
            family_name="Nwosu",
            date_of_birth=date(2008, 2, 29),
            uln="9276308686",
            employer="COL",
            standard="ST0070",
            starts_on=date(2027, 1, 15),
            ends_on=date(2027, 5, 31),
            hourly_pay=Decimal("12.71"),
            step_free=True,
        ),
        Apprentice(
            apprentice="A1",
            given_names="Grace",
            family_name="Obi",
            status="break",
            starts_on=date(2027, 1, 1),
            ends_on=date(2027, 3, 31),
        ),
    ],
    "clearances": [
        Clearance(apprentice="A2", clearance="right-to-work"),
        Clearance(apprentice="A2", clearance="dbs:enhanced", host="ELFT"),
        Clearance(apprentice="A1", clearance="bpss"),
    ],
    "seats": [CycleSeats(placement="FIN", cycle="Z", seats=1)],
}
PROGRAMME = Programme.of(ROWS)
BOARD = Board(
    PROGRAMME,
    [
        Assignment(apprentice="A2", cycle="Z", placement="FIN", pinned=True),
        Assignment(apprentice="A2", cycle="B", placement="W"),
        Assignment(apprentice="A1", cycle="Z", placement="FIN"),
        Assignment(apprentice="A1", cycle="B", placement="ART"),
    ],
)


def table(*args: Any, **options: Any) -> list[str]:
    return to_csv(rotations(telling_of_draft(BOARD), *args, **options)).split("\r\n")[:-1]


HEADER = (
    "apprentice,name,standard,employer,cycle,starts_on,ends_on,"
    "host,placement,team,site,supervisor,status,pinned"
)
ADA = "A2,Ama Nwosu,ST0070,COL"
GRACE = "A1,Grace Obi,,"


def test_by_assignment_in_time_then_by_host_and_apprentice_with_clipped_dates() -> None:
    assert table() == [
        HEADER,
        f"{GRACE},Z,2027-01-01,2027-03-31,COL,FIN,Finance,,Sam Lee,break,no",
        f"{ADA},Z,2027-01-15,2027-03-31,COL,FIN,Finance,,Sam Lee,active,yes",
        f"{GRACE},B,,,COL,ART,Gallery,,,break,no",
        f"{ADA},B,2027-04-01,2027-05-31,ELFT,W,Ward,Mile End,,active,no",
    ]


def test_for_one_host_and_cycle() -> None:
    assert [line[:2] for line in table(host="COL")[1:]] == ["A1", "A2", "A1"]
    assert [line[:2] for line in table(host="COL", cycle="B")[1:]] == ["A1"]
    assert table(host="ELFT", cycle="Z") == [HEADER]


def test_personal_data_only_when_asked_for() -> None:
    everything = "\n".join(
        line for by in ("assignment", "apprentice", "host", "matrix") for line in table(by)
    )
    for secret in ("2008", "9276308686", "12.71", "right-to-work", "dbs", "date_of_birth"):
        assert secret not in everything
    lines = table(host="COL", cycle="Z", personal=PROGRAMME)
    assert lines[0] == f"{HEADER},date_of_birth,uln,hourly_pay,step_free,clearances"
    assert lines[2].endswith(",yes,2008-02-29,9276308686,12.71,yes,right-to-work")
    assert table(host="ELFT", personal=PROGRAMME)[1].endswith(",yes,right-to-work;dbs:enhanced")


def test_by_apprentice() -> None:
    about = "apprentice,name,standard,employer,status"
    assert table("apprentice") == [
        f"{about},Z,B",
        "A1,Grace Obi,,,break,FIN,ART",
        "A2,Ama Nwosu,ST0070,COL,active,FIN,W",
    ]
    assert table("apprentice", host="ELFT", personal=PROGRAMME) == [
        f"{about},Z,B,date_of_birth,uln,hourly_pay,step_free,clearances",
        "A2,Ama Nwosu,ST0070,COL,active,,W,2008-02-29,9276308686,12.71,yes,right-to-work;dbs:enhanced",
    ]


def test_by_host_with_seats_left() -> None:
    assert table("host") == [
        "host,placement,team,site,supervisor,cycle,starts_on,ends_on,people,count,seats,seats_left",
        "COL,ART,Gallery,,,Z,2027-01-01,2027-03-31,,0,1,1",
        "COL,ART,Gallery,,,B,2027-04-01,2027-06-30,Grace Obi,1,1,0",
        "COL,FIN,Finance,,Sam Lee,Z,2027-01-01,2027-03-31,Grace Obi; Ama Nwosu,2,1,-1",
        "COL,FIN,Finance,,Sam Lee,B,2027-04-01,2027-06-30,,0,2,2",
        "ELFT,W,Ward,Mile End,,Z,2027-01-01,2027-03-31,,0,1,1",
        "ELFT,W,Ward,Mile End,,B,2027-04-01,2027-06-30,Ama Nwosu,1,1,0",
    ]


def test_matrix() -> None:
    assert table("matrix") == [
        "host,placement,team,Z,B",
        "COL,ART,Gallery,,Grace Obi",
        "COL,FIN,Finance,Grace Obi; Ama Nwosu,",
        "ELFT,W,Ward,,Ama Nwosu",
    ]
    assert table("matrix", cycle="B", host="ELFT") == ["host,placement,team,B", "ELFT,W,Ward,Ama Nwosu"]


@pytest.mark.parametrize("by", ["host", "matrix"])
def test_refuses_personal_data_where_there_is_no_place_for_it(by: By) -> None:
    with pytest.raises(UsageError) as caught:
        rotations(telling_of_draft(BOARD), by, personal=PROGRAMME)
    assert str(caught.value) == "personal data only goes into exports by assignment or by apprentice"


def test_codes_sort_as_people_count() -> None:
    """A2 before A10, and P2 before P10; by hand."""
    rows = {
        "hosts": [Host(host="H", name="H")],
        "cycles": ROWS["cycles"][1:],
        "placements": [Placement(placement=f"P{n}", host="H", team="T", seats=1) for n in (10, 2)],
        "apprentices": [replace(ROWS["apprentices"][0], apprentice=f"A{n}") for n in (10, 2)],
    }
    places = [Assignment(apprentice=f"A{n}", cycle="Z", placement=f"P{12 - n}") for n in (10, 2)]
    telling = telling_of_draft(Board(Programme.of(rows), places))
    assert [row[0] for row in rotations(telling).rows] == ["A2", "A10"]
    assert [row[1] for row in rotations(telling, "matrix").rows] == ["P2", "P10"]


class TestPublished:
    """The sample as it was published."""

    @pytest.fixture
    def published(self) -> Telling:
        return telling_of(publication(BOARD))

    def test_by_assignment_as_it_was_told(self, published: Telling) -> None:
        assert to_csv(rotations(published)).split("\r\n")[:-1] == table()

    def test_the_other_forms_have_who_and_what_was_told(self, published: Telling) -> None:
        """Each form as the draft's, but for seats, which nobody is told."""
        for by in ("apprentice", "matrix"):
            assert to_csv(rotations(published, by)).split("\r\n")[:-1] == table(by)
        assert to_csv(rotations(published, "host")).split("\r\n")[:-1] == [
            "host,placement,team,site,supervisor,cycle,starts_on,ends_on,people,count,seats,seats_left",
            "COL,ART,Gallery,,,Z,2027-01-01,2027-03-31,,0,,",
            "COL,ART,Gallery,,,B,2027-04-01,2027-06-30,Grace Obi,1,,",
            "COL,FIN,Finance,,Sam Lee,Z,2027-01-01,2027-03-31,Grace Obi; Ama Nwosu,2,,",
            "COL,FIN,Finance,,Sam Lee,B,2027-04-01,2027-06-30,,0,,",
            "ELFT,W,Ward,Mile End,,Z,2027-01-01,2027-03-31,,0,,",
            "ELFT,W,Ward,Mile End,,B,2027-04-01,2027-06-30,Ama Nwosu,1,,",
        ]

    def test_personal_data_of_those_who_are_still_there(self, published: Telling) -> None:
        left = Programme.of(ROWS | {"apprentices": ROWS["apprentices"][:1]})
        lines = to_csv(rotations(published, cycle="Z", personal=left)).split("\r\n")
        assert lines[1].endswith(",break,no,,,,,")
        assert lines[2].endswith(",yes,2008-02-29,9276308686,12.71,yes,right-to-work")

    def test_codes_alone_stand_where_no_more_was_kept(self) -> None:
        """Nothing is filled in from what the programme says today; a person is named by the code."""
        rows = (
            Told(apprentice="A10", cycle="C2", placement="FIN"),
            Told(apprentice="A2", cycle="C10", placement="FIN", pinned=True),
        )
        old = replace(publication(BOARD), codes_only=True, rows=rows, count=2, digests={})
        telling = telling_of(old)
        assert to_csv(rotations(telling)).split("\r\n")[1:-1] == [
            "A10,,,,C2,,,,FIN,,,,,no",
            "A2,,,,C10,,,,FIN,,,,,yes",
        ]
        assert to_csv(rotations(telling, "apprentice")).split("\r\n")[:-1] == [
            "apprentice,name,standard,employer,status,C2,C10",
            "A2,,,,,,FIN",
            "A10,,,,,FIN,",
        ]
        assert to_csv(rotations(telling, "matrix")).split("\r\n")[:-1] == [
            "host,placement,team,C2,C10",
            ",FIN,,A10,A2",
        ]
