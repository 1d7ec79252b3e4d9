"""Measures of small programmes, worked out by hand. Hosts have five people or more, so that all is shown."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from apprentices.agreement import publications
from apprentices.board import Board
from apprentices.calendar import Days
from apprentices.conditions import Preference
from apprentices.measures.counting import measures
from apprentices.measures.tables import HIDDEN, Figure
from apprentices.measures.tally import Known
from apprentices.programme import Apprentice, Cycle, CycleSeats, Host
from apprentices.rules.facts import Facts
from apprentices.score import Score
from apprentices.statements import Entry, Request, SignOff, Statements, stated
from apprentices.told import Publication, told_of
from tests.build import HOSTS, TODAY, board, person, team

YEAR = Days(date(2026, 4, 1), date(2027, 3, 31))
ALL = "all hosts"


def figures(
    there: Board, period: Days = YEAR, told: tuple[Publication, ...] = (), **more: Any
) -> dict[str, dict[str, Figure]]:
    facts = Facts(there.programme, TODAY)
    table = measures(Known(facts, there, Score(facts, there), told, **more), period)
    return {row.measure.id: dict(row.figures) for row in table.rows}


def many(prefix: str, number: int, **more: Any) -> list[Apprentice]:
    return [person(f"{prefix}{at}", **more) for at in range(number)]


def placed(people: list[Apprentice], plan: str, **more: Any) -> Board:
    return board({p.apprentice: plan for p in people}, apprentices=people, **more)


def test_people_are_counted_on_the_day_before_and_on_the_last_day() -> None:
    ended = {"starts_on": date(2025, 9, 1), "ends_on": date(2026, 12, 31)}
    people = [
        *many(
            "a", 5, starts_on=date(2025, 9, 1), ends_on=date(2026, 3, 31)
        ),  # their last day is the day before
        *many("b", 5, starts_on=date(2025, 9, 1), ends_on=date(2026, 3, 30)),  # over before it
        *many(
            "c", 6, starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31)
        ),  # from its first to its last day
        *many("d", 7, starts_on=date(2027, 3, 31)),  # come on its last day
        *many("e", 5, starts_on=date(2027, 4, 1)),  # come after it
        *many("f", 8, **ended, status="completed"),
        *many("g", 9, **ended, status="withdrawn"),
        *many("u", 5, standard="AU0001"),  # a unit is no apprenticeship
    ]
    found = figures(placed(people, "."))
    told = {
        id_: found[id_]["COL"] for id_ in ("at_start", "new", "completed", "withdrawn", "ended", "at_end")
    }
    # At the start 5 (a) + 8 (f) + 9 (g); new 6 (c) + 7 (d); of these 35, a's outcome is not recorded.
    assert told == {"at_start": 22, "new": 13, "completed": 8, "withdrawn": 9, "ended": 5, "at_end": 13}
    assert [found["at_start"][host] for host in ("LBH", "ELFT", ALL)] == [0, 0, 22]


@pytest.mark.parametrize(("last", "rate"), [(date(2026, 4, 30), "13.85"), (date(2026, 5, 1), "14.80")])
def test_the_living_wage_is_that_of_the_last_day(last: date, rate: str) -> None:
    penny = Decimal("0.01")
    people = [
        *many("a", 6, hourly_pay=Decimal(rate), starts_on=date(2026, 4, 1)),
        *many("b", 5, hourly_pay=Decimal(rate) - penny, starts_on=date(2026, 4, 1)),
        *many("c", 7, hourly_pay=None, starts_on=date(2026, 4, 1)),
    ]
    found = figures(placed(people, "."), Days(date(2026, 4, 1), last))
    told = [found[id_]["COL"] for id_ in ("living_wage", "below_living_wage", "pay_not_known")]
    assert told == [6, 5, 7]
    assert found["living_wage_share"]["COL"] == Decimal("54.5")  # 6 of 11 whose pay is known


def test_before_the_first_known_rate_nothing_is_known_of_it() -> None:
    found = figures(
        placed(many("a", 5, starts_on=date(2022, 9, 1)), "."), Days(date(2022, 9, 1), date(2022, 12, 31))
    )
    assert {found[id_]["COL"] for id_ in ("living_wage", "pay_not_known", "living_wage_share")} == {None}
    assert found["at_end"]["COL"] == 5


def test_who_is_local_follows_from_districts_and_areas() -> None:
    homes = {
        "E8 9ZA": True,
        "E80 9ZA": False,
        "N1 9ZZ": True,
        "NW1 9ZZ": False,
        "EC1A 9ZZ": True,
        "EC2A 9ZZ": False,
    }
    people = [p for at, home in enumerate(homes) for p in many(f"a{at}-", 5, postcode=home)]
    there = placed(people, ".", settings={"local_postcodes": "E8; n ;EC1"})
    found = figures(there)
    assert [found[id_]["COL"] for id_ in ("local", "not_local", "home_not_known")] == [15, 15, 0]
    assert found["local_share"]["COL"] == 50
    assert set(figures(placed(people, "."))["local"].values()) == {None}  # nothing is called local


def test_a_host_that_employs_four_is_hidden_with_the_fewest_others() -> None:
    people = [*many("a", 4), *many("b", 6, employer="LBH"), *many("c", 9, employer="ELFT")]
    found = figures(placed(people, "."))
    assert found["new"] == {"COL": HIDDEN, "LBH": HIDDEN, "ELFT": 9, ALL: 19}


def test_an_employer_that_is_not_recorded_has_a_column_of_its_own() -> None:
    people = [*many("a", 5), *many("b", 6, employer=None)]
    assert figures(placed(people, "."))["new"] == {"COL": 5, "LBH": 0, "ELFT": 0, "not known": 6, ALL: 11}


def test_wishes_are_met_by_at_least_half_of_them() -> None:
    people = [*many("a", 5), *many("b", 6), *many("c", 7)]
    wishes = [
        *(Preference(apprentice=f"a{at}", what="host:COL", points=2) for at in range(5)),
        *(Preference(apprentice=f"a{at}", what="host:LBH", points=2) for at in range(5)),  # one of two: met
        *(Preference(apprentice=f"b{at}", what="host:LBH", points=3) for at in range(6)),  # none of one
        *(Preference(apprentice=f"b{at}", what="host:COL", points=-1) for at in range(6)),
    ]
    found = figures(placed(people, "COL-A", preferences=wishes))
    told = {id_: found[id_]["COL"] for id_ in ("wished", "wishes_met", "wishes_not_met", "least_satisfied")}
    # c have no wishes. b get -1 point for COL-A, a get 2.
    assert told == {"wished": 11, "wishes_met": 5, "wishes_not_met": 6, "least_satisfied": -1}
    assert found["wishes_share"]["COL"] == Decimal("45.5")
    few = figures(placed(people[:4], "COL-A", preferences=wishes[:4]))
    assert few["least_satisfied"]["COL"] is HIDDEN


def test_seats_are_offered_by_open_teams_and_no_more_than_the_host_takes() -> None:
    teams = [
        team("COL-A", seats=9),
        team("COL-B", seats=4, opens_on=date(2027, 3, 1)),  # open in the last week of C2
        team("LBH-A", seats=6, closes_on=date(2026, 12, 6)),  # closed before C2
        team("ELFT-A", seats=5),
    ]
    hosts = [Host(host="COL", name="C", seats=12), *HOSTS[1:]]
    there = placed(
        many("a", 6),
        "COL-A COL-A",
        placements=teams,
        hosts=hosts,
        seats=[CycleSeats(placement="ELFT-A", cycle="C2", seats=3)],
    )
    found = figures(
        there, Days(date(2026, 9, 7), date(2026, 12, 7))
    )  # C1 begins on its first day, C2 on its last
    # COL 9 in C1, min(9 + 4, 12) in C2; LBH 6; ELFT 5 + 3.
    assert found["offered"] == {"COL": 21, "LBH": 6, "ELFT": 8, ALL: 35}
    assert found["filled"] == {"COL": 12, "LBH": 0, "ELFT": 0, ALL: 12}
    assert found["filled_share"]["COL"] == Decimal("57.1")


def test_a_hosts_share_costs_days_times_hours_times_pay() -> None:
    people = many("a", 5, weekly_hours=Decimal("37.5"), hourly_pay=Decimal("14.81"))
    people += many("b", 5, weekly_hours=None)
    found = figures(placed(people, "COL-A LBH-A"), Days(date(2026, 9, 7), date(2026, 12, 16)))
    # C1 has 89 days in the period: 89 / 7 x 37.5 x 14.81 = 7,061.1964..., to the penny 7,061.20 each.
    # C2 has 10: 10 / 7 x 37.5 x 14.81 = 793.3928..., 793.39 each.
    assert found["cost"] == {
        "COL": Decimal("35306.00"),
        "LBH": Decimal("3966.95"),
        "ELFT": 0,
        ALL: Decimal("39272.95"),
    }
    assert found["unpriced"] == {"COL": 5, "LBH": 5, "ELFT": 0, ALL: 10}


def test_the_pay_of_few_is_hidden_although_it_is_many_pounds() -> None:
    people = [*many("a", 4), *many("b", 6), *many("c", 9)]
    plan = {p.apprentice: {"a": "COL-A", "b": "LBH-A", "c": "ELFT-A"}[p.apprentice[0]] for p in people}
    found = figures(board(plan, apprentices=people))
    assert found["cost"]["COL"] is HIDDEN
    assert list(found["cost"].values()).count(HIDDEN) == 2


@pytest.mark.parametrize(("days", "is_hidden"), [(8, True), (9, False)])
def test_a_cost_that_is_nearly_all_one_persons_is_hidden_too(days: int, is_hidden: bool) -> None:
    # 7 hours a week at £1 are £1 a day. One is there for 270 days, another for 250, three for 9 days each:
    # together £27, a tenth of the largest part. A day less, and the second could tell the first's nearly.
    def at(length: int) -> dict[str, Any]:
        last = date.fromordinal(date(2026, 9, 7).toordinal() + length - 1)
        return {
            "weekly_hours": Decimal(7),
            "hourly_pay": Decimal(1),
            "starts_on": date(2026, 9, 7),
            "ends_on": last,
        }

    parts = [270, 250, 9, 9, days]
    people = [person(f"a{number}", **at(length)) for number, length in enumerate(parts)]
    whole = [Cycle(cycle="C1", starts_on=date(2026, 9, 7), ends_on=date(2027, 7, 30))]
    found = figures(placed(people, "COL-A", cycles=whole), Days(date(2026, 9, 7), date(2027, 7, 30)))
    assert found["cost"]["COL"] == (HIDDEN if is_hidden else Decimal(sum(parts)))


def test_the_plan_kept_and_the_moves_from_one_publication_to_the_next() -> None:
    people = many("a", 10)
    codes = [p.apprentice for p in people]

    def at(moved: int, there: str = "LBH-A LBH-A") -> Board:
        plans = {code: there if number < moved else "COL-A COL-A" for number, code in enumerate(codes)}
        return board(plans, apprentices=people)

    def told(number: int, day: date, there: Board) -> Publication:
        when = datetime(day.year, day.month, day.day, 12).astimezone()
        return publications.publication(number, when, "Ruth", told_of(there.programme, there.assignments()))

    # C1 begins on 7 September, C2 on 7 December 2026; hosts ask for 12 weeks: C2's end on 14 September.
    made = (
        told(1, date(2026, 3, 1), at(0)),
        told(2, date(2026, 9, 14), at(5)),
        told(3, date(2026, 9, 15), at(5, "LBH-A COL-A")),
    )
    draft = at(6, "LBH-A COL-A")
    found = figures(draft, told=made)
    # 2 against 1: five people move from COL in C1 (begun) and in C2 (84 days ahead: in time).
    # 3 against 2: the five move back from LBH in C2, 83 days ahead: inside the notice.
    assert found["publications"] == {ALL: 2}
    assert found["moves"] == {"COL": 10, "LBH": 5, "ELFT": 0, ALL: 15}
    assert found["moves_in_notice"] == {"COL": 5, "LBH": 5, "ELFT": 0, ALL: 10}
    assert found["moves_in_time"] == {"COL": 5, "LBH": 0, "ELFT": 0, ALL: 5}
    assert found["moves_each"] == {ALL: Decimal("7.5")}
    # Of 3, told 20 (COL 15, LBH 5); in the draft a sixth person is at LBH in C1: one assignment of COL's is
    # not kept. It is one person's, so it is hidden, and with it what would give it away.
    assert found["told"][ALL] == 20
    assert found["not_kept"]["COL"] is HIDDEN
    assert found["kept_share"]["COL"] is HIDDEN


def test_days_to_sign_and_open_decisions() -> None:
    def at(day: int) -> datetime:
        return datetime(2026, 11, day, 9, tzinfo=UTC)

    def ask(host: str, cycle: str, day: int) -> Request:
        return stated(Request, host=host, cycle=cycle, due_on=date(2026, 12, 1), by="Ruth", at=at(day))

    def sign(host: str, cycle: str, day: int) -> SignOff:
        return stated(SignOff, host=host, cycle=cycle, digest="0" * 64, rows="[]", by="Grace", at=at(day))

    said = Statements(
        requests=[
            ask("COL", "C1", 2),
            ask("COL", "C1", 4),
            ask("COL", "C2", 2),
            ask("COL", "C3", 9),
            ask("LBH", "C1", 20),
        ],
        signoffs=[sign("COL", "C1", 5), sign("COL", "C2", 12), sign("COL", "C3", 9), sign("ELFT", "C1", 3)],
        register=[
            stated(Entry, kind="barrier", title="No desk", host=None, by="Ruth", at=at(13)),
            stated(Entry, kind="lesson", title="Ask early", host="COL", by="Ruth", at=at(1)),
        ],
    )
    found = figures(placed(many("a", 5), "."), statements=said)
    # COL took 3 days (from the first request), 10 and 0: the middle one is 3. Nobody had asked ELFT.
    assert found["signatures"] == {"COL": 3, "LBH": 0, "ELFT": 0, ALL: 3}
    assert found["days_to_sign"] == {"COL": 3, "LBH": None, "ELFT": None, ALL: 3}
    # On 23 November, LBH's sign-off waits since the 20th, and a barrier of nobody's since the 13th.
    assert found["open_decisions"] == {"COL": 0, "LBH": 1, "ELFT": 0, ALL: 2}
    assert found["oldest_decision"] == {"COL": None, "LBH": 3, "ELFT": None, ALL: 10}
    early = figures(placed(many("a", 5), "."), Days(date(2026, 11, 1), date(2026, 11, 4)), statements=said)
    # By the 4th nobody had answered COL's requests of the 2nd.
    assert early["open_decisions"]["COL"] == 2
    assert early["oldest_decision"]["COL"] == 2
    assert early["signatures"]["COL"] == 0


def test_a_host_that_has_left_keeps_its_column_where_it_was_told() -> None:
    people = many("a", 5)
    there = placed(
        people,
        "COL-A",
        hosts=[*HOSTS, Host(host="HOM", name="Homerton")],
        placements=[team("HOM-A"), team("COL-A")],
    )
    rows = told_of(
        there.programme,
        placed(
            people, "HOM-A", hosts=[Host(host="HOM", name="Homerton")], placements=[team("HOM-A")]
        ).assignments(),
    )
    made = publications.publication(1, datetime(2026, 5, 1, 9).astimezone(), "Ruth", rows)
    found = figures(placed(people, "COL-A"), told=(made,))
    assert found["told"]["HOM"] == 5
    assert found["not_kept"]["HOM"] == 5
