"""The catalogue: every rule there is, and which of them are on, how severe, with which parameters."""

from collections.abc import Mapping
from typing import NamedTuple

from apprentices.rules import (
    cal,
    clear,
    fund,
    fund_employer,
    pay,
    person,
    plan_cell,
    plan_row,
    plan_seat,
    wtr,
    wtr_weeks,
)
from apprentices.rules.rule import Parameter, Rule, Severity
from apprentices.settings import Settings

FAMILIES = (plan_cell, plan_seat, plan_row, cal, fund, fund_employer, wtr, wtr_weeks, pay, clear, person)

RULES: Mapping[str, Rule] = {
    found.id: found for family in FAMILIES for found in vars(family).values() if isinstance(found, Rule)
}
OFF = "off"
SEVERITIES = (Severity.CONFLICT.value, Severity.WARNING.value, OFF)


class ActiveRule(NamedTuple):
    """A rule as the user has it: severity and parameters over the declared ones."""

    rule: Rule
    severity: Severity
    params: Mapping[str, int]


def active_rules(settings: Settings) -> list[ActiveRule]:
    """The rules that are on, in the order of the catalogue."""
    return [
        ActiveRule(rule, Severity(severity), parameters(rule, settings))
        for rule in RULES.values()
        if (severity := severity_of(rule, settings)) != OFF
    ]


def severity_of(rule: Rule, settings: Settings) -> str:
    """conflict, warning or off."""
    return settings.get(f"rule.{rule.id}.severity") or rule.severity.value


def parameters(rule: Rule, settings: Settings) -> dict[str, int]:
    """The rule's parameters by key, as set or by default."""
    return {
        parameter.key: int(settings.get(f"rule.{rule.id}.{parameter.key}") or parameter.default)
        for parameter in rule.parameters
    }


def check_rule_setting(key: str, value: str) -> str | None:
    """What is wrong with a setting `rule.ID.KEY`, or None.

    KEY is a parameter of the rule, `severity`, or `why` (the reason for switching it off).
    """
    _, rule_id, name = key.split(".", 2)
    rule = RULES.get(rule_id)
    if rule is None:
        return f'there is no rule "{rule_id}"; `apprentices rules` lists them'
    if name == "why":
        return None
    if name == "severity":
        if value in SEVERITIES:
            return None
        return f'"{value}" is not a severity; choose {", ".join(SEVERITIES)}'
    parameter = next((p for p in rule.parameters if p.key == name), None)
    if parameter is None:
        keys = [p.key for p in rule.parameters] + ["severity"]
        return f'{rule_id} has no "{name}"; it has {", ".join(keys)}'
    return _check_parameter(parameter, value)


def _check_parameter(parameter: Parameter, value: str) -> str | None:
    if not (value.isascii() and value.isdigit()):
        return f'"{value}" is not a whole number of {parameter.unit}'
    if len(value) > len(str(parameter.most)) or int(value) > parameter.most:
        return f'"{value[:20]}" is too large; {parameter.most} is the most'
    if int(value) < parameter.least:
        return f'"{value}" is too small; {parameter.least} is the least'
    return None
