"""Accepting one finding, and how waivers stand."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from apprentices.conditions import Exclusion
from apprentices.errors import ErrorKind, UsageError
from apprentices.host_keys import set_lead
from apprentices.programme import TABLE
from apprentices.statements import WAIVER, Waiver
from apprentices.waiving import State, Wanted, end_waiver, fitting_nothing, listed, prolong, stands, waive
from apprentices.workspace import Workspace
from tests.build import CYCLES, HOSTS, LAST, TEAMS, TODAY, person, waived, worded
from tests.build import team as a_team
from tests.memory import Memory, MemoryStore

UNTIL = date(2026, 12, 31)
RUTH: dict[str, Any] = {"by": "Ruth", "why": "Her own wish", "until": UNTIL, "role": "HR lead"}
REPEAT = Wanted("PLAN-REPEAT", "A1")


@pytest.fixture
def memory() -> Memory:
    """One person who comes to LBH-A twice although LBH is excluded, once too often."""
    memory = Memory()
    rows = {
        "hosts": HOSTS,
        "cycles": CYCLES,
        "placements": TEAMS,
        "apprentices": [person("A1", standard=None, hourly_pay=1)],
        "exclusions": [Exclusion(apprentice="A1", what="host:LBH")],
    }
    store = MemoryStore(memory, "Ruth")
    store.write(worded("made"), rows, {}, {})
    workspace = Workspace(store, TODAY)
    for cycle, code in (("C1", "COL-A"), ("C2", "LBH-A"), ("C3", "COL-B"), ("C4", "LBH-A")):
        workspace.assign("A1", cycle, code)
    return memory


@pytest.fixture
def ruth(memory: Memory) -> Workspace:
    return Workspace(MemoryStore(memory, "Ruth"), TODAY)


def later(memory: Memory, days: int) -> Workspace:
    return Workspace(MemoryStore(memory, "Ruth"), TODAY + timedelta(days=days))


def states(workspace: Workspace) -> list[State]:
    return [one.state for one in listed(workspace)]


def test_one_finding_is_accepted_from_today_until_its_day(ruth: Workspace, memory: Memory) -> None:
    before = ruth.checker.conflicts
    made = waive(ruth, REPEAT, **RUTH)
    assert made.finding == "PLAN-REPEAT/apprentice=A1/cycle=C4/placement=LBH-A/host=LBH"
    assert (made.from_on, made.until_on, made.by, made.role) == (TODAY, UNTIL, "Ruth", "HR lead")
    assert (ruth.checker.conflicts, ruth.checker.waived) == (before - 1, 1)
    assert states(ruth) == [State.STANDS]
    past = later(memory, 39)  # 1 January 2027
    assert states(past) == [State.PAST]
    assert {"PLAN-REPEAT", "WAIVER-ENDED"} <= {f.rule for f in past.findings() if f.is_conflict}


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (
            Wanted("PLAN-EXCLUDED", "A1"),
            "2 findings fit; name one of PLAN-EXCLUDED/apprentice=A1/cycle=C2/placement=LBH-A/host=LBH/"
            "subject=host:LBH, PLAN-EXCLUDED/apprentice=A1/cycle=C4/placement=LBH-A/host=LBH/"
            "subject=host:LBH.",
        ),
        (
            Wanted("PLAN-REPEAT", "A1", "C3"),
            "PLAN-REPEAT finds nothing there; name one of PLAN-REPEAT/apprentice=A1/cycle=C4/"
            "placement=LBH-A/host=LBH.",
        ),
        (Wanted("PLAN-SEATS"), "PLAN-SEATS finds nothing, so there is nothing to waive."),
    ],
)
def test_exactly_one_has_to_be_meant(ruth: Workspace, wanted: Wanted, says: str) -> None:
    with pytest.raises(UsageError) as refused:
        waive(ruth, wanted, **RUTH)
    assert str(refused.value) == says
    assert waive(ruth, Wanted("PLAN-EXCLUDED", cycle="C2"), **RUTH)


def test_the_whole_name_means_that_finding(ruth: Workspace) -> None:
    for finding in (f for f in ruth.findings() if f.rule in ("PLAN-EXCLUDED", "PLAN-REPEAT")):
        assert waive(ruth, Wanted(*finding.name), **RUTH).finding == str(finding.name)
    assert ruth.checker.waived == 3


def test_law_is_never_waived_and_what_can_be_done_instead_is_said(ruth: Workspace) -> None:
    with pytest.raises(UsageError, match=r"^Nobody may waive PAY-NMW \(.*Regulations 2015.*\)\. \w+"):
        waive(ruth, Wanted("PAY-NMW", "A1"), **RUTH)
    assert ruth.statements.waivers == []


def test_a_host_that_may_not_is_refused_and_told_who_may(ruth: Workspace) -> None:
    """PLAN-REPEAT is the lead host's to waive, PLAN-SEATS that of the team, which is too full."""
    ruth.write(worded("fewer"), TABLE["placements"], [a_team("LBH-A", seats=0)])
    seats = Wanted("PLAN-SEATS", cycle="C2")
    set_lead(ruth, "COL")
    for own in ("LBH", "ELFT"):
        with pytest.raises(UsageError, match=rf"^This copy is {own}'s: COL waives PLAN-REPEAT in its own\.$"):
            waive(ruth, REPEAT, **RUTH, own=own)
    refusal = r"^This copy is ELFT's: LBH waives PLAN-SEATS in its own, or the lead host records it\.$"
    with pytest.raises(UsageError, match=refusal):
        waive(ruth, seats, **RUTH, own="ELFT")
    made = waive(ruth, seats, **RUTH, own="LBH")
    with pytest.raises(UsageError, match=refusal):
        end_waiver(ruth, made.statement, "Omar", "x", own="ELFT")
    end_waiver(ruth, made.statement, "Omar", "More seats", own="COL")
    assert waive(ruth, seats, **RUTH, own="COL")
    assert waive(ruth, REPEAT, **RUTH, own="COL")


