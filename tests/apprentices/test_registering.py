"""The register: what is entered, followed and closed; and the review sheet."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from apprentices.errors import UsageError
from apprentices.host_keys import set_lead
from apprentices.publishing import publish
from apprentices.registering import State, close, enter, follow, listed
from apprentices.reviewing import Section, review
from apprentices.statements import Entry, EntryKind, stated
from apprentices.waiving import Wanted, waive
from apprentices.workspace import Workspace
from tests.build import CYCLES, HOSTS, TEAMS, TODAY, person, worded
from tests.memory import Memory, MemoryStore

BARRIER = {"host": "ELFT", "person": "Li Wu", "due_on": date(2026, 12, 1)}


@pytest.fixture
def memory() -> Memory:
    memory = Memory()
    people = [person("A1", standard=None)]
    rows = {"hosts": HOSTS, "cycles": CYCLES, "placements": TEAMS, "apprentices": people}
    with time_machine.travel(datetime(2026, 9, 1, 12, tzinfo=UTC)):
        MemoryStore(memory, "Ruth").write(worded("made"), rows, {}, {})
    return memory


@pytest.fixture
def ruth(memory: Memory) -> Workspace:
    return Workspace(MemoryStore(memory, "Ruth"), TODAY)


def add(workspace: Workspace, kind: EntryKind, title: str, **more: Any) -> Entry:
    return enter(workspace, stated(Entry, kind=kind, title=title, by="Ruth", **more))


def in_short(workspace: Workspace, kind: EntryKind | None = None) -> list[tuple[int, str, State]]:
    return [(one.number, one.entry.title, one.state) for one in listed(workspace, kind)]


def test_open_entries_come_first_the_overdue_before_all(ruth: Workspace, memory: Memory) -> None:
    add(ruth, "lesson", "Ask early")
    add(ruth, "barrier", "No badge", **BARRIER)
    add(ruth, "barrier", "No desk", **BARRIER | {"due_on": date(2026, 11, 22)})
    done = add(ruth, "decision", "Four cycles")
    close(ruth, done.statement, "Ruth", "Void")
    assert in_short(ruth) == [
        (3, "No desk", State.OVERDUE),
        (2, "No badge", State.OPEN),
        (1, "Ask early", State.OPEN),
        (4, "Four cycles", State.CLOSED),
    ]
    assert in_short(ruth, "lesson") == [(1, "Ask early", State.OPEN)]
    late = Workspace(MemoryStore(memory, "Omar"), date(2026, 12, 2))
    assert [one[2] for one in in_short(late, "barrier")] == [State.OVERDUE, State.OVERDUE]
    assert {f.subject for f in late.findings() if f.rule == "REGISTER-DUE"} == {
        one.entry.statement for one in listed(late, "barrier")
    }


@pytest.mark.parametrize("lacking", BARRIER)
def test_a_barrier_has_a_host_a_person_and_a_day(ruth: Workspace, lacking: str) -> None:
    with pytest.raises(UsageError, match="A barrier needs a host that owns it"):
        add(ruth, "barrier", "No badge", **BARRIER | {lacking: None})
    assert add(ruth, "decision", "Four cycles")


def test_a_decision_is_followed_by_another(ruth: Workspace) -> None:
    add(ruth, "decision", "Four cycles", paper="Paper 4", host="COL")
    made = follow(ruth, "1", "Five cycles", "Omar", paper=None, role="Lead")
    first = ruth.statements.register[0]
    assert (made.kind, made.follows, made.host, made.by, made.role) == (
        "decision",
        first.statement,
        "COL",
        "Omar",
        "Lead",
    )
    assert made.paper is None  # what the next one was decided on, nobody has said
    assert in_short(ruth) == [(2, "Five cycles", State.OPEN), (1, "Four cycles", State.FOLLOWED)]
    for again in (
        lambda: follow(ruth, "1", "Six", "Omar"),
        lambda: close(ruth, first.statement, "Omar", "x"),
    ):
        with pytest.raises(UsageError, match="Four cycles: that was followed already"):
            again()
    close(ruth, "2", "Omar", "Void")
    # What followed took its place, and is closed: the first does not come back by that.
    assert in_short(ruth) == [(1, "Four cycles", State.FOLLOWED), (2, "Five cycles", State.CLOSED)]
    with pytest.raises(UsageError, match="There is no entry of the register 3"):
        close(ruth, "3", "Omar", "x")


def test_the_last_meeting_was_not_after_today(ruth: Workspace) -> None:
    assert review(ruth, ruth.today).since == ruth.today
    with pytest.raises(UsageError, match="still to come"):
        review(ruth, ruth.today + timedelta(days=1))


def test_the_review_sheet(ruth: Workspace) -> None:
    with time_machine.travel(datetime(2026, 11, 1, 12, tzinfo=UTC)):
        add(ruth, "lesson", "Before the last meeting")
        ruth.assign("A1", "C1", "COL-A")
    barrier = add(ruth, "barrier", "No badge", **BARRIER)
    add(ruth, "barrier", "Far ahead", **BARRIER | {"due_on": date(2027, 3, 1)})
    ruth.assign("A1", "C2", "COL-B")
    ruth.assign("A1", "C3", "COL-B")
    ruth.undo()
    gap = Wanted("PLAN-GAP", "A1", "C3")
    waive(ruth, gap, by="Ruth", role="Lead", why="Starts late", until=date(2026, 12, 4))
    publish(ruth, "Ruth", "Agreed", "No time")
    close(ruth, barrier.statement, "Omar", "There")
    sheet = review(ruth, date(2026, 11, 20))
    due, said, published, changed = sheet.sections
    assert said == Section(
        "Said",
        (
            "Barrier: No badge (Ruth, 23 November 2026).",
            "Barrier: Far ahead (Ruth, 23 November 2026).",
            "Waived until 4 December 2026: PLAN-GAP of Ayo A1 in C3: Starts late (Ruth, Lead, 23 November "
            "2026).",
            "Ended: Barrier: No badge: There (Omar, 23 November 2026).",
        ),
    )
    assert published.lines == ("Publication 1 of 23 November 2026, by Ruth: 2 assignments; Agreed; No time.",)
    assert changed.lines == ("Ayo A1 to COL-B in C2 (Ruth).",)
    assert due.lines[0].endswith("stand; 1 waived.")
    ends = "The waiver of PLAN-GAP of Ayo A1 in C3 ends on 4 December 2026: Starts late."
    assert ends in due.lines
    assert not any("badge" in line or "Far ahead" in line for line in due.lines)
    whole = review(ruth, date(2026, 10, 1))
    assert "Lesson: Before the last meeting (Ruth, 1 November 2026)." in whole.sections[1].lines


def test_a_host_speaks_for_its_own_entries_and_the_lead_host_for_all(ruth: Workspace) -> None:
    """What no host owns is the lead host's."""
    set_lead(ruth, "COL")
    barrier = stated(Entry, kind="barrier", title="No badge", by="Ruth", **BARRIER)
    decision = stated(Entry, kind="decision", title="Four cycles", by="Ruth")
    refusal = r"^This copy is LBH's: ELFT enters “No badge” in its own, or the lead host records it\.$"
    with pytest.raises(UsageError, match=refusal):
        enter(ruth, barrier, own="LBH")
    with pytest.raises(UsageError, match=r"^This copy is LBH's: COL enters “Four cycles” in its own\.$"):
        enter(ruth, decision, own="LBH")
    kept = enter(ruth, barrier, own="ELFT").statement
    enter(ruth, decision, own="COL")
    with pytest.raises(UsageError, match="ELFT follows"):
        follow(ruth, kept, "Badges by post", "Ruth", own="LBH", host="LBH")
    with pytest.raises(UsageError, match="LBH enters"):
        follow(ruth, kept, "Badges by post", "Ruth", own="ELFT", host="LBH")
    with pytest.raises(UsageError, match="ELFT closes"):
        close(ruth, kept, "Ruth", "Badges are there", own="LBH")
    assert len(listed(ruth)) == 2
    later = follow(ruth, kept, "Badges by post", "Ruth", own="ELFT")
    assert close(ruth, later.statement, "Ruth", "Badges are there", own="COL").ends == later.statement
