"""Dangling references: between files, and between files and the database."""

from datetime import date
from typing import Any

from apprentices.conditions import Exclusion, Preference, Requirement, Separation, Sequence, Travel
from apprentices.exchange.read import Batch
from apprentices.exchange.references import check_references
from apprentices.programme import (
    Apprentice,
    Assignment,
    Clearance,
    Closure,
    Cycle,
    CycleSeats,
    Host,
    Placement,
    Standard,
)

DAY = date(2027, 1, 1)
BASE: dict[str, list[Any]] = {
    "hosts": [Host(host="COL", name="City"), Host(host="ELFT", name="East London")],
    "standards": [Standard(standard="ST0070", title="Business administrator")],
    "cycles": [Cycle(cycle="C1", starts_on=DAY, ends_on=date(2027, 3, 31))],
    "placements": [
        Placement(
            placement="COL-FIN",
            host="COL",
            team="Finance",
            area="Office",
            site="Guildhall",
            seats=1,
            skills=("Excel",),
        ),
        Placement(placement="ELFT-W", host="ELFT", team="Ward", area="ward", seats=1),
    ],
    "apprentices": [
        Apprentice(apprentice=code, given_names="A", family_name="B", starts_on=DAY, ends_on=DAY)
        for code in ("A01", "A02")
    ],
}


def batch(**tables: list[Any]) -> Batch:
    return Batch(
        tables=tables,
        lines={
            name: [(f"{name}.csv", line) for line in range(2, 2 + len(rows))] for name, rows in tables.items()
        },
    )


def found(existing: dict[str, list[Any]], **tables: list[Any]) -> list[str]:
    return lost(existing, existing, **tables)


def lost(before: dict[str, list[Any]], existing: dict[str, list[Any]], **tables: list[Any]) -> list[str]:
    problems = check_references(batch(**tables), existing, before)
    return [str(problem) for problem in problems]


def test_references_within_the_batch_and_to_the_database_are_fine() -> None:
    rows: dict[str, list[Any]] = {
        "clearances": [Clearance(apprentice="A01", clearance="bpss", host="COL")],
        "closures": [
            Closure(starts_on=DAY, ends_on=DAY),
            Closure(host="COL", placement="COL-FIN", starts_on=DAY, ends_on=DAY),
        ],
        "requirements": [
            Requirement(who="all", what="area:OFFICE"),
            Requirement(who="ST0070", what="skill:excel"),
            Requirement(who="A01", what="host:ELFT"),
        ],
        "sequence": [Sequence(before="area:ward", after="placement:COL-FIN")],
        "travel": [Travel(apprentice="A01", site="Guildhall", minutes=30)],
        "assignments": [Assignment(apprentice="A01", cycle="C1", placement="COL-FIN")],
    }
    assert found(BASE, **rows) == []
    assert found({}, **BASE, **rows) == []


def test_unknown_codes_with_a_guess() -> None:
    assert found(
        BASE,
        placements=[Placement(placement="X", host="EFLT", team="T", seats=1, standards=("ST0070", "ST007"))],
        assignments=[
            Assignment(apprentice="A01", cycle="C1", placement="COL-FIM"),
            Assignment(apprentice="a02", cycle="Q9", placement="COL-FIN"),
        ],
        separations=[Separation(apprentice="A01", other="zzz")],
    ) == [
        'placements.csv:2:host: "EFLT" is not in hosts.csv nor in the database; did you mean ELFT?',
        'placements.csv:2:standards: "ST007" is not in standards.csv nor in the database; '
        "did you mean ST0070?",
        'separations.csv:2:other: "zzz" is not in apprentices.csv nor in the database',
        'assignments.csv:2:placement: "COL-FIM" is not in placements.csv nor in the database; '
        "did you mean COL-FIN?",
        'assignments.csv:3:apprentice: "a02" is not in apprentices.csv nor in the database; '
        "did you mean A02?",
        'assignments.csv:3:cycle: "Q9" is not in cycles.csv nor in the database',
    ]