def test_whom_a_host_names_speaks_for_that_host(ruth: Workspace) -> None:
    """Who is named by no host may: that is for people to see to."""
    ruth.write(
        worded("hosts"), TABLE["hosts"], [replace(one, sponsor=f"Sponsor of {one.host}") for one in HOSTS]
    )
    set_lead(ruth, "COL")
    with pytest.raises(UsageError) as refused:
        waive(ruth, REPEAT, **RUTH | {"by": "Sponsor of LBH"})
    assert str(refused.value) == "PLAN-REPEAT is waived by the lead host, COL; Sponsor of LBH stands for LBH."
    assert waive(ruth, REPEAT, **RUTH | {"by": "Sponsor of COL"})


def test_it_is_prolonged_by_another_that_takes_its_place(ruth: Workspace, memory: Memory) -> None:
    """It holds until 31 December 2026; from 1 January only the other does, until 31 March 2027."""
    first = waive(ruth, REPEAT, **RUTH)
    longer: dict[str, Any] = {"by": "Omar", "why": "The team moves later", "until": date(2027, 3, 31)}
    with pytest.raises(UsageError, match="holds until 31 December 2026 as it is: a later day"):
        prolong(ruth, "1", **longer | {"until": UNTIL})
    set_lead(ruth, "COL")
    with pytest.raises(UsageError, match="This copy is LBH's: COL waives PLAN-REPEAT in its own"):
        prolong(ruth, "1", **longer, own="LBH")
    second = prolong(ruth, "1", **longer)
    assert (second.finding, second.from_on, second.until_on) == (first.finding, TODAY, date(2027, 3, 31))
    ended = ruth.statements.ended[first.statement]
    assert (ended.by, ended.why) == ("Omar", f"Prolonged until 31 March 2027: {second.statement}")
    there = {one.waiver.statement: one.state for one in listed(later(memory, 39))}
    assert there == {first.statement: State.ENDED, second.statement: State.STANDS}
    end_waiver(ruth, second.statement, "Omar", "Mended")
    assert any(f.rule == "PLAN-REPEAT" and f.is_conflict for f in ruth.findings())  # the first stays ended


def test_only_what_stands_is_prolonged(ruth: Workspace, memory: Memory) -> None:
    """Past its end it is accepted anew, and what is found no more need not be."""
    made = waive(ruth, REPEAT, **RUTH)
    longer: dict[str, Any] = {"by": "Omar", "why": "x", "until": date(2027, 3, 31)}
    with pytest.raises(
        UsageError, match=rf"^Only a waiver that stands is prolonged\. {made.statement}: past"
    ):
        prolong(later(memory, 39), "1", **longer)
    ruth.clear("A1", "C2")
    with pytest.raises(UsageError, match="fits nothing any more"):
        prolong(ruth, "1", **longer)
    ruth.undo()
    end_waiver(ruth, "1", "Omar", "Mended")
    with pytest.raises(UsageError, match=": ended"):
        prolong(ruth, "1", **longer)


