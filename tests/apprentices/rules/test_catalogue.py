"""Every rule of the catalogue says what a person needs to know of it."""

import re
from pathlib import Path

import pytest

import apprentices.rules
from apprentices.rules.binding import active_rules
from apprentices.rules.catalogue import RULES, check_rule_setting, parameters, unusable
from apprentices.rules.data import KINDS
from apprentices.rules.rule import Rule
from apprentices.rules.said import Severity, Shape
from apprentices.settings import Settings
from tests.build import fresh

IDS = [
    "FUND-DURATION",
    "FUND-PART-TIME",
    "FUND-OTJ",
    "FUND-PAID-TRAINING",
    "FUND-BREAK",
    "FUND-EMPLOYER-GAP",
    "FUND-FJAA",
    "FUND-PORTABLE",
    "FUND-AGREEMENT",
    "FUND-SCHOOL-AGE",
    "FUND-OVERLAP",
    "FUND-WITHDRAWN",
    "FUND-GATEWAY",
    "WTR-YOUNG-HOURS",
    "WTR-YOUNG-REST",
    "WTR-YOUNG-NIGHT",
    "WTR-ADULT-48",
    "WTR-ADULT-REST",
    "WTR-LEAVE",
    "WTR-YOUNG-RISK",
    "PAY-NMW",
    "PAY-LLW",
    "CLEAR-RTW",
    "CLEAR-NHS6",
    "CLEAR-DBS",
    "CLEAR-TRAINING",
    "CLEAR-PASSPORT",
    "CLEAR-AGE",
    "CLEAR-BPSS",
]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_has_its_texts(rule: Rule) -> None:
    assert rule.id.startswith(f"{rule.family}-")
    assert rule.says
    assert rule.source
    assert rule.help.endswith((".", ".)"))
    assert rule.example.endswith(".")
    assert len(rule.example) > 20
    assert set(rule.data) <= set(KINDS)
    assert all(parameter.help.endswith(".") for parameter in rule.parameters)


@pytest.mark.parametrize("rule_id", IDS)
def test_the_law_is_in_the_catalogue(rule_id: str) -> None:
    cells = {"WTR-YOUNG-HOURS", "WTR-YOUNG-REST", "WTR-YOUNG-NIGHT", "WTR-ADULT-REST", "WTR-YOUNG-RISK"}
    rows = {"FUND-FJAA", "WTR-ADULT-48"}
    shape = RULES[rule_id].shape
    if rule_id in rows:
        assert shape is Shape.ROW
    elif rule_id in cells or rule_id.startswith("CLEAR"):
        assert shape is Shape.CELL
    else:
        assert shape is Shape.PROGRAMME


@pytest.mark.parametrize(("key", "value", "wrong"), [
    ("WTR-YOUNG-NIGHT.from", "0", None),
    ("WTR-YOUNG-NIGHT.from", "22", None),
    ("WTR-YOUNG-NIGHT.from", "23", None),
    ("WTR-YOUNG-NIGHT.from", "24", '"24" is more than 23'),
    ("WTR-YOUNG-NIGHT.until", "25", '"25" is more than 23'),
    ("WTR-YOUNG-NIGHT.until", "-1", '"-1" is not a whole number of o\'clock'),
    ("PLAN-CLOSED.days", "ten", '"ten" is not a whole number of working days'),
    ("PLAN-CLOSED.days", "٣", '"٣" is not a whole number of working days'),
    ("PLAN-CLOSED.days", "1000", None),
    ("CAL-TRAINING.days", "0", '"0" is less than 1'),
    ("CAL-TRAINING.days", "2", None),
    ("WTR-YOUNG-NIGHT.zone", "1", 'WTR-YOUNG-NIGHT has no "zone"; it has from, until, age, severity'),
    ("WTR-YOUNG-NIGHT.at", "1", 'WTR-YOUNG-NIGHT has no "at"; it has from, until, age, severity'),
    ("PLAN-GAP.days.long", "1", 'PLAN-GAP has no "days.long"; it has severity'),
    ("PLAN-GAP.why", "Agreed", None),
    ("PLAN-GAP.severity", "conflict", None),
    ("PLAN-GAP.severity", "warning", None),
    ("PLAN-GAP.severity", "off", None),
    ("PLAN-GAP.severity", "loud", '"loud" is not a severity; choose conflict, warning, off'),
    ("PLAN-GAPS.severity", "off", 'there is no rule "PLAN-GAPS"'),
])  # fmt: skip
def test_what_may_be_set(key: str, value: str, wrong: str | None) -> None:
    assert check_rule_setting(f"rule.{key}", value) == wrong


