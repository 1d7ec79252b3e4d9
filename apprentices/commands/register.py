"""The register: barriers, decisions and lessons; and the review sheet of a meeting."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import click

from apprentices.calendar import say as say_day
from apprentices.commands.command import Day, Line, ListingGroup
from apprentices.commands.printing import print_json, print_table, said_by, say, say_wrapped
from apprentices.commands.session import Session
from apprentices.exchange.parcels.keys import own_host
from apprentices.names import find_host
from apprentices.registering import Listed, close, enter, follow, listed
from apprentices.reviewing import Review, review
from apprentices.statements import ENTRY_KINDS, Entry, EntryKind, stated
from apprentices.workspace import Workspace

_NOTHING = "Nothing."
_text = partial(click.option, type=Line(), metavar="TEXT")
_BY = click.option("--by", type=Line(), required=True, metavar="NAME", help="Who says it.")
_ROLE = _text("--role", help="In which role.")
_WHY = _text("--why", required=True, help="The reason; it is kept and shown.")
_ABOUT = (
    _text("--text", help="What else there is to say of it."),
    click.option("--owner", metavar="HOST", help="The host that owns it; a barrier has one."),
    click.option("--person", type=Line(), metavar="NAME", help="Who sees to it; a barrier has somebody."),
    click.option("--due", type=Day(), metavar="DATE", help="The day it is due on; a barrier has one."),
    _text("--paper", help="The paper on which it was decided."),
    _BY,
    _ROLE,
)


def _about(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of an entry."""
    for option in reversed(_ABOUT):
        command = option(command)
    return command


def _columns(workspace: Workspace, about: Mapping[str, Any]) -> dict[str, Any]:
    """What the options of an entry say, by column."""
    owner = about["owner"]
    other = {name: value for name, value in about.items() if name not in ("owner", "due")}
    host = owner and find_host(workspace.programme, owner)
    return {**other, "host": host, "due_on": about["due"]}


@click.group(
    "register", cls=ListingGroup, epilog="Example: apprentices register", options_metavar="[OPTIONS]"
)
def register_command() -> None:
    """List barriers, decisions and lessons, enter, follow or close one; print a review sheet.

    `register` lists them all, `register barrier` those of a kind.
    """


def _list(session: Session, kind: EntryKind | None) -> None:
    with session.workspace() as workspace:
        found = listed(workspace, kind)
    if session.json:
        print_json({"register": list(map(_json, found))})
    elif not found:
        say("Nothing is in the register." if kind is None else f"No {kind} is in the register.")
    else:
        print_table(["number", "state", "kind", "title", "owner", "due", "by", "code"], map(_line, found))


@register_command.command("list", example="register list")
@click.pass_obj
def list_(session: Session) -> None:
    """List what is in the register: overdue first, then open, then what was followed or closed."""
    _list(session, None)


@register_command.command("follow", example='register follow 2 "Badges by post" --by "Ruth Adeyemi"')
@click.argument("which", metavar="N")
@click.argument("title", type=Line())
@_about
@click.pass_obj
def follow_command(session: Session, /, which: str, title: str, **about: Any) -> None:
    """Follow entry N with another of its kind: it takes the place of what was decided or due before.

    N is its number in the list, or its code. Host, person and day stay as they were unless they are given.
    """
    with session.workspace() as workspace:
        own = own_host(session.path)
        made = follow(workspace, which, title, own=own, **_columns(workspace, about))
    _tell(session, made)


@register_command.command("close", example='register close 1 --by "Ruth Adeyemi" --why "Badges are there"')
@click.argument("which", metavar="N")
@_BY
@_ROLE
@_WHY
@click.pass_obj
def close_command(session: Session, which: str, by: str, role: str | None, why: str) -> None:
    """Close entry N, its number in the list or its code: what stood in the way is gone, or it is void."""
    with session.workspace() as workspace:
        made = close(workspace, which, by, why, role, own_host(session.path))
    if session.json:
        print_json({"entry": made.ends, "closed_by": made.by, "why": made.why})
    else:
        say(f"Closed {made.ends}.")


