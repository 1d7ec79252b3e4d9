"""Statements: their codes, and which of them stand."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apprentices.statements import (
    Ending,
    Entry,
    Request,
    SignOff,
    Statement,
    Statements,
    Waiver,
    code_of,
    codes_of,
    in_time,
    stated,
)

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


def after(hours: int) -> datetime:
    return NOON + timedelta(hours=hours)


def signed(host: str, cycle: str, hours: int = 0) -> SignOff:
    return stated(SignOff, host=host, cycle=cycle, digest="0" * 64, rows="[]", by="Li", at=after(hours))


def asked(host: str, cycle: str, hours: int = 0) -> Request:
    due = after(hours).date() + timedelta(days=7)
    return stated(Request, host=host, cycle=cycle, due_on=due, by="Ruth", at=after(hours))


def waived(finding: str, until: date, first: date = MONDAY) -> Waiver:
    return stated(Waiver, finding=finding, why="x", from_on=first, until_on=until, by="Ruth", at=NOON)


def entered(title: str, hours: int = 0, follows: str | None = None) -> Entry:
    return stated(Entry, kind="decision", title=title, follows=follows, by="Ruth", at=after(hours))


def ended(one: Statement, hours: int = 9) -> Ending:
    return stated(Ending, ends=one.statement, why="x", by="Ruth", at=after(hours))


def test_a_code_is_what_sha256sum_says_of_its_canonical_text() -> None:
    # Keys sorted, no spaces, null for what is not known, moments in UTC to the millisecond.
    text = (
        '{"at":"2026-11-04T12:00:00.250+00:00","by":"Zoë","ends":"w1","role":null,"table":"ending","why":"x"}'
    )
    moment = NOON.replace(microsecond=250_999)  # kept to the millisecond
    one = stated(Ending, ends="w1", why="x", by="Zoë", at=moment)
    assert one.statement == "e" + sha256(text.encode()).hexdigest()[:16]
    assert one.at == NOON.replace(microsecond=250_000)


def test_a_waiver_that_does_not_say_how_much_has_the_code_it_had_before_any_did() -> None:
    text = (
        '{"at":"2026-11-04T12:00:00.000+00:00","by":"Ruth","finding":"F","from_on":"2026-11-23","role":null,'
        '"table":"waiver","until_on":"2026-11-27","why":"x"}'
    )
    one = waived("F", FRIDAY)
    assert one.statement == "w" + sha256(text.encode()).hexdigest()[:16]
    some = stated(Waiver, finding="F", why="x", from_on=MONDAY, until_on=FRIDAY, by="Ruth", at=NOON, excess=0)
    assert some.statement != one.statement


@given(st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3), st.integers(0, 2)), unique=True))
def test_what_is_said_otherwise_or_at_another_time_has_another_code(said: list[tuple[str, str, int]]) -> None:
    made = [stated(Ending, ends="w1", why=why, by=by, at=after(hours)) for why, by, hours in said]
    assert len({one.statement for one in made}) == len(said)
    assert all(code_of(one) == one.statement for one in made)


def test_one_that_was_changed_on_its_way_no_longer_has_its_code() -> None:
    one = signed("ELFT", "C1")
    one.by = "Somebody else"
    assert code_of(one) != one.statement


def test_the_history_keeps_codes_and_no_words_of_anybody() -> None:
    one = entered("Nobody's business", follows="w1")
    assert codes_of(one) == {
        "table": "register",
        "statement": one.statement,
        "kind": "decision",
        "follows": "w1",
    }
    assert codes_of(waived("PLAN-GAP/apprentice=A1", FRIDAY))["finding"] == "PLAN-GAP/apprentice=A1"


def test_which_sign_offs_stand() -> None:
    first, again, other = signed("ELFT", "C1"), signed("ELFT", "C1", 2), signed("COL", "C1")
    said = Statements(signoffs=[again, other, first], endings=[ended(other)])
    assert said.signed == {("ELFT", "C1"): again}
    assert (
        Statements(signoffs=[again, first], endings=[ended(again)]).signed == {}
    )  # it took the first's place
    assert Statements(signoffs=[again, first], endings=[ended(first)]).signed == {("ELFT", "C1"): again}


def test_a_request_is_open_until_it_is_answered_or_withdrawn() -> None:
    first, again = asked("ELFT", "C1"), asked("ELFT", "C1", 3)
    requests = [again, first]
    assert Statements(requests=requests).asked == {("ELFT", "C1"): first}  # waiting since the first
    answered = Statements(requests=requests, signoffs=[signed("ELFT", "C1", 1)])
    assert answered.asked == {("ELFT", "C1"): again}
    assert Statements(requests=requests, signoffs=[signed("ELFT", "C1", 4)]).asked == {}
    assert Statements(requests=requests, endings=[ended(first)]).asked == {("ELFT", "C1"): again}
    # An answer that is withdrawn leaves the question open.
    answer = signed("ELFT", "C1", 4)
    assert Statements(requests=requests, signoffs=[answer], endings=[ended(answer)]).asked == {
        ("ELFT", "C1"): first
    }


def test_a_waiver_holds_from_its_first_day_to_its_last() -> None:
    one = waived("PLAN-GAP", FRIDAY)
    said = Statements(waivers=[one])
    for day, holds in ((22, False), (23, True), (27, True), (28, False)):
        assert (said.waived(date(2026, 11, day)) == {"PLAN-GAP": one}) is holds
    assert said.lapsed(FRIDAY) == []
    assert said.lapsed(date(2026, 11, 28)) == [one]
    over = Statements(waivers=[one], endings=[ended(one)])
    assert over.waived(MONDAY) == {}
    assert over.lapsed(date(2026, 11, 28)) == []


def test_of_several_waivers_the_one_that_holds_longest() -> None:
    short, long = waived("PLAN-GAP", MONDAY), waived("PLAN-GAP", FRIDAY)
    said = Statements(waivers=[long, short])
    assert said.waived(MONDAY) == {"PLAN-GAP": long}
    assert said.lapsed(date(2026, 11, 24)) == []  # the other still holds
    assert said.lapsed(date(2026, 11, 28)) == [long]


def test_which_entries_are_open() -> None:
    one, closed = entered("one"), entered("closed")
    next_one = entered("next", 1, follows=one.statement)
    said = Statements(register=[next_one, closed, one], endings=[ended(closed)])
    assert said.open_entries == [next_one]
    assert said.followed == {one.statement: next_one}
    # What followed took the place of the first: closed, it brings that not back.
    assert Statements(register=[next_one, one], endings=[ended(next_one)]).open_entries == []


@given(st.permutations(range(6)))
def test_the_order_in_which_they_come_in_changes_nothing(order: list[int]) -> None:
    said: list[SignOff] = [signed("ELFT", f"C{number % 2}", number // 2) for number in order]
    found = Statements(signoffs=said).signed
    assert found == {("ELFT", "C0"): signed("ELFT", "C0", 2), ("ELFT", "C1"): signed("ELFT", "C1", 2)}
    assert [one.at for one in in_time(said)] == sorted(one.at for one in said)


@pytest.mark.parametrize("moment", [NOON, datetime(2026, 7, 1, 23, 30, tzinfo=UTC)])
def test_the_day_of_a_statement_is_that_of_the_place(moment: datetime) -> None:
    one = stated(Ending, ends="w1", why="x", by="Ruth", at=moment)
    assert one.on == moment.astimezone().date()
