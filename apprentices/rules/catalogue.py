"""The catalogue: every rule there is, and what can be set of each."""

from collections.abc import Mapping

from apprentices.columns import beyond, whole
from apprentices.rules import (
    cal,
    clear,
    clear_host,
    fund,
    fund_employer,
    fund_hours,
    fund_person,
    not_told,
    own,
    pay,
    person,
    plan_cell,
    plan_row,
    plan_seat,
    register,
    sign,
    waivers,
    wtr,
    wtr_weeks,
)
from apprentices.rules.rule import HOST, Parameter, Rule
from apprentices.rules.said import Name, Severity
from apprentices.settings import SETTINGS, Settings, wrong_value
from apprentices.text import shown

FAMILIES = (
    *(plan_cell, plan_seat, plan_row, cal, fund, fund_hours, fund_employer, fund_person),
    *(wtr, wtr_weeks, pay, clear, clear_host, person, not_told, sign, waivers, register, own),
)

RULES: Mapping[str, Rule] = {
    found.id: found for family in FAMILIES for found in vars(family).values() if isinstance(found, Rule)
}
OFF = "off"
_SETTINGS = {setting.key for setting in SETTINGS}
SEVERITIES = (Severity.CONFLICT.value, Severity.WARNING.value, OFF)


def waived_at(finding: str, lead: str | None) -> str | None:
    """The host that may waive the finding of that name; `lead` is the lead host, whose all is at no host.

    None where nobody may, for what is no finding's name, and where that is for a lead host that isn't named.
    """
    try:
        name = Name.read(finding)
    except ValueError:
        return None
    rule = RULES.get(name.rule)
    if rule is None or not rule.waived_by:
        return None
    return name.host or lead if rule.waived_by == HOST else lead


def severity_of(rule: Rule, settings: Settings) -> str:
    """conflict, warning or off."""
    value = settings.get(f"rule.{rule.id}.severity")
    return value if value in SEVERITIES else rule.severity.value


def parameters(rule: Rule, settings: Settings) -> dict[str, int]:
    """The rule's parameters by key, as set or by default."""
    found = {}
    for parameter in rule.parameters:
        text = settings.get(f"rule.{rule.id}.{parameter.key}")
        usable = text and _check_parameter(parameter, text) is None
        found[parameter.key] = int(text or "") if usable else parameter.default
    return found


def unusable(settings: Settings) -> dict[str, str]:
    """What is wrong with those settings that can't be used as they are stored, by key."""
    found = {key: _wrong_setting(key, value) for key, value in settings.items()}
    return {key: wrong for key, wrong in found.items() if wrong}


def _wrong_setting(key: str, value: str) -> str | None:
    if key in _SETTINGS:
        wrong = value and wrong_value(key, value)
        return f'"{shown(value[:20])}" {wrong}' if wrong else None
    if key.startswith("rule.") and key.count(".") >= 2:
        return check_rule_setting(key, value)
    return "there is no such setting"


def check_rule_setting(key: str, value: str) -> str | None:
    """What is wrong with a setting `rule.ID.KEY`, or None.

    KEY is a parameter of the rule, `severity`, or `why` (the reason for switching it off).
    """
    _, rule_id, name = key.split(".", 2)
    rule = RULES.get(rule_id)
    if rule is None:
        return f'there is no rule "{shown(rule_id)}"'
    if name == "why":
        return None
    if name == "severity":
        if value in SEVERITIES:
            return None
        return f'"{shown(value[:20])}" is not a severity; choose {", ".join(SEVERITIES)}'
    parameter = next((p for p in rule.parameters if p.key == name), None)
    if parameter is None:
        keys = [p.key for p in rule.parameters] + ["severity"]
        return f'{rule_id} has no "{name}"; it has {", ".join(keys)}'
    return _check_parameter(parameter, value)


def _check_parameter(parameter: Parameter, value: str) -> str | None:
    number, text = whole(value), f'"{shown(value[:20])}"'
    if number is None:
        return f"{text} is not a whole number of {parameter.unit}"
    wrong = beyond(number, parameter.least, parameter.most)
    return wrong and f"{text} {wrong}"