def test_unknown_who_what_and_site() -> None:
    assert found(
        BASE,
        requirements=[
            Requirement(who="ST007", what="host:COLL"),
            Requirement(who="all", what="skill:Exel"),
        ],
        sequence=[Sequence(before="area:words", after="placement:ELFT")],
        preferences=[Preference(apprentice="A01", what="area:theatre", points=1)],
        exclusions=[Exclusion(apprentice="A01", what="placement:COL-FIN", cycle="C2")],
        travel=[Travel(apprentice="A01", site="guildhall", minutes=30)],
    ) == [
        'requirements.csv:2:who: "ST007" is no apprentice, no standard and not "all"; did you mean ST0070?',
        'requirements.csv:2:what: "COLL" is not in hosts.csv nor in the database; did you mean COL?',
        'requirements.csv:3:what: no placement has the skill "Exel"; did you mean Excel?',
        'sequence.csv:2:before: no placement has the area "words"; did you mean ward?',
        'sequence.csv:2:after: "ELFT" is not in placements.csv nor in the database; did you mean ELFT-W?',
        'preferences.csv:2:what: no placement has the area "theatre"',
        'exclusions.csv:2:cycle: "C2" is not in cycles.csv nor in the database',
        'travel.csv:2:site: no placement has the site "guildhall"; did you mean Guildhall?',
    ]


def test_a_placement_must_belong_to_the_host_beside_it() -> None:
    assert found(
        BASE,
        closures=[Closure(host="ELFT", placement="COL-FIN", starts_on=DAY, ends_on=DAY)],
        seats=[CycleSeats(host="COL", placement="ELFT-W", cycle="C1", seats=1)],
    ) == [
        "closures.csv:2:host: COL-FIN belongs to COL, not to ELFT; leave the host empty",
        "seats.csv:2:host: ELFT-W belongs to ELFT, not to COL; leave the host empty",
    ]


def test_rows_of_the_batch_replace_those_of_the_database() -> None:
    moved = Placement(placement="COL-FIN", host="ELFT", team="Finance", area="money", seats=1)
    assert found(
        BASE,
        placements=[moved],
        requirements=[Requirement(who="all", what="area:Office")],
        closures=[Closure(host="ELFT", placement="COL-FIN", starts_on=DAY, ends_on=DAY)],
    ) == ['requirements.csv:2:what: no placement has the area "Office"']


def test_rows_that_stay_must_not_lose_what_they_refer_to() -> None:
    stays = {
        **BASE,
        "placements": [],
        "hosts": [],
        "assignments": [
            Assignment(apprentice="A01", cycle="C1", placement="COL-FIN"),
            Assignment(apprentice="A02", cycle="C1", placement="COL-FIN"),
        ],
        "requirements": [
            Requirement(who="A01", what="host:ELFT"),
            Requirement(who="ST9999", what="area:gone"),  # it was a loose end before
        ],
    }
    before = {**stays, **{name: BASE[name] for name in ("placements", "hosts")}}
    assert lost(
        before,
        stays,
        hosts=[Host(host="ELFT", name="E")],
        placements=[Placement(placement="NEW", host="ELFT", team="T", seats=1)],
        assignments=[Assignment(apprentice="A02", cycle="C1", placement="NEW")],
    ) == [
        'assignments in the database:placement: "COL-FIN" would be gone, and the row A01, C1 needs it',
    ]


def test_a_changed_placement_must_not_leave_names_behind() -> None:
    existing: dict[str, list[Any]] = {
        **BASE,
        "closures": [Closure(host="COL", placement="COL-FIN", starts_on=DAY, ends_on=DAY)],
        "seats": [
            CycleSeats(host="COL", placement="COL-FIN", cycle="C1", seats=1),
            CycleSeats(placement="COL-FIN", cycle="C1", seats=1),
            CycleSeats(host="COL", placement="ELFT-W", cycle="C1", seats=1),  # wrong before
        ],
        "requirements": [
            Requirement(who="A01", what="area:office"),
            Requirement(who="A01", what="area:Ward"),
            Requirement(who="A01", what="area:nowhere"),  # wrong before
            Requirement(who="A01", what="skill:excel"),
        ],
        "travel": [Travel(apprentice="A01", site="Guildhall", minutes=30)],
    }
    moved = Placement(placement="COL-FIN", host="ELFT", team="Finance", area="Ward", seats=1)
    assert found(existing, placements=[moved]) == [
        "closures in the database:host: COL-FIN would not belong to COL any more, "
        "and the row COL, COL-FIN, 2027-01-01 needs it",
        "seats in the database:host: COL-FIN would not belong to COL any more, "
        "and the row COL, COL-FIN, C1 needs it",
        'requirements in the database:what: "office" would be gone, and the row A01, area:office needs it',
        'requirements in the database:what: "excel" would be gone, and the row A01, skill:excel needs it',
        'travel in the database:site: "Guildhall" would be gone, and the row A01, Guildhall needs it',
    ]


def test_thousands_of_unknown_codes_are_told_without_a_guess_for_each() -> None:
    people = [Assignment(apprentice=f"X{n}", cycle="C1", placement="COL-FIN") for n in range(5000)]
    problems = found(BASE, assignments=people)
    assert len(problems) == 5000
