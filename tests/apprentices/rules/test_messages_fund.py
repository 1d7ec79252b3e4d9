"""The names, days and figures that messages of FUND rules carry: for somebody who is to act on them.

Only these are compared, not the sentences around them. The days are those of `CYCLES`: C1 from 7 September to
4 December 2026, C2 to 5 March 2027, C3 from 8 March to 4 June, C4 from 7 June to 3 September.
"""

from datetime import date
from decimal import Decimal

import pytest

from apprentices.programme import Absence, Standard
from tests.apprentices.rules.messages import alone, carries, told
from tests.build import ULN, board, found, person


def test_part_time() -> None:
    finding = alone("FUND-PART-TIME", weekly_hours=Decimal("24.5"))
    carries(finding.problem, "Ayo A1", "24.5 hours", "under 30", "7 September 2026", "3 September 2027")


def test_gateway() -> None:
    # 8 months from 7 September 2026 are 242 days, to 6 May 2027.
    early = alone("FUND-GATEWAY", gateway_on=date(2027, 5, 5))
    carries(early.problem, "Ayo A1", "5 May 2027", "241 days", "242", "8 months")
    hours = alone("FUND-GATEWAY", gateway_on=date(2027, 9, 3), off_the_job_hours=399)
    carries(hours.problem, "Ayo A1", "3 September 2027", "399", "400", "published for ST0070")
    assert (early.subject, hours.subject) == ("duration", "off-the-job")


def test_school_age() -> None:
    finding = alone("FUND-SCHOOL-AGE", date_of_birth=date(2010, 9, 1), starts_on=date(2027, 6, 24),
                    ends_on=date(2029, 9, 1))  # fmt: skip
    carries(finding.problem, "Ayo A1", "24 June 2027", "25 June 2027")
    carries(finding.mend, "25 June 2027")


def test_withdrawn() -> None:
    finding = alone("FUND-WITHDRAWN", standard="ST0384", starts_on=date(2026, 9, 2))
    carries(finding.problem, "Ayo A1", "ST0384", "2 September 2026", "1 September 2026", "18 December 2026")


@pytest.mark.parametrize(("prior", "words"), [
    (None, "no hour of that is"), (1, "1 hour of that is"), (2, "2 hours of that are"),
])  # fmt: skip
def test_off_the_job_hours(prior: int | None, words: str) -> None:
    # 300 are published for ST0005: 300 - 290 - what was learned before are missing.
    finding = alone("FUND-OTJ", standard="ST0005", off_the_job_hours=290, prior_learning_hours=prior)
    carries(finding.problem, "Ayo A1", "290", "300", "ST0005", words)
    carries(finding.mend, f"{10 - (prior or 0)} hours")


def test_off_the_job_hours_of_a_part_timer() -> None:
    # 20 % of 24.5 hours are 4.9, x 46.4 weeks = 227.36.
    old = {"starts_on": date(2024, 9, 2), "ends_on": date(2025, 8, 31), "weekly_hours": Decimal("24.5")}
    carries(
        alone("FUND-OTJ", off_the_job_hours=226, **old).problem, "227", "20 % of 24.5 hours a week", "46.4"
    )


def test_off_the_job_hours_under_the_floor() -> None:
    finding = alone("FUND-OTJ", standard="ST0005", off_the_job_hours=186)
    carries(finding.problem, "Ayo A1", "186", "300", "never under 187")
    carries(finding.mend, "114 hours")
    carries(alone("FUND-OTJ", standard="ST0005", off_the_job_hours=0).problem, "0 off-the-job hours are")
    # By the week there is no floor but what is asked.
    old = alone("FUND-OTJ", starts_on=date(2024, 9, 2), ends_on=date(2025, 8, 31), off_the_job_hours=277)
    assert "never" not in old.problem
    # Nor where the floor itself is what is asked.
    least = {"standard": "ST0099", "off_the_job_hours": 186}
    rows = {"standards": [Standard(standard="ST0099", title="New", off_the_job_hours=100)]}
    assert "never" not in alone("FUND-OTJ", rows=rows, **least).problem


def test_hours_that_are_not_known() -> None:
    finding = alone("FUND-OTJ", standard="ST0099")
    carries(finding.problem, "hours of ST0099 are")
    assert not finding.judged


def test_paid_training() -> None:
    # 35.5 hours a week over 70 days, ten weeks, are 355.
    finding = alone("FUND-PAID-TRAINING", ends_on=date(2026, 11, 15), weekly_hours=Decimal("35.5"),
                    off_the_job_hours=356)  # fmt: skip
    carries(finding.problem, "Ayo A1", "356", "355", "35.5 a week")