@register_command.command("review", example="register review --since 2026-11-01")
@click.option("--since", type=Day(), required=True, metavar="DATE", help="The day of the last meeting.")
@click.option("--markdown", is_flag=True, help="As Markdown, for a paper.")
@click.pass_obj
def review_command(session: Session, since: date, markdown: bool) -> None:
    """Print the review sheet of a meeting: what is due, and what was said, published and changed since."""
    with session.workspace() as workspace:
        sheet = review(workspace, since)
    if session.json:
        sections = [{"title": part.title, "lines": list(part.lines)} for part in sheet.sections]
        print_json({"since": sheet.since.isoformat(), "on": sheet.on.isoformat(), "sections": sections})
    else:
        _print_sheet(sheet, markdown)


def _print_sheet(sheet: Review, markdown: bool) -> None:
    title = f"Review of {say_day(sheet.since)} to {say_day(sheet.on)}"
    if markdown:
        from apprentices.exchange.papers.markdown import paper_markdown
        from apprentices.exchange.papers.paper import Paper, Section

        sections = [Section(part.title, part.lines or (_NOTHING,)) for part in sheet.sections]
        for line in paper_markdown(Paper(title, (), sections)).splitlines():
            say(line)
        return
    say(title)
    for part in sheet.sections:
        say("")
        say(part.title, bold=True)
        for line in part.lines or (_NOTHING,):
            say_wrapped(line)


def _add(kind: EntryKind, session: Session, title: str, **about: Any) -> None:
    with session.workspace() as workspace:
        entry = stated(Entry, kind=kind, title=title, **_columns(workspace, about))
        made = enter(workspace, entry, own_host(session.path))
    _tell(session, made)


def _of_kind(kind: EntryKind, example: str) -> click.Group:
    """`register barrier`, which lists barriers, and `register barrier add`; the same for the other kinds."""
    group = ListingGroup(
        kind,
        help=f"List each {kind} of the register, or add one.",
        epilog=f"Example: apprentices register {kind}",
        options_metavar="[OPTIONS]",
    )
    lists = click.pass_obj(partial(_list, kind=kind))
    adds = click.argument("title", type=Line())(_about(click.pass_obj(partial(_add, kind))))
    group.command("list", help=f"List each {kind}, the open ones first.", example=f"register {kind} list")(
        lists
    )
    group.command("add", help=f"Enter a {kind} in the register.", example=f"register {kind} add {example}")(
        adds
    )
    return group


_EXAMPLES: dict[EntryKind, str] = {
    "barrier": '"No badges" --owner ELFT --person "Li Wu" --due 2026-12-18 --by "Ruth Adeyemi"',
    "decision": '"Four cycles a year" --paper "Board paper 4" --by "Ruth Adeyemi"',
    "lesson": '"Ask for badges early" --by "Ruth Adeyemi"',
}
for _kind in ENTRY_KINDS:
    register_command.add_command(_of_kind(_kind, _EXAMPLES[_kind]))


def _tell(session: Session, made: Entry) -> None:
    if session.json:
        print_json({"entry": made.statement, "kind": made.kind, "title": made.title, "follows": made.follows})
    else:
        say(f"Entered the {made.kind} {made.statement}: {made.title}.")


def _line(one: Listed) -> list[str]:
    entry = one.entry
    state = f"{one.state} ({one.ending.by}: {one.ending.why})" if one.ending else str(one.state)
    owner = ", ".join(filter(None, (entry.host, entry.person)))
    due = entry.due_on.isoformat() if entry.due_on else ""
    return [str(one.number), state, entry.kind, entry.title, owner, due, said_by(entry), entry.statement]


def _json(one: Listed) -> dict[str, object]:
    entry, ending = one.entry, one.ending
    return {
        "number": one.number,
        "entry": entry.statement,
        "kind": entry.kind,
        "state": str(one.state),
        "title": entry.title,
        "text": entry.text,
        "host": entry.host,
        "person": entry.person,
        "due": entry.due_on and entry.due_on.isoformat(),
        "paper": entry.paper,
        "follows": entry.follows,
        "followed_by": one.next and one.next.statement,
        "by": entry.by,
        "role": entry.role,
        "on": entry.on.isoformat(),
        "closed": ending and {"by": ending.by, "on": ending.on.isoformat(), "why": ending.why},
    }
