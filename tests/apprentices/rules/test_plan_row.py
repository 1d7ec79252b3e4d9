"""PLAN rules of rows, on both sides of each boundary."""

from datetime import date

import pytest

from apprentices.calendar import say
from apprentices.conditions import Requirement, Sequence
from apprentices.programme import Standard
from tests.build import CYCLES, TEAMS, board, found, on_break, person, places, team


def test_repeat_names_each_further_time() -> None:
    findings = found(board({"A1": "COL-A LBH-A COL-A COL-A"}), "PLAN-REPEAT")
    assert places(findings) == [("A1", "C3", "COL-A", "COL"), ("A1", "C4", "COL-A", "COL")]
    assert "in C1, C3 and C4" in findings[0].problem


def test_repeat_may_be_allowed() -> None:
    plan = {"A1": "COL-A LBH-A COL-A COL-A"}
    assert not found(board(plan, {"allow_repeat_placement": "yes"}), "PLAN-REPEAT")
    assert found(board(plan, {"allow_repeat_placement": "no"}), "PLAN-REPEAT")


@pytest.mark.parametrize(("plan", "stays", "repeats"), [
    ("COL-A COL-A LBH-A LBH-B", [], []),  # one visit
    ("COL-A LBH-A COL-A COL-A", ["COL-A (COL) for 1 cycle in a row (C1)"], ["from C1 and C3 on"]),
    ("LBH-A COL-A COL-A COL-A", ["COL-A (COL) for 3 cycles in a row (C2, C3 and C4)"], []),
    ("LBH-A LBH-A COL-A .", [], ["in C1 and C2"]),  # LBH-A as ever; COL-A may go on in C4
])  # fmt: skip
def test_visits_of_two_cycles(plan: str, stays: list[str], repeats: list[str]) -> None:
    teams = [team("COL-A", stay_cycles=2), *TEAMS[1:]]
    made = board({"A1": plan}, placements=teams)
    told = [(finding.problem, finding.excess) for finding in found(made, "PLAN-STAY")]
    # One cycle is one too few, three are one too many.
    assert told == [(f"Ayo A1 is in {words}; a visit there lasts 2 cycles.", 1) for words in stays]
    assert [f.problem.partition("once: ")[2] for f in found(made, "PLAN-REPEAT")] == [
        f"{r}." for r in repeats
    ]


def test_a_visit_of_one_cycle_is_what_every_placement_is() -> None:
    made = board({"A1": "COL-A COL-A LBH-A LBH-B"}, placements=[team("COL-A", stay_cycles=1), *TEAMS[1:]])
    assert found(made, "PLAN-STAY") == []
    (again,) = found(made, "PLAN-REPEAT")
    assert "more than once: in C1 and C2." in again.problem


def test_a_visit_cut_by_the_end_of_the_practical_period_or_by_a_break_is_too_short() -> None:
    """A1 leaves after C3, and is on a break in C2: neither C1 nor C3 can become two cycles."""
    away = on_break("A1", CYCLES[1].starts_on, CYCLES[1].ends_on)
    made = board(
        {"A1": "COL-A . COL-A ."},
        placements=[team("COL-A", stay_cycles=2)],
        apprentices=[person("A1", ends_on=CYCLES[2].ends_on)],
        absences=[away],
    )
    assert places(found(made, "PLAN-STAY")) == [("A1", "C1", "COL-A", "COL"), ("A1", "C3", "COL-A", "COL")]


@pytest.mark.parametrize(("plan", "cycles"), [
    ("COL-A COL-B LBH-A LBH-B", []),
    ("COL-A COL-B COL-C LBH-B", ["C3"]),
    ("COL-A COL-B COL-C COL-D", ["C3"]),
    ("LBH-A COL-B COL-C COL-D", ["C4"]),
    ("COL-A COL-B . COL-D", []),
])  # fmt: skip
def test_run(plan: str, cycles: list[str]) -> None:
    teams = [*TEAMS, team("COL-C"), team("COL-D")]
    runs = found(board({"A1": plan}, {"max_run_at_host": "2"}, placements=teams), "PLAN-RUN")
    assert [finding.cycle for finding in runs] == cycles
    assert not found(board({"A1": plan}, placements=teams), "PLAN-RUN")


def test_run_says_how_long() -> None:
    teams = [*TEAMS, team("COL-C"), team("COL-D")]
    plan = {"A1": "LBH-A COL-B COL-C COL-D"}
    (run,) = found(board(plan, {"max_run_at_host": "2"}, placements=teams), "PLAN-RUN")
    assert "City of London Corporation for 3 cycles in a row (C2, C3 and C4); at most 2" in run.problem
    (run,) = found(board({"A1": "COL-A COL-B LBH-A ."}, {"max_run_at_host": "1"}), "PLAN-RUN")
    assert run.problem == (
        "Ayo A1 stays at City of London Corporation for 2 cycles in a row (C1 and C2); at most 1 are allowed."
    )


