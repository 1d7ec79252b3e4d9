"""What follows from a finding of law if nothing is done, who acts next, and who is responsible when."""

import re
from datetime import date

import pytest

from apprentices.rules.catalogue import RULES
from apprentices.rules.data import Data
from apprentices.rules.follows import FUNDER
from apprentices.rules.rule import Rule
from apprentices.rules.said import Finding
from tests.build import TEAMS, board, check, figure, found, person, team

FAMILIES = ("FUND", "WTR", "PAY", "CLEAR")
LAW = [rule for rule in RULES.values() if rule.family in FAMILIES or re.search(r"\bAct\b", rule.source)]
ESFA, DFE = "the Education and Skills Funding Agency", "the Department for Education"
DWP = "the Department for Work and Pensions"


@pytest.mark.parametrize("rule", LAW, ids=lambda rule: rule.id)
def test_every_rule_of_law_says_what_follows_and_who_acts(rule: Rule) -> None:
    assert rule.follows is not None
    assert rule.follows.what.split()[0].islower()  # half a sentence
    assert not rule.follows.what.endswith(".")
    assert rule.follows.source
    assert rule.next_step.endswith(".")
    assert rule.next_step[0].isupper()


def short(today: date) -> Finding:
    """A practical period of 3 months, from September to December 2024, against 12."""
    begun = person("A1", starts_on=date(2024, 9, 2), ends_on=date(2024, 12, 1))
    return found(board(apprentices=[begun]), "FUND-DURATION", today=today)[0]


@pytest.mark.parametrize(("today", "funder"), [
    (date(2025, 3, 31), ESFA),
    (date(2025, 4, 1), DFE),
    (date(2026, 3, 31), DFE),
    (date(2026, 4, 1), DWP),
])  # fmt: skip
def test_who_is_responsible_goes_by_the_day_of_judging(today: date, funder: str) -> None:
    told = short(today)
    assert told.follows == (
        "the apprenticeship may be found not to meet the funding rules, for which "
        f"{funder} is responsible (Funding rules of England)."
    )
    # The finding itself is the same one, whoever is responsible.
    assert told.name == short(date(2026, 11, 23)).name


def test_access_is_a_duty_and_its_findings_say_what_follows() -> None:
    lifts = [team("COL-A", step_free=False), team("COL-B", step_free=None)]
    made = board({"A1": "COL-A COL-B"}, placements=lifts, apprentices=[person("A1", step_free=True)])
    known, unknown = found(made, "PLAN-ACCESS")
    assert known.follows.endswith("(Equality Act 2010, sections 20, 21, 120 and 124).")
    assert known.next_step.startswith("The host and the employer's HR lead ask the apprentice")
    assert (unknown.judged, unknown.follows, unknown.next_step) == (False, "", "")


def test_who_comes_next_can_be_given_by_the_user() -> None:
    data = Data([figure("bodies", "Skills England", date(2027, 4, 1), None)])
    assert [data.funder(date(2027, 3, 31)), data.funder(date(2027, 4, 1))] == [DWP, "Skills England"]
    corrected = Data([figure("bodies", "Treasury", date(2026, 4, 1), None)])
    assert corrected.funder(date(2026, 4, 1)) == "Treasury"


def test_pay_under_the_minimum_ends_the_funding() -> None:
    # Under 19: the apprentice rate, £8.00 from 1 April 2026 (funding rules 2026-27, paragraph 76.1).
    poor = person("A1", date_of_birth=date(2009, 1, 15), hourly_pay=7)
    told = found(board(apprentices=[poor]), "PAY-NMW")[0]
    assert told.mend == "raise the pay to £13.00 or more."
    assert told.follows.startswith("the employer may have to pay what is owed and a penalty of twice that")
    assert told.follows.endswith(
        "the funding ends too (National Minimum Wage Act 1998, sections 19 and 19A; "
        "funding rules 2026-27, paragraph 76.1)."
    )
    assert told.next_step.startswith("The employer's HR lead has payroll raise the pay")


def test_nothing_follows_where_nothing_was_judged_or_no_law_speaks() -> None:
    someone = person("A1", uln=None, employer=None)
    poor = person("A2", date_of_birth=date(2009, 1, 15), hourly_pay=7)
    findings = check(board({"A1": "COL-A"}, apprentices=[someone, poor], placements=TEAMS)).findings()
    silent = {f.rule for f in findings if not f.follows and not f.next_step}
    assert {"PLAN-GAP", "PERSON-UNKNOWN"} <= silent
    following = [f for f in findings if f.follows]
    assert "PAY-NMW" in {f.rule for f in following}
    assert all(f.judged for f in following)


def test_no_place_holder_is_left_in_any_finding() -> None:
    assert all(FUNDER not in rule.follows_said(DWP) for rule in RULES.values())
