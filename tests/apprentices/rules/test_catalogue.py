"""Every rule of the catalogue says what a person needs to know of it."""

import pytest

from apprentices.rules.binding import active_rules
from apprentices.rules.catalogue import RULES, check_rule_setting
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


def test_rules_are_as_the_user_has_them() -> None:
    settings = Settings({
        "rule.PLAN-GAP.severity": fresh("off"), "rule.PLAN-TRAVEL.severity": "conflict",
        "rule.PLAN-TRAVEL.minutes": "60",
    })  # fmt: skip
    rules = {active.rule.id: active for active in active_rules(settings, "Department for Education")}
    assert list(rules) == [rule_id for rule_id in RULES if rule_id != "PLAN-GAP"]
    assert (rules["PLAN-TRAVEL"].severity, rules["PLAN-TRAVEL"].params) == (
        Severity.CONFLICT,
        {"minutes": 60},
    )
    assert (rules["PLAN-LENGTH"].severity, rules["PLAN-LENGTH"].params) == (Severity.WARNING, {"weeks": 12})
