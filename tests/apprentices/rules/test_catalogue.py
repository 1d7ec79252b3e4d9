"""Every rule of the catalogue says what a person needs to know of it."""

import pytest

from apprentices.rules.catalogue import RULES
from apprentices.rules.data import KINDS
from apprentices.rules.rule import Rule, Shape

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
