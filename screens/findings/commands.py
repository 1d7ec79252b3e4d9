"""What can be done in the list of findings: keys, words and when."""

from typing import TYPE_CHECKING, Protocol

from apprentices.to_do import Group, Task
from screens.shared.command import Command, Way
from screens.shared.moves import moves

if TYPE_CHECKING:
    from screens.shared.rows import RowList


class Findings(Protocol):
    """What the commands ask of the screen that has them."""

    rows: "RowList[Task | Group]"

    @property
    def is_narrowed(self) -> bool:
        """Whether something is left out of the list, or the panel is large."""
        ...


def _is_task(screen: Findings) -> bool:
    return isinstance(screen.rows.value, Task)


def _has_step(screen: Findings) -> bool:
    return isinstance(screen.rows.value, Task) and screen.rows.value.finding.step is not None


def _is_folded(screen: Findings) -> bool:
    return isinstance(screen.rows.value, Group)


def _has_line(screen: Findings) -> bool:
    return screen.rows.value is not None


def _is_narrowed(screen: Findings) -> bool:
    return screen.is_narrowed


_JUMP = Command(
    "findings.jump",
    "enter",
    "Go to the cell",
    "Show the finding on the board, where it can be mended; opens a group that is folded.",
    footer="go to the cell",
    when=_has_line,
)
FINDINGS = (
    _JUMP,
    Command(
        "findings.mend",
        "f",
        "Mend",
        "Go where it is mended: to the field of a form, or to the sign-off; else the command is told.",
        footer="mend",
        when=_has_step,
        lasting=False,
        why_not=(
            "No form mends what the rules say here: ",
            Way(_JUMP, "shows where it is on the board"),
            ".",
        ),
    ),
    Command(
        "findings.group",
        "g",
        "Group otherwise",
        "Group by rule, person, host that sees to it, cycle, or week in which it is due: the next of them.",
        footer="group",
    ),
    Command(
        "findings.waive",
        "w",
        "Waive",
        "Accept the marked finding in somebody's name, for a reason and until a day.",
        footer="waive",
        when=_is_task,
    ),
    Command(
        "findings.mine",
        "m",
        "Mine",
        "Only what your host has to see to, or everybody's again.",
        footer="mine",
    ),
    Command(
        "findings.filter",
        "slash",
        "Filter",
        "Show only what has these words: name, host, team, cycle, rule, or the text of a finding.",
        footer="filter",
    ),
    Command(
        "findings.severity",
        "c",
        "Conflicts or warnings",
        "Only conflicts, only warnings, or all, one after the other.",
    ),
    Command("findings.fold", "left,h", "Fold", "Fold the group that is marked.", when=_is_task),
    Command("findings.unfold", "right,l", "Unfold", "Open the marked group again.", when=_is_folded),
    Command("findings.fold-all", "z", "Fold all", "Fold every group, or open all of them again."),
    Command("findings.panel", "space", "Larger panel", "Give the panel more room, or less again."),
    Command(
        "findings.leave",
        "escape",
        "Show all",
        "Show everything again: drops the filter, and what else narrows the list.",
        when=_is_narrowed,
    ),
    *moves("findings"),
)
