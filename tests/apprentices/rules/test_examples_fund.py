"""The worked examples of the FUND rules: each figure of a sentence is put to the rule."""

from datetime import date, timedelta
from decimal import Decimal

from apprentices.calendar import ONE_DAY, Days, last_of_months
from apprentices.programme import Absence, Cycle, Standard
from tests.build import FIRST, ULN, person
from tests.examples import Sentence, example

WEEK = timedelta(weeks=1)


@example("FUND-DURATION")
def test_duration(s: Sentence) -> None:
    start, enough, short = s.day("7 September 2026"), s.day("6 May 2027"), s.day("5 May 2027")
    assert not s.told(apprentices=[person("A1", starts_on=start, ends_on=enough)])
    (told,) = s.told(apprentices=[person("A1", starts_on=start, ends_on=short)])
    assert f"{s.take('8 months')} " in told.problem
    start = s.day("31 July 2025")
    (told,) = s.told(apprentices=[person("A1", starts_on=start, ends_on=start + 50 * WEEK)])
    assert f"{s.take('12 months')} " in told.problem


@example("FUND-PART-TIME")
def test_part_time(s: Sentence) -> None:
    start, hours = s.day("2 September 2024"), s.number("24")
    months = s.take("12 x 30 / 24 = 15 months") and 12 * 30 // hours
    weeks = s.take("52 x 30 / 24 = 65 weeks") and 52 * 30 // hours
    assert last_of_months(start, months) == s.day("1 December 2025")
    enough = s.day("30 November 2025")
    assert (months, weeks, start + weeks * WEEK - ONE_DAY) == (15, 65, enough)
    assert not s.told(apprentices=[person("A1", starts_on=start, ends_on=enough, weekly_hours=hours)])
    short = person("A1", starts_on=start, ends_on=s.day("29 November", 2025), weekly_hours=hours)
    assert [f.severity for f in s.told(apprentices=[short])] == ["conflict"]
    later = person("A1", starts_on=s.day("7 December 2026"), weekly_hours=s.number("24"))
    assert [f.severity for f in s.told(apprentices=[later])] == ["warning"]


@example("FUND-GATEWAY")
def test_gateway(s: Sentence) -> None:
    start, fine, early = s.day("7 September 2026"), s.day("6 May 2027"), s.day("5 May 2027")
    assert not s.told(apprentices=[person("A1", starts_on=start, gateway_on=fine)])
    (told,) = s.told(apprentices=[person("A1", starts_on=start, gateway_on=early)])
    assert s.take("8 months") in told.problem


@example("FUND-SCHOOL-AGE")
def test_school_age(s: Sentence) -> None:
    born, leaves, after = s.day("31 August 2010"), s.day("26 June 2026"), s.day("27 June 2026")
    reached = s.take("August 2026").split()
    assert born.replace(year=born.year + s.number("16")).strftime("%B %Y").split() == reached
    assert (leaves.weekday(), (leaves + WEEK).month) == (4, 7)  # the last Friday of June
    assert s.told(apprentices=[person("A1", date_of_birth=born, starts_on=leaves)])
    assert not s.told(apprentices=[person("A1", date_of_birth=born, starts_on=after)])
    younger, then = born + ONE_DAY, s.day("26 June 2027")
    assert s.told(apprentices=[person("A1", date_of_birth=younger, starts_on=then - ONE_DAY)])
    assert not s.told(apprentices=[person("A1", date_of_birth=younger, starts_on=then)])


@example("FUND-WITHDRAWN")
def test_withdrawn(s: Sentence) -> None:
    def on(start: date) -> list[str]:
        leader = person("A1", standard="ST0384", starts_on=start, ends_on=date(2027, 12, 31))
        return [str(f.severity) for f in s.told(apprentices=[leader])]

    since = s.day("1 September 2026")
    assert on(s.day("31 August 2026")) == []
    assert s.day("1 September", 2026) == since
    assert on(since) == on(s.day("17 December 2026")) == ["warning"]
    assert on(s.day("18 December", 2026)) == ["conflict"]


