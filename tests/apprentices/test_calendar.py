"""Days, bank holidays and training days."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apprentices.calendar import (
    WEEKDAYS,
    Days,
    age_on,
    bank_holidays,
    day_in_words,
    days_in,
    insist_on_rule,
    is_in_the_week,
    parse_rule,
    say,
    training_days,
)

# GOV.UK's bank holidays of England and Wales, as published in August 2026.
PUBLISHED = {
    2026: "1-1 4-3 4-6 5-4 5-25 8-31 12-25 12-28",
    2027: "1-1 3-26 3-29 5-3 5-31 8-30 12-27 12-28",
    2028: "1-3 4-14 4-17 5-1 5-29 8-28 12-25 12-26",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_those_published(year: int) -> None:
    pairs = (word.split("-") for word in PUBLISHED[year].split())
    expected = [date(year, int(month), int(day)) for month, day in pairs]
    assert [day for day in bank_holidays([year]) if day.year == year] == expected


def test_days_include_both_ends() -> None:
    days = Days(date(2026, 2, 27), date(2026, 3, 2))
    assert len(days) == 4
    assert list(days) == [date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2)]
    assert date(2026, 3, 2) in days
    assert date(2026, 3, 3) not in days
    assert str(days) == "27 February 2026 to 2 March 2026"


def test_clip_and_days_in() -> None:
    march = Days(date(2026, 3, 1), date(2026, 3, 31))
    assert march.clip(Days(date(2026, 2, 1), date(2026, 3, 1))) == Days(date(2026, 3, 1), date(2026, 3, 1))
    assert march.clip(Days(date(2026, 4, 1), date(2026, 4, 2))) is None
    twice = [Days(date(2026, 3, 30), date(2026, 4, 5)), Days(date(2026, 3, 31), date(2026, 3, 31))]
    assert days_in(twice, march) == {date(2026, 3, 30), date(2026, 3, 31)}


def test_age_changes_on_the_birthday() -> None:
    born = date(2008, 6, 15)
    assert age_on(born, date(2026, 6, 14)) == 17
    assert age_on(born, date(2026, 6, 15)) == 18
    leap = date(2008, 2, 29)
    assert age_on(leap, date(2026, 2, 28)) == 17
    assert age_on(leap, date(2026, 3, 1)) == 18


@pytest.mark.parametrize(
    "text", ["4 January 2027", "4 Jan 2027", "mon 4 jan 27", " Monday  4 January 2027 ", "04 Jan 27"]
)
def test_a_day_is_read_as_it_is_said(text: str) -> None:
    assert day_in_words(text) == date(2027, 1, 4)


@pytest.mark.parametrize(
    "text",
    ["", "4 January", "Tue 4 Jan 27", "31 Feb 2027", "4 Janu 2027", "2027-01-04", "4 Jan 027", "0 Jan 27"],
)
def test_what_says_no_day_is_none(text: str) -> None:
    """4 January 2027 is a Monday."""
    assert day_in_words(text) is None


def test_say() -> None:
    assert say(date(2027, 2, 3)) == "3 February 2027"


@pytest.mark.parametrize(("text", "tidy"), [
    ("FREQ=WEEKLY;BYDAY=WE", "FREQ=WEEKLY;BYDAY=WE"),
    (" rrule:freq=weekly;byday=we; ", "FREQ=WEEKLY;BYDAY=WE"),
    ("FREQ=MONTHLY;BYDAY=1MO,1TU;COUNT=6", "FREQ=MONTHLY;BYDAY=1MO,1TU;COUNT=6"),
])  # fmt: skip
def test_rules_are_tidied(text: str, tidy: str) -> None:
    assert parse_rule(text) == tidy


@pytest.mark.parametrize(("text", "words"), [
    ("Wednesdays", "starts with FREQ="),
    ("FREQ=HOURLY", "starts with FREQ="),
    ("FREQ=WEEKLY;BYDAY=XX", "BYDAY"),
    ("FREQ=DAILY;BYHOUR=9", "has only FREQ, INTERVAL"),
    ("FREQ=YEARLY;BYEASTER=1", "has only FREQ, INTERVAL"),
    ("FREQ=WEEKLY;BYDAY=WE\nEXDATE:20270203", "has only FREQ, INTERVAL"),
    ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL is a whole number from 1 to 999"),
    ("FREQ=WEEKLY;INTERVAL=-1", "INTERVAL is a whole number from 1 to 999"),
    ("FREQ=WEEKLY;INTERVAL=1000", "INTERVAL is a whole number from 1 to 999"),
    ("FREQ=WEEKLY;COUNT=x", "COUNT is a whole number from 1 to 999"),
    ("FREQ=DAILY;INTERVAL=7;BYDAY=TU", "DAILY with an INTERVAL goes without BYDAY"),
    ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=3", "MONTHLY with an INTERVAL goes without BYMONTH"),
    ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "no day is ever meant"),
    ("FREQ=DAILY;BYSETPOS=30", "no day is ever meant"),
    ("FREQ=DAILY;BYDAY=MO;BYSETPOS=30", "no day is ever meant"),
    ("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=8", "no day is ever meant"),
    ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "bysetpos"),
    ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", "no day is ever meant"),
    ("FREQ=DAILY;BYMONTHDAY=99", "no day is ever meant"),
    ("FREQ=MONTHLY;BYMONTH=13;BYDAY=1MO", "no day is ever meant"),
    ("FREQ=MONTHLY;BYDAY=6MO", "BYDAY counts weekdays up to 5"),
    ("FREQ=YEARLY;BYDAY=54MO", "or up to 53 in a year"),
    ("FREQ=MONTHLY;BYDAY=1MO,WE", "all with a number or all without"),
    ("FREQ=MONTHLY;BYDAY=99MO", "BYDAY counts weekdays up to 5"),
    ("FREQ=MONTHLY;BYDAY=1MO,-7MO", "BYDAY counts weekdays up to 5"),
    ("FREQ=YEARLY;BYMONTH=12;BYDAY=7MO", "BYDAY counts weekdays up to 5"),
    ("FREQ=WEEKLY;BYDAY=", "says something"),
    ("FREQ=MONTHLY;BYMONTHDAY=1,", "BYMONTHDAY"),
    ("FREQ=WEEKLY;UNTIL=tomorrow", "UNTIL|until"),
    ("FREQ=WEEKLY;UNTIL=20270230", "UNTIL"),
    ("FREQ=WEEKLY;UNTIL=19991231", "no day is ever meant"),
    ("FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", "stands in it once"),
    ("FREQ=WEEKLY;INTERVAL=" + "9" * 5000, "INTERVAL is a whole number from 1 to 999"),
])  # fmt: skip
def test_rules_that_make_no_sense_are_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_rule(text)


def test_training_days_of_a_stored_rule_that_never_comes_are_none_and_soon_found() -> None:
    start = time.process_time()
    for rule in ("FREQ=DAILY;BYSETPOS=30", "FREQ=DAILY;BYMONTHDAY=99", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31"):
        assert training_days(rule, date(2026, 9, 7), date(2029, 9, 6)) == ()
    assert time.process_time() - start < 1  # each took 20 s when the year 9999 was looked at


FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
numbers = st.integers(-400, 400).map(str)
PART = {
    "INTERVAL": st.integers(1, 3).map(str),
    "COUNT": st.integers(1, 40).map(str),
    "UNTIL": st.dates(date(2026, 9, 1), date(2029, 9, 1)).map("{:%Y%m%d}".format),
    "WKST": st.sampled_from(WEEKDAYS),
    "BYMONTH": st.integers(1, 12).map(str),
    "BYMONTHDAY": st.one_of(st.integers(1, 31), st.integers(-31, -1)).map(str),
    "BYDAY": st.builds(
        "{}{}".format, st.sampled_from(["", "", "1", "2", "-1", "5"]), st.sampled_from(WEEKDAYS)
    ),
    "BYSETPOS": st.sampled_from(["1", "2", "-1", "-2", "3"]),
}


@st.composite
def rules(draw: st.DrawFn, wild: bool = False) -> str:
    """Rules of a few parts, good and bad; wild ones hold numbers that no part has."""
    words = [f"FREQ={draw(st.sampled_from(FREQUENCIES))}"]
    for name, values in PART.items():
        if draw(st.integers(0, 2)) == 0:
            values = st.one_of(values, numbers, st.text("MOTU0123-+,=;", max_size=8)) if wild else values
            many = 3 if name.startswith("BY") else 1
            words.append(f"{name}={','.join(draw(st.lists(values, min_size=1, max_size=many)))}")
    return ";".join(words)


@settings(deadline=2000, max_examples=300)
@given(rules(wild=True), st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_whatever_is_accepted_is_soon_expanded(text: str, starts_on: date) -> None:
    ends_on = starts_on.replace(year=starts_on.year + 3, day=1)
    try:
        rule = parse_rule(text)
    except ValueError:
        return
    days = training_days(rule, starts_on, ends_on)
    assert list(days) == sorted(set(days))
    assert all(starts_on <= day <= ends_on for day in days)


@pytest.mark.parametrize(("rule", "days"), [
    # September 2026 begins on a Tuesday.
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["2026-09-30", "2026-10-30", "2026-11-30"]),
    ("FREQ=MONTHLY;BYDAY=1MO,3WE;COUNT=3", ["2026-09-07", "2026-09-16", "2026-10-05"]),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=3", ["2026-09-01", "2026-09-15", "2026-09-29"]),
    ("FREQ=WEEKLY;COUNT=2", ["2026-09-01", "2026-09-08"]),
    ("FREQ=DAILY;BYMONTHDAY=13;BYDAY=FR", ["2026-11-13"]),
    ("FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20261031", ["2026-09-30", "2026-10-31"]),
    ("FREQ=YEARLY;BYDAY=-1TH;BYMONTH=11", ["2026-11-26"]),
])  # fmt: skip
def test_training_days_by_hand(rule: str, days: list[str]) -> None:
    found = training_days(parse_rule(rule), date(2026, 9, 1), date(2026, 11, 30))
    assert [day.isoformat() for day in found] == days


def test_training_days_run_from_start_to_end_both_included() -> None:
    # 2 and 30 September 2026 are Wednesdays.
    days = training_days("FREQ=WEEKLY;BYDAY=WE", date(2026, 9, 2), date(2026, 9, 30))
    assert days == tuple(date(2026, 9, day) for day in (2, 9, 16, 23, 30))


usual_days = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3)
usual = st.one_of(
    usual_days.map(lambda days: f"FREQ=WEEKLY;BYDAY={','.join(days)}"),
    st.builds(
        lambda number, days: f"FREQ=MONTHLY;BYDAY={','.join(number + day for day in days)}",
        st.sampled_from("1234"),
        usual_days,
    ),
)


@settings(max_examples=50)
@given(usual, st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(0, 100))
def test_a_rule_of_the_usual_kind_comes_as_dateutil_says(rule: str, starts_on: date, days: int) -> None:
    ends_on = starts_on + timedelta(days=days)
    # With its interval written out it is of another kind, and means the same.
    assert training_days(rule, starts_on, ends_on) == training_days(f"{rule};INTERVAL=1", starts_on, ends_on)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        # September 2026 begins on a Tuesday.
        ("FREQ=MONTHLY;BYDAY=2TU,1WE", ["2026-09-02", "2026-09-08", "2026-10-07"]),
        ("FREQ=MONTHLY;BYDAY=4MO", ["2026-09-28"]),
        ("FREQ=WEEKLY;BYDAY=SU,WE", ["2026-09-30", "2026-10-04", "2026-10-07"]),
    ],
)
def test_days_of_the_usual_rules_by_hand(rule: str, days: list[str]) -> None:
    starts_on = date(2026, 9, 1) if "MONTHLY" in rule else date(2026, 9, 28)
    found = training_days(parse_rule(rule), starts_on, date(2026, 10, 8))
    assert [day.isoformat() for day in found] == days


@settings(max_examples=50)
@given(rules(), st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_a_rule_that_is_in_the_week_has_no_day_at_a_weekend(text: str, starts_on: date) -> None:
    try:
        rule = parse_rule(text)
    except ValueError:
        return
    days = training_days(rule, starts_on, starts_on + timedelta(days=400))
    assert not (is_in_the_week(rule) and any(day.weekday() >= 5 for day in days))


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,FR", True),
        ("FREQ=MONTHLY;BYDAY=2TU,2WE", True),
        ("FREQ=WEEKLY;BYDAY=FR,SA", False),
        ("FREQ=MONTHLY;BYDAY=1SU", False),
        ("FREQ=DAILY", False),  # all days
        ("FREQ=MONTHLY;BYMONTHDAY=1", False),
    ],
)
def test_which_rules_are_in_the_week(rule: str, answer: bool) -> None:
    assert is_in_the_week(rule) is answer


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=00;BYDAY=MO", "every Monday", ""]
)
def test_stored_rules_that_cannot_be_read_are_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        insist_on_rule(rule)


def test_a_stored_rule_that_never_comes_can_be_read() -> None:
    for rule in ("FREQ=DAILY;BYSETPOS=30", "FREQ=MONTHLY;BYDAY=99MO", "FREQ=MONTHLY;BYDAY=1MO,7MO"):
        insist_on_rule(rule)
        assert training_days(rule, date(2026, 9, 7), date(2029, 9, 6)) == ()