def test_fjaa() -> None:
    # C1, C2 and C3 elsewhere: 267 of the 362 days to 3 September 2027.
    finding = told(
        "FUND-FJAA", {"A1": "COL-A COL-B ELFT-A LBH-A"}, apprentices=[person("A1", employer="LBH")]
    )
    carries(finding.problem, "Ayo A1", "267", "362", "73.8 %", "Hackney Council", "50 %")
    carries(finding.mend, "Hackney Council")
    assert (finding.host, finding.excess) == ("LBH", 267)


def test_absences() -> None:
    rows = [Absence(apprentice="A1", kind="sickness", starts_on=date(2027, 2, 1), ends_on=date(2027, 3, 31))]
    finding = alone("FUND-BREAK", rows={"absences": rows})
    carries(finding.problem, "Ayo A1", "1 February 2027 to 31 March 2027", "59 days")
    carries(finding.problem, "February 2027 and March 2027")
    assert finding.subject == "2027-02-01"


def test_portable() -> None:
    finding = alone("FUND-PORTABLE", portable=True, standard=None, employer="LBH", ends_on=date(2026, 12, 5))
    carries(finding.problem, "Ayo A1", "Hackney Council", "7 September 2026", "5 December 2026", "3 months")
    carries(finding.problem, "6 December 2026")


def test_agreement() -> None:
    carries(alone("FUND-AGREEMENT", agreement_on=None).problem, "Ayo A1", "7 September 2026")
    late = alone("FUND-AGREEMENT", agreement_on=date(2026, 9, 9)).problem
    carries(late, "Ayo A1", "9 September 2026", "7 September 2026")


def test_overlap() -> None:
    people = [person("A1", ends_on=date(2026, 9, 9)), person("A2", uln=ULN, starts_on=date(2026, 9, 8))]
    for finding in found(board(apprentices=people), "FUND-OVERLAP"):
        carries(finding.problem, "Ayo A1 (A1)", "Ayo A2 (A2)", ULN, "8 September 2026 to 9 September 2026")
        carries(finding.problem, "2 days", "A2 starts later")
        carries(finding.mend, "start A2 after the end of A1")


LEVEL_7 = {"standards": [Standard(standard="ST0700", title="Senior leader", level=7)]}


def test_age() -> None:
    # 22 and 25 on the first day.
    finding = alone("FUND-AGE", standard="ST0700", date_of_birth=date(2004, 9, 7), rows=LEVEL_7)
    carries(finding.problem, "Ayo A1", "22 at", "7 September 2026", "level 7", "up to 21", "24 with support")
    carries(finding.mend, "care-leaver, ehcp")
    # 24, the oldest with support, is not too old for it.
    oldest = alone("FUND-AGE", standard="ST0700", date_of_birth=date(2001, 9, 8), rows=LEVEL_7)
    carries(oldest.problem, "24 at", "24 with support")
    older = alone("FUND-AGE", standard="ST0700", date_of_birth=date(2001, 9, 7), rows=LEVEL_7)
    carries(older.problem, "25 at", "up to 21.")
    assert "support" not in older.problem + older.mend


def test_unit() -> None:
    unit = {"standard": "AU0001", "date_of_birth": date(2000, 1, 1)}
    carries(
        alone("FUND-UNIT", **unit | {"ends_on": date(2026, 9, 12)}).problem, "Ayo A1", "6 days", "16 weeks"
    )
    young = unit | {"ends_on": date(2026, 12, 1), "date_of_birth": date(2008, 1, 1)}
    carries(alone("FUND-UNIT", **young).problem, "Ayo A1", "is 18 at", "7 September 2026", "19 and over")


def test_training_plan() -> None:
    people = [person("A1", training_plan_on=None), person("A2")]
    carries(told("FUND-PLAN", apprentices=people).problem, "Ayo A1", "day 42", "18 October 2026")
    late = alone("FUND-PLAN", training_plan_on=date(2026, 10, 19)).problem
    carries(late, "Ayo A1", "19 October 2026", "day 42", "18 October 2026")
    nobody = told("FUND-PLAN", apprentices=[person("A1", training_plan_on=None)])
    carries(nobody.problem, "all parties have signed the training plan", "1 person")
    carries(nobody.mend, "training_plan_on")
    assert nobody.subject == "training_plan_on"


def test_employed() -> None:
    finding = alone("FUND-EMPLOYED", today=date(2027, 9, 3))
    carries(finding.problem, "Ayo A1", "3 September 2027")


@pytest.mark.parametrize(("reached", "words"), [
    (None, "not recorded as reached"), (date(2027, 3, 2), "only on 2 March 2027"),
])  # fmt: skip
def test_english_and_maths(reached: date | None, words: str) -> None:
    young = {"date_of_birth": date(2008, 1, 1), "gateway_on": date(2027, 3, 1)}
    people = [person("A1", english_maths_on=reached, **young), person("A2", date_of_birth=date(1990, 1, 1))]
    finding = told("FUND-ENGLISH-MATHS", apprentices=people, today=date(2027, 3, 1))
    carries(finding.problem, "Ayo A1", "was 18", words, "1 March 2027")