@example("FUND-OTJ")
def test_off_the_job(s: Sentence) -> None:
    start, weeks = s.day("2 September 2024"), s.number("52")
    left = s.number("52") - s.figure("5.6")
    asked = s.number("278")
    assert left * s.number("6") == s.figure("278.4")
    year = {"starts_on": start, "ends_on": start + weeks * WEEK - ONE_DAY}
    assert not s.told(apprentices=[person("A1", **year, off_the_job_hours=asked)])
    (told,) = s.told(apprentices=[person("A1", **year, off_the_job_hours=asked - 1)])
    assert f"{asked}" in told.problem

    def planned(hours: int, prior: int) -> list[str]:
        carer = {"standard": "ST0005", "starts_on": start, "off_the_job_hours": hours}
        return [
            str(f.severity) for f in s.told(apprentices=[person("A1", **carer, prior_learning_hours=prior)])
        ]

    start, published, floor = s.day("7 September 2026"), s.number("300"), s.number("187")
    assert planned(published, 0) == planned(floor, published) == []
    assert planned(s.number("299"), 0) == ["warning"]
    assert planned(s.number("299"), s.number("1")) == []
    assert planned(s.number("186"), published) == ["conflict"]


@example("FUND-PAID-TRAINING")
def test_paid_training(s: Sentence) -> None:
    saturdays = person("A1", training_days="FREQ=WEEKLY;BYDAY=SA", ends_on=FIRST + 2 * WEEK - ONE_DAY)
    told = s.told(apprentices=[saturdays])[0].problem
    assert told.startswith("2 training days of Ayo A1 fall on a weekend, first on 12 September 2026")
    weeks, hours, planned = s.number("10"), s.number("36"), s.number("400")
    busy = {"weekly_hours": Decimal(hours), "off_the_job_hours": planned}
    (found,) = s.told(apprentices=[person("A1", ends_on=FIRST + weeks * WEEK - ONE_DAY, **busy)])
    assert f"only {s.number('360')} hours are paid" in found.problem


@example("FUND-FJAA")
def test_away(s: Sentence) -> None:
    def away(days: int, of: int) -> list[str]:
        after, last = FIRST + timedelta(days=days), FIRST + timedelta(days=of - 1)
        cycles = [
            Cycle(cycle="C1", starts_on=FIRST, ends_on=after - ONE_DAY),
            Cycle(cycle="C2", starts_on=after, ends_on=last),
        ]
        people = [person("A1", employer="LBH", ends_on=last)]
        return [f.problem for f in s.told({"A1": "COL-A LBH-A"}, cycles=cycles, apprentices=people)]

    thirds = away(s.number("356"), s.number("544"))
    assert f"({s.take('65.4 %')})" in thirds[0]
    half, days = s.number("272"), s.number("544")
    assert half / days * 100 == s.figure("50.0")
    assert away(half, days) == []
    assert away(s.number("273"), days)


@example("FUND-BREAK")
def test_absences(s: Sentence) -> None:
    def away(kind: str, first: date, last: date) -> bool:
        row = Absence(apprentice="A1", kind=kind, starts_on=first, ends_on=last)
        return bool(s.told(apprentices=[person("A1")], absences=[row]))

    first, last = date(2027, 2, s.number("1")), s.day("28 February 2027")
    longer = Days(s.day("10 March", 2027), s.day("9 April 2027"))
    assert len(longer) > len(Days(first, last))
    assert away("sickness", first, last)
    assert not away("sickness", longer.first, longer.last)
    assert not away("leave", first, last)


@example("FUND-EMPLOYER-GAP")
def test_employer_gap(s: Sentence) -> None:
    def gap(begun: date, days: int) -> list[str]:
        last = begun + 30 * WEEK
        again = last + timedelta(days=days + 1)
        one = person("A1", uln=ULN, starts_on=begun, ends_on=last)
        other = person("A2", uln=ULN, employer="LBH", starts_on=again, ends_on=again + 40 * WEEK)
        return [str(f.severity) for f in s.told(apprentices=[one, other])]

    begun = date(int(s.take("September 2025").split()[1]), 9, 1)
    assert gap(begun, s.number("30")) == []
    longest = s.number("84")
    assert gap(begun, s.number("31")) == gap(begun, longest) == ["warning"]
    assert gap(begun, longest + 1) == ["conflict"]
    begun = date(int(s.take("August 2026").split()[1]), 8, 1)
    assert gap(begun, s.number("28")) == []
    assert gap(begun, s.number("29")) == ["warning"]


@example("FUND-PORTABLE")
def test_portable(s: Sentence) -> None:
    start, enough, short = s.day("7 December 2026"), s.day("6 March 2027"), s.day("5 March", 2027)
    agreed = {"portable": True, "standard": None, "starts_on": start}
    assert not s.told(apprentices=[person("A1", ends_on=enough, **agreed)])
    assert s.told(apprentices=[person("A1", ends_on=short, **agreed)])