def test_not_twice_and_not_until_a_day_that_is_past(ruth: Workspace) -> None:
    with pytest.raises(UsageError, match="22 November 2026 is past"):
        waive(ruth, REPEAT, **RUTH | {"until": TODAY - timedelta(days=1)})
    made = waive(ruth, REPEAT, **RUTH | {"until": TODAY})
    with pytest.raises(UsageError, match=f"waived already, by Ruth until 23 November 2026: {made.statement}"):
        waive(ruth, REPEAT, **RUTH)


def test_it_is_ended_by_its_number_or_code(ruth: Workspace) -> None:
    first = waive(ruth, REPEAT, **RUTH)
    second = waive(ruth, Wanted("PLAN-EXCLUDED", cycle="C2"), **RUTH)
    numbers = [one.waiver.statement for one in listed(ruth)]
    assert sorted(numbers) == sorted([first.statement, second.statement])
    end_waiver(ruth, str(numbers.index(first.statement) + 1), "Omar", "Mended")
    assert dict(zip(numbers, states(ruth), strict=True))[first.statement] is State.ENDED
    assert any(f.rule == "PLAN-REPEAT" and f.is_conflict for f in ruth.findings())
    end_waiver(ruth, second.statement, "Omar", "Mended")
    with pytest.raises(UsageError, match=f"{second.statement} was ended already, by Omar"):
        end_waiver(ruth, second.statement, "Omar", "Again")
    for unknown in ("3", "0", "w0", "²"):
        with pytest.raises(UsageError) as refused:
            end_waiver(ruth, unknown, "Omar", "x")
        assert refused.value.kind is ErrorKind.NO_SUCH_STATEMENT


def test_one_that_fits_nothing_any_more_is_known(ruth: Workspace) -> None:
    made = waive(ruth, REPEAT, **RUTH)
    assert fitting_nothing(ruth) == []
    ruth.clear("A1", "C2")
    assert states(ruth) == [State.IDLE]
    assert fitting_nothing(ruth) == [made]
    assert not stands(ruth, made.finding)
    ruth.undo()
    assert states(ruth) == [State.STANDS]


def test_one_that_came_from_elsewhere(ruth: Workspace) -> None:
    ahead = waived("PLAN-REPEAT/apprentice=A1", since=date(2027, 1, 1)).waivers
    law = waived("PAY-NMW/apprentice=A1").waivers
    rows: list[Waiver] = [*ahead, *law]
    ruth.store.write(worded("a parcel"), {WAIVER.name: rows}, {}, {})
    found = {one.waiver.finding: one.state for one in listed(ruth)}
    assert found == {"PLAN-REPEAT/apprentice=A1": State.LATER, "PAY-NMW/apprentice=A1": State.VOID}


def test_what_has_become_worse_is_not_what_was_accepted() -> None:
    """Two in the one seat of LBH-A were accepted; with the third, the finding stands again."""
    memory = Memory()
    rows = {
        "hosts": HOSTS,
        "cycles": CYCLES,
        "placements": [a_team("LBH-A", seats=1), *TEAMS[:2]],
        "apprentices": [person(code, standard=None) for code in ("A1", "A2", "A3")],
    }
    store = MemoryStore(memory, "Ruth")
    store.write(worded("made"), rows, {}, {})
    ruth = Workspace(store, TODAY)
    for who in ("A1", "A2"):
        ruth.assign(who, "C2", "LBH-A")
    assert waive(ruth, Wanted("PLAN-SEATS"), **RUTH).excess == 1
    ruth.assign("A3", "C2", "LBH-A")
    assert states(ruth) == [State.EXCEEDED]
    with pytest.raises(UsageError, match="exceeded"):
        prolong(ruth, "1", **RUTH | {"until": LAST})
    assert any(f.rule == "PLAN-SEATS" and f.is_conflict for f in ruth.findings())
    waive(ruth, Wanted("PLAN-SEATS"), **RUTH)
    assert states(ruth) == [State.EXCEEDED, State.STANDS]
    assert prolong(ruth, "2", **RUTH | {"until": LAST}).excess == 2
    assert not any(f.rule == "PLAN-SEATS" and f.is_conflict for f in ruth.findings())
