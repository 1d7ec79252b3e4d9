"""The names, days and figures that messages of rules carry: what somebody needs who is to act on them.

Only these are compared, not the sentences around them. The days are those of `CYCLES`: C1 from 7 September to
4 December 2026, C2 to 5 March 2027, C3 from 8 March to 4 June, C4 from 7 June to 3 September.
"""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from apprentices.conditions import Exclusion, Separation, Travel
from apprentices.programme import Absence, Clearance, Closure, Cycle, Host
from apprentices.rules.said import EnterFigure, Finding
from tests.apprentices.rules.messages import alone, carries, told
from tests.build import CYCLES, FIRST, HOSTS, board, figure, found, on_break, person, team

NHS = Host(host="NHS", name="Homerton", kind="NHS trust")
EVERYWHERE = [*HOSTS, NHS]
IN_C2 = "C2 (7 December 2026 to 5 March 2027)"


# -- WTR, PAY


def test_risk_assessment() -> None:
    finding = told(
        "WTR-YOUNG-RISK", {"A1": ". LBH-A"}, apprentices=[person("A1", date_of_birth=date(2010, 1, 1))]
    )
    carries(finding.problem, "Ayo A1", "under 18", "7 December 2026", "LBH-A (LBH)", "by LBH is")
    carries(finding.mend, "let LBH", "7 December 2026")


def test_adult_rest() -> None:
    teams = [team("COL-A", starts_at=time(20), ends_at=time(9, 30))]
    finding = told("WTR-ADULT-REST", {"A1": ". COL-A"}, placements=teams)
    carries(finding.problem, "at least 18", "COL-A (COL)", IN_C2, "10 hours 30 minutes", "11")


def test_average_week() -> None:
    teams = [team("COL-A", weekly_hours=Decimal(50)), team("COL-B", weekly_hours=Decimal(20))]
    one = person("A1", date_of_birth=date(2000, 1, 1), ends_on=date(2026, 11, 15))
    finding = told("WTR-ADULT-48", {"A1": "COL-A"}, placements=teams, apprentices=[one], today=FIRST)
    carries(finding.problem, "Ayo A1", "50 hours", "7 September 2026 to 15 November 2026", "48")
    # 50 hours of 60 minutes, for 50 days from Monday to Friday.
    assert (finding.subject, finding.excess) == ("2026-09-07", 50 * 60 * 50)


def test_leave() -> None:
    # A day of leave, and the 8 bank holidays of the year.
    taken = [Absence(apprentice="A1", kind="leave", starts_on=date(2027, 7, 5), ends_on=date(2027, 7, 5))]
    finding = alone("WTR-LEAVE", today=date(2027, 9, 7), ends_on=date(2027, 9, 6), rows={"absences": taken},
                    days_a_week=Decimal(3))  # fmt: skip
    carries(finding.problem, "9 days", "Ayo A1", "7 September 2026 to 6 September 2027", "16.8")
    assert finding.subject == "2026-09-07"


def test_minimum_wage_in_the_pay_period() -> None:
    # 20 years old; the first year ends on 7 September 2026.
    finding = alone("PAY-NMW", date_of_birth=date(2006, 2, 1), starts_on=date(2025, 9, 8),
                    ends_on=date(2026, 9, 8), hourly_pay=Decimal("8.00"))  # fmt: skip
    carries(
        finding.problem, "Ayo A1", "£8.00", "£10.85", "8 September 2026", "after the end, on 8 September 2026"
    )
    carries(finding.mend, "£10.85 or more")


def test_living_wage() -> None:
    hosts = [Host(host="COL", name="City", living_wage=True, fjaa_registered=True)]
    finding = alone("PAY-LLW", hourly_pay=Decimal("14.79"), date_of_birth=date(2000, 1, 1),
                    rows={"hosts": hosts, "placements": []})  # fmt: skip
    carries(
        finding.problem, "Ayo A1", "£14.79", "7 September 2026", "£14.80", "1 May 2026", "promise of City"
    )
    # The highest of the rates that are missed, that of the tests for May 2027.
    carries(finding.mend, "£15.00 or more")


