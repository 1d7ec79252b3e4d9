"""A workspace that stays open over midnight is judged as of the new day."""

from collections.abc import Iterator, Mapping
from datetime import date

from apprentices.rules.said import Consequence, Finding, Name
from apprentices.workspace import Workspace

Found = Mapping[Name, Finding]


def begin_day(workspace: Workspace, today: date) -> Iterator[Consequence | None]:
    """Judge as of that day; what is newly found then, and what is not found any more.

    That comes after steps that come to nothing yet: between them others have their turn, and all is as of the
    day before. Where they change something meanwhile, it comes to nothing at all. Raises `DatabaseUnusable`,
    changing nothing, where what is stored can't be read.
    """
    before = _found(workspace)
    for is_read in workspace.read_in_steps(today):
        yield _consequence(before, _found(workspace)) if is_read else None


def _consequence(before: Found, now: Found) -> Consequence:
    return Consequence(
        tuple(finding for name, finding in now.items() if name not in before),
        tuple(finding for name, finding in before.items() if name not in now),
    )


def _found(workspace: Workspace) -> Found:
    return {finding.name: finding for finding in workspace.findings() if not finding.waived}
