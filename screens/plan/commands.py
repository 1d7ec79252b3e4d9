"""What can be done on the Plan screen: keys, words and when."""

from typing import TYPE_CHECKING, Protocol

from apprentices.planner.merge import Merged
from apprentices.planner.run import Outcome
from apprentices.workspace import Workspace
from screens.shared.command import Command
from screens.shared.moves import moves

if TYPE_CHECKING:
    from screens.plan.options import Options


class Plan(Protocol):
    """What the commands ask of the screen that has them."""

    workspace: Workspace
    outcome: Outcome | None
    merged: Merged | None
    options: "Options"

    @property
    def marks(self) -> bool:
        """Whether the marked line is a change that can be chosen."""
        ...

    @property
    def is_idle(self) -> bool:
        """Whether options can be set."""
        ...

    @property
    def is_planning(self) -> bool:
        """Whether the planner is at work."""
        ...


def _can_start(plan: Plan) -> bool:
    return plan.is_idle and not plan.options.is_typing


def _is_typing(plan: Plan) -> bool:
    return plan.is_idle and plan.options.is_typing


def _is_on_text(plan: Plan) -> bool:
    return _can_start(plan) and plan.options.line is not None


def _is_on_a_choice(plan: Plan) -> bool:
    return _can_start(plan) and plan.options.line is None


def _is_planning(plan: Plan) -> bool:
    return plan.is_planning


def _has_plan(plan: Plan) -> bool:
    return plan.outcome is not None


def _can_apply(plan: Plan) -> bool:
    return plan.merged is not None and bool(plan.merged.against_draft)


def _can_compare(plan: Plan) -> bool:
    return plan.outcome is not None and plan.workspace.published is not None


def _can_show_scenarios(plan: Plan) -> bool:
    return _can_start(plan) or _has_plan(plan)


def _can_mark(plan: Plan) -> bool:
    return plan.outcome is not None and plan.marks


PLAN = (
    Command(
        "plan.start",
        "enter",
        "Start the planner",
        "Look for the best plan with these options. Nothing changes until you apply it.",
        footer="start",
        when=_can_start,
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
        "plan.mark",
        "space",
        "Mark this change",
        "Choose some changes of the plan, to apply only these; what they break without the others is said.",
        footer="mark",
        when=_can_mark,
        lasting=False,
    ),
    Command(
        "plan.keep",
        "w",
        "Keep under a name",
        "Keep the plan as a scenario, to be compared and applied later; the draft stays as it is.",
        footer="keep",
        when=_has_plan,
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
        "plan.scenarios",
        "c",
        "Scenarios",
        "The plans that are kept under a name: what each comes to, beside the draft and another.",
        footer="scenarios",
        when=_can_show_scenarios,
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
        "plan.mark-others",
        "o",
        "Mark the others",
        "Choose the changes that are not marked in place of those that are.",
        when=_can_apply,
    ),
    Command(
        "plan.new-findings",
        "n",
        "To what is new",
        "To the first finding that the draft does not have and the plan has.",
        when=_has_plan,
    ),
    Command(
        "plan.type",
        "space",
        "Type in this line",
        "From now on keys are text, until enter or esc.",
        footer="type",
        when=_is_on_text,
        lasting=False,
    ),
    Command(
        "plan.choose",
        "space",
        "Choose this",
        "Choose what the cursor is on among an option's choices, or no longer; show more options, or less.",
        footer="choose",
        when=_is_on_a_choice,
        lasting=False,
    ),
    Command(
        "plan.more",
        "m",
        "More options",
        "Show what is seldom asked: hosts, the time, the seed, what must not be asked for; or hide it again.",
        footer="more",
        when=_can_start,
        lasting=False,
    ),
    Command(
        "plan.done",
        "enter",
        "Done typing",
        "Letters and numbers are commands again.",
        footer="done typing",
        when=_is_typing,
        lasting=False,
    ),
    Command(
        "plan.enlarge",
        "z",
        "Larger panel",
        "Give what is told of the marked line more room, or less again.",
        when=_has_plan,
        does="panel",
    ),
    Command("plan.left", "left", "To the left", "The choice before, in an option with choices."),
    Command("plan.right", "right", "To the right", "The next choice, in an option with choices."),
    Command(
        "plan.leave",
        "escape",
        "Leave the field",
        "Done typing; else back to the first option.",
    ),
    *moves("plan", up="One option or line up.", down="One option or line down."),
)
