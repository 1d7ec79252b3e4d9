"""The board handed out in four forms."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apprentices.board import Board
from apprentices.errors import UsageError
from apprentices.exchange.rotations import rotations
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
    return to_csv(rotations(PROGRAMME, BOARD, *args, **options)).split("\r\n")[:-1]


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
    lines = table(host="COL", cycle="Z", personal=True)
    assert lines[0] == f"{HEADER},date_of_birth,uln,hourly_pay,step_free,clearances"
    assert lines[2].endswith(",yes,2008-02-29,9276308686,12.71,yes,right-to-work")
    assert table(host="ELFT", personal=True)[1].endswith(",yes,right-to-work;dbs:enhanced")


def test_by_apprentice() -> None:
    about = "apprentice,name,standard,employer,status"
    assert table("apprentice") == [
        f"{about},Z,B",
        "A1,Grace Obi,,,break,FIN,ART",
        "A2,Ama Nwosu,ST0070,COL,active,FIN,W",
    ]
    assert table("apprentice", host="ELFT", personal=True) == [
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


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"host": "elft"}, 'there is no host "elft"; did you mean ELFT?'),
        ({"cycle": "C9"}, 'there is no cycle "C9"'),
        (
            {"by": "matrix", "personal": True},
            "personal data only goes into exports by assignment or by apprentice",
        ),
    ],
)
def test_refuses(options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        rotations(PROGRAMME, BOARD, **options)
    assert str(caught.value) == message
