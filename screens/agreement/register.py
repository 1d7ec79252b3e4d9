"""The page of the register: barriers, decisions and lessons, overdue ones first."""

from typing import Any

from apprentices.calendar import say
from apprentices.columns import Kind
from apprentices.names import find_host
from apprentices.registering import Listed, close, enter, follow
from apprentices.statements import Ending, Entry, stated
from apprentices.workspace import Workspace
from screens.shared.copy_of import own_host_of
from screens.shared.paragraph import Paragraph
from screens.shared.phrase import phrase
from screens.shared.to_say import Ask, ToSay, asked

_COLUMNS = ("title", "text", "host", "person", "due_on", "paper", "by", "role")


def about_entry(one: Listed) -> list[Paragraph]:
    """One entry: what there is to say, whose it is, by when, and what became of it."""
    entry = one.entry
    whose = ", ".join(filter(None, (entry.person, entry.host))) or "Nobody in particular sees to it"
    role = f", {entry.role}" if entry.role else ""
    told = [
        Paragraph((phrase((entry.title, "bold")), phrase(f"{entry.kind}, {one.state}"))),
        Paragraph((phrase(whose), phrase(f"By {say(entry.due_on)}" if entry.due_on else "By no day"))),
        Paragraph(tuple(map(phrase, filter(None, (entry.text, entry.paper))))),
        Paragraph((phrase((f"{entry.by}{role}, {say(entry.on)}", "$text-muted")),)),
    ]
    if one.next:
        told.append(Paragraph((phrase(f"Followed by: {one.next.title}"),)))
    if one.ending:
        ended = f"Closed by {one.ending.by} on {say(one.ending.on)}: {one.ending.why}"
        told.append(Paragraph((phrase(ended),)))
    return [paragraph for paragraph in told if paragraph.parts]


def to_add(workspace: Workspace) -> ToSay:
    """Somebody enters a barrier, a decision or a lesson."""

    def say_it(kind: str, **said: Any) -> Entry:
        entry = stated(Entry, kind=kind, **_columns(workspace, said))
        return enter(workspace, entry, own_host_of(workspace))

    words = ["A barrier needs a host that owns it, a person who sees to it, and a day on which it is due."]
    fields = _fields(workspace, "kind", *_COLUMNS)
    return ToSay("Add to the register", words, fields, "add", say_it)


def to_follow(workspace: Workspace, one: Listed) -> ToSay:
    """Somebody enters what follows an entry."""

    def say_it(title: str, by: str, **said: Any) -> Entry:
        own = own_host_of(workspace)
        return follow(workspace, one.entry.statement, title, by, own, **_columns(workspace, said))

    words = [
        f"It takes the place of “{one.entry.title}”. Host, person and day stay where nothing else is said."
    ]
    fields = _fields(workspace, *_COLUMNS)
    return ToSay(f"Follow the {one.entry.kind}", words, fields, "follow", say_it)


def to_close(workspace: Workspace, one: Listed) -> ToSay:
    """Somebody closes an entry, and says why."""

    def say_it(**said: str) -> Ending:
        return close(workspace, one.entry.statement, own=own_host_of(workspace), **said)

    words = [f"“{one.entry.title}”: what stood in the way is gone, or it is void. It stays in the list."]
    fields = asked(Ending, "by", "role", "why")
    return ToSay(f"Close the {one.entry.kind}", words, fields, "close", say_it)


def _fields(workspace: Workspace, *names: str) -> dict[str, Ask]:
    """Columns of an entry; its host may be named as people do."""
    fields = asked(Entry, *names)
    hosts = [name for code, host in workspace.programme.hosts.items() for name in (code, host.name)]
    column = fields["host"].column._replace(kind=Kind.TEXT)
    return fields | {"host": fields["host"]._replace(column=column, names=hosts)}


def _columns(workspace: Workspace, said: dict[str, Any]) -> dict[str, Any]:
    """What was filled in, the host by its code."""
    host = said.get("host")
    return said | {"host": host and find_host(workspace.programme, host)}
