"""What a plan may change, in words."""

from apprentices.planner.problem import Keep
from apprentices.rules.words import count
from apprentices.workspace import Workspace

CHANGES = {
    Keep.DRAFT: "as little as possible of the draft",
    Keep.PUBLISHED: "as little as possible of what was told",
    Keep.PINS: "everything but pins",
    Keep.NONE: "everything, pins too",
}
NOT_PUBLISHED = "nothing has been published yet"


def suggested(workspace: Workspace) -> Keep:
    """What serves best now: as little as possible where conflicts are to be mended."""
    if not workspace.checker.conflicts:
        return Keep.PINS
    return Keep.PUBLISHED if workspace.published else Keep.DRAFT


def keeps_said(workspace: Workspace) -> dict[Keep, str]:
    """What each way comes to, as things stand."""
    conflicts = workspace.checker.conflicts
    pins = sum(cell.pinned for cell in workspace.board.assignments())
    mends = f"mends its {count(conflicts, 'conflict')}" if conflicts else "it has no conflicts to mend"
    return {
        Keep.DRAFT: mends,
        Keep.PUBLISHED: str(workspace.published or ""),
        Keep.PINS: "the best plan, whatever moves",
        Keep.NONE: f"the best, with {count(pins, 'pinned cell')} free",
    }
