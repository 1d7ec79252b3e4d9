"""A workspace that stays open over midnight is judged as of the new day."""

from collections.abc import Mapping
from datetime import date

from apprentices.judged import Judged
from apprentices.rules.said import Consequence, Finding, Name
from apprentices.workspace import Workspace


def begin_day(workspace: Workspace, today: date) -> Consequence:
    """Judge as of that day; what is newly found then, and what is not found any more.

    Raises `DatabaseUnusable`, changing nothing, where what is stored can't be read.
    """
    judged = Judged(workspace.store.load(), today, workspace.store)
    before = _found(workspace)
    workspace.today = today
    workspace.kept.take(judged)
    now = _found(workspace)
    return Consequence(
        tuple(finding for name, finding in now.items() if name not in before),
        tuple(finding for name, finding in before.items() if name not in now),
    )


def _found(workspace: Workspace) -> Mapping[Name, Finding]:
    return {finding.name: finding for finding in workspace.findings() if not finding.waived}
