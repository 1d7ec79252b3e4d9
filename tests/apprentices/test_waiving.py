"""Accepting one finding, and how waivers stand."""

from datetime import date, timedelta
from typing import Any

import pytest

from apprentices.conditions import Exclusion
from apprentices.errors import ErrorKind, UsageError
from apprentices.statements import WAIVER, Waiver
from apprentices.waiving import State, Wanted, end_waiver, fitting_nothing, listed, stands, waive
from apprentices.workspace import Workspace
from tests.build import CYCLES, HOSTS, TEAMS, TODAY, person, team, waived, worded
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
        "placements": [team("LBH-A", seats=1), *TEAMS[:2]],
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
    assert any(f.rule == "PLAN-SEATS" and f.is_conflict for f in ruth.findings())
    waive(ruth, Wanted("PLAN-SEATS"), **RUTH)
    assert states(ruth) == [State.EXCEEDED, State.STANDS]
    assert not any(f.rule == "PLAN-SEATS" and f.is_conflict for f in ruth.findings())
