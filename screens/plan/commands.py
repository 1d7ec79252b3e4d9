"""What can be done on the Plan screen: keys, words and when."""

from typing import Protocol

from textual.widget import Widget

from apprentices.planner.merge import Merged
from apprentices.planner.run import Outcome
from apprentices.workspace import Workspace
from screens.shared.choice import Choice
from screens.shared.command import Command
from screens.shared.rows import moves


class Plan(Protocol):
    """What the commands ask of the screen that has them."""

    workspace: Workspace
    outcome: Outcome | None
    merged: Merged | None

    @property
    def is_idle(self) -> bool:
        """Whether options can be set."""
        ...

    @property
    def is_planning(self) -> bool:
        """Whether the planner is at work."""
        ...

    @property
    def focused(self) -> Widget | None:
        """What has the focus."""
        ...


def _is_idle(plan: Plan) -> bool:
    return plan.is_idle


def _is_planning(plan: Plan) -> bool:
    return plan.is_planning


def _has_plan(plan: Plan) -> bool:
    return plan.outcome is not None


def _can_apply(plan: Plan) -> bool:
    return plan.merged is not None and bool(plan.merged.against_draft)


def _can_compare(plan: Plan) -> bool:
    return plan.outcome is not None and plan.workspace.published is not None


def _can_choose(plan: Plan) -> bool:
    return isinstance(plan.focused, Choice)


PLAN = (
    Command(
        "plan.start",
        "enter",
        "Start the planner",
        "Look for the best plan with these options. Nothing changes until you apply it.",
        footer="start",
        when=_is_idle,
        lasting=False,
    ),
    Command(
        "plan.stop",
        "s",
        "Stop the planner",
        "Stop looking, at any time, and keep the best plan found so far.",
        footer="stop and keep the best",
        when=_is_planning,
        lasting=False,
    ),
    Command(
        "plan.apply",
        "a",
        "Apply the plan",
        "Make the draft what the plan says, as one change that can be undone. Cells that somebody changed "
        "since the planner began stay as they are; you are asked then.",
        footer="apply",
        when=_can_apply,
        lasting=False,
    ),
    Command(
        "plan.discard",
        "d",
        "Discard the plan",
        "Go back to the options; the draft stays as it is.",
        footer="discard",
        when=_has_plan,
        lasting=False,
    ),
    Command(
        "plan.version",
        "v",
        "Against draft or publication",
        "Compare the plan with the draft, or with what was last published.",
        footer="draft or publication",
        when=_can_compare,
        lasting=False,
    ),
    Command(
        "plan.choose",
        "space",
        "Choose this",
        "Choose what the cursor is on among an option's choices, or no longer.",
        footer="choose",
        when=_can_choose,
        lasting=False,
    ),
    Command(
        "plan.enlarge",
        "space",
        "Larger panel",
        "Give what is told of the marked line more room, or less again.",
        when=_has_plan,
    ),
    Command("plan.left", "left", "To the left", "The choice before, in an option with choices."),
    Command("plan.right", "right", "To the right", "The next choice, in an option with choices."),
    Command(
        "plan.leave",
        "escape",
        "Leave the field",
        "Back to the first option, where letters and numbers are commands again.",
    ),
    *moves("plan", up="One option or line up.", down="One option or line down."),
)