@pytest.mark.parametrize(("key", "value", "wrong"), [
    ("max_run_at_host", "2", None),
    ("max_run_at_host", "", None),  # taken away
    ("max_run_at_host", "0", '"0" is less than 1'),
    ("name", "Pilot", None),
    ("rule.PLAN-GAP.severity", "off", None),
    ("rule.PLAN-LENGTH.weeks", "521", '"521" is more than 520'),
    ("rule.PLAN-GAP", "off", "there is no such setting"),
    ("rules.PLAN-GAP.severity", "off", "there is no such setting"),
    ("colour", "blue", "there is no such setting"),
])  # fmt: skip
def test_settings_that_cannot_be_used(key: str, value: str, wrong: str | None) -> None:
    assert unusable(Settings({key: value})) == ({key: wrong} if wrong else {})


@pytest.mark.parametrize(("key", "words"), [
    ("rule.PLAN-GAP.severity", "is not a severity; choose conflict, warning, off"),
    ("rule.PLAN-LENGTH.weeks", "is not a whole number of weeks"),
    ("max_run_at_host", "is not a whole number"),
])  # fmt: skip
def test_of_a_long_value_the_first_twenty_characters_are_shown(key: str, words: str) -> None:
    assert unusable(Settings({key: "x" * 20 + "y"})) == {key: f'"{"x" * 20}" {words}'}


# What each parameter is unless set (the figures of the law and of the design), and the most it can mean: a
# percentage 100, an hour of the day 23, hours of a day and week 24 and 168, minutes a day's 1,440, ages 100,
# months and weeks ten years (120, 520), days ten years of 366 days. In brackets the least, where it isn't 0.
PARAMETERS = """
PLAN-CLOSED days 10 3660          PLAN-TRAVEL minutes 90 1440         PLAN-LENGTH weeks 12 520
PLAN-NOTICE weeks 12 520          PLAN-NOTICE apprentice_weeks 8 520
PLAN-GATEWAY weeks 8 520          CAL-GAP days 7 3660                 SIGN-MISSING weeks 12 520
SIGN-MISSING due_days 7 3660      SIGN-MISSING decision_days 14 3660
CAL-TRAINING days 1 3660 (1)      FUND-PART-TIME hours 30 168         FUND-SCHOOL-AGE age 16 100
FUND-SCHOOL-AGE month 6 12 (1)    FUND-SCHOOL-AGE year_starts 9 12 (1)
FUND-FJAA percent 50 100          FUND-PORTABLE months 3 120          FUND-PLAN weeks 12 520
FUND-EMPLOYED weeks 12 520        FUND-ENGLISH-MATHS weeks 12 520     WTR-YOUNG-HOURS day 8 24
WTR-YOUNG-HOURS week 40 168       WTR-YOUNG-HOURS age 18 100          WTR-YOUNG-REST rest 12 24
WTR-YOUNG-REST week_rest 48 168   WTR-YOUNG-REST break 30 1440        WTR-YOUNG-REST over 270 1440
WTR-YOUNG-REST age 18 100         WTR-YOUNG-NIGHT from 22 23          WTR-YOUNG-NIGHT until 6 23
WTR-YOUNG-NIGHT age 18 100        WTR-ADULT-REST rest 11 24           WTR-ADULT-REST week_rest 24 168
WTR-ADULT-REST break 20 1440      WTR-ADULT-REST over 360 1440        WTR-ADULT-REST age 18 100
WTR-YOUNG-RISK age 18 100         WTR-ADULT-48 hours 48 168           WTR-ADULT-48 weeks 17 520 (1)
WTR-ADULT-48 age 18 100           WTR-LEAVE days 28 3660              WTR-LEAVE full_time 30 168
PAY-NMW age 19 100                PAY-NMW year 12 120                 PAY-NMW pay_day 1 28 (1)
PAY-NMW months 12 120 (1)         PAY-LLW age 18 100                  PAY-LLW months 12 120 (1)
CLEAR-RTW weeks 12 520            CLEAR-NHS6 weeks 12 520             CLEAR-DBS years 3 20 (1)
CLEAR-DBS age 16 100              CLEAR-DBS weeks 12 520              CLEAR-TRAINING weeks 12 520
CLEAR-PASSPORT weeks 12 520       CLEAR-BPSS weeks 12 520             CLEAR-OTHER weeks 12 520
CLEAR-HOST weeks 12 520           CLEAR-YOUNG-WARD age 18 100         PERSON-DATES age 16 100
FUND-AGREEMENT weeks 12 520       WTR-YOUNG-RISK weeks 12 520         CLEAR-YOUNG-WARD weeks 12 520
"""


