"""The page of waivers: what somebody accepts, until when, and how it stands."""

from collections.abc import Iterator
from typing import Any

from apprentices.calendar import say
from apprentices.rules.catalogue import RULES
from apprentices.rules.said import Name
from apprentices.statements import Ending, Waiver
from apprentices.waiving import Listed, State, end_waiver, listed, prolong
from apprentices.workspace import Workspace
from screens.agreement.asking import push
from screens.shared import plain
from screens.shared.copy_of import own_host_of
from screens.shared.frame import ModeScreen
from screens.shared.looks import WAIVED
from screens.shared.paragraph import Paragraph
from screens.shared.rows import Line
from screens.shared.saying import Saying, asked
from screens.shared.words import day_month, fit

_STYLES = {
    State.STANDS: "",
    State.EXCEEDED: "$text-warning",
    State.LATER: "$text-muted",
    State.PAST: "$text-warning",
    State.IDLE: "$text-warning",
}


def waiver_lines(workspace: Workspace) -> Iterator[Line[Listed]]:
    """A line each, in the order in which they came in."""
    for one in listed(workspace):
        waiver, (title, where) = one.waiver, _of(one.waiver, workspace)
        style = _STYLES.get(one.state, "$text-disabled")
        until = f"{day_month(waiver.until_on)} {waiver.until_on:%y}"
        yield Line(
            plain.text(
                (f" {WAIVED} {fit(title, 34)} {fit(where, 20)} until {fit(until, 9)} ", style),
                (f"{one.state}", style or "$text-success"),
                (f"  {waiver.by}", "$text-muted"),
            ),
            one,
        )


def is_open_waiver(one: Listed) -> bool:
    """Whether it can be ended."""
    return one.state is not State.ENDED


def about_waiver(one: Listed, workspace: Workspace) -> list[Paragraph]:
    """One waiver: what is accepted, by whom, why and until when; and what ended it."""
    waiver, (title, where) = one.waiver, _of(one.waiver, workspace)
    role = f", {waiver.role}" if waiver.role else ""
    told = [
        Paragraph((plain.text((title, "bold")), plain.text(where), plain.text(f"{one.state}"))),
        Paragraph((plain.text(waiver.why), plain.text(f"{waiver.by}{role}, {say(waiver.on)}"))),
        Paragraph((plain.text(f"From {say(waiver.from_on)} to {say(waiver.until_on)}"),)),
    ]
    if one.ending:
        ended = f"Ended by {one.ending.by} on {say(one.ending.on)}: {one.ending.why}"
        told.append(Paragraph((plain.text(ended),)))
    return [*told, Paragraph((plain.text((waiver.finding, "$text-muted")),))]


def _of(waiver: Waiver, workspace: Workspace) -> tuple[str, str]:
    """The rule in words, and the place; of what is no finding's name, that."""
    try:
        name = Name.read(waiver.finding)
    except ValueError:
        return waiver.finding, ""
    says = RULES[name.rule].says if name.rule in RULES else name.rule
    who = name.apprentice and workspace.name_of(name.apprentice)
    where = filter(None, (name.cycle, who, name.placement or name.host))
    return f"{says[:1].upper()}{says[1:]}", " ".join(where)


def ask_to_end(screen: ModeScreen, one: Listed) -> None:
    """Ask who ends a waiver, and why."""
    workspace, (title, where) = screen.workspace, _of(one.waiver, screen.workspace)
    words = [
        f"{title} ({where}): accepted by {one.waiver.by}. What it accepts stands again, where it is found."
    ]

    def end(**said: str) -> Ending:
        return end_waiver(workspace, one.waiver.statement, own=own_host_of(workspace), **said)

    fields = asked(Ending, "by", "role", "why")
    push(screen, Saying(screen.frame, "End the waiver", words, fields, "end it", end))


def ask_to_prolong(screen: ModeScreen, one: Listed) -> None:
    """Ask who accepts the same until a later day, and why."""
    workspace, (title, where) = screen.workspace, _of(one.waiver, screen.workspace)
    words = [f"{title} ({where}): accepted by {one.waiver.by} until {say(one.waiver.until_on)}."]

    def say_it(**said: Any) -> Waiver:
        return prolong(workspace, one.waiver.statement, own=own_host_of(workspace), **said)

    fields = asked(Waiver, "by", "role", "why", until="until_on")
    push(screen, Saying(screen.frame, "Prolong the waiver", words, fields, "prolong", say_it))
