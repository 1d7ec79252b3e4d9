"""Days, bank holidays and training days."""

from datetime import date

import pytest

from apprentices.calendar import Days, age_on, bank_holidays, days_in, parse_rule, say, training_days

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
])  # fmt: skip
def test_rules_that_make_no_sense_are_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_rule(text)


def test_training_days_run_from_start_to_end_both_included() -> None:
    # 2 and 30 September 2026 are Wednesdays.
    days = training_days("FREQ=WEEKLY;BYDAY=WE", date(2026, 9, 2), date(2026, 9, 30))
    assert days == tuple(date(2026, 9, day) for day in (2, 9, 16, 23, 30))