def test_rates_that_are_not_known() -> None:
    people = [person("A1"), person("A2", date_of_birth=date(2008, 4, 15), starts_on=date(2025, 9, 1))]
    finding = told("PAY-NMW", apprentices=people, rule_data=[])
    carries(finding.problem, "1 April 2027", "2 people", "£8.00 (apprentice) and £10.85 (ages 18-20)")
    carries(finding.mend, "enter apprentice and 18-20", "from 1 April 2027")
    assert finding.step == EnterFigure("pay", "apprentice", date(2027, 4, 1))
    assert finding.subject == "pay"


# -- CLEAR


def ask(rule: str, at: str, *words: str, **known: Any) -> Finding:
    """What a rule says of A1 in C2, in a team that asks for those words."""
    rows = known.pop("clearances", ())
    teams = [team(at, clearances=words, area=known.pop("area", None))]
    return told(rule, {"A1": f". {at}"}, apprentices=[person("A1", **known)], placements=teams,
                hosts=EVERYWHERE, clearances=rows)  # fmt: skip


@pytest.mark.parametrize(("rule", "place", "word", "title"), [
    ("CLEAR-RTW", "LBH-A", "right-to-work", "the right to work"),
    ("CLEAR-NHS6", "NHS-A", "identity", "the identity check"),
    ("CLEAR-DBS", "LBH-A", "dbs:basic", "a basic DBS check"),
    ("CLEAR-TRAINING", "LBH-A", "training:fire", "training in fire"),
    ("CLEAR-BPSS", "LBH-A", "bpss", "the baseline check (BPSS)"),
    ("CLEAR-OTHER", "LBH-A", "driving-licence", "driving-licence"),
])  # fmt: skip
def test_what_a_place_asks(rule: str, place: str, word: str, title: str) -> None:
    finding = ask(rule, place, word)
    carries(finding.problem, "Ayo A1", f"{place} ({place[:3]})", IN_C2, title, "from 7 December 2026")
    carries(finding.mend, f"record {word} in clearances.csv")
    assert finding.subject == word


def test_to_work_in_the_nhs() -> None:
    carries(ask("CLEAR-PASSPORT", "NHS-A").problem, "letter of authority with Homerton")


def test_the_last_of_several_that_ended_is_named() -> None:
    rows = [Clearance(apprentice="A1", clearance="bpss", expires_on=day)
            for day in (date(2026, 8, 1), date(2026, 10, 1))]  # fmt: skip
    carries(ask("CLEAR-BPSS", "LBH-A", "bpss", clearances=rows).problem, "only to 1 October 2026")


def test_the_first_of_several_to_come_is_named() -> None:
    rows = [Clearance(apprentice="A1", clearance="bpss", issued_on=day)
            for day in (date(2027, 2, 1), date(2027, 1, 1))]  # fmt: skip
    carries(ask("CLEAR-BPSS", "LBH-A", "bpss", clearances=rows).problem, "only from 1 January 2027")


def test_agreement_with_the_host() -> None:
    rows = [Clearance(apprentice="A2", clearance="host-agreement")]
    people = [person("A1"), person("A2")]
    finding = told("CLEAR-HOST", {"A1": ". LBH-A"}, apprentices=people, clearances=rows)
    carries(finding.problem, "Ayo A1", "Hackney Council", "7 December 2026", "LBH-A (LBH)")
    carries(finding.mend, "host-agreement at LBH")


# 18 on 2 January 2027, and so under 18 to 1 January; or beyond the stay, and so to its last day.
@pytest.mark.parametrize(("born", "last"), [
    (date(2009, 1, 2), "to 1 January 2027"), (date(2010, 1, 2), "to 5 March 2027"),
])  # fmt: skip
def test_young_on_a_ward(born: date, last: str) -> None:
    finding = ask("CLEAR-YOUNG-WARD", "NHS-A", area="ward", date_of_birth=born)
    carries(finding.problem, "Ayo A1", f"under 18 {last} and", "NHS-A (NHS)", IN_C2, "Homerton")
    carries(finding.mend, "young-ward-conditions at NHS")