def test_every_parameter_has_its_default_and_bounds() -> None:
    expected = {
        (rule, key): (int(default), int(least or 0), int(most))
        for rule, key, default, most, least in re.findall(
            r"([A-Z0-9-]+) (\w+) (\d+) (\d+)(?: \((\d)\))?", PARAMETERS
        )
    }
    for (rule, key), (default, least, most) in expected.items():
        assert parameters(RULES[rule], Settings({}))[key] == default
        for value in (least, most):
            assert check_rule_setting(f"rule.{rule}.{key}", str(value)) is None
        assert (
            check_rule_setting(f"rule.{rule}.{key}", str(most + 1)) == f'"{most + 1}" is more than {most:,}'
        )
        if least:
            assert check_rule_setting(f"rule.{rule}.{key}", "0") == f'"0" is less than {least}'
    assert {(rule.id, each.key) for rule in RULES.values() for each in rule.parameters} == set(expected)


@pytest.mark.parametrize(("rule", "regulation"), [
    ("WTR-YOUNG-HOURS", "5A"), ("WTR-YOUNG-REST", "10"), ("WTR-YOUNG-NIGHT", "6A"), ("WTR-ADULT-REST", "10"),
    ("WTR-ADULT-48", "4"), ("WTR-LEAVE", "13"),
])  # fmt: skip
def test_rules_of_working_time_name_their_regulation(rule: str, regulation: str) -> None:
    words = RULES[rule].source.replace("regulations", "regulation").split()
    assert " ".join(words[:6]).rstrip(",:") == f"Working Time Regulations 1998, regulation {regulation}"


def test_rules_are_as_the_user_has_them() -> None:
    settings = Settings({
        "rule.PLAN-GAP.severity": fresh("off"), "rule.PLAN-TRAVEL.severity": "conflict",
        "rule.PLAN-TRAVEL.minutes": "60",
    })  # fmt: skip
    rules = {active.rule.id: active for active in active_rules(settings, "the Department for Education")}
    assert list(rules) == [rule_id for rule_id in RULES if rule_id != "PLAN-GAP"]
    assert (rules["PLAN-TRAVEL"].severity, rules["PLAN-TRAVEL"].params) == (
        Severity.CONFLICT,
        {"minutes": 60},
    )
    assert (rules["PLAN-LENGTH"].severity, rules["PLAN-LENGTH"].params) == (Severity.WARNING, {"weeks": 12})


def test_no_rule_knows_a_command() -> None:
    # What it asks for is a `Step`; a front end says how that is done there.
    for path in Path(*apprentices.rules.__path__).glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "`apprentices " not in text, path.name
        assert " --" not in text.replace("# --", ""), path.name
