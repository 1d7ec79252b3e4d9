"""The page of waivers: what somebody accepts, until when, and how it stands."""

from typing import Any

from apprentices.calendar import say
from apprentices.rules.catalogue import RULES
from apprentices.rules.said import Name
from apprentices.statements import Ending, Waiver
from apprentices.text import with_capital
from apprentices.waiving import Listed, State, end_waiver, prolong
from apprentices.workspace import Workspace
from screens.shared.copy_of import own_host_of
from screens.shared.paragraph import Paragraph
from screens.shared.phrase import phrase
from screens.shared.to_say import ToSay, asked


def is_open_waiver(one: Listed) -> bool:
    """Whether it can be ended."""
    return one.state is not State.ENDED


def about_waiver(one: Listed, workspace: Workspace) -> list[Paragraph]:
    """One waiver: what is accepted, by whom, why and until when; and what ended it."""
    waiver, (title, where) = one.waiver, waived(one.waiver.finding, workspace)
    role = f", {waiver.role}" if waiver.role else ""
    told = [
        Paragraph((phrase((title, "bold")), phrase(where), phrase(f"{one.state}"))),
        Paragraph((phrase(waiver.why), phrase(f"{waiver.by}{role}, {say(waiver.on)}"))),
        Paragraph((phrase(f"From {say(waiver.from_on)} to {say(waiver.until_on)}"),)),
    ]
    if one.ending:
        ended = f"Ended by {one.ending.by} on {say(one.ending.on)}: {one.ending.why}"
        told.append(Paragraph((phrase(ended),)))
    return [*told, Paragraph((phrase((waiver.finding, "$text-muted")),))]


def waived(finding: str, workspace: Workspace) -> tuple[str, str]:
    """The rule of a finding in words, and the place, by its name; of what is no name, that."""
    try:
        name = Name.read(finding)
    except ValueError:
        return finding, ""
    says = RULES[name.rule].says if name.rule in RULES else name.rule
    who = name.apprentice and workspace.name_of(name.apprentice)
    where = filter(None, (name.cycle, who, name.placement or name.host))
    return with_capital(says), " ".join(where)


def to_end(workspace: Workspace, one: Listed) -> ToSay:
    """Somebody ends a waiver, and says why."""
    title, where = waived(one.waiver.finding, workspace)
    words = [
        f"{title} ({where}): accepted by {one.waiver.by}. What it accepts stands again, where it is found."
    ]

    def end(**said: str) -> Ending:
        return end_waiver(workspace, one.waiver.statement, own=own_host_of(workspace), **said)

    fields = asked(Ending, "by", "role", "why")
    return ToSay("End the waiver", words, fields, "end it", end)


def to_prolong(workspace: Workspace, one: Listed) -> ToSay:
    """Somebody accepts the same until a later day, and says why."""
    title, where = waived(one.waiver.finding, workspace)
    words = [f"{title} ({where}): accepted by {one.waiver.by} until {say(one.waiver.until_on)}."]

    def say_it(**said: Any) -> Waiver:
        return prolong(workspace, one.waiver.statement, own=own_host_of(workspace), **said)

    fields = asked(Waiver, "by", "role", "why", until="until_on")
    return ToSay("Prolong the waiver", words, fields, "prolong", say_it)
