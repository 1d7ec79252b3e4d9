"""The catalogue of rules: list it, look at one, set a parameter, switch one off or on again."""

import click

from apprentices.commands.command import Line, ListingGroup
from apprentices.commands.printing import print_json, print_table, say
from apprentices.commands.rule_data import data_command, data_json, print_data
from apprentices.commands.session import Session
from apprentices.errors import DatabaseMissing
from apprentices.figures import RULE_DATA
from apprentices.names import find_rule
from apprentices.rule_settings import set_rule, switch_off, switch_on
from apprentices.rules.catalogue import OFF, RULES, parameters, severity_of
from apprentices.rules.data import KINDS, Data
from apprentices.rules.rule import Rule
from apprentices.settings import Settings
from apprentices.workspace import Workspace


class _RulesGroup(ListingGroup):
    """`rules` and `rules ID` are short for `rules show [ID]`."""

    listing = "show"


@click.group(
    "rules",
    cls=_RulesGroup,
    epilog="Example: apprentices rules PLAN-CLOSED",
    options_metavar="[ID] [OPTIONS]",
)
def rules_command() -> None:
    """List the rules with their sources, show one, or change one.

    `rules` lists them all, `rules ID` shows one.
    """


@rules_command.command("show", example="rules PLAN-CLOSED")
@click.argument("rule_id", metavar="ID", required=False)
@click.pass_obj
def show(session: Session, rule_id: str | None) -> None:
    """List the rules, or show one whole. The same as `rules [ID]`."""
    settings, data = _known(session)
    funder = data.funder(session.today)
    chosen = [RULES[find_rule(RULES, rule_id)]] if rule_id else list(RULES.values())
    if session.json:
        print_json({"rules": [_rule_json(rule, settings, data, funder) for rule in chosen]})
    elif rule_id:
        _print_rule(chosen[0], settings, data, funder)
    else:
        print_table(
            ["rule", "shape", "severity", "says"],
            [[r.id, r.shape.value, severity_of(r, settings), r.says] for r in chosen],
        )


@rules_command.command("set", example="rules set PLAN-CLOSED days 5")
@click.argument("rule_id", metavar="ID")
@click.argument("key", metavar="KEY")
@click.argument("value", metavar="VALUE", type=Line())
@click.pass_obj
def set_(session: Session, rule_id: str, key: str, value: str) -> None:
    """Set a rule's parameter, or its severity (conflict, warning, off)."""
    found = find_rule(RULES, rule_id)
    with session.workspace() as workspace:
        set_rule(workspace, found, key, value)
        _report(session, found, workspace)


@rules_command.command("off", example='rules off PLAN-TRAVEL --why "Travel is agreed one by one"')
@click.argument("rule_id", metavar="ID")
@click.option("--why", type=Line(), required=True, help="The reason; it is kept and shown.")
@click.pass_obj
def off(session: Session, rule_id: str, why: str) -> None:
    """Switch a rule off, with a reason."""
    found = find_rule(RULES, rule_id)
    with session.workspace() as workspace:
        switch_off(workspace, found, why)
        _report(session, found, workspace)


@rules_command.command("on", example="rules on PLAN-TRAVEL")
@click.argument("rule_id", metavar="ID")
@click.pass_obj
def on(session: Session, rule_id: str) -> None:
    """Switch a rule on again, with its own severity."""
    found = find_rule(RULES, rule_id)
    with session.workspace() as workspace:
        switch_on(workspace, found)
        _report(session, found, workspace)


rules_command.add_command(data_command)


def _known(session: Session) -> tuple[Settings, Data]:
    """The programme's settings and dated figures; what is shipped where there is no database yet."""
    try:
        with session.workspace() as workspace:
            rows = workspace.rows
    except DatabaseMissing:
        return Settings(), Data()
    settings = {row.setting: row.value for row in rows.get("settings", ())}
    return Settings(settings), Data(rows.get(RULE_DATA.name, ()))


def _report(session: Session, rule_id: str, workspace: Workspace) -> None:
    settings, data = workspace.programme.settings, workspace.facts.data
    funder = data.funder(workspace.today)
    if session.json:
        print_json({"rules": [_rule_json(RULES[rule_id], settings, data, funder)]})
    else:
        _print_rule(RULES[rule_id], settings, data, funder)


def _print_rule(rule: Rule, settings: Settings, data: Data, funder: str) -> None:
    severity = severity_of(rule, settings)
    say(f"({rule.shape.value}, {severity})", lead=f"{rule.id}  ", bold=True)
    say(rule.says, lead="Says:    ")
    say(rule.source, lead="Source:  ")
    say(rule.waived_by or "nobody may", lead="Waived by: ")
    if rule.follows:
        say(f"If nothing is done, {rule.follows_said(funder)}", lead="Follows: ")
        say(rule.next_step, lead="Next:    ")
    say(rule.help, lead="Help:    ")
    say(rule.example, lead="Example: ")
    values = parameters(rule, settings)
    for parameter in rule.parameters:
        default = "" if values[parameter.key] == parameter.default else f", default {parameter.default}"
        value = f"{values[parameter.key]} {parameter.unit}{default}"
        say(f"{parameter.key} = {value}. {parameter.help}", lead="Set:     ")
    if rule.needs:
        say(f"{', '.join(rule.needs)} in apprentices.csv", lead="Needs:   ")
    for kind in rule.data:
        say(f"{kind}. {KINDS[kind].help}", lead="Data:    ")
        print_data(data.rows(kind))
    why = settings.get(f"rule.{rule.id}.why")
    if severity == OFF and why:
        say(why, lead="Off:     ")


def _rule_json(rule: Rule, settings: Settings, data: Data, funder: str) -> dict[str, object]:
    values = parameters(rule, settings)
    return {
        "rule": rule.id,
        "shape": rule.shape.value,
        "severity": severity_of(rule, settings),
        "says": rule.says,
        "source": rule.source,
        "waivable": rule.waived_by or None,
        "follows": rule.follows_said(funder) or None,
        "next_step": rule.next_step or None,
        "help": rule.help,
        "example": rule.example,
        "parameters": [
            {
                "key": parameter.key,
                "value": values[parameter.key],
                "default": parameter.default,
                "unit": parameter.unit,
                "help": parameter.help,
            }
            for parameter in rule.parameters
        ],
        "needs": list(rule.needs),
        "data": [data_json(row) for kind in rule.data for row in data.rows(kind)],
        "why": settings.get(f"rule.{rule.id}.why"),
    }
