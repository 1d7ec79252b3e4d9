"""What somebody accepts: told, not counted, and forbidding nothing, in its place alone and until its day."""

from datetime import date, timedelta

import pytest

from apprentices.conditions import Exclusion, Requirement, Separation
from apprentices.rules.binding import Binding
from apprentices.rules.catalogue import RULES
from apprentices.rules.limits import Apart, Count
from apprentices.rules.places import Over
from apprentices.rules.said import Finding, Name
from apprentices.statements import Statements
from tests.build import TODAY, board, check, found, person, team, waived

OUT = [Exclusion(apprentice="A1", what="host:LBH")]
PLAN = {"A1": "COL-A LBH-A COL-B LBH-A"}


def about(findings: list[Finding], rule: str, cycle: str) -> Finding:
    (one,) = (f for f in findings if (f.rule, f.cycle) == (rule, cycle))
    return one


def test_it_is_told_and_not_counted() -> None:
    made = board(PLAN, exclusions=OUT)
    before = check(made)
    one = about(before.findings(), "PLAN-EXCLUDED", "C2")
    after = check(made, statements=waived(one))
    assert (after.conflicts, after.waived) == (before.conflicts - 1, 1)
    told = about(after.findings(), "PLAN-EXCLUDED", "C2")
    assert told.waived is not None
    assert told._replace(waived=None) == one
    assert (told.is_conflict, told.is_warning) == (False, False)
    assert about(after.findings(), "PLAN-EXCLUDED", "C4").is_conflict
    # After what stands, before what can't be judged.
    standing = [f.waived is None for f in after.findings() if f.judged]
    assert standing == sorted(standing, reverse=True)


def test_it_stands_again_on_the_day_after_its_last() -> None:
    made = board(PLAN, exclusions=OUT)
    one = about(check(made).findings(), "PLAN-EXCLUDED", "C2")
    said = waived(one, until=TODAY)
    assert check(made, statements=said).waived == 1
    later = check(made, today=TODAY + timedelta(days=1), statements=said)
    assert later.waived == 0
    (ended,) = (f for f in later.findings() if f.rule == "WAIVER-ENDED")
    assert ended.problem == (
        f"The waiver of PLAN-EXCLUDED by Ruth held until 23 November 2026, and what it accepted still "
        f"stands: {one.problem}"
    )
    assert (ended.apprentice, ended.cycle, ended.placement) == ("A1", "C2", "LBH-A")
    assert later.conflicts == check(made, today=TODAY + timedelta(days=1)).conflicts + 1
    # Switched off, it says nothing; and nothing is said where nothing stands again.
    off = board(PLAN, {"rule.WAIVER-ENDED.severity": "off"}, exclusions=OUT)
    assert not found(off, "WAIVER-ENDED", today=TODAY + timedelta(days=1), statements=said)
    assert not found(board(PLAN), "WAIVER-ENDED", today=TODAY + timedelta(days=1), statements=said)


@pytest.mark.parametrize("there", [3, 4])
def test_more_people_than_were_accepted_stand_again(there: int) -> None:
    """Three in a team of two seats were accepted, one too many; a fourth was not."""
    people = ["A1", "A2", "A3", "A4"]
    teams = [team("COL-A", seats=2), team("COL-B")]
    three = board(dict.fromkeys(people[:3], "COL-A") | {"A4": "COL-B"}, placements=teams)
    said = waived(about(check(three).findings(), "PLAN-SEATS", "C1"))
    now = board({who: "COL-A" if at < there else "COL-B" for at, who in enumerate(people)}, placements=teams)
    one = about(check(now, statements=said).findings(), "PLAN-SEATS", "C1")
    assert (one.excess, one.is_conflict) == (there - 2, there == 4)
    (limit,) = (
        limit
        for active, place, limit in Binding(now.programme, TODAY, None, said).seat_limits([0])
        if active.rule.id == "PLAN-SEATS" and place.key == "COL-A"
    )
    assert (limit.breach(now) is not None) == one.is_conflict


def test_one_that_does_not_say_how_much_accepts_whatever_is_there() -> None:
    """As all did before they said so."""
    teams = [team("COL-A", seats=1), team("COL-B")]
    made = board(dict.fromkeys(["A1", "A2", "A3"], "COL-A"), placements=teams)
    name = about(check(made).findings(), "PLAN-SEATS", "C1").name
    assert not about(check(made, statements=waived(name)).findings(), "PLAN-SEATS", "C1").is_conflict


