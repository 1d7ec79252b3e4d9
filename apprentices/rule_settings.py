"""What people set of the rules: parameters, severities, and figures of their own. Each change is an event."""

from collections.abc import Mapping
from datetime import date

from apprentices.bounds import NOTE
from apprentices.errors import ErrorKind, UsageError
from apprentices.figures import RULE_DATA, RuleData
from apprentices.programme import TABLE, SettingRow
from apprentices.rules.catalogue import OFF, RULES, check_rule_setting
from apprentices.rules.data import check_row, lacks_a_day
from apprentices.store import Deed
from apprentices.workspace import Workspace

SETTINGS = TABLE["settings"]


def set_rule(workspace: Workspace, rule_id: str, key: str, value: str) -> None:
    """Set a rule's parameter or severity. Raises `UsageError` for what makes no sense."""
    value = _line(value)
    if (key, value) == ("severity", OFF):
        raise UsageError(f"{rule_id} is only switched off with a reason.", ErrorKind.REASON_MISSING, rule_id)
    setting = f"rule.{rule_id}.{key}"
    wrong = check_rule_setting(setting, value)
    if wrong:
        raise UsageError(wrong)
    _set(workspace, Deed("rule-set", {"rule": rule_id, "key": key, "value": value}), {setting: value})


def switch_off(workspace: Workspace, rule_id: str, why: str) -> None:
    """Switch a rule off, keeping the reason, which must say something."""
    why = _line(why)
    if not why:
        raise UsageError("Say why in a line of plain text: the reason is kept and shown.")
    prefix = f"rule.{rule_id}"
    values = {f"{prefix}.severity": OFF, f"{prefix}.why": why}
    _set(workspace, Deed("rule-off", {"rule": rule_id, "why": why}), values)


def switch_on(workspace: Workspace, rule_id: str) -> None:
    """Give a rule its declared severity back."""
    severity = RULES[rule_id].severity.value
    keys = (f"rule.{rule_id}.severity", f"rule.{rule_id}.why")
    gone = [row for row in workspace.rows.get(SETTINGS.name, ()) if row.setting in keys]
    if gone:
        deed = Deed("rule-on", {"rule": rule_id, "severity": severity})
        workspace.write(deed, SETTINGS, removals=gone)


def set_figure(workspace: Workspace, row: RuleData) -> None:
    """Give rules a dated figure of one's own. Raises `UsageError` for what makes no sense."""
    wrong = check_row(row)
    if wrong:
        raise UsageError(wrong, ErrorKind.DAY_MISSING if lacks_a_day(row) else None)
    workspace.write(_about("figure-set", row), RULE_DATA, [row])


def remove_figure(workspace: Workspace, kind: str, item: str, from_on: date | None) -> None:
    """Take one's own figure away; a shipped one comes back into force."""
    key = (kind, item, from_on)
    gone = [row for row in workspace.rows.get(RULE_DATA.name, ()) if RULE_DATA.key_of(row) == key]
    if not gone:
        raise UsageError("There is no such figure of your own.", ErrorKind.NO_SUCH_FIGURE)
    workspace.write(_about("figure-removed", gone[0]), RULE_DATA, removals=gone)


def _about(kind: str, row: RuleData) -> Deed:
    since = row.from_on.isoformat() if row.from_on else None
    return Deed(kind, {"kind": row.kind, "item": row.item, "from_on": since})


def _set(workspace: Workspace, deed: Deed, values: Mapping[str, str]) -> None:
    rows = [SettingRow(setting=key, value=value) for key, value in values.items()]
    workspace.write(deed, SETTINGS, rows)


def _line(text: str) -> str:
    """The text as it can be kept."""
    from apprentices.exchange.cells import read_text  # only where something is written

    try:
        return read_text(NOTE, text)
    except ValueError as wrong:
        raise UsageError(f"{wrong}. Write it as one line of plain text.") from None
