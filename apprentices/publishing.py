"""Publishing: the draft as it stands becomes what hosts and apprentices are told."""

from apprentices.errors import ErrorKind, NotPublished
from apprentices.rules.words import count
from apprentices.store import PUBLISH, Deed
from apprentices.told import Publication, told_of
from apprentices.workspace import Workspace


def publish(
    workspace: Workspace, by: str, note: str | None = None, despite: str | None = None
) -> Publication:
    """Freeze the draft as the next publication, in the name of `by`.

    Raises `NotPublished` while conflicts stand, unless `despite` gives the reason, which is kept with it.
    """

    def step() -> Publication:
        workspace.reload()  # what is published must be what was judged
        conflicts = workspace.checker.conflicts
        if conflicts and despite is None:
            what = f"{_standing(conflicts)}: the draft is not fit to be published."
            raise NotPublished(what, ErrorKind.CONFLICTS_STAND)
        rows = told_of(workspace.programme, workspace.board.assignments())
        why = despite if conflicts else None
        number = workspace.published.number + 1 if workspace.published else 1
        deed = Deed(PUBLISH, {"number": number, "by": by, "conflicts": conflicts, "why": why})
        return workspace.store.publish(by, deed, note, rows, why)

    made = workspace.repeated(step)
    workspace.forget()
    return made


def _standing(conflicts: int) -> str:
    return count(conflicts, "conflict stands", "conflicts stand")