def test_of_two_that_hold_what_accepts_more_counts() -> None:
    teams = [team("COL-A", seats=1), team("COL-B")]
    made = board(dict.fromkeys(["A1", "A2", "A3"], "COL-A"), placements=teams)
    two = about(check(made).findings(), "PLAN-SEATS", "C1")
    later, sooner = waived(two._replace(excess=1)), waived(two, until=TODAY)
    both = Statements(waivers=[*sooner.waivers, *later.waivers])
    assert not about(check(made, statements=both).findings(), "PLAN-SEATS", "C1").is_conflict


@pytest.mark.parametrize(("there", "ended"), [(3, True), (2, False)])
def test_a_larger_one_past_its_end_is_told_beside_a_smaller_that_holds(there: int, ended: bool) -> None:
    """Two too many were accepted until today, one too many still is: with two too many, they stand again."""
    teams = [team("COL-A", seats=1), team("COL-B")]
    people = ["A1", "A2", "A3"]
    three = board(dict.fromkeys(people, "COL-A"), placements=teams)
    two_over = about(check(three).findings(), "PLAN-SEATS", "C1")
    larger, smaller = waived(two_over, until=TODAY), waived(two_over._replace(excess=1))
    both = Statements(waivers=[*larger.waivers, *smaller.waivers])
    now = board({who: "COL-A" if at < there else "COL-B" for at, who in enumerate(people)}, placements=teams)
    later = check(now, today=TODAY + timedelta(days=1), statements=both)
    assert about(later.findings(), "PLAN-SEATS", "C1").is_conflict == ended
    told = [f.subject for f in later.findings() if f.rule == "WAIVER-ENDED"]
    assert told == [one.statement for one in larger.waivers if ended]


def test_one_that_was_given_anew_has_not_ended_where_more_is_there_than_either_accepts() -> None:
    teams = [team("COL-A", seats=1)]
    made = board(dict.fromkeys(["A1", "A2", "A3"], "COL-A"), placements=teams)
    one_over = about(check(made).findings(), "PLAN-SEATS", "C1")._replace(excess=1)
    past, anew = waived(one_over, until=TODAY), waived(one_over)
    both = Statements(waivers=[*past.waivers, *anew.waivers])
    later = check(made, today=TODAY + timedelta(days=1), statements=both)
    assert about(later.findings(), "PLAN-SEATS", "C1").is_conflict
    assert not [f for f in later.findings() if f.rule == "WAIVER-ENDED"]


@pytest.mark.parametrize(
    "name",
    ["PAY-NMW/apprentice=A1", "PLAN-SETTINGS/subject=x", "no name at all", "NO-SUCH/apprentice=A1"],
)
def test_what_nobody_may_waive_is_not_waived_whoever_says_so(name: str) -> None:
    made = board(PLAN, apprentices=[person("A1", hourly_pay=5)])
    before, said = check(made), waived(name)
    assert any(f.rule == "PAY-NMW" for f in before.findings())
    assert check(made, statements=said).findings() == before.findings()
    late = TODAY + timedelta(days=900)
    past = waived(name, until=TODAY)
    assert check(made, today=late, statements=past).findings() == check(made, today=late).findings()


def test_who_may_waive_what() -> None:
    """As the design has it: never law on pay, hours, age and funding, nor clearances, safety, access."""
    nobody = {rule.id for rule in RULES.values() if not rule.waived_by}
    law = {rule for rule in RULES if rule.split("-")[0] in ("FUND", "WTR", "PAY", "CLEAR", "PERSON")}
    assert law <= nobody
    assert {"PLAN-ACCESS", "CAL-ABSENCE", "CAL-OVERLAP", "PLAN-SETTINGS", "WAIVER-ENDED"} <= nobody
    assert not nobody & {"PLAN-REPEAT", "PLAN-SEATS", "PLAN-REQUIRES", "PLAN-TRAVEL", "CAL-START"}
    assert RULES["PLAN-SEATS"].waived_by == "the host that is concerned"
    assert RULES["PLAN-REPEAT"].waived_by == "the lead host"


