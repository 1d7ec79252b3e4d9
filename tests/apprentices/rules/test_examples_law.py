"""The worked examples of the WTR, PAY, CLEAR and PERSON rules: each figure is put to the rule."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from apprentices.board import Board
from apprentices.calendar import ONE_DAY, Days, last_of_months
from apprentices.not_told import EVERYTHING_TOLD
from apprentices.programme import Absence, Apprentice, Clearance, Cycle, Host
from apprentices.rules.person import is_uln
from tests.build import CYCLES, FIRST, HOLIDAYS, HOSTS, TEAMS, board, check, person, team
from tests.examples import Sentence, example

WEEK = timedelta(weeks=1)
YOUNG = person("A1", date_of_birth=date(2010, 1, 15))
NHS = [*HOSTS[:2], Host(host="ELFT", name="East London", kind="NHS trust")]


def clock(s: Sentence, words: str) -> time:
    """A time of day of the sentence."""
    return time.fromisoformat(s.take(words))


def at(s: Sentence, who: Any = YOUNG, **hours: Any) -> str:
    """What the rule says of a team with these hours, in C2; "" for nothing."""
    told = s.told({"A1": ". COL-X"}, apprentices=[who], placements=[team("COL-X", **hours)])
    return " ".join(f.problem for f in told)


# -- WTR


@example("WTR-YOUNG-HOURS")
def test_young_hours(s: Sentence) -> None:
    daily, born = s.number("9"), s.day("11 February 2009")
    stay = Days(s.day("7 December 2026"), s.day("5 March 2027"))
    assert stay == CYCLES[1].span
    told = at(s, person("A1", date_of_birth=born), daily_hours=Decimal(daily))
    young = Days(s.day("7 December 2026"), s.day("10 February 2027"))
    assert told.startswith(f"From {young} Ayo A1 is under 18")
    assert f"{s.take('9 hours a day')}, against {s.number('8')}" in told


@example("WTR-YOUNG-REST")
def test_young_rest(s: Sentence) -> None:
    day = {"starts_at": clock(s, "09:00"), "ends_at": clock(s, "17:00")}
    hours, pause = s.figure("7.5"), s.number("30")
    assert 8 * 60 - hours * 60 == pause
    assert at(s, **day, daily_hours=hours) == ""
    assert f"{s.take('24 minutes')} of break" in at(s, **day, daily_hours=s.figure("7.6"))
    told = at(s, weekly_hours=s.figure("40"), daily_hours=s.figure("6.5"))
    assert f"{s.number('7')} working days leave 0 hours of rest in a week" in told


@example("WTR-YOUNG-NIGHT")
def test_young_night(s: Sentence) -> None:
    assert at(s, starts_at=time(14), ends_at=clock(s, "22:00")) == ""
    assert at(s, starts_at=time(14), ends_at=clock(s, "22:01"))
    assert at(s, starts_at=clock(s, "06:00"), ends_at=time(14)) == ""
    assert at(s, starts_at=clock(s, "05:59"), ends_at=time(14))
    assert at(s, starts_at=clock(s, "20:00"), ends_at=clock(s, "08:00"))


@example("WTR-ADULT-REST")
def test_adult_rest(s: Sentence) -> None:
    adult, start, end = person("A1"), clock(s, "20:00"), clock(s, "09:00")
    long, rest = s.number("13"), s.number("11")
    assert (24 - start.hour + end.hour, 24 - long) == (long, rest)
    assert at(s, adult, starts_at=start, ends_at=end) == ""
    assert f"against {rest}" in at(s, adult, starts_at=start, ends_at=clock(s, "09:01"))
    no_break = {"starts_at": time(8), "ends_at": time(14)}
    assert at(s, adult, **no_break, daily_hours=s.figure("6")) == ""
    told = at(s, adult, starts_at=time(8), ends_at=time(14, 30), daily_hours=s.figure("6.5"))
    assert f"0 minutes of break in 6.5 hours of work, against {s.take('20 minutes').split()[0]}" in told


@example("WTR-YOUNG-RISK")
def test_young_risk(s: Sentence) -> None:
    def told(born: date) -> str:
        people = [person("A1", date_of_birth=born)]
        found = s.told({"A1": ". . ELFT-A"}, today=date(2027, 1, 4), apprentices=people)
        return " ".join(f.mend for f in found)

    first = s.day("8 March 2027")
    assert first == CYCLES[2].starts_on
    assert f"before {s.take('8 March 2027')}" in told(s.day("22 April 2009"))
    grown = s.day("8 March 2009")
    assert first.year - grown.year == s.number("18")
    assert told(grown) == ""


@example("WTR-ADULT-48")
def test_average_week(s: Sentence) -> None:
    def works(*weeks_and_hours: tuple[int, int]) -> bool:
        cycles, teams, first = [], [], FIRST
        for number, (weeks, hours) in enumerate(weeks_and_hours):
            last = first + weeks * WEEK - ONE_DAY
            cycles.append(Cycle(cycle=f"C{number}", starts_on=first, ends_on=last))
            teams.append(team(f"COL-{number}", weekly_hours=Decimal(hours)))
            first = last + ONE_DAY
        one = person("A1", ends_on=first - ONE_DAY)
        plan = {"A1": " ".join(each.placement for each in teams)}
        return bool(s.told(plan, cycles=cycles, placements=teams, apprentices=[one]))

    long, short = (s.number("13"), s.number("50")), (s.number("4"), s.number("40"))
    total, weeks = s.number("810"), s.number("17")
    assert (long[0] * long[1] + short[0] * short[1], long[0] + short[0]) == (total, weeks)
    assert round(Decimal(total) / weeks, 1) == s.figure("47.6")
    assert not works(long, short)
    assert works((s.number("17"), s.number("49")))


@example("WTR-LEAVE")
def test_leave(s: Sentence) -> None:
    def with_leave(days: int, today: date, **known: Any) -> bool:
        monday = date(2027, 6, 7)  # four weeks without a bank holiday
        free = [monday + timedelta(days=n) for n in range(28) if n % 7 < 5][:days]
        rows = [Absence(apprentice="A1", kind="leave", starts_on=day, ends_on=day) for day in free]
        one = person("A1", starts_on=start, ends_on=date(2027, 12, 31), **known)
        return bool(s.told(apprentices=[one], absences=rows, today=today))

    start, over = s.day("7 September 2026"), s.day("7 September 2027")
    holidays = sum(start <= day < over for day in HOLIDAYS)
    assert holidays == s.number("8")
    enough = s.number("20")
    assert holidays + enough == s.number("28")
    assert not with_leave(enough, over)
    few = s.number("19")
    assert with_leave(few, over)
    assert not with_leave(few, over - ONE_DAY)
    days = s.number("3")
    assert s.take("28 x 3 / 5 = 16.8")
    assert Decimal(28 * days) / 5 == Decimal("16.8")
    assert not with_leave(s.number("17") - holidays, over, days_a_week=Decimal(days))
    assert with_leave(s.number("16") - holidays, over, days_a_week=Decimal(days))


# -- PAY


def paid(s: Sentence, pay: Decimal, **known: Any) -> str:
    """What the rule says of somebody who is paid so much, at an employer who promised the living wage."""
    hosts = [Host(host="COL", name="City", living_wage_apprentices=True)]
    told = s.told(apprentices=[person("A1", hourly_pay=pay, **known)], hosts=hosts)
    return " ".join(f.problem for f in told if f.apprentice)


PENNY = Decimal("0.01")


@example("PAY-NMW")
def test_minimum_wage(s: Sentence) -> None:
    since, least = s.day("1 April 2025"), s.figure("£7.55")
    born = {"date_of_birth": since.replace(year=since.year - s.number("21"))}
    first_year = {"starts_on": since, "ends_on": date(2026, 3, 31), **born}
    assert paid(s, least, **first_year) == ""
    assert f"from 1 April 2025 against £{least}" in paid(s, least - PENNY, **first_year)
    later = first_year | {"starts_on": date(2024, 4, 1)}
    least = s.figure("£12.21")
    assert paid(s, least, **later) == ""
    assert f"against £{least}" in paid(s, least - PENNY, **later)
    start = date(2025, 9, 8)
    assert last_of_months(start, 12) == s.day("7 September 2026")
    told = paid(s, Decimal(8), starts_on=start, ends_on=date(2026, 12, 31), **born)
    assert f"an hour: from {s.take('1 October 2026')} against £12.71 (rate for ages 21+" in told


@example("PAY-LLW")
def test_living_wage(s: Sentence) -> None:
    pay, year = s.figure("£13.85"), {"starts_on": date(2025, 9, 1)}
    assert paid(s, pay, **year, ends_on=s.day("30 April 2026")) == ""
    told = paid(s, pay, **year, ends_on=date(2026, 12, 31))
    assert f"from {s.take('1 May 2026')} against {s.take('£14.80')}" in told
    birthday = s.day("3 June 2026")
    born = birthday.replace(year=birthday.year - s.number("18"))
    told = paid(s, pay, **year, ends_on=date(2026, 12, 31), date_of_birth=born)
    assert "an hour: from 3 June 2026 against" in told


# -- CLEAR


def asked(
    s: Sentence, place: str, word: str, *held: Clearance, host: str = "COL", today: date | None = None
) -> str:
    """What the rule says of a team that asks for something, in each of the cycles; "" for nothing."""
    teams = [team(place, clearances=(word,) if word else ())]
    when = {"today": today} if today else {}
    told = s.told(
        {"A1": " ".join([place] * 4)},
        apprentices=[person("A1", employer=host)],
        placements=teams,
        clearances=held,
        hosts=NHS,
        **when,
    )
    return " ".join(f.problem for f in told)


def has(word: str, **more: Any) -> Clearance:
    return Clearance(apprentice="A1", clearance=word, **more)


@example("CLEAR-RTW")
def test_right_to_work(s: Sentence) -> None:
    assert Days(s.day("7 June", 2027), s.day("3 September 2027")) == CYCLES[3].span
    told = asked(s, "COL-X", "right-to-work", has("right-to-work", expires_on=s.day("31 July 2027")))
    assert f"needed from {s.take('1 August 2027')}." in told
    assert "in C4" in told


@example("CLEAR-NHS6")
def test_nhs_six(s: Sentence) -> None:
    told = asked(s, "ELFT-W", "occupational-health", today=FIRST)
    assert "is not recorded, and needed from 7 September 2026." in told


@example("CLEAR-DBS")
def test_dbs(s: Sentence) -> None:
    asks = "dbs:enhanced"
    assert asked(s, "COL-X", asks, has("dbs:enhanced-barred")) == ""
    assert asked(s, "COL-X", asks, has("dbs:standard"))
    issued, again = s.day("10 August 2026"), s.day("10 August 2029")
    cycles = [Cycle(cycle="C1", starts_on=again - WEEK, ends_on=again + 2 * WEEK)]
    told = s.told(
        {"A1": "COL-X"},
        apprentices=[person("A1", ends_on=again + 2 * WEEK)],
        placements=[team("COL-X", clearances=(asks,))],
        clearances=[has(asks, issued_on=issued)],
        cycles=cycles,
    )
    assert [(str(f.severity), "needed from 10 August 2029" in f.problem) for f in told] == [("warning", True)]


@example("CLEAR-TRAINING")
def test_training(s: Sentence) -> None:
    issued, last, gone = s.day("10 August 2026"), s.day("9 August 2027"), s.day("10 August", 2027)
    assert (last_of_months(issued, s.number("12")), last + ONE_DAY) == (last, gone)
    word = "training:information-governance"
    told = asked(s, "COL-X", word, has(word, issued_on=issued))
    assert "holds only to 9 August 2027, and is needed from 10 August 2027." in told


@example("CLEAR-PASSPORT")
def test_passport(s: Sentence) -> None:
    assert asked(s, "ELFT-W", "", host="LBH")
    assert asked(s, "ELFT-W", "", host="ELFT") == ""


@example("CLEAR-BPSS")
def test_bpss(s: Sentence) -> None:
    row = has("bpss", host="LBH", issued_on=s.day("10 August 2026"))
    assert asked(s, "LBH-D", "bpss", row) == ""
    assert asked(s, "COL-D", "bpss", row)


@example("CLEAR-OTHER")
def test_other(s: Sentence) -> None:
    assert "driving-licence is not recorded" in asked(s, "LBH-D", "driving-licence")


def in_c3(s: Sentence, born: date, place: str, **more: Any) -> str:
    """What the rule says of somebody born on a day who is in a team in C3, as of its first day."""
    told = s.told(
        {"A1": f". . {place}"},
        today=CYCLES[2].starts_on,
        apprentices=[person("A1", date_of_birth=born)],
        placements=[team(place, **more)],
        hosts=NHS,
    )
    return " ".join(f.problem for f in told)


@example("CLEAR-AGE")
def test_youngest(s: Sentence) -> None:
    least, grown, first = s.number("18"), s.day("8 March 2009"), s.day("8 March 2027")
    assert (first, first.year - grown.year) == (CYCLES[2].starts_on, s.number("18"))
    assert in_c3(s, grown, "ELFT-W", min_age=least) == ""
    told = in_c3(s, s.day("9 March 2009"), "ELFT-W", min_age=least)
    assert f"is {s.number('17')} years old on 8 March 2027" in told


@example("CLEAR-HOST")
def test_host_agreement(s: Sentence) -> None:
    def severity(today: date) -> list[str]:
        other = Clearance(apprentice="A2", clearance="host-agreement", host="LBH")
        people = [person("A1", employer="ELFT"), person("A2")]
        found = s.told({"A1": ". LBH-A"}, today=today, apprentices=people, clearances=[other])
        return [str(f.severity) for f in found]

    first, asked_from = s.day("7 December 2026"), s.day("14 September 2026")
    assert first == CYCLES[1].starts_on
    assert severity(asked_from - ONE_DAY) == []
    assert severity(asked_from) == severity(first - ONE_DAY) == ["warning"]
    assert severity(s.day("7 December", 2026)) == ["conflict"]


@example("CLEAR-YOUNG-WARD")
def test_young_ward(s: Sentence) -> None:
    grown, first = s.day("8 March 2009"), s.day("8 March 2027")
    assert (first, first.year - grown.year) == (CYCLES[2].starts_on, s.number("18"))
    assert in_c3(s, grown, "ELFT-W", area="ward") == ""
    assert in_c3(s, s.day("9 March 2009"), "ELFT-W", area="ward")


# -- PERSON


@example("PERSON-ULN")
def test_uln(s: Sentence) -> None:
    assert is_uln(s.take("9276308686"))
    assert not is_uln(s.take("9276308687"))


@example("PERSON-DATES")
def test_dates(s: Sentence) -> None:
    def told(born: date, start: date) -> str:
        found = s.told(apprentices=[person("A1", date_of_birth=born, starts_on=start)])
        return " ".join(f.problem for f in found)

    born, start = s.day("7 September 2010"), s.day("7 September 2026")
    assert start.year - born.year == s.number("16")
    assert told(born, start) == ""
    assert f"is {s.take('15')} when the practical period starts" in told(born + ONE_DAY, start)
    born, start = s.day("20 August 2010"), s.day("6 July 2026")
    still, reached = s.number("15"), s.day("31 August", 2026)
    assert (born.replace(year=born.year + still + 1) <= reached, s.number("16")) == (True, still + 1)
    assert told(born, start) == ""


@example("PERSON-UNKNOWN")
def test_unknown(s: Sentence) -> None:
    hours = [team("COL-X", daily_hours=Decimal(9)), *TEAMS]
    told = s.told(apprentices=[person("A1", date_of_birth=None)], placements=hours)
    (problem,) = [f.problem for f in told]
    assert "Date of birth (for " in problem
    assert all(rule in problem for rule in ("PERSON-DATES", "WTR-YOUNG-HOURS", "PAY-NMW"))


@example("PERSON-NOT-TOLD")
def test_not_told(s: Sentence) -> None:
    """The sentence has no figures; the same board says what is missing where everything is told."""
    bare = Apprentice(apprentice="A1", given_names="Ayo", family_name="One", employer="LBH",
                      standard="ST0070", starts_on=FIRST, ends_on=CYCLES[-1].ends_on)  # fmt: skip
    ward = team("ELFT-W", clearances=("dbs:enhanced",))
    whole = board({"A1": "ELFT-W ."}, apprentices=[bare], placements=[ward])
    kept = EVERYTHING_TOLD._replace(people={"A1": "LBH"})
    missing = {f.rule for f in check(whole).findings()}
    assert {"CLEAR-DBS", "FUND-AGREEMENT", "PERSON-UNKNOWN", "PLAN-GAP"} <= missing
    assert s.rule not in missing
    for is_of_lead in (False, True):  # who fills gaps all the same
        part = replace(whole.programme, not_told=kept._replace(is_of_lead=is_of_lead))
        found = {f.rule: f for f in check(Board(part, whole.assignments())).findings()}
        assert not {"CLEAR-DBS", "FUND-AGREEMENT", "PERSON-UNKNOWN"} & found.keys()
        assert (found["PLAN-GAP"].judged, found["PLAN-GAP"].is_conflict) == (is_of_lead, is_of_lead)
    assert found[s.rule].problem.startswith("LBH tells of 1 person no more than the rotation needs")
    assert (found[s.rule].host, found[s.rule].judged) == ("LBH", False)
