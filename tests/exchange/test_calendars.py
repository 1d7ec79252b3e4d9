"""Calendars, read back by another library than the one that writes them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from apprentices.agreement import publications
from apprentices.board import Board
from apprentices.calendar import training_days
from apprentices.exchange.calendars import Calendars, Whose
from apprentices.programme import TABLE, Programme
from apprentices.statements import NOTHING_SAID, Ending, Request, SignOff, Statements, stated
from apprentices.store import RowChange
from apprentices.tables import BANK_HOLIDAYS, BankHoliday
from apprentices.telling import Telling, telling_of, telling_of_draft
from apprentices.told import told_of
from apprentices.trained import Trained, holidays_moved, trained
from tests.build import CYCLES, HOLIDAYS, board, person, team

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
TUESDAYS = "FREQ=WEEKLY;BYDAY=TU"
AWKWARD = "Ward; 2, north\\side — Zoë's " + "é" * 60
PEOPLE = [
    person("A1", given_names="Zoë, the; second", family_name="O’Brien-Łukasz", training_days=TUESDAYS),
    person("A2", ends_on=date(2027, 1, 15), training_days=None),
]
TEAMS = (
    team("COL-A", supervisor="Sam Lee", site="Guildhall"),
    team("LBH-A", team=AWKWARD, supervisor="Ama Nwosu"),
    team("LBH-B"),
)


def of(plan: dict[str, str]) -> Board:
    return board(plan, apprentices=PEOPLE, placements=TEAMS)


FIRST = of({"A1": "COL-A LBH-A", "A2": "LBH-A ."})
SECOND = of({"A1": "COL-A LBH-B", "A2": "LBH-A COL-A"})
PROGRAMME = FIRST.programme


def published(number: int, there: Board) -> Telling:
    at = datetime(2026, 9, number, 8, tzinfo=UTC)
    rows = told_of(there.programme, there.assignments())
    return telling_of(publications.publication(number, at, "Ruth Adeyemi", rows))


EVERYBODY = Whose()


def made(
    telling: Telling,
    earlier: Sequence[Telling] = (),
    whose: Whose = EVERYBODY,
    programme: Programme = PROGRAMME,
    statements: Statements = NOTHING_SAID,
    now: datetime = NOW,
    earlier_training: Mapping[str, Trained] = MappingProxyType({}),
    holidays: Sequence[datetime] = (),
) -> bytes | None:
    calendars = Calendars(
        telling=telling,
        earlier=earlier,
        programme=programme,
        statements=statements,
        now=now,
        trained=earlier_training,
        holidays=holidays,
    )
    return calendars.of(whose)


def data(*args: Any, **more: Any) -> bytes:
    found = made(*args, **more)
    assert found is not None
    return found


def read(file: bytes) -> dict[str, Event]:
    """Events by their UID without what stands behind the @."""
    found: Calendar = IcsCalendarStream.calendar_from_ics(file.decode())
    return {(event.uid or "").partition("@")[0]: event for event in found.events}


def test_an_assignment_is_an_all_day_event_whose_end_is_the_day_after_its_last() -> None:
    # C1 is 7 September to 4 December 2026, both ends in it; A2 leaves in the middle of C2, on 15 January.
    events = read(data(published(1, SECOND)))
    first = events["assignment+A1+C1+COL-A"]
    assert (first.dtstart, first.dtend) == (date(2026, 9, 7), date(2026, 12, 5))
    assert first.location == "Guildhall"
    assert "Sam Lee" in (first.description or "")
    last = events["assignment+A2+C2+COL-A"]
    assert (last.dtstart, last.dtend) == (date(2026, 12, 7), date(2027, 1, 16))


def test_texts_come_back_letter_by_letter_from_lines_of_at_most_75_octets() -> None:
    file = data(published(1, FIRST))
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    event = read(file)["assignment+A1+C2+LBH-A"]
    assert event.summary == f"Zoë, the; second O’Brien-Łukasz: {AWKWARD}, LBH"
    assert (event.description or "").splitlines() == [
        "Placement LBH-A, cycle C2: 7 December 2026 to 5 March 2027.",
        "Supervisor: Ama Nwosu.",
    ]


def test_a_move_cancels_what_was_told_and_the_sequence_rises() -> None:
    one, two = published(1, FIRST), published(2, SECOND)
    before, after = read(data(one)), read(data(two, [one]))
    # A1 moves in C2 from LBH-A to LBH-B, A2 comes to COL-A; nobody's C1 changes.
    assert set(after) - set(before) == {
        "assignment+A1+C2+LBH-B",
        "training+A1+C2+LBH-B",
        "assignment+A2+C2+COL-A",
    }
    cancelled = {uid for uid, event in after.items() if event.status == "CANCELLED"}
    assert cancelled == {"assignment+A1+C2+LBH-A", "training+A1+C2+LBH-A"}
    assert after["assignment+A1+C2+LBH-A"].summary.startswith("Cancelled: ")
    assert {event.status for uid, event in after.items() if uid not in cancelled} == {"CONFIRMED"}
    assert {event.sequence for event in before.values()} == {2}
    assert {event.sequence for event in after.values()} == {4}


def test_each_host_learns_of_its_own_people_alone_and_of_who_no_longer_comes() -> None:
    one, two = published(1, FIRST), published(2, of({"A1": "COL-A COL-A", "A2": ". ."}))
    there = data(two, [one], Whose(host="LBH"))
    # LBH was told of A2 in C1 and of A1 in C2; neither comes any more.
    placements = {uid: event for uid, event in read(there).items() if uid.startswith("assignment")}
    assert {uid: event.status for uid, event in placements.items()} == {
        "assignment+A2+C1+LBH-A": "CANCELLED",
        "assignment+A1+C2+LBH-A": "CANCELLED",
    }
    assert b"Guildhall" not in there
    for whose in (Whose(apprentice="A2"), Whose(placement="LBH-A"), Whose(supervisor="Ama Nwosu")):
        assert "assignment+A1+C1+COL-A" not in read(data(one, (), whose))


def test_no_personal_data_goes_out_but_names() -> None:
    file = data(published(1, FIRST)).decode().replace("\r\n ", "")
    (zoe, _) = PEOPLE
    assert str(zoe.uln) not in file
    assert str(zoe.hourly_pay) not in file
    assert f"{zoe.date_of_birth:%Y%m%d}" not in file
    assert "O’Brien" not in "".join(line for line in file.splitlines() if line.startswith("UID"))


def test_a_publication_gives_the_same_bytes_at_any_time_and_from_any_copy() -> None:
    one = published(1, FIRST)
    other = Programme.of({"apprentices": PEOPLE}, HOLIDAYS)
    assert data(one, programme=other, now=NOW + timedelta(9)) == data(one)
    assert {event.dtstamp for event in read(data(one)).values()} == {datetime(2026, 9, 1, 8, tzinfo=UTC)}


def test_a_draft_says_that_it_is_one_and_cancels_nothing() -> None:
    events = read(data(telling_of_draft(SECOND), [published(1, FIRST)]))
    assert {event.status for event in events.values()} == {"TENTATIVE"}
    assert all(event.summary.startswith("Draft: ") for event in events.values())
    assert "assignment+A1+C2+LBH-A" not in events
    assert {event.sequence for event in events.values()} == {3}  # between publications 1 (2) and 2 (4)
    assert {event.dtstamp for event in events.values()} == {NOW}


def test_a_change_over_lasts_from_the_last_day_of_a_cycle_to_the_first_of_the_next() -> None:
    events = read(data(published(1, SECOND)))
    there = {uid: (e.dtstart, e.dtend) for uid, e in events.items() if uid.startswith("change-over")}
    # C1 ends on Friday 4 December, C2 begins on Monday 7; the end is the day after. C3 is in no row.
    assert there == {"change-over+C1+C2": (date(2026, 12, 4), date(2026, 12, 8))}


def test_training_days_are_told_but_for_bank_holidays() -> None:
    rule = "FREQ=WEEKLY;BYDAY=MO,FR"
    people = [person("A1", training_days=rule)]
    there = board({"A1": ". COL-A COL-A"}, apprentices=people, placements=TEAMS)
    file = data(published(1, there), programme=there.programme)
    found = IcsCalendarStream.calendar_from_ics(file.decode())
    days = [e.dtstart for e in found.timeline if (e.uid or "").startswith("training")]
    first, last = CYCLES[1].starts_on, CYCLES[2].ends_on
    expected = [
        day
        for number in range((last - first).days + 1)
        if (day := first + timedelta(number)).weekday() in (0, 4) and day not in HOLIDAYS
    ]
    # 7 December 2026 to 4 June 2027 has 26 Mondays and 26 Fridays; Good Friday, Easter Monday, two in May,
    # Christmas Day, the Monday after it and New Year's Day are bank holidays: 25 and 28 December, 1 January,
    # 26 and 29 March, 3 and 31 May.
    assert len(expected) == 52 - 7
    assert days == expected


RULES = st.sampled_from(
    [
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
        "FREQ=WEEKLY;INTERVAL=3;WKST=SU;BYDAY=SU,WE",
        "FREQ=MONTHLY;BYDAY=1WE,3WE",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU,WE;BYSETPOS=-1",
        "FREQ=DAILY;INTERVAL=10",
        "FREQ=WEEKLY;BYDAY=FR;COUNT=20",
        "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270131",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=9",
        "FREQ=MONTHLY",
    ]
)


@settings(max_examples=12)
@given(rule=RULES, late=st.integers(0, 40))
def test_the_series_of_all_assignments_together_are_the_training_days(rule: str, late: int) -> None:
    start = CYCLES[0].starts_on + timedelta(late)
    someone = person("A1", training_days=rule, starts_on=start)
    there = board({"A1": "COL-A COL-A LBH-A COL-A"}, apprentices=[someone], placements=TEAMS)
    bare = replace(there.programme, bank_holidays={})
    file = data(published(1, there), programme=bare)
    found = IcsCalendarStream.calendar_from_ics(file.decode())
    days = [event.dtstart for event in found.timeline if (event.uid or "").startswith("training")]
    spans = [cycle.span for cycle in CYCLES]
    meant = training_days(rule, someone.starts_on, someone.ends_on)
    assert days == [day for day in meant if any(day in span for span in spans)]


def test_training_days_of_before_are_cancelled_in_the_placements_of_any_publication() -> None:
    """A1 trained on Fridays until 1 November 2026, and on Tuesdays since; in C2 a move came in between."""
    at = datetime(2026, 11, 1, 10, tzinfo=UTC)
    was = person("A1", training_days="FREQ=WEEKLY;BYDAY=FR")
    with_none = person("A2", ends_on=PEOPLE[1].ends_on, training_days=None)
    history = [
        (at - timedelta(9), RowChange.of(TABLE["apprentices"], None, was)),
        (at - timedelta(9), RowChange.of(TABLE["apprentices"], None, with_none)),
        (at, RowChange.of(TABLE["apprentices"], was, PEOPLE[0])),
        (at, RowChange.of(TABLE["apprentices"], with_none, replace(with_none, cohort="B"))),
    ]
    one, two = published(1, FIRST), published(2, SECOND)
    events = read(data(two, [one], earlier_training=trained(history)))
    training = {uid: e for uid, e in events.items() if uid.startswith("training")}
    assert {uid: (e.status, e.sequence, e.dtstamp) for uid, e in training.items()} == {
        "training+A1+C1+COL-A": ("CONFIRMED", 5, at),
        "training+A1+C2+LBH-B": ("CONFIRMED", 5, at),
        "training+A1+C2+LBH-A": ("CANCELLED", 5, at),
    }
    assert {e.sequence for uid, e in events.items() if uid not in training} == {4}
    gone = Programme.of({"apprentices": [replace(PEOPLE[0], training_days=None)]}, HOLIDAYS)
    history.append((at, RowChange.of(TABLE["apprentices"], PEOPLE[0], gone.apprentices["A1"])))
    file = read(data(one, programme=gone, earlier_training=trained(history)))
    over = {e.status for uid, e in file.items() if uid.startswith("training")}
    assert over == {"CANCELLED"}
    draft = read(data(telling_of_draft(SECOND), [one], programme=gone, earlier_training=trained(history)))
    assert not [uid for uid in draft if uid.startswith("training")]  # a draft cancels nothing


def test_a_bank_holiday_that_comes_or_goes_raises_the_training_days_and_nothing_else() -> None:
    """A1 trains on Tuesdays; 13 October 2026 is one.

    It becomes a bank holiday on 1 October, and on 5 October is none again. What was entered with the people
    is no change.
    """
    entered, came, went = (datetime(2026, *day, 8, tzinfo=UTC) for day in ((8, 1), (10, 1), (10, 5)))
    tuesday = BankHoliday(date=date(2026, 10, 13), name="A feast")
    christmas = BankHoliday(date=date(2026, 12, 25), name="Christmas Day")
    history = [(entered, RowChange.of(TABLE["apprentices"], None, one)) for one in PEOPLE]
    days = [(entered, RowChange.of(BANK_HOLIDAYS, None, christmas))]

    def read_with(extra: dict[date, str]) -> dict[str, Event]:
        programme = replace(PROGRAMME, bank_holidays={**HOLIDAYS, **extra})
        moved = holidays_moved(days)
        made = data(
            published(1, FIRST), programme=programme, earlier_training=trained(history), holidays=moved
        )
        return read(made)

    found = [read_with({})]
    days += [(came, RowChange.of(BANK_HOLIDAYS, None, tuesday))]
    found += [read_with({tuesday.date: "A feast"})]
    days += [(went, RowChange.of(BANK_HOLIDAYS, tuesday, None))]
    found += [read_with({})]
    first = [events["training+A1+C1+COL-A"] for events in found]
    assert [tuesday.date in event.exdate for event in first] == [False, True, False]
    for uid in found[0]:
        rises = [2, 3, 4] if uid.startswith("training") else [2, 2, 2]
        assert [events[uid].sequence for events in found] == rises, uid
    assert [event.dtstamp for event in first[1:]] == [came, went]


def test_training_moved_away_from_days_that_came_to_be_bank_holidays_still_rises() -> None:
    """A1 trains on Tuesdays; 13 and 20 October 2026, both Tuesdays, come to be bank holidays: 2 and 2 more.

    Then training moves to Mondays, the next change: 5. That none of its own days has moved takes none back,
    or whoever has the 4 would never hear of the Mondays.
    """
    entered, came, moved = (datetime(2026, *day, 8, tzinfo=UTC) for day in ((8, 1), (10, 1), (10, 5)))
    feasts = [BankHoliday(date=date(2026, 10, day), name="A feast") for day in (13, 20)]
    days = holidays_moved([(came, RowChange.of(BANK_HOLIDAYS, None, feast)) for feast in feasts])
    on_mondays = replace(PEOPLE[0], training_days="FREQ=WEEKLY;BYDAY=MO")
    history = [(entered, RowChange.of(TABLE["apprentices"], None, PEOPLE[0]))]
    sequences = []
    for now in (PEOPLE[0], on_mondays):
        if now is on_mondays:
            history.append((moved, RowChange.of(TABLE["apprentices"], PEOPLE[0], now)))
        extra = {feast.date: feast.name for feast in feasts}
        there = Programme.of({"apprentices": [now]}, HOLIDAYS | extra)
        file = data(published(1, FIRST), programme=there, earlier_training=trained(history), holidays=days)
        sequences.append(read(file)["training+A1+C1+COL-A"].sequence)
    assert sequences == [4, 5]


def test_nothing_to_tell_is_no_calendar() -> None:
    assert made(published(1, FIRST), whose=Whose(host="ELFT")) is None


@pytest.mark.parametrize("days", [1, 3])
def test_a_publication_that_takes_an_assignment_up_again_confirms_it(days: int) -> None:
    gone = of({"A1": "COL-A .", "A2": "LBH-A ."})
    one, two, three = published(1, FIRST), published(2, gone), published(2 + days, FIRST)
    assert read(data(two, [one]))["assignment+A1+C2+LBH-A"].status == "CANCELLED"
    back = read(data(three, [two, one]))["assignment+A1+C2+LBH-A"]
    assert (back.status, back.sequence) == ("CONFIRMED", 2 * (2 + days))


def test_a_sign_off_that_is_due_stands_in_the_hosts_calendar_until_it_is_signed() -> None:
    def moment(day: int) -> datetime:
        return datetime(2026, 11, day, 9, tzinfo=UTC)

    ask = stated(Request, host="LBH", cycle="C2", due_on=date(2026, 11, 9), by="Ruth Adeyemi", at=moment(2))
    sign = stated(SignOff, host="LBH", cycle="C2", digest="0" * 64, rows="[]", by="Grace Obi", at=moment(5))
    back = stated(Ending, ends=sign.statement, why="Two people more came", by="Grace Obi", at=moment(6))
    one, lbh = published(1, FIRST), Whose(host="LBH")
    said = [
        Statements(requests=[ask]),
        Statements(requests=[ask], signoffs=[sign]),
        Statements(requests=[ask], signoffs=[sign], endings=[back]),
    ]
    found = [read(data(one, whose=lbh, statements=so_far))["sign-off+LBH+C2"] for so_far in said]
    # Asked on the 2nd; signed on the 5th, so nothing is due; taken back on the 6th, so it is due again.
    assert [(e.status, e.sequence, e.dtstamp) for e in found] == [
        ("CONFIRMED", 1, moment(2)),
        ("CANCELLED", 2, moment(5)),
        ("CONFIRMED", 3, moment(6)),
    ]
    assert {(e.dtstart, e.dtend) for e in found} == {(date(2026, 11, 9), date(2026, 11, 10))}
    assert "sign-off+LBH+C2" in read(data(one, statements=said[0]))
    for whose in (Whose(host="COL"), Whose(apprentice="A1"), Whose(placement="LBH-A")):
        assert "sign-off+LBH+C2" not in read(data(one, whose=whose, statements=said[0]))