class TestForAPlanner:
    """The same, asked before there is a finding."""

    def test_a_cell_is_allowed_in_its_cycle_and_placement_alone(self) -> None:
        made = board({"A1": "", "A2": ""}, exclusions=[*OUT, Exclusion(apprentice="A2", what="host:LBH")])
        one = Name("PLAN-EXCLUDED", "A1", "C2", "LBH-A", "LBH", "host:LBH")
        bound = Binding(made.programme, TODAY, None, waived(one))
        people, teams = made.programme.apprentices, made.programme.placements
        allowed = {
            (who, index, code)
            for who in ("A1", "A2")
            for index in range(4)
            for code in ("LBH-A", "LBH-B")
            if bound.allows(people[who], index, teams[code])
        }
        assert allowed == {("A1", 1, "LBH-A")}
        assert list(bound.waived_cells) == [("A1", 1)]

    def test_not_where_something_else_forbids_it(self) -> None:
        made = board({"A1": ""}, exclusions=OUT, placements=[team("LBH-A", closes_on=date(2026, 12, 10))])
        one = Name("PLAN-EXCLUDED", "A1", "C2", "LBH-A", "LBH", "host:LBH")
        bound = Binding(made.programme, TODAY, None, waived(one))
        forbidding = bound.forbidding(made.programme.apprentices["A1"], 1, made.programme.placements["LBH-A"])
        assert [active.rule.id for active, _ in forbidding] == ["PLAN-CLOSED"]

    def test_a_requirement_of_one_person(self) -> None:
        asked = [Requirement(who="all", what=f"host:{host}", min_cycles=1) for host in ("ELFT", "LBH")]
        made = board({"A1": "COL-A COL-B COL-A COL-B", "A2": ""}, requirements=asked)
        one = next(f for f in found(made, "PLAN-REQUIRES") if f.host == "ELFT")
        bound = Binding(made.programme, TODAY, None, waived(one))
        counts = {
            who: [limit.placements for _, limit in bound.row_limits(person) if isinstance(limit, Count)]
            for who, person in made.programme.apprentices.items()
        }
        elft, lbh = frozenset({"ELFT-A", "ELFT-B"}), frozenset({"LBH-A", "LBH-B"})
        assert counts == {"A1": [lbh], "A2": [elft, lbh]}

    @pytest.mark.parametrize("over", [Over.PLACEMENT, Over.SUPERVISOR])
    def test_a_place_in_its_cycle(self, over: Over) -> None:
        teams = [team("COL-A", seats=1, supervisor="Sam", supervisor_seats=1), team("COL-B")]
        made = board({"A1": "COL-A COL-A", "A2": "COL-A COL-A"}, placements=teams)
        rule = {Over.PLACEMENT: "PLAN-SEATS", Over.SUPERVISOR: "PLAN-SUPERVISOR"}[over]
        said = waived(about(check(made).findings(), rule, "C2"))
        places = {
            place.cycle_index
            for active, place, _ in Binding(made.programme, TODAY, None, said).seat_limits(range(4))
            if active.rule.id == rule and place.key != "COL-B"
        }
        assert places == {0, 2, 3}

    def test_two_may_meet_in_one_team_and_in_no_other(self) -> None:
        pair = Separation(apprentice="A1", other="A2", within="placement")
        made = board({"A1": "COL-A", "A2": "COL-A"}, separations=[pair])
        said = waived(*found(made, "PLAN-APART"))
        limits = {
            place.cycle_index: limit
            for _, place, limit in Binding(made.programme, TODAY, None, said).seat_limits(range(2))
            if isinstance(limit, Apart)
        }
        meeting = board({"A1": "COL-A COL-A", "A2": "COL-A COL-A"}, separations=[pair])
        assert [limits[index].breach(meeting) for index in (0, 1)] == [None, ["COL-A", "COL-A"]]
        elsewhere = board({"A1": "COL-B", "A2": "COL-B"}, separations=[pair])
        assert limits[0].breach(elsewhere) == ["COL-B", "COL-B"]


def test_nothing_said_is_nothing_waived() -> None:
    made = board(PLAN, exclusions=OUT)
    assert check(made, statements=Statements()).findings() == check(made).findings()
