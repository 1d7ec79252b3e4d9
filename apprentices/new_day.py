"""A workspace that stays open over midnight is judged as of the new day."""

from collections.abc import Iterator, Mapping
from datetime import date

from apprentices.judged import Judged
from apprentices.rules.said import Consequence, Finding, Name
from apprentices.workspace import Workspace


def begin_day(workspace: Workspace, today: date) -> Iterator[Consequence | None]:
    """Judge as of that day; what is newly found then, and what is not found any more.

    That comes after steps that come to nothing yet: between them others have their turn, and all is as of the
    day before. Where they change something meanwhile, it comes to nothing at all. Raises `DatabaseUnusable`,
    changing nothing, where what is stored can't be read.
    """
    findings = workspace.findings()
    judged = Judged(workspace.store.load(), today, workspace.store)
    for step in judged.judge_in_steps():
        yield step
        if workspace.findings() is not findings:
            return
    before = _found(workspace)
    workspace.today = today
    workspace.kept.take(judged)
    now = _found(workspace)
    yield Consequence(
        tuple(finding for name, finding in now.items() if name not in before),
        tuple(finding for name, finding in before.items() if name not in now),
    )


def _found(workspace: Workspace) -> Mapping[Name, Finding]:
    return {finding.name: finding for finding in workspace.findings() if not finding.waived}