# -- PERSON, CAL


def test_learner_number() -> None:
    carries(alone("PERSON-ULN", uln="9276308687").problem, "Ayo A1", "9276308687")


def test_dates() -> None:
    backwards = alone("PERSON-DATES", ends_on=date(2026, 9, 6))
    carries(backwards.problem, "Ayo A1", "6 September 2026", "7 September 2026")
    young = alone("PERSON-DATES", date_of_birth=date(2010, 9, 8))
    carries(young.problem, "Ayo A1", "is 15", "7 September 2026", "age is 16")
    assert (backwards.subject, young.subject) == ("ends_on", "date_of_birth")


def test_unknown() -> None:
    finding = alone("PERSON-UNKNOWN", uln=None, employer=None)
    carries(finding.problem, "Ayo A1", "ULN (for FUND-OVERLAP and PERSON-ULN)", "Employer (for FUND-FJAA)")
    assert not finding.judged


def test_cycles_that_overlap() -> None:
    cycles = [CYCLES[0], Cycle(cycle="X", starts_on=date(2026, 12, 4), ends_on=date(2027, 3, 5))]
    finding = told("CAL-OVERLAP", cycles=cycles)
    carries(
        finding.problem, "X (4 December 2026 to 5 March 2027)", "C1 (7 September 2026 to 4 December 2026)"
    )
    assert (finding.cycle, finding.subject) == ("X", "C1")


def test_cycles_apart() -> None:
    # From 5 to 13 December are 9 days.
    cycles = [CYCLES[0], Cycle(cycle="X", starts_on=date(2026, 12, 14), ends_on=date(2027, 3, 5))]
    finding = told("CAL-GAP", cycles=cycles)
    carries(finding.problem, "9 days", "C1 on 4 December 2026", "X on 14 December 2026", "at most 7")
    assert (finding.cycle, finding.subject) == ("X", "C1")


def test_first_and_last_days() -> None:
    cycles = [Cycle(cycle="X", starts_on=date(2026, 9, 6), ends_on=date(2026, 12, 5))]
    finding = told("CAL-START", cycles=cycles)
    carries(finding.problem, "X starts", "6 September 2026 (Sunday)", "5 December 2026 (Saturday)")


def test_training_days() -> None:
    # Of the Mondays in C2, 28 December 2026 is a bank holiday.
    finding = told(
        "CAL-TRAINING", {"A1": ". LBH-A"}, apprentices=[person("A1", training_days="FREQ=WEEKLY;BYDAY=MO")]
    )
    carries(finding.problem, "Ayo A1", "1 training day ", "LBH-A (LBH)", "in C2", "28 December 2026")


def test_break() -> None:
    away = [on_break("A1", date(2026, 12, 14), date(2026, 12, 20))]
    finding = told("CAL-ABSENCE", {"A1": ". LBH-A"}, absences=away)
    carries(finding.problem, "Ayo A1", "LBH-A (LBH)", IN_C2, "7 days", "14 December 2026", "20 December 2026")


# -- PLAN


def test_outside() -> None:
    finding = told(
        "PLAN-OUTSIDE", {"A1": "COL-A LBH-A"}, apprentices=[person("A1", ends_on=CYCLES[0].ends_on)]
    )
    carries(finding.problem, "Ayo A1", "LBH-A (LBH)", IN_C2, "7 September 2026 to 4 December 2026")


@pytest.mark.parametrize(("known", "words"), [
    ({"opens_on": date(2026, 12, 8)}, "8 December 2026"),
    ({"closes_on": date(2027, 3, 4)}, "4 March 2027"),
])  # fmt: skip
def test_closed(known: dict[str, date], words: str) -> None:
    finding = told("PLAN-CLOSED", {"A1": ". LBH-A"}, placements=[team("LBH-A", **known)])
    carries(finding.problem, "Ayo A1", "LBH-A (LBH)", IN_C2, words)