@pytest.mark.parametrize(("who", "what", "least", "most", "broken"), [
    ("all", "host:COL", 1, None, False),
    ("all", "host:COL", 2, None, False),
    ("all", "host:COL", 3, None, True),
    ("all", "host:COL", None, 2, False),
    ("all", "host:COL", None, 1, True),
    ("ST0070", "host:ELFT", 1, 1, True),
    ("ST0072", "host:ELFT", 1, 1, False),
    ("A1", "placement:LBH-B", 1, None, False),
    ("A1", "placement:ELFT-B", 1, None, True),
    ("A2", "placement:ELFT-B", 1, None, False),
])  # fmt: skip
def test_requires(who: str, what: str, least: int | None, most: int | None, broken: bool) -> None:
    rows = [Requirement(who=who, what=what, min_cycles=least, max_cycles=most, reason="Agreed")]
    findings = found(board({"A1": "COL-A COL-B LBH-A LBH-B"}, requirements=rows), "PLAN-REQUIRES")
    host = what.removeprefix("host:") if what.startswith("host:") else None
    assert places(findings) == ([("A1", None, None, host)] if broken else [])


def test_requires_judges_the_fewest_only_when_the_row_is_full() -> None:
    rows = [Requirement(who="all", what="host:ELFT", min_cycles=1, max_cycles=1)]
    for plan, words in (
        ("COL-A COL-B LBH-A .", None),
        ("COL-A COL-B LBH-A LBH-B", "no cycle in East London NHS Foundation Trust; at least 1"),
        ("ELFT-A ELFT-B . .", "2 cycles in East London NHS Foundation Trust; at most 1"),
    ):
        findings = found(board({"A1": plan}, requirements=rows), "PLAN-REQUIRES")
        assert len(findings) == (words is not None)
        assert all(words and words in finding.problem for finding in findings)


@pytest.mark.parametrize(("what", "where", "host"), [
    ("host:COL", "City of London Corporation", "COL"),
    ("area:COL", "the area COL", None),
    ("skill:COL", "the skill COL", None),
    ("placement:COL", "the placement COL", None),
])  # fmt: skip
def test_requires_names_what_it_asks(what: str, where: str, host: str | None) -> None:
    teams = [team("COL", host="COL", area="COL", skills=("COL",)), *TEAMS]
    for rows, words, mend in (
        (Requirement(who="all", what=what, min_cycles=3), "at least 3 is required.", "to"),
        (Requirement(who="all", what=what, min_cycles=3, reason="Agreed"),
         "at least 3 is required (Agreed).", "to"),
        (Requirement(who="all", what=what, max_cycles=0), "at most 0 is required.", "out of"),
    ):  # fmt: skip
        made = board({"A1": "COL LBH-A ELFT-A ELFT-B"}, placements=teams, requirements=[rows])
        (finding,) = found(made, "PLAN-REQUIRES")
        assert finding.problem == f"Ayo A1 has 1 cycle in {where}; {words}"
        assert finding.mend == f"move one of the other cycles {mend} {where}, or change the requirement."
        assert finding.host == host


# A1 has three cycles at COL and one at LBH.
@pytest.mark.parametrize(("what", "least", "most", "excess"), [
    ("host:COL", None, 1, 2), ("host:COL", 1, 2, 1), ("host:LBH", None, 0, 1),
    ("host:LBH", 3, None, 2), ("host:LBH", 2, 4, 1), ("host:ELFT", 1, None, 1),
])  # fmt: skip
def test_requires_says_how_far_off(what: str, least: int | None, most: int | None, excess: int) -> None:
    teams = [*TEAMS, team("COL-C")]
    rows = [Requirement(who="all", what=what, min_cycles=least, max_cycles=most)]
    made = board({"A1": "COL-A COL-B LBH-A COL-C"}, placements=teams, requirements=rows)
    (finding,) = found(made, "PLAN-REQUIRES")
    assert (finding.excess, finding.subject) == (excess, f"all {what}")


def test_a_rotation_is_full_where_every_active_cell_is_filled() -> None:
    rows = [Requirement(who="all", what="host:ELFT", min_cycles=1)]
    short = person("A1", ends_on=CYCLES[2].ends_on)
    for plan, told in (("COL-A COL-B LBH-A", True), ("COL-A COL-B .", False)):
        made = board({"A1": plan}, apprentices=[short], requirements=rows)
        assert bool(found(made, "PLAN-REQUIRES")) is told


def test_requires_asks_nothing_of_who_is_never_active() -> None:
    rows = [Requirement(who="all", what="host:ELFT", min_cycles=1)]
    gone = person("A1", status="withdrawn")
    assert not found(board({"A1": ""}, apprentices=[gone], requirements=rows), "PLAN-REQUIRES")


