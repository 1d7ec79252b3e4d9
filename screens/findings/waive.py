"""Waiving a finding from the list, with the checks of the command."""

from typing import Any

from apprentices.calendar import say as say_day
from apprentices.rules.catalogue import RULES
from apprentices.rules.said import Finding
from apprentices.statements import Waiver
from apprentices.waiving import Wanted, to_be_waived, waive
from apprentices.workspace import Workspace
from screens.shared.copy_of import own_host_of
from screens.shared.to_say import ToSay, asked


def to_waive(workspace: Workspace, finding: Finding) -> ToSay:
    """Somebody accepts a finding until a day. Raises `UsageError` where nobody may."""
    wanted = Wanted(*finding.name)
    found = to_be_waived(workspace, wanted)
    may = RULES[found.rule].waived_by
    words = [found.problem, f"Who may accept it: {may}. It is told on, and counts no more until that day."]

    def say(**said: Any) -> Waiver:
        return waive(workspace, wanted, own=own_host_of(workspace), **said)

    fields = asked(Waiver, "by", "role", "why", until="until_on")
    return ToSay("Waive this finding", words, fields, "waive", say)


def waived_said(made: Waiver) -> str:
    """What was done, in a sentence."""
    return f"Waived until {say_day(made.until_on)}, by {made.by}."
