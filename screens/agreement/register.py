"""The page of the register: barriers, decisions and lessons, overdue ones first."""

from collections.abc import Iterator
from typing import Any

from apprentices.calendar import say
from apprentices.columns import Kind
from apprentices.names import find_host
from apprentices.registering import Listed, State, close, enter, follow, listed
from apprentices.statements import Ending, Entry, stated
from apprentices.workspace import Workspace
from screens.agreement.asking import push
from screens.shared import plain
from screens.shared.copy_of import own_host_of
from screens.shared.frame import ModeScreen
from screens.shared.looks import WARNING
from screens.shared.paragraph import Paragraph
from screens.shared.rows import Line
from screens.shared.saying import Ask, Saying, asked
from screens.shared.words import day_month, fit

_STYLES = {State.OVERDUE: "$text-warning", State.OPEN: ""}
_COLUMNS = ("title", "text", "host", "person", "due_on", "paper", "by", "role")


def entry_lines(workspace: Workspace) -> Iterator[Line[Listed]]:
    """A line each: overdue first, then open, then what was followed or closed."""
    for one in listed(workspace):
        entry, style = one.entry, _STYLES.get(one.state, "$text-disabled")
        mark = WARNING if one.state is State.OVERDUE else " "
        due = f"{day_month(entry.due_on)} {entry.due_on:%y}" if entry.due_on else ""
        whose = " ".join(filter(None, (entry.host, entry.person)))
        yield Line(
            plain.text(
                (f" {mark} {fit(entry.kind, 8)} {fit(entry.title, 34)} {fit(due, 9)} ", style),
                (f"{fit(whose, 18)} {one.state}", style or "$text-muted"),
            ),
            one,
        )


def about_entry(one: Listed) -> list[Paragraph]:
    """One entry: what there is to say, whose it is, by when, and what became of it."""
    entry = one.entry
    whose = ", ".join(filter(None, (entry.person, entry.host))) or "Nobody in particular sees to it"
    role = f", {entry.role}" if entry.role else ""
    told = [
        Paragraph((plain.text((entry.title, "bold")), plain.text(f"{entry.kind}, {one.state}"))),
        Paragraph(
            (plain.text(whose), plain.text(f"By {say(entry.due_on)}" if entry.due_on else "By no day"))
        ),
        Paragraph(tuple(map(plain.text, filter(None, (entry.text, entry.paper))))),
        Paragraph((plain.text((f"{entry.by}{role}, {say(entry.on)}", "$text-muted")),)),
    ]
    if one.next:
        told.append(Paragraph((plain.text(f"Followed by: {one.next.title}"),)))
    if one.ending:
        ended = f"Closed by {one.ending.by} on {say(one.ending.on)}: {one.ending.why}"
        told.append(Paragraph((plain.text(ended),)))
    return [paragraph for paragraph in told if paragraph.parts]


def ask_to_add(screen: ModeScreen) -> None:
    """Ask what is to be entered."""
    workspace = screen.workspace

    def say_it(kind: str, **said: Any) -> Entry:
        entry = stated(Entry, kind=kind, **_columns(workspace, said))
        return enter(workspace, entry, own_host_of(workspace))

    words = ["A barrier needs a host that owns it, a person who sees to it, and a day on which it is due."]
    fields = _fields(workspace, "kind", *_COLUMNS)
    push(screen, Saying(screen.frame, "Add to the register", words, fields, "add", say_it))


def ask_to_follow(screen: ModeScreen, one: Listed) -> None:
    """Ask what follows an entry."""
    workspace = screen.workspace

    def say_it(title: str, by: str, **said: Any) -> Entry:
        own = own_host_of(workspace)
        return follow(workspace, one.entry.statement, title, by, own, **_columns(workspace, said))

    words = [
        f"It takes the place of “{one.entry.title}”. Host, person and day stay where nothing else is said."
    ]
    fields = _fields(workspace, *_COLUMNS)
    push(screen, Saying(screen.frame, f"Follow the {one.entry.kind}", words, fields, "follow", say_it))


def ask_to_close(screen: ModeScreen, one: Listed) -> None:
    """Ask who closes an entry, and why."""
    workspace = screen.workspace

    def say_it(**said: str) -> Ending:
        return close(workspace, one.entry.statement, own=own_host_of(workspace), **said)

    words = [f"“{one.entry.title}”: what stood in the way is gone, or it is void. It stays in the list."]
    fields = asked(Ending, "by", "role", "why")
    push(screen, Saying(screen.frame, f"Close the {one.entry.kind}", words, fields, "close", say_it))


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