@example("FUND-AGREEMENT")
def test_agreement(s: Sentence) -> None:
    def signed(on: date | None, today: date) -> list[str]:
        one = person("A1", starts_on=start, agreement_on=on)
        return [str(f.severity) for f in s.told(apprentices=[one], today=today)]

    start, late, asked = s.day("7 December 2026"), s.day("8 December", 2026), s.day("14 September 2026")
    assert signed(start, start) == []
    assert signed(late, late) == ["conflict"]
    assert start - asked == s.number("12") * WEEK
    assert signed(None, asked - ONE_DAY) == []
    assert signed(None, asked) == signed(None, start - ONE_DAY) == ["warning"]
    assert signed(None, s.day("7 December", 2026)) == ["conflict"]


@example("FUND-OVERLAP")
def test_overlap(s: Sentence) -> None:
    def second(start: date) -> list[str]:
        records = [person("A1", uln=ULN, ends_on=last), person("A2", uln=ULN, starts_on=start)]
        return [f.problem for f in s.told(apprentices=records)]

    last = s.day("4 June 2027")
    told = second(s.day("4 June 2027"))
    assert [", 1 day; A2 starts later" in problem for problem in told] == [True, True]
    assert second(s.day("5 June 2027")) == []


@example("FUND-AGE")
def test_age(s: Sentence) -> None:
    leader = Standard(standard="ST0700", title="Senior leader", level=s.number("7"))
    start = s.day("7 September 2026")

    def born(day: date, *support: str) -> bool:
        one = person("A1", standard="ST0700", starts_on=start, date_of_birth=day, support=support)
        return bool(s.told(apprentices=[one], standards=[leader]))

    last = s.day("8 September 2004")
    assert start.year - last.year - 1 == s.number("21")
    assert not born(last)
    older = last - ONE_DAY
    assert start.year - older.year == s.number("22")
    assert born(older)
    assert not born(older, "care-leaver")
    assert born(older.replace(year=start.year - s.number("25")), "care-leaver")


@example("FUND-UNIT")
def test_unit(s: Sentence) -> None:
    def to(last: date) -> list[str]:
        one = {"standard": "AU0001", "date_of_birth": date(2000, 1, 1), "starts_on": start}
        return [f.problem for f in s.told(apprentices=[person("A1", **one, ends_on=last)])]

    weeks, start, last = s.number("16"), s.day("7 September 2026"), s.day("27 December 2026")
    assert start + weeks * WEEK - ONE_DAY == last
    assert to(last) == []
    assert f"1 to {weeks} weeks" in to(s.day("28 December", 2026))[0]
    assert f"lasts {s.take('6 days')};" in to(s.day("12 September", 2026))[0]


@example("FUND-PLAN")
def test_training_plan(s: Sentence) -> None:
    def unsigned(today: date) -> list[str]:
        people = [person("A1", starts_on=start, training_plan_on=None), person("A2")]
        return [str(f.severity) for f in s.told(apprentices=people, today=today)]

    start, last = s.day("7 September 2026"), s.day("18 October", 2026)
    assert start + timedelta(days=s.number("42") - 1) == last
    assert unsigned(s.day("17 October", 2026)) == ["warning"]
    assert unsigned(s.day("18 October", 2026)) == ["conflict"]


@example("FUND-EMPLOYED")
def test_employed(s: Sentence) -> None:
    last, asked = s.day("31 March 2027"), s.day("6 January 2027")
    assert last - asked == s.number("12") * WEEK
    one = person("A1", ends_on=last)
    assert s.told(apprentices=[one], today=asked)
    assert not s.told(apprentices=[one], today=asked - ONE_DAY)


@example("FUND-ENGLISH-MATHS")
def test_english_and_maths(s: Sentence) -> None:
    def aged(years: int, today: date) -> list[str]:
        born = FIRST.replace(year=FIRST.year - years)
        one = person("A1", date_of_birth=born, gateway_on=gateway, english_maths_on=None)
        return [str(f.severity) for f in s.told(apprentices=[one, person("A2")], today=today)]

    young, gateway, asked = s.number("18"), s.day("1 March 2027"), s.day("7 December 2026")
    assert aged(young, asked - ONE_DAY) == []
    assert aged(young, asked) == aged(young, gateway - ONE_DAY) == ["warning"]
    assert aged(young, s.day("1 March 2027")) == ["conflict"]
    assert aged(s.number("19"), gateway) == []