def test_standard() -> None:
    teams = [team("LBH-A", standards=("ST0072", "ST0216"))]
    finding = told("PLAN-STANDARD", {"A1": ". LBH-A"}, placements=teams)
    carries(finding.problem, "Ayo A1", "Business administrator (ST0070)", "LBH-A (LBH)", "ST0072, ST0216")


def test_excluded() -> None:
    rows = [Exclusion(apprentice="A1", what="host:LBH", cycle="C2", reason="Their aunt is there")]
    finding = told("PLAN-EXCLUDED", {"A1": ". LBH-A"}, exclusions=rows)
    carries(finding.problem, "Ayo A1", "be in LBH in C2", "Their aunt is there", "is in LBH-A (LBH) in C2")
    assert finding.subject == "host:LBH"


def test_travel() -> None:
    rows = [Travel(apprentice="A1", site="Hackney", minutes=91)]
    finding = told("PLAN-TRAVEL", {"A1": ". LBH-A"}, placements=[team("LBH-A", site="Hackney")], travel=rows)
    carries(finding.problem, "Ayo A1", "91 minutes", "Hackney", "LBH-A (LBH)", "in C2", "at most 90")


def test_length() -> None:
    # 7 December to 21 February are 77 days.
    finding = told("PLAN-LENGTH", {"A1": ". LBH-A"}, apprentices=[person("A1", ends_on=date(2027, 2, 21))])
    carries(
        finding.problem, "Ayo A1", "LBH-A (LBH)", "77 days", "7 December 2026 to 21 February 2027", "12 weeks"
    )


def test_repeat() -> None:
    finding = told("PLAN-REPEAT", {"A1": "COL-A LBH-A COL-A LBH-B"})
    carries(finding.problem, "Ayo A1", "COL-A (COL)", "C1 and C3")


def test_run() -> None:
    finding = told("PLAN-RUN", {"A1": "COL-A COL-B LBH-A"}, settings={"max_run_at_host": "1"})
    carries(finding.problem, "Ayo A1", "City of London Corporation", "2 cycles", "C1 and C2", "at most 1")
    assert finding.excess == 1


def test_apart() -> None:
    pair = [Separation(apprentice="A1", other="A2", within="host")]
    finding = told("PLAN-APART", {"A1": "LBH-A", "A2": "LBH-B"}, separations=pair)
    carries(finding.problem, "Ayo A1", "Ayo A2", "LBH-A (LBH)", "LBH-B (LBH)", "in C1", "at LBH")
    assert (finding.apprentice, finding.subject) == ("A1", "A2")


def test_settings_by_their_key() -> None:
    own = [figure("duration", "months", day, "99999") for day in (None, date(2025, 8, 1))]
    subjects = [f.subject for f in found(board(rule_data=own), "PLAN-SETTINGS")]
    assert sorted(subjects) == ["duration months", "duration months 2025-08-01"]


def test_settings() -> None:
    beyond = figure("duration", "months", date(2025, 8, 1), "99999")
    problems = [f.problem for f in found(
        board(settings={"rule.PLAN-LENGTH.weeks": "9000"}, rule_data=[beyond]), "PLAN-SETTINGS")]  # fmt: skip
    carries(" ".join(problems), "rule.PLAN-LENGTH.weeks", "9000", "520", "duration months from 1 August 2025")
    carries(" ".join(problems), "99999", "240")


def test_closures_are_counted() -> None:
    # Monday to Friday of three weeks from 11 January 2027: 15 working days.
    shut = [Closure(host="LBH", starts_on=date(2027, 1, 11), ends_on=date(2027, 1, 29))]
    finding = told("PLAN-CLOSED", {"A1": ". LBH-A"}, closures=shut)
    carries(finding.problem, "15 working days", "at most 10")
