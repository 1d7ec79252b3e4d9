"""The pages of waivers, register and publications, a line each."""

from collections.abc import Iterator
from functools import partial

from textual.content import Content

from apprentices.calendar import say
from apprentices.registering import Listed as Entry
from apprentices.registering import State as EntryState
from apprentices.registering import listed as entries
from apprentices.rules.words import count
from apprentices.told import Head
from apprentices.waiving import Listed as Waived
from apprentices.waiving import State
from apprentices.waiving import listed as waivers
from apprentices.workspace import Workspace
from screens.agreement.waivers import waived
from screens.shared import plain
from screens.shared.looks import WAIVED, WARNING
from screens.shared.rows import Line, explained
from screens.shared.words import day_month, fit

NARROWEST, WIDEST = 10, 34  # columns of a title
OTHERS = 50  # columns of all else on a line of waivers, or of the register

_WAIVERS = {
    State.STANDS: "",
    State.EXCEEDED: "$text-warning",
    State.LATER: "$text-muted",
    State.PAST: "$text-warning",
    State.IDLE: "$text-warning",
}
_ENTRIES = {EntryState.OVERDUE: "$text-warning", EntryState.OPEN: ""}


def waiver_lines(workspace: Workspace) -> Iterator[Line[Waived]]:
    """A line each, in the order in which they came in."""
    for one in waivers(workspace):
        yield Line(partial(_waiver, one, *waived(one.waiver.finding, workspace)), one)


def _waiver(one: Waived, title: str, where: str, width: int) -> Content:
    waiver, style = one.waiver, _WAIVERS.get(one.state, "$text-disabled")
    until = f"{day_month(waiver.until_on)} {waiver.until_on:%y}"
    accepted = plain.text(
        (f" {WAIVED} {fit(title, _left(width))} {fit(where, 20)} until {fit(until, 9)} ", style),
        (f"{one.state}", style or "$text-success"),
    )
    return explained(accepted, f"  {waiver.by}", width)


def entry_lines(workspace: Workspace) -> Iterator[Line[Entry]]:
    """A line each: overdue first, then open, then what was followed or closed."""
    for one in entries(workspace):
        yield Line(partial(_entry, one), one)


def _entry(one: Entry, width: int) -> Content:
    entry, style = one.entry, _ENTRIES.get(one.state, "$text-disabled")
    mark = WARNING if one.state is EntryState.OVERDUE else " "
    due = f"{day_month(entry.due_on)} {entry.due_on:%y}" if entry.due_on else ""
    whose = " ".join(filter(None, (entry.host, entry.person)))
    return plain.text(
        (f" {mark} {fit(entry.kind, 8)} {fit(entry.title, _left(width))} {fit(due, 9)} ", style),
        (f"{fit(whose, 18)} {one.state}", style or "$text-muted"),
    )


def _left(width: int) -> int:
    """What the other columns leave to a title: how a thing stands comes last, and is not cut for it."""
    return max(NARROWEST, min(WIDEST, width - OTHERS))


def publication_lines(workspace: Workspace) -> Iterator[Line[Head]]:
    """A line each, the newest first."""
    for head in workspace.publications():
        when = say(head.at.astimezone().date())
        assignments = fit(count(head.count, "assignment"), 16)
        text = plain.text(
            (f" {head.number:>3}  ", "bold"), f"{fit(when, 18)} {fit(head.by, 20)} {assignments}",
            (f" {WARNING} despite: {head.despite}" if head.despite else "", "$text-warning"),
            (f" {head.note or ''}", "$text-muted"),
        )  # fmt: skip
        yield Line(text, head)