@pytest.mark.parametrize(("plan", "cycles"), [
    ("COL-A COL-B LBH-A LBH-B", []),
    ("COL-B COL-A LBH-A LBH-B", ["C1"]),
    ("COL-B LBH-A LBH-B .", ["C1"]),
    ("COL-B COL-C COL-A COL-D", ["C1", "C2"]),
    ("LBH-A . COL-A COL-B", []),
    (". COL-B COL-A COL-C", ["C2"]),
])  # fmt: skip
def test_sequence(plan: str, cycles: list[str]) -> None:
    teams = [team("COL-A", area="office"), *(team(f"COL-{x}", area="Data") for x in "BCD"), *TEAMS[2:]]
    rows = [Sequence(before="area:office", after="area:data")]
    findings = found(board({"A1": plan}, placements=teams, sequence=rows), "PLAN-SEQUENCE")
    assert [finding.cycle for finding in findings] == cycles
    assert all(finding.subject == "area:office area:data" for finding in findings)
    assert all(finding.mend.startswith("place them in the area office earlier") for finding in findings)
    assert [finding.problem for finding in findings] == [
        f"Ayo A1 is in {place} ({place[:3]}) in {number} without the area office in an earlier cycle, which "
        "comes before the area data."
        for number, place in zip(("C1", "C2", "C3", "C4"), plan.split(), strict=True)
        if number in cycles
    ]


def test_sequence_within_one_area_needs_an_earlier_cycle() -> None:
    rows = [Sequence(before="placement:COL-A", after="placement:COL-A")]
    plan = {"A1": "COL-A LBH-A COL-A LBH-B"}
    assert [f.cycle for f in found(board(plan, sequence=rows), "PLAN-SEQUENCE")] == ["C1"]


def test_skills_that_no_placement_of_the_rotation_offers() -> None:
    skills = ("minutes", "ledgers", "diaries")
    standards = [Standard(standard="ST0070", title="Business administrator", skills=skills)]
    teams = [team("COL-A", skills=("Minutes",)), *TEAMS[1:]]
    full = board({"A1": "COL-A COL-B LBH-A LBH-B"}, placements=teams, standards=standards)
    assert {finding.subject: finding.problem for finding in found(full, "PLAN-SKILLS")} == {
        skill: f"No placement in Ayo A1's rotation offers {skill}, needed for Business administrator."
        for skill in ("ledgers", "diaries")
    }
    assert all(finding.subject in finding.mend for finding in found(full, "PLAN-SKILLS"))
    gap = board({"A1": "COL-A COL-B LBH-A ."}, placements=teams, standards=standards)
    assert not found(gap, "PLAN-SKILLS")


# C4 starts on 7 June 2027: inside the eight weeks before gateways from 8 June to 2 August.
@pytest.mark.parametrize(("gateway_on", "said"), [
    (date(2027, 6, 6), False),
    (date(2027, 6, 7), False),
    (date(2027, 6, 8), True),
    (date(2027, 8, 2), True),
    (date(2027, 8, 3), False),
])  # fmt: skip
def test_gateway(gateway_on: date, said: bool) -> None:
    people = [person("A1", gateway_on=gateway_on)]
    findings = found(board({"A1": "COL-A LBH-A LBH-B COL-B"}, apprentices=people), "PLAN-GATEWAY")
    assert places(findings) == ([("A1", "C4", "COL-B", "COL")] if said else [])
    assert [finding.problem for finding in findings] == ([
        "Ayo A1 comes to a new host, COL-B (COL), in C4 (7 June 2027 to 3 September 2027), less than 8 weeks "
        f"before the gateway on {say(gateway_on)}."
    ] if said else [])  # fmt: skip


@pytest.mark.parametrize(("plan", "said"), [
    ("COL-A LBH-A COL-A COL-B", False),
    ("COL-A LBH-A . COL-B", True),
    ("COL-A . . COL-B", False),
    (". . . COL-B", False),
    ("LBH-A . . COL-B", True),
    ("LBH-A . . ELFT-A", True),
    ("LBH-A . COL-A LBH-B", True),
])  # fmt: skip
def test_gateway_compares_with_the_last_filled_cycle(plan: str, said: bool) -> None:
    people = [person("A1", gateway_on=date(2027, 7, 1))]
    assert bool(found(board({"A1": plan}, apprentices=people), "PLAN-GATEWAY")) == said


def test_gateway_does_not_look_beyond_itself() -> None:
    # C3 starts on 8 March 2027, inside the eight weeks before 1 April; nothing comes before it.
    people = [person("A1", gateway_on=date(2027, 4, 1))]
    for plan, cycles in ((". . COL-A LBH-A", []), (". LBH-B COL-A LBH-A", ["C3"])):
        findings = found(board({"A1": plan}, apprentices=people), "PLAN-GATEWAY")
        assert [finding.cycle for finding in findings] == cycles
