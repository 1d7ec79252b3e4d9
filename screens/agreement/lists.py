"""The pages of waivers, register and publications, a line each."""

from collections.abc import Iterator

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
from screens.shared.rows import Line
from screens.shared.words import day_month, fit

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
        waiver, (title, where) = one.waiver, waived(one.waiver.finding, workspace)
        style = _WAIVERS.get(one.state, "$text-disabled")
        until = f"{day_month(waiver.until_on)} {waiver.until_on:%y}"
        yield Line(
            plain.text(
                (f" {WAIVED} {fit(title, 34)} {fit(where, 20)} until {fit(until, 9)} ", style),
                (f"{one.state}", style or "$text-success"),
                (f"  {waiver.by}", "$text-muted"),
            ),
            one,
        )


def entry_lines(workspace: Workspace) -> Iterator[Line[Entry]]:
    """A line each: overdue first, then open, then what was followed or closed."""
    for one in entries(workspace):
        entry, style = one.entry, _ENTRIES.get(one.state, "$text-disabled")
        mark = WARNING if one.state is EntryState.OVERDUE else " "
        due = f"{day_month(entry.due_on)} {entry.due_on:%y}" if entry.due_on else ""
        whose = " ".join(filter(None, (entry.host, entry.person)))
        yield Line(
            plain.text(
                (f" {mark} {fit(entry.kind, 8)} {fit(entry.title, 34)} {fit(due, 9)} ", style),
                (f"{fit(whose, 18)} {one.state}", style or "$text-muted"),
            ),
            one,
        )


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
